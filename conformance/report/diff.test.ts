import { expect, it } from 'vitest'
import { differences } from './diff.ts'

const shown = (expected: string, received: string): string[] => differences(expected, received).map(({ sign, text }) => `${sign}${text}`)

it('shows the members that differ, whatever their order, with two lines around', () => {
  expect(shown('{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}', '{"f":6,"e":5,"c":7,"d":4,"b":2,"a":1}')).toEqual([
    '   "a": 1',
    '   "b": 2',
    '-  "c": 3',
    '+  "c": 7',
    '   "d": 4',
    '   "e": 5',
  ])
})

it('takes what stands where a matcher is for the same', () => {
  expect(shown('{"id":{"$type":"string"},"n":[1]}', '{"id":"call_1","n":[2]}')).toEqual([
    '   "id": "call_1"',
    '   "n": [',
    '-    1',
    '+    2',
    '   ]',
    ' }',
  ])
})

it('compares the events of a stream, without their comments and line ends', () => {
  const expected = 'event: ping\r\ndata: {"type":"ping"}\r\n\r\nevent: stop\r\ndata: {"type":"stop"}\r\n\r\n'
  expect(shown(expected, ': hello\nevent: ping\ndata: {"type":"ping"}\n\n')).toEqual([
    '     "type": "ping"',
    '   }',
    '-event: stop',
    '-  {',
    '-    "type": "stop"',
    '-  }',
  ])
})

it('leaves out what an open expectation does not speak of, unless nothing else differs', () => {
  const open = (received: string): string[] =>
    differences('{"a":{"x":1},"b":{"y":1,"z":1}}', received, true).flatMap(({ sign, text }) => (sign === ' ' ? [] : [sign + text.trim()]))
  const apart = '"n1":1,"n2":2,"n3":3,"n4":4'
  expect(open(`{"a":{"x":1,${apart}},"b":{"y":2,"z":1}}`)).toEqual(['-"y": 1', '+"y": 2'])
  expect(open('{"a":{"x":1},"b":{"y":1,"z":1},"c":true}')).toEqual(['+"c": true'])
})

it('shows nothing where nothing differs', () => {
  expect(shown('{"a":{},"b":[]}', '{"b":[],"a":{},"c":null}')).toEqual([])
})
