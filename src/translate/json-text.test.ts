import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonText } from './json-text.ts'

function stateOf(...pieces: readonly string[]): string {
  const text = new JsonText()
  for (const piece of pieces) text.push(piece)
  return text.state
}

test.each([
  ['', 'empty'],
  [' \n', 'empty'],
  ['{', 'open'],
  ['{"a":1', 'open'],
  ['{"a":"}', 'open'],
  ['{"a":1}', 'complete'],
  ['{"a":1} \n', 'complete'],
  ['{}{', 'broken'],
  ['{"a" 1', 'broken'],
  ['{"a":1,}', 'broken'],
  ['[1,]', 'broken'],
  ['[]', 'complete'],
  ['[}', 'broken'],
  ['"\\u12', 'open'],
  ['"\\u12x', 'broken'],
  ['"\\x', 'broken'],
  ['"a\n', 'broken'],
  ['tru', 'open'],
  ['true', 'complete'],
  ['trux', 'broken'],
  ['-', 'open'],
  ['-0', 'complete'],
  ['01', 'broken'],
  ['1.', 'open'],
  ['1.5e+3', 'complete'],
  ['1 2', 'broken'],
  [']', 'broken'],
  ['Hello', 'broken'],
])('STR-2: %j is %s', (text, state) => {
  expect(stateOf(text)).toBe(state)
  expect(stateOf(...text.split(''))).toBe(state)
})

test('STR-CA-7: the first character that is not space is known', () => {
  const text = new JsonText()
  text.push('  ')
  expect(text.first).toBe('')
  text.push(' [1')
  expect(text.first).toBe('[')
  expect(text.isWholeObject).toBe(false)
})

test('STR-2: every JSON text is complete at its end and open before, however it is cut', () => {
  const value = fc.json().filter((text) => /^[[{"]/.test(text))
  fc.assert(
    fc.property(value, fc.nat(), (text, at) => {
      const cut = at % text.length
      expect(stateOf(text.slice(0, cut), text.slice(cut))).toBe('complete')
      expect(stateOf(text.slice(0, cut))).toBe(cut === 0 ? 'empty' : 'open')
    }),
    { seed: 1 },
  )
})

test('STR-2: a text is complete or broken exactly where JSON.parse says so', () => {
  const soup = fc
    .array(fc.constantFrom('{', '}', '[', ']', '"', 'a', '\\', 'n', ':', ',', '1', '0', '-', '.', 'e', 'true', ' '))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(soup, (text) => {
      let parses = true
      try {
        JSON.parse(text)
      } catch {
        parses = false
      }
      expect(stateOf(text) === 'complete').toBe(parses)
    }),
    { numRuns: 2000, seed: 1 },
  )
})
