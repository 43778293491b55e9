import { expect, test } from 'vitest'
import { readsOfResponses } from '../meaning/responses-answer.ts'
import { Names } from '../names.ts'
import { comparePieces } from './compare.ts'
import type { Piece } from './piece.ts'
import { piecesOfResponses } from './responses.ts'
import { eventsOf } from './sse.ts'

type Data = { readonly [member: string]: unknown }

const pieces = (side: 'expected' | 'received', ...events: readonly Data[]): Piece[] =>
  piecesOfResponses(eventsOf(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')), side)
const told = (...events: readonly Data[]): unknown[] => pieces('received', ...events).map(({ kind, value }) => [kind, value])

const added = (item: Data, output_index = 0): Data => ({ type: 'response.output_item.added', output_index, item })
const done = (item: Data, output_index = 0): Data => ({ type: 'response.output_item.done', output_index, item })
const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] }
const said = (delta: unknown, content_index = 0, output_index = 0): Data => ({
  type: 'response.output_text.delta',
  output_index,
  content_index,
  delta,
  logprobs: [],
})
const completed: Data = { type: 'response.completed', response: { id: 'resp_1', status: 'completed', output: [message], usage: null } }

test('an item opens, says its text, and closes', () => {
  expect(told(added(message), said('a'), said('b'), done({ ...message, status: 'completed' }), completed)).toEqual([
    ['open message', { type: 'message', id: 'msg_1', role: 'assistant' }],
    ['content', 'ab'],
    ['close message', { status: 'completed' }],
    ['response.completed', { id: 'resp_1', status: 'completed', usage: null }],
  ])
})

test('a blank line divides the parts of a summary, and the seal is a piece of its own', () => {
  const reasoning = { type: 'reasoning', id: 'rs_1', summary: [] }
  const thought = (delta: string, summary_index: number): Data => ({
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    summary_index,
    delta,
  })
  expect(told(added(reasoning), thought('a', 0), thought('b', 0), thought('c', 1), done({ ...reasoning, encrypted_content: 'e' }))).toEqual(
    [
      ['open reasoning', { type: 'reasoning', id: 'rs_1' }],
      ['summary', 'ab\n\nc'],
      ['signature', 'e'],
      ['close reasoning', { status: 'completed' }],
    ],
  )
})

test('an event for an item that was not added is out of place', () => {
  expect(told(said('a', 0, 3)).map((piece) => (Array.isArray(piece) ? (piece[0] as unknown) : null))).toEqual(['stray'])
})

const compare = (expected: readonly Data[], received: readonly Data[]): string[] =>
  comparePieces(
    pieces('expected', ...expected),
    pieces('received', ...received),
    { names: new Names(), reads: readsOfResponses },
    null,
  ).map(({ message: it }) => it)

test('how a text is divided into parts does not matter', () => {
  const whole = { ...message, status: 'completed' }
  expect(compare([added(message), said('ab'), done(whole)], [added(message), said('a'), said('b', 1), done(whole)])).toEqual([])
})

test('arguments are compared as JSON, and an end of another kind is told by its name', () => {
  const call = { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '' }
  const given = (delta: string): Data => ({ type: 'response.function_call_arguments.delta', output_index: 0, delta })
  expect(compare([added(call), given('{"a":1}')], [added(call), given('{ "a"'), given(': 1 }')])).toEqual([])
  const cut = { type: 'response.incomplete', response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } } }
  expect(compare([added(call), given('{}'), cut], [added(call), given('{}'), completed])).toEqual([
    'event 2: response.completed comes where response.incomplete is expected',
  ])
})

test('a failed response and an error event are each an error', () => {
  const failed = { type: 'response.failed', response: { status: 'failed', error: { code: 'server_error', message: 'm' } } }
  expect(compare([failed], [{ type: 'error', code: 'server_error', message: 'm', param: null, sequence_number: 3 }])).toEqual([])
})
