import { expect, test } from 'vitest'
import type { Event } from './event.ts'
import { fault } from './fault.ts'
import { violation } from './grammar.ts'

const start: Event = { type: 'start', id: 'r', model: 'm', created: null, serviceTier: null }
const open = (key: number): Event => ({ type: 'open', key, at: '', kind: 'text' })
const delta = (key: number): Event => ({ type: 'delta', key, text: 'a' })
const close = (key: number): Event => ({ type: 'close', key })
const stop: Event = { type: 'stop', stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null } }
const end: Event = { type: 'end' }
const fail: Event = { type: 'fail', fault: fault('upstream', 'gone') }
const ping: Event = { type: 'ping' }

test('EVT-1: parts may interleave, pings may come anywhere', () => {
  expect(violation([ping, start, open(0), open(1), delta(1), ping, delta(0), close(1), close(0), stop, end])).toBeNull()
})

test('EVT-1: a stream may fail anywhere', () => {
  expect(violation([fail])).toBeNull()
  expect(violation([start, open(0), fail])).toBeNull()
})

test.each<[string, readonly Event[]]>([
  ["'open' before 'start'", [open(0)]],
  ["a second 'start'", [start, start]],
  ['key 0 opened twice', [start, open(0), close(0), open(0)]],
  ["'delta' for key 0, which is not open", [start, delta(0)]],
  ["'close' for key 0, which is not open", [start, open(0), close(0), close(0)]],
  ["'open' after 'stop'", [start, stop, open(0)]],
  ["a second 'stop'", [start, stop, stop]],
  ["'end' while key 0 is open", [start, open(0), stop, end]],
  ["'end' without 'stop'", [start, end]],
  ["'end' after the end", [start, stop, end, end]],
  ["'fail' after the end", [start, stop, end, fail]],
  ['the stream stops without end or fail', [start, stop]],
])('EVT-1: %s', (wrong, events) => {
  expect(violation(events)).toBe(wrong)
})
