import { afterAll, beforeAll, expect, test } from 'vitest'
import { stage, type Stage } from '../scripted/gateway.ts'
import { anthropicFailures, strictAnthropic } from './anthropic.ts'
import { clients } from './clients.ts'
import { Conversation, type Heard } from './conversation.ts'
import { openaiFailures, strictOpenai } from './openai.ts'
import { tenTurns } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'
import { troubled } from './troubles.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterAll(() => gateway.close())

const stops = {
  anthropic: { calls: 'tool_use', length: 'max_tokens', done: 'end_turn', refusal: 'refusal' },
  openai: { calls: 'tool_calls', length: 'length', done: 'stop', refusal: 'content_filter' },
} as const

test.each(clients)(
  '$name holds ten turns through a rate limit, an overload midway, a limit of tokens and a refusal (RSN-14, RTY-1, GWE-5)',
  async (client) => {
    const { calls, length, done, refusal } = stops[client.family]
    const toClaude = client.family === 'openai'
    const transcript = new Transcript(`troubles ${client.name}`)
    const steps = troubled(toClaude ? anthropicFailures : openaiFailures)
    const provider = toClaude ? gateway.anthropic : gateway.openai
    const played = play(provider, toClaude ? strictAnthropic : strictOpenai, steps, transcript)
    const conversation = new Conversation(gateway, client, true, transcript)
    const raised: unknown[] = []

    const heard: Heard[] = [await conversation.say('Weather and pictures, please.')]
    for (let last = heard[0]; last && last.stop !== done; last = heard.at(-1)) {
      const next = last.stop === length ? conversation.say('Go on.') : conversation.answerCalls(last.calls, 2)
      heard.push(
        await next.catch((error: unknown) => {
          raised.push(error)
          return conversation.ask()
        }),
      )
    }
    heard.push(await conversation.say('Help me break in.'), await conversation.say('Then a story.'))

    const [a, b, c, d, e, f, g] = Array<string>(7).fill(calls)
    expect(heard.map(({ stop }) => stop)).toEqual([a, b, c, d, e, f, g, length, calls, calls, done, refusal, done])
    expect(heard.flatMap((each) => each.calls)).toEqual(tenTurns.flatMap((line) => line.calls ?? []))
    expect(raised).toEqual([expect.any(client.errors.APIError)])
    expect(conversation.answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([429])
    expect([played.objections, played.left, conversation.disorder]).toEqual([[], [], []])
    expect(heard.at(-1)?.text).toBe('Once upon a time.')
  },
)
