import { expect, test } from 'vitest'
import type { Part, ThinkingPart } from '../interlingua/part.ts'
import { placesOf, putBack } from './placed-reasoning.ts'

const thought = (seal: string): ThinkingPart => ({ kind: 'thinking', at: '', text: '', seal, redacted: false })
const text = (words: string): Part => ({ kind: 'text', at: '', text: words, cache: null })
const call = (id: string): Part => ({ kind: 'toolCall', at: '', id, name: 't', arguments: '', freeform: false, cache: null })

const said = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === 'thinking' ? part.seal : part.kind === 'text' ? `"${part.text}"` : part.kind)).join(' ')

const [a, b, c] = [thought('a'), thought('b'), thought('c')]

test.each([
  ['before all', [a, b, text('x'), call('1')], 'a b "x" toolCall'],
  ['between a text and a call', [a, text('x'), b, call('1')], 'a "x" b toolCall'],
  ['between calls', [a, call('1'), b, call('2')], 'a toolCall b toolCall'],
  ['after a text that was in two', [a, text('x'), text('y'), b, c, call('1')], 'a "xy" b c toolCall'],
  ['within a text that was in two', [text('x'), a, text('y'), call('1')], '"xy" a toolCall'],
  ['beside an empty text', [a, text(''), b, call('1')], 'a b toolCall'],
  ['beside an empty text and two calls', [a, text(''), b, call('1'), call('2')], 'a b toolCall toolCall'],
  ['alone', [a, b], 'a b'],
])('RSN-9: reasoning goes back where it stood: %s', (_, parts, back) => {
  const words = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('')
  const others = [...(words === '' ? [] : [text(words)]), ...parts.filter(({ kind }) => kind === 'toolCall')]
  expect(said(putBack(others, placesOf(parts)))).toBe(back)
})

test('RSN-9: places that do not fit put all reasoning first', () => {
  expect(
    said(
      putBack(
        [text('x'), call('1')],
        [
          { part: a, place: 0 },
          { part: b, place: 9 },
        ],
      ),
    ),
  ).toBe('a b "x" toolCall')
  expect(said(putBack([text('x'), call('1')], [{ part: a, place: 2 }]))).toBe('a "x" toolCall')
  expect(said(putBack([text('x')], [{ part: a, place: Number.NaN }]))).toBe('a "x"')
})
