import { expect, test } from 'vitest'
import type { WireMessage } from '../report/report.ts'
import { CaseError } from './matchers.ts'
import { Names } from './names.ts'
import { MissingAnswer, sendable } from './send.ts'

const answer = (type: string, body: string): WireMessage => ({ start: '200', headers: { 'content-type': type }, body, ending: 'end' })
const json = (body: object): WireMessage => answer('application/json', JSON.stringify(body))
const stream = (...events: readonly object[]): WireMessage =>
  answer('text/event-stream', events.map((it) => `data: ${JSON.stringify(it)}\n\n`).join(''))
const filled = (dialect: 'messages' | 'chat', ...answers: readonly WireMessage[]): unknown =>
  sendable({ messages: [{ $answer: 1 }] }, answers, dialect, new Names())

test('what was bound stands for its string', () => {
  const names = new Names()
  names.bind('call', 'toolu_1')
  expect(sendable({ a: [{ id: { $bound: 'call' }, n: 1 }] }, [], 'chat', names)).toEqual({ a: [{ id: 'toolu_1', n: 1 }] })
  expect(() => sendable({ $bound: 'other' }, [], 'chat', names)).toThrow(new MissingAnswer("no answer brought what the case calls 'other'"))
})

test('a message is appended with every member that it came with', () => {
  const content = [{ type: 'text', text: 'a', citations: null }]
  expect(filled('messages', json({ id: 'm', role: 'assistant', content, usage: {} }))).toEqual({
    messages: [{ role: 'assistant', content }],
  })
  const message = { role: 'assistant', content: 'a', refusal: null, reasoning_details: [{ a: 1 }] }
  expect(filled('chat', json({ choices: [{ index: 0, message }] }))).toEqual({ messages: [message] })
})

test('a streamed message is appended as it was assembled', () => {
  const call = { type: 'tool_use', id: 't', name: 'f', input: {} }
  const events = [
    { type: 'message_start', message: { role: 'assistant', content: [], usage: {} } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'a' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'b' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 's' } },
    { type: 'content_block_start', index: 1, content_block: call },
    { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"a":' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '1}' } },
  ]
  expect(filled('messages', stream(...events))).toEqual({
    messages: [
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'ab', signature: 's' },
          { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } },
        ],
      },
    ],
  })
})

test('of a streamed completion text is strung together, and of members that the client does not know the last one counts', () => {
  const chunk = (delta: object): object => ({ id: 'c', choices: [{ index: 0, delta }] })
  const events = [
    chunk({ role: 'assistant', content: 'a' }),
    chunk({ content: 'b', reasoning_content: 'x' }),
    chunk({ reasoning_content: 'y' }),
    chunk({ tool_calls: [{ index: 0, id: 'k', type: 'function', function: { name: 'f', arguments: '{' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '}' } }] }),
  ]
  expect(filled('chat', stream(...events))).toEqual({
    messages: [
      {
        role: 'assistant',
        content: 'ab',
        refusal: null,
        reasoning_content: 'y',
        tool_calls: [{ id: 'k', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
    ],
  })
})

test('an answer that brings no message cannot be appended', () => {
  expect(() => filled('messages', json({ type: 'error' }))).toThrow(
    new MissingAnswer('the answer to exchange 1 brings no message that could be appended'),
  )
  expect(() => filled('messages')).toThrow(new CaseError('$answer 1 stands before that exchange has an answer'))
})

test('all items of a response are appended as they came', () => {
  const output = [
    { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'e' },
    { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
  ]
  const appended = (answered: WireMessage): unknown =>
    sendable({ input: [{ $answer: 1 }, { type: 'function_call_output', call_id: 'c', output: '' }] }, [answered], 'responses', new Names())
  const input = [...output, { type: 'function_call_output', call_id: 'c', output: '' }]
  expect(appended(json({ id: 'resp_1', output }))).toEqual({ input })
  const response = { id: 'resp_1', output: [] }
  const done = output.map((item, output_index) => ({ type: 'response.output_item.done', output_index, item }))
  expect(appended(stream({ type: 'response.created', response }, ...done))).toEqual({ input })
  expect(
    appended(stream({ type: 'response.created', response }, { type: 'response.completed', response: { ...response, output } })),
  ).toEqual({
    input,
  })
})
