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

it('shows nothing where nothing differs', () => {
  expect(shown('{"a":{},"b":[]}', '{"b":[],"a":{}}')).toEqual([])
})
