import { expect, test } from 'vitest'
import { glob, isPattern } from './glob.ts'

test.each([
  ['gpt-4o*', 'gpt-4o-mini', true],
  ['gpt-4o*', 'xgpt-4o', false],
  ['gpt-{5,6}*', 'gpt-6-luna', true],
  ['gpt-{5,6}*', 'gpt-4', false],
  ['o[0-9]*', 'o3-mini', true],
  ['o[0-9]*', 'opus', false],
  ['local/*', 'local/a/b', true],
  ['a.b', 'axb', false],
  ['a?c', 'abc', true],
  ['a+b(c)', 'a+b(c)', true],
])('the pattern %s against %s', (pattern, name, fits) => {
  expect(glob(pattern).test(name)).toBe(fits)
})

test('a name without wildcards is no pattern', () => {
  expect([isPattern('gpt-4o'), isPattern('gpt-*'), isPattern('{a,b}')]).toEqual([false, true, true])
})
