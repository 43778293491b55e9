import { expect, test } from 'vitest'
import { eventsOf } from '../pieces/sse.ts'
import { orderOfMessages } from './messages.ts'

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const start = named('message_start', { message: {} })
const open = (index: number, content_block: object): string => named('content_block_start', { index, content_block })
const delta = (index: number, inner: object): string => named('content_block_delta', { index, delta: inner })
const close = (index: number): string => named('content_block_stop', { index })
const finish = (reason: string | null = 'end_turn'): string => named('message_delta', { delta: { stop_reason: reason } })
const stop = named('message_stop')
const text = { type: 'text', text: '' }
const call = { type: 'tool_use', id: 't', name: 'f', input: {} }
const input = (index: number, partial_json: string): string => delta(index, { type: 'input_json_delta', partial_json })
const signature = delta(0, { type: 'signature_delta', signature: 's' })
const checked = (sse: string): string | null => {
  const { violation } = orderOfMessages(eventsOf(sse))
  return violation && `event ${violation.event}: ${violation.message}`
}

test('a stream in order comes to its end', () => {
  const sse =
    start +
    named('ping') +
    open(0, text) +
    close(0) +
    open(1, call) +
    input(1, '{"a":') +
    input(1, '1}') +
    close(1) +
    finish('tool_use') +
    stop
  expect(orderOfMessages(eventsOf(sse))).toEqual({ violation: null, ending: 'whole' })
})

test.each<[string, string]>([
  ['several message_delta events', start + finish() + finish() + stop],
  [
    'starts without members that deltas bring',
    start + open(0, { type: 'thinking', thinking: '' }) + signature + close(0) + finish() + stop,
  ],
  ['a nameless [DONE] at the end', start + finish() + stop + 'data: [DONE]\n\n'],
  ['events of types to come', start + named('news') + finish() + stop],
  ['half an input where the answer ended for length', start + open(0, call) + input(0, '{"a":') + close(0) + finish('max_tokens') + stop],
])('%s are in order', (_, sse) => {
  expect(checked(sse)).toBe(null)
})

test('a stream that stops early is open, one with an error event has ended', () => {
  expect(orderOfMessages(eventsOf(start + open(0, text)))).toEqual({ violation: null, ending: 'open' })
  expect(orderOfMessages(eventsOf(start + open(0, text) + named('error')))).toEqual({ violation: null, ending: 'error' })
})

test('half an event that is closed as a ping is a ping', () => {
  const closed = 'event: content_block_delta\ndata: {"type":"conte\nevent: ping\ndata: {"type":"ping"}\n\n'
  expect(orderOfMessages(eventsOf(start + open(0, text) + closed + named('error')))).toEqual({ violation: null, ending: 'error' })
})

test.each<[string, string, string]>([
  [
    'an event without a name',
    `data: {"type":"message_start"}\n\n`,
    'event 0: message_start has no event name, and official clients skip what has none',
  ],
  [
    'a name of another type',
    `event: message\ndata: {"type":"message_start"}\n\n`,
    'event 0: it is named message, and its type is message_start',
  ],
  ['data that is no JSON', 'event: message_start\ndata: {\n\n', 'event 0: its data is no JSON object: {'],
  ['a block before the start', open(0, text), 'event 0: content_block_start comes before message_start'],
  ['a second start', start + start, 'event 1: a second message_start'],
  ['a gap between blocks', start + open(1, text), 'event 1: block 1 opens where 0 is due: clients address blocks by their place'],
  ['blocks that overlap', start + open(0, text) + open(1, text), 'event 2: block 1 opens while block 0 is open'],
  [
    'a delta for a closed block',
    start + open(0, text) + close(0) + delta(0, { type: 'text_delta' }),
    'event 3: a delta comes for block 0, which is not open',
  ],
  ['a delta of another block', start + open(0, text) + input(0, '{}'), 'event 2: input_json_delta comes in a text block'],
  [
    'a signature in two pieces',
    start + open(0, { type: 'thinking' }) + signature + signature,
    'event 3: a second signature_delta: official clients keep the last one alone',
  ],
  ['a stop before the reason', start + stop, 'event 1: message_stop comes before message_delta'],
  [
    'a reason that is erased',
    start + finish() + finish(null) + stop,
    'event 3: the last message_delta has no stop_reason, and official clients keep the last one',
  ],
  ['a block after the reason', start + finish() + open(0, text), 'event 2: content_block_start comes after message_delta'],
  [
    'half an input',
    start + open(0, call) + input(0, '{"a":') + close(0) + finish('tool_use') + stop,
    'event 5: the input of block 0 is no whole JSON object, and the answer stops to have it run',
  ],
  ['anything after the end', start + finish() + stop + stop, 'event 3: message_stop comes after the end'],
])('%s is out of order', (_, sse, violation) => {
  expect(checked(sse)).toBe(violation)
})
