import { expect, test } from 'vitest'
import { Names } from '../names.ts'
import { comparePieces, type Broken } from './compare.ts'
import type { Piece } from './piece.ts'

const piece = (kind: string, event: number, value: unknown, says = kind): Piece => ({ kind, says, event, base: '/delta', value })
const compared = (expected: readonly Piece[], received: readonly Piece[], broken: Broken | null = null): string[] =>
  comparePieces(expected, received, { names: new Names() }, broken).map(({ message }) => message)

const start = piece('start', 0, {})
const text = piece('text', 1, 'Hello', 'text "Hello"')
const stop = piece('stop', 2, null, 'the message stops')

test('the same pieces match', () => {
  expect(compared([start, text, stop], [start, text, stop])).toEqual([])
})

test('a value that differs is told with its event', () => {
  expect(comparePieces([start, text], [start, piece('text', 5, 'Hallo', 'text "Hallo"')], { names: new Names() }, null)).toEqual([
    {
      path: 'event 5 /delta',
      expected: '"Hello"',
      received: '"Hallo"',
      message: 'event 5 (text "Hallo"): /delta is "Hallo" where "Hello" is expected',
    },
  ])
})

test('the first piece out of place ends the comparison', () => {
  expect(compared([start, text, stop], [start, stop, text])).toEqual(['event 2: the message stops comes where text "Hello" is expected'])
  expect(compared([start, text, stop], [start, text])).toEqual([
    'after event 1 (text "Hello") the stream ends where the message stops is expected',
  ])
  expect(compared([start], [start, text])).toEqual(['event 1: text "Hello" comes where nothing more is expected'])
  expect(compared([start], [])).toEqual(['the stream is empty where start is expected'])
})

test('extensions are compared where they are expected, and free elsewhere', () => {
  const extension = piece('extension a', 1, 'x')
  expect(compared([start, stop], [start, extension, stop])).toEqual([])
  expect(compared([start, extension, stop], [start, stop])).toEqual(['extension a is expected, and no event brings any'])
})

test('a signature is compared where one is expected, and free elsewhere', () => {
  const signature = piece('signature', 1, 'x')
  expect(compared([start, stop], [start, signature, stop])).toEqual([])
  expect(compared([start, signature, stop], [start, stop])).toEqual(['signature is expected, and no event brings any'])
})

test('usage that stands beside choices is the usage where one is expected, and free elsewhere', () => {
  const beside = piece('extension usage', 2, { prompt_tokens: 1 })
  expect(compared([start, piece('usage', 0, { prompt_tokens: 1 })], [start, beside])).toEqual([])
  expect(compared([start], [start, beside])).toEqual([])
})

test('where the connection broke, what came must be how it was to begin', () => {
  expect(compared([start, text, stop], [start, piece('text', 1, 'Hel')], 'cut')).toEqual([])
  expect(compared([start, piece('input', 1, '{"a":')], [start, piece('input', 1, '{}')], 'cut')).toEqual([])
  expect(compared([start, text, stop], [start, piece('text', 1, 'Hal', 'text "Hal"')], 'cut')).toEqual([
    'event 1 (text "Hal"): /delta is "Hal" where "Hello" is expected',
  ])
})

test('text that an extension divides is one text where nobody expects the extension', () => {
  const received = [piece('content', 1, 'One, '), piece('extension reasoning_content', 2, 'Hm.'), piece('content', 3, 'two.')]
  expect(compared([piece('content', 0, 'One, two.')], received)).toEqual([])
  expect(compared([piece('content', 0, 'One, three.')], received)).toEqual([
    'event 1 (content "One, two."): /delta is "One, two." where "One, three." is expected',
  ])
})

test('an extension that a case expects stands where it is expected', () => {
  const wanted = [piece('content', 0, 'One, '), piece('extension reasoning_content', 1, 'Hm.'), piece('content', 2, 'two.')]
  expect(compared(wanted, wanted)).toEqual([])
  expect(compared(wanted, [piece('content', 0, 'One, two.')])).toEqual(['extension reasoning_content is expected, and no event brings any'])
})

test('a call between two texts keeps them apart', () => {
  const received = [piece('content', 1, 'One, '), piece('call', 2, {}), piece('content', 3, 'two.')]
  expect(compared([piece('content', 0, 'One, two.'), piece('call', 0, {})], received)).toEqual([
    'event 1 (content): /delta is "One, " where "One, two." is expected',
    'event 3: content comes where nothing more is expected',
  ])
})

test('where an error told of the break, everything before it must have come, and blocks may be closed', () => {
  expect(compared([start, text], [start, piece('text', 1, 'Hel', 'text "Hel"')], 'told')).toEqual([
    'event 1 (text "Hel"): /delta is "Hel" where "Hello" is expected',
  ])
  expect(compared([start, text], [start, text, piece('close', 2, null)], 'told')).toEqual([])
})

test('what another extension divides is one text too', () => {
  const wanted = [piece('extension reasoning_content', 0, 'One, two.')]
  const received = [
    piece('extension reasoning_content', 1, 'One, '),
    piece('extension blocks', 2, []),
    piece('extension reasoning_content', 3, 'two.'),
  ]
  expect(compared(wanted, received)).toEqual([])
})

test('what no event brings is told by its name, and what it leaves behind is compared', () => {
  const thought = [piece('open thinking', 1, {}), piece('thinking', 2, 'Hm.'), piece('close thinking', 3, null)]
  expect(compared([start, ...thought, text, stop], [start, piece('text', 1, 'Hallo', 'text "Hallo"'), stop])).toEqual([
    'open thinking is expected, and no event brings any',
    'thinking is expected, and no event brings any',
    'close thinking is expected, and no event brings any',
    'event 1 (text "Hallo"): /delta is "Hallo" where "Hello" is expected',
  ])
})
