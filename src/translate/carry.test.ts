import { expect, test } from 'vitest'
import type { Json } from '../interlingua/json.ts'
import { restore } from './carry.ts'
import type { Carry } from './ledger.ts'

const carry = (entries: { readonly [path: string]: Json }): Carry => ({
  format: 'f',
  entries: Object.entries(entries).map(([path, value]) => ({ path, value, elsewhere: { rule: 'X-1', why: '', level: 'info' } })),
})

test('CAR-1: members go back where they stood, and objects on the way are made', () => {
  const { value, homeless } = restore({ a: [{ b: 1 }] }, carry({ '/a/0/c': 2, '/d/e': 3, '/x~1y': null }))
  expect(value).toEqual({ a: [{ b: 1, c: 2 }], d: { e: 3 }, 'x/y': null })
  expect(homeless).toEqual([])
})

test('CAR-1: what has no place left is returned', () => {
  const { value, homeless } = restore({ a: [{ b: 1 }], s: 'text' }, carry({ '/a/1/c': 2, '/s/e': 3, '/a/b': 4 }))
  expect(value).toEqual({ a: [{ b: 1 }], s: 'text' })
  expect(homeless.map(({ path }) => path)).toEqual(['/a/1/c', '/s/e', '/a/b'])
})

test('CAR-1: the carried value wins over one that the encoder made', () => {
  expect(restore({ a: null }, carry({ '/a': { b: 1 } })).value).toEqual({ a: { b: 1 } })
})

test('SEC-4: a member called __proto__ is a member', () => {
  const { value } = restore({}, carry({ '/__proto__/x': 1 }))
  expect(Object.keys(value)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})
