import { afterEach, beforeEach, expect, test } from 'vitest'
import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { violation } from '../scripted/closed.ts'
import type { Json } from '../scripted/json.ts'
import { ScriptedProvider, type Received } from '../scripted/provider.ts'
import { strictResponses } from './responses.ts'
import { tenTurns, type Line } from './script.ts'
import { play } from './strict.ts'
import { Transcript } from './transcript.ts'

const provider = new ScriptedProvider()
let origin: string

beforeEach(async () => {
  origin = await provider.listen()
})
afterEach(async () => {
  provider.reset()
  await provider.close()
})

const turn: Line = {
  thinking: [{ text: 'Hm.\nSo.', signature: 'c2VhbA==' }, { redacted: 'aGlkZGVu' }],
  text: 'Both.',
  calls: [
    { id: 'call_1', name: 'f', input: { a: 1 } },
    { id: 'call_2', name: 'f', input: { b: [2] } },
  ],
  end: 'calls',
}

const post = async (body: Json): Promise<number> => {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${origin}/v1/responses`, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

const summary = [
  { type: 'summary_text', text: 'Hm.' },
  { type: 'summary_text', text: 'So.' },
]
const shown = { type: 'reasoning', id: 'rs_1a0', summary, encrypted_content: 'c2VhbA==' }
const hidden = { type: 'reasoning', id: 'rs_1a1', summary: [], encrypted_content: 'aGlkZGVu' }
const words = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text: 'Both.', annotations: [] }],
}
const call = (id: string, args: string): Json => ({ type: 'function_call', call_id: id, name: 'f', arguments: args })
const one = call('call_1', '{"a":1}')
const two = call('call_2', '{"b":[2]}')
const output = (id: string): Json => ({ type: 'function_call_output', call_id: id, output: 'ok' })
const outputs = [output('call_1'), output('call_2')]
const said = [shown, hidden, words, one, two]
const question = { role: 'user', content: 'Hi' }
const tools = [{ type: 'function', name: 'f', parameters: { type: 'object' }, strict: false }]
const ask = (...items: Json[]): { readonly [member: string]: Json } => ({
  model: 'gpt-5.6',
  store: false,
  tools,
  input: [question, ...items],
})

test.each<[string, number, readonly Json[]]>([
  ['as it was', 200, [...said, ...outputs]],
  ['with its words alone, of a message without an id', 200, [shown, hidden, { role: 'assistant', content: 'Both.' }, one, two, ...outputs]],
  ['with outputs in another order', 200, [...said, output('call_2'), output('call_1')]],
  ['without reasoning', 400, [words, one, two, ...outputs]],
  ['without what is hidden', 400, [shown, words, one, two, ...outputs]],
  ['with other encrypted content', 400, [{ ...shown, encrypted_content: 'b3RoZXI=' }, hidden, words, one, two, ...outputs]],
  ['with another summary', 400, [{ ...shown, summary: [] }, hidden, words, one, two, ...outputs]],
  ['with another id of its reasoning', 400, [{ ...shown, id: 'rs_9' }, hidden, words, one, two, ...outputs]],
  ['with reasoning in another order', 400, [hidden, shown, words, one, two, ...outputs]],
  ['with reasoning behind its words', 400, [words, shown, hidden, one, two, ...outputs]],
  ['with reasoning that nothing follows', 400, [words, one, two, shown, hidden, ...outputs]],
  ['with other words', 400, [shown, hidden, { role: 'assistant', content: 'Both' }, one, two, ...outputs]],
  ['with an id of another kind', 400, [shown, hidden, { ...words, id: 'item_1' }, one, two, ...outputs]],
  ['with other spaces', 400, [shown, hidden, words, call('call_1', '{"a": 1}'), two, ...outputs]],
  ['without an output', 400, [...said, output('call_1')]],
  ['with an output of a call it did not make', 400, [...said, ...outputs, output('call_3')]],
  ['with an output twice', 400, [...said, ...outputs, output('call_1')]],
  ['with outputs before it', 400, [...outputs, ...said]],
])('the strict Responses API takes a turn back %s: %i', async (_, status, items) => {
  const played = play(provider, strictResponses, [turn, { text: 'Done.', end: 'done' }], new Transcript())
  expect(await post(ask())).toBe(200)
  expect([await post(ask(...items)), played.objections.length]).toEqual([status, status === 200 ? 0 : 1])
})

test.each<[string, Json]>([
  ['that would be kept', { ...ask(), store: true }],
  ['that does not say it is not to be kept', { model: 'gpt-5.6', input: 'Hi' }],
  ['with a temperature', { ...ask(), temperature: 1 }],
  ['that goes on from an answer', { ...ask(), previous_response_id: 'resp_turn1' }],
  [
    'with a tool that is strict because it does not say',
    { ...ask(), tools: [{ type: 'function', name: 'f', parameters: { type: 'object' } }] },
  ],
  ['with a member of another API', { ...ask(), max_tokens: 5 }],
])('the strict Responses API refuses a request %s', async (_, body) => {
  const played = play(provider, strictResponses, [turn], new Transcript())
  expect([await post(body), played.objections.length]).toEqual([400, 1])
})

test('the strict Responses API refuses a conversation whose beginning changed', async () => {
  const played = play(provider, strictResponses, [turn, { text: 'Done.', end: 'done' }], new Transcript())
  await post(ask())
  const later = { ...ask(), input: [{ role: 'user', content: 'Hello' }, ...said, ...outputs] }
  expect([await post(later), played.objections]).toEqual([400, [expect.stringContaining('the beginning of the conversation changed')]])
})

const asked = (stream: boolean): Received => ({
  method: 'POST',
  url: '/v1/responses',
  headers: {},
  bytes: new Uint8Array(),
  json: { ...ask(), stream },
  abandoned: false,
})
const cut: Line = { text: 'Once upon', end: 'length' }
const refused: Line = { text: 'I cannot help with that.', end: 'refusal' }

test.each([...tenTurns, cut, refused].map((line, i) => [i + 1, line] as const))(
  'what the strict Responses API says in turn %i is after the published schemas and in order',
  (number, line) => {
    const text = (stream: boolean): string => Buffer.concat(strictResponses.answer(line, number, asked(stream)).chunks).toString()
    expect(violation('responses', 'response', JSON.parse(text(false)))).toBeNull()
    const events = eventsOf(text(true))
    expect(events.map(({ data }) => violation('responses', 'event', data)).filter((wrong) => wrong !== null)).toEqual([])
    expect(orderOfResponses(events)).toEqual({ violation: null, ending: 'whole' })
  },
)
