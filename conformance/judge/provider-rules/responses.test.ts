import { expect, test } from 'vitest'
import { refusedByResponses } from './responses.ts'
import { sealedIn } from './sealed.ts'

const refusals = (body: object): string[] => refusedByResponses({ model: 'gpt-5', ...body }, new Set(['e'])).map(({ message }) => message)
const after = (...items: readonly object[]): string[] => refusals({ input: items })
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
const output = { type: 'function_call_output', call_id: 'c', output: '' }
const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'e' }

test('a tool loop with its reasoning is taken', () => {
  expect(after({ role: 'user', content: 'a' }, reasoning, call, output)).toEqual([])
})

test('a call has its output after it, and an output its call before', () => {
  expect(after(call)).toEqual([
    '/input/0/call_id is of a call without an output: no tool output found for it (the Responses API answers 400)',
  ])
  expect(after(output)).toEqual([
    '/input/0/call_id is of an output without a call: no tool call found for it (the Responses API answers 400)',
  ])
  expect(refusals({ input: [output], previous_response_id: 'resp_1' })).toEqual([])
  expect(after({ type: 'item_reference', id: 'fc_1' }, output)).toEqual([])
  expect(after({ type: 'custom_tool_call', call_id: 'c', name: 'f', input: '' }, output)).toHaveLength(2)
})

test('reasoning stands before what it led to, and comes back as it was', () => {
  expect(after(reasoning, { role: 'user', content: 'a' })).toEqual([
    '/input/0 is reasoning without the item that must follow it (the Responses API answers 400)',
  ])
  expect(after({ ...reasoning, encrypted_content: 'e=' }, call, output)).toEqual([
    '/input/0/encrypted_content could not be verified: the provider gave no such content (the Responses API answers 400)',
  ])
})

test('ids have the prefix of their type, and are unique', () => {
  expect(after({ ...call, id: 'call_1' }, output)).toEqual(["/input/0/id does not begin with 'fc' (the Responses API answers 400)"])
  expect(after(reasoning, reasoning, call, output)).toEqual([
    '/input/1/id is the id of an earlier item too (the Responses API answers 400)',
  ])
})

test('limits, sampling and formats are what the model takes', () => {
  expect(refusals({ max_output_tokens: 15 })).toEqual(['/max_output_tokens is below the minimum of 16 (the Responses API answers 400)'])
  expect(refusals({ temperature: 1 })).toEqual(['/temperature is not supported with this model (the Responses API answers 400)'])
  expect(refusals({ model: 'gpt-4.1', temperature: 1 })).toEqual([])
  const format = { text: { format: { type: 'json_object' } } }
  expect(refusals({ input: 'a', ...format })).toEqual([
    "/text/format is json_object, and the word 'json' stands nowhere in the input (the Responses API answers 400)",
  ])
  expect(refusals({ input: 'a', instructions: 'Answer in JSON.', ...format })).toEqual([])
})

test('what an assistant said is output', () => {
  expect(after({ role: 'assistant', content: [{ type: 'input_text', text: 'a' }] })).toEqual([
    '/input/0/content/0/type is input_text, which a message of role assistant does not take (the Responses API answers 400)',
  ])
})

test('encrypted content is known from the answers of the provider and from what the client brings', () => {
  const http = {}
  const bytes = new TextEncoder().encode('data: {"item":{"encrypted_content":"streamed"}}\n\n')
  const client = { kind: 'client', file: '1-client.json', http, body: { input: [{ encrypted_content: 'brought' }] } } as const
  const expected = { kind: 'provider.expect', file: '2-provider.expect.json', http, body: {} } as const
  const answer = { kind: 'provider', file: '3-provider.sse', http, bytes, stream: true } as const
  const expect4 = { kind: 'client.expect', file: '4-client.expect.json', http, text: '', stream: false } as const
  expect([...sealedIn({ exchanges: [{ client, provider: { expect: expected, answer }, expect: expect4 }] })]).toEqual([
    'brought',
    'streamed',
  ])
})
