import { expect, test } from 'vitest'
import { mergeUsage, unknownUsage } from './usage.ts'

test('USE-5: what a later report does not know stays, 0 is known', () => {
  const early = { ...unknownUsage, input: 10, output: 1, cacheRead: 4, raw: { a: 1 } }
  expect(mergeUsage(early, { ...unknownUsage, output: 0, reasoning: 2, serviceTier: 'default' })).toEqual({
    input: 10,
    output: 0,
    cacheRead: 4,
    cacheWrite: null,
    reasoning: 2,
    serviceTier: 'default',
    raw: { a: 1 },
  })
})
