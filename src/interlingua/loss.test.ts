import { expect, test } from 'vitest'
import { atLeast, levels } from './loss.ts'

test('levels are ordered from debug to never', () => {
  expect(levels).toEqual(['debug', 'info', 'warn', 'reject', 'never'])
  expect(atLeast('warn', 'warn')).toBe(true)
  expect(atLeast('info', 'warn')).toBe(false)
  expect(atLeast('never', 'reject')).toBe(true)
})
