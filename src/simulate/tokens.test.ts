import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countTokens, firstTokens, fragments, tokenize } from './tokens.ts'

test('cuts words into pieces of five letters, spaces in front', () => {
  expect(tokenize('Hello, extraordinary world!\n')).toEqual(['Hello', ',', ' extra', 'ordin', 'ary', ' world', '!', '\n'])
})

test('loses nothing of a text, however it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 5 }), (text, size) => {
      expect(fragments(text, size).join('')).toBe(text)
      expect(firstTokens(text, countTokens(text))).toBe(text)
    }),
    { seed: 7 },
  )
})
