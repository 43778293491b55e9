import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { bodyOf, chatErrorBody, isQuota, messagesError } from './errors.ts'
import { hold, runs } from './hold.ts'
import { translateFault } from './watch.ts'

/** What both SDK families try again by themselves (RTF-1). */
const retried = (status: number, headers: { readonly [name: string]: string | undefined }): boolean =>
  headers['x-should-retry'] === undefined
    ? status === 408 || status === 409 || status === 429 || status >= 500
    : headers['x-should-retry'] === 'true'

const toMessages: readonly number[] = [400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 504, 529]
const toChat: readonly number[] = [400, 401, 403, 404, 409, 413, 415, 429, 500, 502, 503, 504]

test('LAW-15: every error of OpenAI is one error of Anthropic that is tried again just where the first is', () => {
  hold(
    fc.property(fc.integer({ min: 400, max: 599 }), chatErrorBody, (status, body) => {
      const told = translateFault(openaiChat, anthropicMessages, status, {}, body, 'req_1')
      expect(toMessages).toContain(told.status)
      const billing = status === 429 && isQuota(body.error.code)
      expect(retried(told.status, told.headers)).toBe(!billing && retried(status, {}))
    }),
    runs(500),
  )
})

test('LAW-15: every error of Anthropic is one error of OpenAI that is tried again just where the first is', () => {
  hold(
    fc.property(messagesError, ([status, type]) => {
      const told = translateFault(anthropicMessages, openaiChat, status, {}, bodyOf(type), 'req_1')
      expect(toChat).toContain(told.status)
      expect(retried(told.status, told.headers)).toBe(retried(status, {}))
    }),
    runs(500),
  )
})
