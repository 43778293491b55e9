import { afterAll, beforeAll, expect, test } from 'vitest'
import { stage, type Stage } from '../scripted/gateway.ts'
import { anthropicFailures, strictAnthropic } from './anthropic.ts'
import { clients } from './clients.ts'
import { Conversation, type Heard } from './conversation.ts'
import { openaiFailures, strictOpenai } from './openai.ts'
import { tenTurns, type Line } from './script.ts'
import { play, type Failures, type Step } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage()
})
afterAll(() => gateway.close())

const soon = { 'retry-after': '1', 'retry-after-ms': '5' }
const cut: Line = { thinking: [{ text: 'Where was I?', signature: 'd2hlcmU=' }], text: 'As I was about to s', end: 'length' }
const refused: Line = { text: 'I cannot help with that.', end: 'refusal' }
const story: Line = { thinking: [{ text: 'A story.', signature: 'c3Rvcnk=' }], text: 'Once upon a time.', end: 'done' }

/** The ten turns with everything in between that may go wrong, then a refusal, and an end all the same. */
const troubled = ({ rateLimited, overloadedMidway }: Failures): readonly Step[] => [
  ...tenTurns.flatMap((line, index): Step[] => {
    if (index === 2) return [{ fails: rateLimited(soon) }, line]
    if (index === 5) return [{ fails: overloadedMidway(line) }, line]
    return index === 7 ? [cut, line] : [line]
  }),
  refused,
  story,
]

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
