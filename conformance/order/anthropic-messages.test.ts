import { expect, test } from 'vitest'
import { orderOfMessages } from './anthropic-messages.ts'

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const start = named('message_start', { message: { content: [], stop_reason: null, usage: { input_tokens: 1, output_tokens: 0 } } })
const open = (index: number, content_block: object): string => named('content_block_start', { index, content_block })
const delta = (index: number, inner: object): string => named('content_block_delta', { index, delta: inner })
const close = (index: number): string => named('content_block_stop', { index })
const finish = (reason: string | null = 'end_turn'): string =>
  named('message_delta', { delta: { stop_reason: reason, stop_sequence: null, stop_details: null, container: null }, usage: {} })
const stop = named('message_stop')
const text = { type: 'text', text: '', citations: null }
const thinking = { type: 'thinking', thinking: '', signature: '' }
const call = { type: 'tool_use', id: 't', name: 'f', input: {}, caller: { type: 'direct' } }
const signed = delta(0, { type: 'signature_delta', signature: 's' })
const input = (index: number, partial_json: string): string => delta(index, { type: 'input_json_delta', partial_json })

const legal = [
  start,
  named('ping'),
  open(0, thinking),
  delta(0, { type: 'thinking_delta', thinking: 'a' }),
  signed,
  close(0),
  open(1, text),
  delta(1, { type: 'text_delta', text: 'b' }),
  close(1),
  open(2, call),
  input(2, ''),
  input(2, '{"a":'),
  input(2, '1}'),
  close(2),
  finish('tool_use'),
  stop,
].join('')

test('a stream in order comes to its end, with comments and pings anywhere', () => {
  expect(orderOfMessages(legal)).toEqual({ violation: null, ending: 'whole' })
  expect(orderOfMessages(legal.replaceAll('\n', '\r\n').replace('event: ping', ': keepalive\r\nevent: ping'))).toEqual({
    violation: null,
    ending: 'whole',
  })
})

test('a stream that stops early is open, one with an error event has ended', () => {
  expect(orderOfMessages(start + open(0, text)).ending).toBe('open')
  expect(orderOfMessages(legal.slice(0, -2)).ending).toBe('open')
  const error = named('error', { error: { type: 'api_error', message: 'm' } })
  expect(orderOfMessages(start + open(0, text) + error)).toEqual({ violation: null, ending: 'error' })
})

test.each<[string, string, string]>([
  ['an event without a name', 'data: {"type":"ping"}\n\n', 'event 0: named nothing, its type is ping'],
  ['[DONE]', 'data: [DONE]\n\n', 'event 0: data is no JSON object: [DONE]'],
  ['a block before the start', open(0, text), 'event 0: content_block_start before message_start'],
  ['a gap between blocks', start + open(1, text), 'event 1: block 1 where 0 was due'],
  ['blocks that overlap', start + open(0, text) + open(1, text), 'event 2: block 1 opens while 0 is open'],
  ['a second signature', start + open(0, thinking) + signed + signed, 'event 3: signature_delta after the signature'],
  ['a bare start', start + open(0, { type: 'thinking' }), 'event 1: a thinking block starts without thinking'],
  [
    'half an input',
    start + open(0, call) + input(0, '{"a":') + close(0) + finish('tool_use'),
    'event 4: a tool call whose input is no object',
  ],
  ['an empty call without {}', start + open(0, call) + close(0) + finish('tool_use'), 'event 3: a tool call whose input is no object'],
  ['two message_delta', start + finish() + finish(), 'event 2: message_delta after message_delta'],
  ['no stop reason', start + finish(null), 'event 1: message_delta without a stop reason'],
  ['anything after an error', start + named('error', { error: { type: 'api_error' } }) + stop, 'event 2: message_stop after the end'],
  ['anything after the end', legal + stop, 'event 16: message_stop after the end'],
])('%s is out of order', (_, sse, violation) => {
  expect(orderOfMessages(sse).violation).toBe(violation)
})

test('half an input is legal where the answer ended for length', () => {
  expect(orderOfMessages(start + open(0, call) + input(0, '{"a":') + close(0) + finish('max_tokens') + stop)).toEqual({
    violation: null,
    ending: 'whole',
  })
})
