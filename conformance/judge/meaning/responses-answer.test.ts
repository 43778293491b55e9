import { expect, test } from 'vitest'
import { mismatches } from '../match.ts'
import { Names } from '../names.ts'
import { normalResponse, readsOfResponses } from './responses-answer.ts'

const differences = (expected: object, received: object): string[] =>
  mismatches(normalResponse(expected, 'expected'), normalResponse(received, 'received'), {
    names: new Names(),
    reads: readsOfResponses,
  }).map(({ message }) => message)

const text = (said: string, more: object = {}): object => ({ type: 'output_text', text: said, annotations: [], logprobs: [], ...more })
const message = (...content: readonly object[]): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content,
})
const answer = (...output: readonly object[]): object => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  output,
  output_text: 'x',
})

test('how a text is divided, ids and echoes are free', () => {
  const expected = { output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'ab' }] }] }
  expect(differences(expected, { ...answer(message(text('a'), text('b'))), store: true, tools: [] })).toEqual([])
})

test('an answer that is cut short, an item or an annotation that nobody expects is told', () => {
  const expected = { output: [message(text('a'))] }
  const cut = { ...answer(message(text('a'))), status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
  expect(differences(expected, cut)).toEqual([
    '/status is "incomplete" where "completed" is expected',
    '/incomplete_details is there although nobody asked for it',
  ])
  const call = { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
  expect(differences(expected, answer(message(text('a')), call))).toEqual(['/output/1 is one too many: /output has 2 where 1 are expected'])
  const cited = { type: 'url_citation', url: 'u', title: 't', start_index: 0, end_index: 1 }
  expect(differences(expected, answer(message(text('a', { annotations: [cited] }))))).toEqual([
    '/output/0/content/0/annotations is there although nobody asked for it',
  ])
})

test('parts of a summary are divided by a blank line', () => {
  const reasoning = (...texts: readonly string[]): object => ({
    id: 'rs_1',
    type: 'reasoning',
    summary: texts.map((it) => ({ type: 'summary_text', text: it })),
  })
  expect(differences({ output: [reasoning('a\n\nb')] }, answer({ ...reasoning('a', 'b'), encrypted_content: 'e' }))).toEqual([])
})

test('a count of tokens has no status', () => {
  const count = { object: 'response.input_tokens', input_tokens: 3 }
  expect(differences(count, count)).toEqual([])
})
