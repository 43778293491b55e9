import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExact, writeExact } from './exact-json.ts'

describe('exact JSON', () => {
  it.each([
    '{"id":12345678901234567890}',
    '[-9007199254740993,0.12345678901234567890123,1e400]',
    '{"a":{"b":[18446744073709551615,{"c":123456789012345678901234567890}]},"s":"12345678901234567890"}',
  ])('TR-6: %s is written as it was read', (text) => {
    expect(writeExact(parseExact(text))).toBe(text)
  })

  it('TR-6: digits inside strings are text', () => {
    expect(parseExact('{"12345678901234567890":"a \\"12345678901234567890\\" b"}')).toEqual({
      '12345678901234567890': 'a "12345678901234567890" b',
    })
  })

  it('TR-6: a number that a double holds is a number, however it is spelt', () => {
    expect(parseExact('[1.0000000000000000, 100e100, 1234567890123456, 0.1, 1e3]')).toEqual([1, 1e102, 1234567890123456, 0.1, 1000])
  })

  it('refuses what is no JSON, long numbers or not', () => {
    expect(() => parseExact('{"a":12345678901234567890')).toThrow(SyntaxError)
    expect(() => parseExact('[12345678901234567890e]')).toThrow(SyntaxError)
    expect(() => parseExact('[012345678901234567890]')).toThrow(SyntaxError)
  })

  it('reads and writes any JSON as JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(writeExact(parseExact(text))).toBe(text)
      }),
      { seed: 6, numRuns: 500 },
    )
  })
})
