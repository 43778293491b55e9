import { expect, test } from 'vitest'
import type { Event } from '../interlingua/event.ts'
import { fault } from '../interlingua/fault.ts'
import type { Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import { pipe } from './machine.ts'
import { readStream } from './read-stream.ts'

const end: Event = { type: 'end' }

/** Gives a ping per frame, `end` at the frame `over`, and a failure where the source ends before. */
const decoder = (): Machine<Frame, Event> => ({
  push: ({ data }) => (data === '"over"' ? [end] : [{ type: 'ping' }]),
  end: () => [{ type: 'fail', fault: fault('upstream', 'ended early') }],
  fail: (broken) => [{ type: 'fail', fault: broken }],
})
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const kinds = (events: readonly Event[]): string =>
  events.map((event) => (event.type === 'fail' ? event.fault.message : event.type)).join(' ')

test('SSE-1: whole JSON without its blank line is an event, half of it is a truncation', () => {
  const whole = readStream(decoder())
  expect(kinds([...whole.push(bytes('data: "over"')), ...whole.end()])).toBe('end')
  const half = readStream(decoder())
  expect(kinds([...half.push(bytes('data: {}\n\ndata: {"a"')), ...half.end()])).toBe('ping the upstream stream ended inside an event')
})

test('SSE-7: an event over the limit fails the stream once', () => {
  const reader = readStream(decoder(), 10)
  expect(kinds(reader.push(bytes('data: {}\n\ndata: "too long"\n\n')))).toBe('ping an event of the upstream stream is longer than 10 bytes')
  expect([reader.push(bytes('data: {}\n\n')), reader.end(), reader.fail(fault('upstream', 'x'))]).toEqual([[], [], []])
})

test('EVT-1: after the end nothing comes out, but the boundary of events is still known', () => {
  const reader = readStream(decoder())
  expect(kinds(reader.push(bytes('data: "over"\n\ndata: {}\n\n')))).toBe('end')
  expect(reader.over).toBe(true)
  expect(reader.atBoundary).toBe(true)
  expect(kinds([...reader.push(bytes('da')), ...reader.end()])).toBe('')
  expect(reader.atBoundary).toBe(false)
})

test('a pipe passes items, end and failure through both machines', () => {
  const numbers: Machine<string, number> = { push: (item) => [item.length, 0], end: () => [7], fail: () => [9] }
  const marks: Machine<number, string> = { push: (n) => [`<${n}>`], end: () => ['end'], fail: ({ message }) => [message] }
  const piped = pipe(numbers, marks)
  expect(piped.push('abc')).toEqual(['<3>', '<0>'])
  expect(piped.end()).toEqual(['<7>', 'end'])
  expect(piped.fail(fault('upstream', 'gone'))).toEqual(['<9>', 'gone'])
})
