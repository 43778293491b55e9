import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../scripted/gateway.ts'
import { Conversation, type Heard } from './conversation.ts'
import { directions, stageOfDirections } from './directions.ts'
import { tenTurns } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'
import { troubled } from './troubles.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

test.each(directions)(
  '$name: ten turns go through a rate limit, an overload midway, a limit of tokens and a refusal (RSN-14, RTY-1, STO-1)',
  async ({ name, client, vendor, dialect, failures, more, stops }) => {
    const transcript = new Transcript(`troubles ${name}`)
    const played = play(gateway[vendor], dialect, troubled(failures), transcript)
    const conversation = new Conversation(gateway, client, true, transcript, more)
    const raised: unknown[] = []

    const heard: Heard[] = [await conversation.say('Weather and pictures, please.')]
    for (let last = heard[0]; last && (last.calls.length > 0 || last.stop === stops.length); last = heard.at(-1)) {
      const next = last.stop === stops.length ? conversation.say('Go on.') : conversation.answerCalls(last.calls, 2)
      heard.push(
        await next.catch((error: unknown) => {
          raised.push(error)
          return conversation.ask()
        }),
      )
    }
    heard.push(await conversation.say('Help me break in.'), await conversation.say('Then a story.'))

    const { calls, length, done, refusal } = stops
    expect(played.objections).toEqual([])
    expect(heard.map(({ stop }) => stop)).toEqual([...Array<string>(7).fill(calls), length, calls, calls, done, refusal, done])
    expect(heard.flatMap((each) => each.calls)).toEqual(tenTurns.flatMap((line) => line.calls ?? []))
    expect(raised).toEqual([expect.any(client.errors.APIError)])
    expect(conversation.answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([429])
    expect([played.left, conversation.disorder]).toEqual([[], []])
    expect(heard.at(-1)?.text).toBe('Once upon a time.')
  },
)
