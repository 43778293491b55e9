import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { list } from './clients.ts'
import { Conversation } from './conversation.ts'
import { stageOfDirections } from './directions.ts'
import { strictOpenai } from './openai.ts'
import { keptClients, responsesClients } from './responses-clients.ts'
import { tenTurns, type Line } from './script.ts'
import { play, type Dialect } from './strict.ts'
import { Transcript } from './transcript.ts'

let gateway: Stage

beforeAll(async () => {
  gateway = await stageOfDirections()
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

/** Hosts that count the calls of each answer call the first of every turn by the same id. */
const counted: readonly Line[] = tenTurns.map(({ calls = [], ...line }) => ({
  ...line,
  calls: calls.map((call, index) => ({ ...call, id: `call_${index}` })),
}))
const counting: Dialect = { ...strictOpenai, objection: () => null }

test.each([...responsesClients, ...keptClients].flatMap((client) => [true, false].map((stream) => ({ ...client, client, stream }))))(
  '$name gives every call back with its own result where a host gives ids twice, streamed: $stream (TR-4, RSP-3, STO-1)',
  async ({ client, stream }) => {
    play(gateway.openai, counting, counted, new Transcript())
    const conversation = new Conversation(gateway, client, stream, new Transcript(), { model: 'gpt-4o', reasoning: null })
    let heard = await conversation.say('Weather and pictures, please.')
    while (heard.calls.length > 0) heard = await conversation.answerCalls(heard.calls)
    const messages = list(at(gateway.openai.received.at(-1)?.json, 'messages'))
    const calls = messages.flatMap((message) => list(at(message, 'tool_calls')))
    expect(calls.map((call) => [at(call, 'function', 'name'), JSON.parse(String(at(call, 'function', 'arguments')))])).toEqual(
      counted.flatMap((line) => (line.calls ?? []).map(({ name, input }) => [name, input])),
    )
    const answered = messages.filter((message) => at(message, 'role') === 'tool').map((message) => at(message, 'tool_call_id'))
    expect(answered).toEqual(calls.map((call) => at(call, 'id')))
    expect(new Set(answered).size).toBe(answered.length)
  },
)
