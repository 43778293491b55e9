import { expect, test } from 'vitest'
import { mismatches } from './match.ts'
import { CaseError } from './matchers.ts'
import { Names } from './names.ts'

const closed = (expected: unknown, received: unknown): string[] =>
  mismatches(expected, received, { names: new Names() }).map(({ message }) => message)
const open = (expected: unknown, received: unknown): string[] =>
  mismatches(expected, received, { names: new Names(), reads: (_path, _owner, member) => member === 'read' }).map(({ message }) => message)

test('equal values match, in whatever order their members stand', () => {
  expect(closed({ a: 1, b: [true, { c: 'd' }] }, { b: [true, { c: 'd' }], a: 1 })).toEqual([])
})

test('a mismatch names the member, what was expected and what came', () => {
  expect(mismatches({ a: { 'b/c': 1 } }, { a: { 'b/c': 2 } }, { names: new Names() })).toEqual([
    { path: '/a/b~1c', expected: '1', received: '2', message: '/a/b~1c is 2 where 1 is expected' },
  ])
})

test.each<[string, unknown, unknown, string]>([
  ['a missing member', { a: 1 }, {}, '/a is missing'],
  ['a member too many', {}, { a: 1 }, '/a is there although nobody asked for it'],
  ['a missing item', [1, 2], [1], '/1 is missing: the whole has 1 where 2 are expected'],
  ['an item too many', { l: [1] }, { l: [1, 2] }, '/l/1 is one too many: /l has 2 where 1 are expected'],
  ['another type', { a: 'x' }, { a: ['x'] }, '/a is a list where "x" is expected'],
])('towards providers %s is told', (_, expected, received, message) => {
  expect(closed(expected, received)).toEqual([message])
})

test.each<[string, unknown[], unknown[], string[]]>([
  ['put in front', [1, 2], [0, 1, 2], ['/0 is one too many: the whole has 3 where 2 are expected']],
  ['put in between', [1, 2], [1, 0, 2], ['/1 is one too many: the whole has 3 where 2 are expected']],
  ['lost in front', [1, 2, 3], [2, 3], ['/0 is missing: the whole has 2 where 3 are expected']],
  ['lost in between', [1, 2, 3], [1, 3], ['/1 is missing: the whole has 2 where 3 are expected']],
  [
    'lost at the end, another changed',
    [1, 2, 3],
    [1, 4],
    ['/1 is 4 where 2 is expected', '/2 is missing: the whole has 2 where 3 are expected'],
  ],
])('an item that was %s is told alone', (_, expected, received, messages) => {
  expect(closed(expected, received)).toEqual(messages)
})

test('items are put in their places without remembering what did not fit', () => {
  const names = new Names()
  const call = (id: unknown, name: string): object => ({ id, name })
  const expected = [call({ $bind: 'a' }, 'f'), call({ $bind: 'b' }, 'g')]
  expect(mismatches(expected, [call('x', 'h'), call('y', 'f'), call('z', 'g')], { names }).map(({ path }) => path)).toEqual(['/0'])
  expect([names.get('a'), names.get('b')]).toEqual(['y', 'z'])
})

test('null and no member are the same', () => {
  expect(closed({ a: null }, {})).toEqual([])
  expect(closed({}, { a: null })).toEqual([])
})

test('in arguments null is a value', () => {
  expect(closed({ a: { $json: { b: null } } }, { a: '{}' })).toEqual(['/a/b is missing'])
  expect(closed({ a: { $json: {} } }, { a: '{"b":null}' })).toEqual(['/a/b is there although nobody asked for it'])
})

test('towards clients a member that is not read is free, one that is read is not', () => {
  expect(open({ a: 1 }, { a: 1, more: 2 })).toEqual([])
  expect(open({ a: 1 }, { a: 1, read: 2 })).toEqual(['/read is there although nobody asked for it'])
})

test.each<[unknown, unknown]>([
  [{ $any: 'the provider counts by itself' }, 7],
  [{ $type: 'integer' }, 7],
  [{ $type: ['string', 'null'] }, null],
  [{ $absent: 'nobody set it' }, null],
  [{ $pattern: '^call_' }, 'call_1'],
  [{ $pattern: '^[1-9][0-9]$' }, 42],
  [{ $some: { b: { $type: 'string' } } }, [{ b: 1 }, { b: 'x' }]],
  [{ $json: { a: [1] } }, '{ "a": [1] }'],
  [{ $bind: 'call' }, 'x'],
])('%j matches %j', (matcher, received) => {
  expect(closed({ a: matcher }, { a: received })).toEqual([])
})

test.each<[unknown, unknown, string]>([
  [{ $any: 'free' }, undefined, '/a is missing'],
  [{ $type: 'integer' }, 1.5, '/a is not a value of type integer'],
  [{ $type: ['string', 'null'] }, 1, '/a is not a value of type string or null'],
  [{ $absent: 'nobody set it' }, 1, '/a is there although it must not be'],
  [{ $pattern: '^call_' }, 'toolu_1', '/a is not a text that matches /^call_/'],
  [{ $some: { b: 1 } }, [], '/a is not a list with an item like {"b":1}'],
  [{ $some: { b: 1 } }, [{ b: 2 }], '/a is not a list with an item like {"b":1}'],
  [{ $some: { b: 1 } }, { b: 1 }, '/a is not a list with an item like {"b":1}'],
  [{ $json: { a: 1 } }, '{"a":2}', '/a/a is 2 where 1 is expected'],
  [{ $json: { a: 1 } }, '{"a":', '/a holds no whole JSON'],
  [{ $json: { a: 1 } }, '{"a":1,"b":2}', '/a/b is there although nobody asked for it'],
  [{ $bind: 'call' }, '', "/a is not a string, to be remembered as 'call'"],
])('%j does not match %j', (matcher, received, message) => {
  expect(closed({ a: matcher }, received === undefined ? {} : { a: received })).toEqual([message])
})

test('a bound name stands for the same string wherever it stands again', () => {
  const names = new Names()
  expect(mismatches({ a: { $bind: 'call' }, b: { $bind: 'call' } }, { a: 'x', b: 'x' }, { names })).toEqual([])
  expect(mismatches({ c: { $bind: 'call' } }, { c: 'y' }, { names }).map(({ message }) => message)).toEqual([
    '/c is not "x", remembered as \'call\'',
  ])
})

test('members of JSON Schema are no matchers', () => {
  expect(closed({ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' })).toEqual([])
})

test.each<[unknown, string]>([
  [{ $anything: 1 }, '$anything is no matcher'],
  [{ $any: '' }, '$any is not followed by a text'],
  [{ $type: 'text' }, '$type names no JSON type'],
  [{ $pattern: '(' }, '$pattern is no regular expression: ('],
  [{ $bind: 'a', b: 1 }, '$bind stands beside b'],
])('%j is an error of the case', (matcher, message) => {
  expect(() => closed(matcher, 1)).toThrow(new CaseError(message))
})

test('values that were received are never read as matchers', () => {
  const literal = { names: new Names(), literal: true }
  expect(mismatches({ $any: 'x' }, { $any: 'y' }, literal).map(({ message }) => message)).toEqual(['/$any is "y" where "x" is expected'])
})
