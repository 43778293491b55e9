import { expect, test } from 'vitest'
import type { Event, OpenEvent } from '../interlingua/event.ts'
import { fault } from '../interlingua/fault.ts'
import { sequence } from './sequence.ts'

const text = (key: number): OpenEvent => ({ type: 'open', key, at: '', kind: 'text' })
const thinking = (key: number): OpenEvent => ({ type: 'open', key, at: '', kind: 'thinking', redacted: false })
const call = (key: number, freeform = false): OpenEvent => ({
  type: 'open',
  key,
  at: '',
  kind: 'toolCall',
  id: `t${key}`,
  name: 'f',
  freeform,
})
const delta = (key: number, said: string): Event => ({ type: 'delta', key, text: said })
const seal = (key: number, data: string): Event => ({ type: 'seal', key, data })
const close = (key: number): Event => ({ type: 'close', key })
const stop: Event = { type: 'stop', stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null } }
const end: Event = { type: 'end' }

/** What comes out for each event that goes in, in short. */
function run(events: readonly Event[], maxBuffered = 1000): string[] {
  const machine = sequence({ maxBuffered })
  return events.map((event) => machine.push(event).map(short).join(' '))
}

function short(event: Event): string {
  if (event.type === 'open') return `${event.key}<${event.kind}`
  if (event.type === 'delta') return `${event.key}:${event.text}`
  if (event.type === 'seal') return `${event.key}!${event.data}`
  return event.type === 'close' ? `${event.key}>` : event.type
}

test('STR-1, STR-5: deltas of the active part pass at once, text opens with its first content', () => {
  expect(run([text(7), delta(7, ''), delta(7, 'a'), delta(7, 'b'), close(7), stop, end])).toEqual([
    '',
    '',
    '0<text 0:a',
    '0:b',
    '0>',
    'stop',
    'end',
  ])
})

test('STR-5: a text that never got content is not opened', () => {
  expect(run([text(0), close(0), call(1), delta(1, '{}'), close(1), stop, end])).toEqual([
    '',
    '',
    '0<toolCall',
    '0:{}',
    '0>',
    'stop',
    'end',
  ])
})

test('STR-2: text and thinking yield as soon as another part has something to say', () => {
  expect(run([thinking(0), delta(0, 't'), text(1), delta(1, 'a'), call(2), delta(2, '{'), end])).toEqual([
    '0<thinking',
    '0:t',
    '',
    '0> 1<text 1:a',
    '1> 2<toolCall',
    '2:{',
    '2> end',
  ])
})

test('STR-2, STR-2a: a call yields once its arguments are a whole object, not before', () => {
  const interleaved = [call(0), call(1), delta(0, '{"c":'), delta(1, '{}'), delta(0, '1}'), close(0), close(1), stop]
  expect(run(interleaved)).toEqual(['0<toolCall', '', '0:{"c":', '', '0:1} 0> 1<toolCall 1:{}', '', '1>', 'stop'])
})

test('STR-2: a whole object yields to a part that comes later, and only then', () => {
  expect(run([call(0), delta(0, '{}'), delta(0, ' '), call(1)])).toEqual(['0<toolCall', '0:{}', '0: ', '0> 1<toolCall'])
})

test('STR-2a: late white space of a closed call is dropped, anything else of it is a failure', () => {
  const late = (said: string): string[] => run([call(0), delta(0, '{}'), call(1), delta(0, said), delta(1, '{')]).slice(3)
  expect(late(' \n')).toEqual(['', '1:{'])
  expect(late('x')).toEqual(['fail', ''])
})

test('STR-2: a whole value that is no object does not yield', () => {
  expect(run([call(0), delta(0, '[1]'), call(1), delta(1, '{}'), close(0)])).toEqual(['0<toolCall', '0:[1]', '', '', '0> 1<toolCall 1:{}'])
})

test('STR-2: a free-text call yields at its end alone', () => {
  expect(run([call(0, true), delta(0, '{}'), call(1), close(0)])).toEqual(['0<toolCall', '0:{}', '', '0> 1<toolCall'])
})

test('STR-2a: several waiting calls follow each other, oldest first', () => {
  const events = [call(0), call(1), call(2), delta(2, '{"z":0}'), delta(1, '{"y":0}'), delta(1, ' '), delta(0, '{}')]
  expect(run(events).at(-1)).toBe('0:{} 0> 1<toolCall 1:{"y":0} 1:  1> 2<toolCall 2:{"z":0}')
})

test('STR-3: at the stop the active part is closed and the rest comes in the order first seen', () => {
  const events = [call(0), delta(0, '{'), text(1), call(2), delta(1, 'a'), delta(2, '{}'), stop, close(0), close(1), close(2), end]
  expect(run(events).slice(6)).toEqual(['0> 1<toolCall 1:{} 1> 2<text 2:a 2> stop', '', '', '', 'end'])
})

test('STR-4: more text of a part that yielded opens a new part', () => {
  expect(run([text(0), delta(0, 'a'), call(1), delta(1, '{}'), delta(0, 'b'), close(0)])).toEqual([
    '',
    '0<text 0:a',
    '0> 1<toolCall',
    '1:{}',
    '1> 2<text 2:b',
    '2>',
  ])
})

test('RSN-1: thinking without text keeps its seal', () => {
  expect(run([thinking(0), seal(0, 'S'), close(0)])).toEqual(['0<thinking', '0!S', '0>'])
  expect(run([thinking(0), delta(0, 'a'), call(1), seal(0, 'S'), delta(1, '{}')])).toEqual([
    '0<thinking',
    '0:a',
    '0> 1<toolCall',
    '',
    '1:{} 1> 2<thinking 2!S',
  ])
})

test('STR-2: more than may wait is a failure', () => {
  const events = [call(0), call(1), delta(1, 'x'.repeat(500)), delta(1, 'x'.repeat(500)), end]
  expect(run(events)).toEqual(['0<toolCall', '', '', 'fail', ''])
})

test('STR-2: what waited and came out makes room again', () => {
  const round = (key: number): Event[] => [
    call(key),
    delta(key, '{"a":'),
    text(key + 1),
    delta(key + 1, 'x'.repeat(40)),
    delta(key, '1}'),
    close(key),
    close(key + 1),
  ]
  const out = run([...round(0), ...round(2), ...round(4), stop, end], 100)
  expect(out.filter((each) => each.includes('fail'))).toEqual([])
  expect(out.at(-1)).toBe('end')
})

test('SER-1: a failure passes at once and nothing is closed', () => {
  const machine = sequence({ maxBuffered: 10 })
  machine.push(call(0))
  expect(machine.fail(fault('upstream', 'gone')).map(short)).toEqual(['fail'])
  expect(machine.push(close(0))).toEqual([])
})
