import { expect, test } from 'vitest'
import { rateLimits } from './rate-limits.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test("Anthropic's limits by OpenAI's names, the reset as a duration (RLH-1, RLH-2, RLH-3)", () => {
  const headers = {
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': '49',
    'anthropic-ratelimit-requests-reset': '2026-11-22T13:02:03Z',
    'anthropic-ratelimit-tokens-remaining': '1000',
    'anthropic-ratelimit-tokens-reset': '2026-11-22T11:00:00Z',
    'anthropic-ratelimit-input-tokens-limit': '7',
  }
  expect(rateLimits(headers, 'messages', 'chat', now)).toEqual({
    'x-ratelimit-limit-requests': '50',
    'x-ratelimit-remaining-requests': '49',
    'x-ratelimit-reset-requests': '1h2m3s',
    'x-ratelimit-remaining-tokens': '1000',
    'x-ratelimit-reset-tokens': '0ms',
  })
})

test("OpenAI's limits by Anthropic's names, the reset as a time; those of a project are dropped (RLH-2, RLH-5)", () => {
  const headers = {
    'x-ratelimit-limit-tokens': '9',
    'x-ratelimit-reset-tokens': '1m30s',
    'x-ratelimit-reset-requests': '20ms',
    'x-ratelimit-limit-project-tokens': '1',
  }
  expect(rateLimits(headers, 'chat', 'messages', now)).toEqual({
    'anthropic-ratelimit-requests-reset': '2026-11-22T12:00:00Z',
    'anthropic-ratelimit-tokens-limit': '9',
    'anthropic-ratelimit-tokens-reset': '2026-11-22T12:01:30Z',
  })
})

test('a reset that cannot be read is left out', () => {
  expect(rateLimits({ 'x-ratelimit-reset-tokens': 'soon' }, 'chat', 'messages', now)).toEqual({})
})
