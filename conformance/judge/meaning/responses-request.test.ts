import { expect, test } from 'vitest'
import { mismatches } from '../match.ts'
import { Names } from '../names.ts'
import { arrangedResponsesRequest, normalResponsesRequest } from './responses-request.ts'

const base = { model: 'm', store: false }
const differences = (expected: object, received: object): string[] => {
  const wanted = normalResponsesRequest({ ...base, ...expected }, 'expected')
  const got = arrangedResponsesRequest(wanted, normalResponsesRequest({ ...base, ...received }, 'received'))
  return mismatches(wanted, got, { names: new Names() }).map(({ message }) => message)
}
const text = (role: string, said: string, type = 'input_text'): object => ({ type: 'message', role, content: [{ type, text: said }] })

test.each([
  ['a string and a user message', { input: 'a' }, { input: [text('user', 'a')] }],
  ['instructions and a developer message', { instructions: 'a', input: 'b' }, { input: [text('system', 'a'), text('user', 'b')] }],
  [
    'several instructions and one text in which line ends divide them',
    { input: [text('developer', 'a'), text('developer', 'b'), { role: 'user', content: 'c' }] },
    { instructions: 'a\n\nb', input: 'c' },
  ],
  [
    'what an assistant said, with and without what is optional',
    { input: [{ role: 'assistant', content: 'a' }] },
    {
      input: [
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'a', annotations: [], logprobs: [] }],
        },
      ],
    },
  ],
  [
    'arguments and outputs however they are written',
    {
      input: [
        { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c', output: 'x' },
      ],
    },
    {
      input: [
        { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '{ "a": 1 }', status: 'completed' },
        { type: 'function_call_output', call_id: 'c', output: [{ type: 'input_text', text: 'x' }] },
      ],
    },
  ],
  [
    'documented defaults and nothing',
    { input: 'a' },
    {
      input: 'a',
      parallel_tool_calls: true,
      truncation: 'disabled',
      text: { format: { type: 'text' }, verbosity: 'medium' },
      include: ['reasoning.encrypted_content'],
      stream_options: { include_obfuscation: false },
      tool_choice: 'none',
      metadata: {},
    },
  ],
])('%s are one request', (_, expected, received) => {
  expect(differences(expected, received)).toEqual([])
})

test('what the API does by default is no gateway’s to choose', () => {
  const tool = { type: 'function', name: 'f', parameters: { type: 'object', properties: { a: {} } } }
  expect(differences({ input: 'a', tools: [{ ...tool, strict: false }] }, { input: 'a', tools: [{ ...tool, strict: null }] })).toEqual([
    '/tools/0/strict is missing',
  ])
  expect(differences({ input: 'a' }, { input: 'a', store: true })).toEqual(['/store is missing'])
})

test('reasoning counts to the last byte, its id included', () => {
  const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'e' }
  expect(differences({ input: [reasoning] }, { input: [{ ...reasoning, id: 'rs_2', encrypted_content: 'f' }] })).toEqual([
    '/input/0/id is "rs_2" where "rs_1" is expected',
    '/input/0/encrypted_content is "f" where "e" is expected',
  ])
})
