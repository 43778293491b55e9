import { expect, test } from 'vitest'
import { CaseError } from '../matchers.ts'
import { piecesOfMessages } from './messages.ts'
import { eventsOf } from './sse.ts'

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const start = named('message_start', {
  message: { id: 'm', role: 'assistant', content: [], stop_reason: null, usage: { input_tokens: 4, output_tokens: 1 } },
})
const open = (index: number, content_block: object): string => named('content_block_start', { index, content_block })
const delta = (index: number, inner: object): string => named('content_block_delta', { index, delta: inner })
const close = (index: number): string => named('content_block_stop', { index })

test('fragments of a block are one piece, and pings and comments are none', () => {
  const sse = [
    start,
    named('ping'),
    open(0, { type: 'thinking', thinking: '', signature: '' }),
    delta(0, { type: 'thinking_delta', thinking: 'a' }),
    ': alive\n\n',
    delta(0, { type: 'thinking_delta', thinking: 'b' }),
    delta(0, { type: 'signature_delta', signature: 's' }),
    close(0),
    open(1, { type: 'tool_use', id: 't', name: 'f', input: {} }),
    delta(1, { type: 'input_json_delta', partial_json: '' }),
    delta(1, { type: 'input_json_delta', partial_json: '{"a":' }),
    delta(1, { type: 'input_json_delta', partial_json: '1}' }),
    close(1),
    named('message_delta', { delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 9 } }),
    named('message_stop'),
  ].join('')
  expect(piecesOfMessages(eventsOf(sse), 'received').map(({ kind, event, base, value }) => [kind, event, base, value])).toEqual([
    ['message_start', 0, '/message', { id: 'm', role: 'assistant' }],
    ['open thinking', 2, '/content_block', { type: 'thinking' }],
    ['thinking', 3, '/delta/thinking', 'ab'],
    ['signature', 5, '/delta/signature', 's'],
    ['close thinking', 6, '', null],
    ['open tool_use', 7, '/content_block', { type: 'tool_use', id: 't', name: 'f' }],
    ['input', 9, '/delta/partial_json', '{"a":1}'],
    ['close tool_use', 11, '', null],
    ['message_delta', 12, '', { delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { input_tokens: 4, output_tokens: 9 } }],
    ['message_stop', 13, '', null],
  ])
})

test('an expected input is matched as JSON, and one without deltas is empty', () => {
  const call = { type: 'tool_use', id: { $bind: 'call' }, name: 'f', input: {} }
  const input = delta(0, { type: 'input_json_delta', partial_json: '{"a":1}' })
  const values = (sse: string): unknown[] =>
    piecesOfMessages(eventsOf(sse), 'expected').flatMap(({ kind, value }) => (kind === 'input' ? [value] : []))
  expect(values(start + open(0, call) + input + close(0))).toEqual([{ $json: { a: 1 } }])
  expect(values(start + open(0, call) + close(0))).toEqual([{ $json: {} }])
})

test('a block that is cut off does not close, and the error comes last', () => {
  const sse =
    start +
    open(0, { type: 'text', text: '' }) +
    delta(0, { type: 'text_delta', text: 'Hel' }) +
    named('error', { error: { type: 'api_error' } })
  expect(piecesOfMessages(eventsOf(sse), 'received').map(({ kind }) => kind)).toEqual(['message_start', 'open text', 'text', 'error'])
})

test('a matcher may stand for a whole text, not for a piece of it', () => {
  const text = (...fragments: unknown[]): string =>
    start + open(0, { type: 'text', text: '' }) + fragments.map((it) => delta(0, { type: 'text_delta', text: it })).join('')
  expect(piecesOfMessages(eventsOf(text({ $pattern: 'a' })), 'expected')[2]?.value).toEqual({ $pattern: 'a' })
  expect(() => piecesOfMessages(eventsOf(text('a', { $pattern: 'a' })), 'expected')).toThrow(CaseError)
})

test('a piece is called by its event and its block', () => {
  const sse = start + open(0, { type: 'text', text: '' }) + delta(0, { type: 'text_delta', text: 'a' }) + close(0) + named('message_stop')
  expect(piecesOfMessages(eventsOf(sse), 'received').map(({ says }) => says)).toEqual([
    'message_start',
    'content_block_start of text block 0',
    'text_delta of text block 0: "a"',
    'content_block_stop of text block 0',
    'message_stop',
  ])
})
