import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { bodyOf, chatErrorBody, isQuota, messagesError } from './errors.ts'
import { hold, runs } from './hold.ts'
import { response } from './items.ts'
import { fromResponses } from './specs.ts'
import { bytes, documents, exchange, translated } from './translating.ts'
import { translateFault, translateResponse } from './watch.ts'

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

const pairs: readonly (readonly [string, Format, Format, readonly number[]])[] = [
  ['Responses to Messages', openaiResponses, anthropicMessages, toMessages],
  ['Responses to Chat', openaiResponses, openaiChat, toChat],
  ['Chat to Responses', openaiChat, openaiResponses, toChat],
]

test.each(pairs)('LAW-15: %s, every error is one error that is tried again just where the first is', (_, from, to, statuses) => {
  hold(
    fc.property(fc.integer({ min: 400, max: 599 }), chatErrorBody, (status, body) => {
      const told = translateFault(from, to, status, {}, body, 'req_1')
      expect(statuses).toContain(told.status)
      const billing = status === 402 || (status === 429 && isQuota(body.error.code))
      expect(retried(told.status, told.headers)).toBe(!billing && retried(status, {}))
    }),
    runs(500),
  )
})

test('LAW-15: every error of Anthropic is one error of Responses that is tried again just where the first is', () => {
  hold(
    fc.property(messagesError, ([status, type]) => {
      const told = translateFault(anthropicMessages, openaiResponses, status, {}, bodyOf(type), 'req_1')
      expect(toChat).toContain(told.status)
      expect(retried(told.status, told.headers)).toBe(retried(status, {}))
    }),
    runs(500),
  )
})

/** What an answer that failed becomes, by its code (ERO-18): the status of an error, or a refusal. */
const failures: { readonly [code: string]: number | 'refusal' } = {
  server_error: 500,
  rate_limit_exceeded: 429,
  invalid_prompt: 400,
  data_residency_mismatch: 403,
  bio_policy: 'refusal',
  misalignment_policy_violation: 'refusal',
  vector_store_timeout: 504,
}

const failed = fromResponses('ResponseError').chain((error) =>
  response.map((answer) => ({ ...answer, status: 'failed', incomplete_details: null, error })),
)

test('LAW-15, ERO-18: every answer of Responses that failed is an error by its code, or a refusal', () => {
  hold(
    fc.property(failed, (answer) => {
      const code = answer.error['code'] as string
      const expected = failures[code] ?? 400
      const broken = openaiResponses.response.fault?.(answer)
      expect(broken === null || broken === undefined).toBe(expected === 'refusal')
      if (expected === 'refusal') {
        const told = translateResponse(openaiResponses, anthropicMessages, answer, exchange()).value
        expect(told).toMatchObject({ stop_reason: 'refusal', stop_details: { category: code === 'bio_policy' ? 'bio' : null } })
      } else if (broken) expect(anthropicMessages.fault.encode(broken, 'req_1').status).toBe(expected)
    }),
    runs(300),
  )
})

test.each([
  ['Messages', anthropicMessages],
  ['Chat', openaiChat],
])('LAW-15, EVR-16, ERO-18: towards %s, a stream of Responses that failed ends with one error, or with a refusal', (_, to) => {
  hold(
    fc.property(failed, fc.boolean(), (answer, bare) => {
      const code = answer.error['code'] as string
      const refused = failures[code] === 'refusal' && !bare
      const end = bare ? { type: 'error', ...answer.error, param: null } : { type: 'response.failed', response: answer }
      const events = [{ type: 'response.created', response: { ...answer, status: 'in_progress', error: null, output: [] } }, end]
      const out = translated(openaiResponses, to, [bytes(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))])
      expect(documents(out).filter((event) => 'error' in event)).toHaveLength(refused ? 0 : 1)
      const whole = to === openaiChat ? out.endsWith('data: [DONE]\n\n') : documents(out).at(-1)?.['type'] === 'message_stop'
      expect(whole).toBe(refused)
    }),
    runs(200),
  )
})
