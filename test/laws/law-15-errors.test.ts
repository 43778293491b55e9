import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { translateFault } from './watch.ts'

/** What both SDK families try again by themselves (RTF-1). */
const retried = (status: number, headers: { readonly [name: string]: string | undefined }): boolean =>
  headers['x-should-retry'] === undefined
    ? status === 408 || status === 409 || status === 429 || status >= 500
    : headers['x-should-retry'] === 'true'

const quota = ['insufficient_quota', 'billing_hard_limit_reached']
const toMessages: readonly number[] = [400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 504, 529]
const toChat: readonly number[] = [400, 401, 403, 404, 409, 413, 415, 429, 500, 502, 503, 504]

test('LAW-15: every error of OpenAI is one error of Anthropic that is tried again just where the first is', () => {
  const code = fc.constantFrom(null, 'context_length_exceeded', 'unsupported_value', 'rate_limit_exceeded', 'model_not_found', ...quota)
  hold(
    fc.property(fc.integer({ min: 400, max: 599 }), code, (status, said) => {
      const body = { error: { message: 'm', type: 'x', param: null, code: said } }
      const told = translateFault(openaiChat, anthropicMessages, status, {}, body, 'req_1')
      expect(toMessages).toContain(told.status)
      const billing = status === 429 && quota.includes(said ?? '')
      expect(retried(told.status, told.headers)).toBe(!billing && retried(status, {}))
    }),
    runs(500),
  )
})

test('LAW-15: every error of Anthropic is one error of OpenAI that is tried again just where the first is', () => {
  const types: readonly (readonly [number, string])[] = [
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [409, 'conflict_error'],
    [413, 'request_too_large'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [504, 'timeout_error'],
    [529, 'overloaded_error'],
  ]
  const pair = fc.oneof(fc.constantFrom(...types), fc.tuple(fc.integer({ min: 400, max: 599 }), fc.constant('of_the_future')))
  hold(
    fc.property(pair, ([status, type]) => {
      const told = translateFault(anthropicMessages, openaiChat, status, {}, { type: 'error', error: { type, message: 'm' } }, 'req_1')
      expect(toChat).toContain(told.status)
      expect(retried(told.status, told.headers)).toBe(retried(status, {}))
    }),
    runs(500),
  )
})
