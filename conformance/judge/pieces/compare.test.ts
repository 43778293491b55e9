import { expect, test } from 'vitest'
import { Names } from '../names.ts'
import { comparePieces } from './compare.ts'
import type { Piece } from './piece.ts'

const piece = (kind: string, value: unknown, event = 0): Piece => ({ kind, says: kind, event, base: '', value })
const compared = (expected: readonly Piece[], received: readonly Piece[]): string[] =>
  comparePieces(expected, received, { names: new Names() }, false).map(({ message }) => message)

test('text that an extension divides is one text where nobody expects the extension', () => {
  const received = [piece('content', 'One, ', 1), piece('extension reasoning_content', 'Hm.', 2), piece('content', 'two.', 3)]
  expect(compared([piece('content', 'One, two.')], received)).toEqual([])
  expect(compared([piece('content', 'One, three.')], received)).toHaveLength(1)
})

test('an extension that a case expects stands where it is expected', () => {
  const wanted = [piece('content', 'One, '), piece('extension reasoning_content', 'Hm.'), piece('content', 'two.')]
  expect(compared(wanted, wanted)).toEqual([])
  expect(compared(wanted, [piece('content', 'One, two.')])).not.toEqual([])
})

test('a call between two texts keeps them apart', () => {
  const received = [piece('content', 'One, ', 1), piece('call', {}, 2), piece('content', 'two.', 3)]
  expect(compared([piece('content', 'One, two.'), piece('call', {})], received)).not.toEqual([])
})
