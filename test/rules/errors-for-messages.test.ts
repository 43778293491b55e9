import Anthropic from '@anthropic-ai/sdk'
import Anthropic0 from 'anthropic-sdk-0'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'

let at: Stage
beforeAll(async () => {
  at = await stage()
})
beforeEach(() => at.reset())
afterAll(() => at.close())

const asked = { model: 'gpt-4o', max_tokens: 9, messages: [{ role: 'user' as const, content: 'Hi' }] }
const own = (): { apiKey: string; baseURL: string } => ({ apiKey: 'key', baseURL: at.origin })
const newest = (): PromiseLike<unknown> => new Anthropic(own()).messages.create(asked)
const older = (): PromiseLike<unknown> => new Anthropic0(own()).messages.create(asked)

interface Told {
  readonly status: number | undefined
  readonly type: unknown
  readonly message: unknown
  readonly error: string
  readonly attempts: number
}

/** What the client throws where the provider always answers so, and how often it asked. Waits are a millisecond. */
async function failed(ask: () => PromiseLike<unknown>, status: number, error: object, headers = {}): Promise<Told> {
  at.openai.always(
    json({ error: { message: 'why', param: null, code: null, type: 'x', ...error } }, status, { 'retry-after-ms': '1', ...headers }),
  )
  try {
    await ask()
  } catch (thrown) {
    if (!(thrown instanceof Anthropic.APIError || thrown instanceof Anthropic0.APIError)) throw thrown
    const body = thrown.error as { error?: { type?: unknown; message?: unknown } } | undefined
    const { type, message } = body?.error ?? {}
    return { status: thrown.status, type, message, error: thrown.constructor.name, attempts: at.openai.received.length }
  }
  throw new Error('nothing was thrown')
}

type Row = readonly [
  rule: string,
  status: number,
  said: object,
  told: number,
  type: string,
  newest: string,
  older: string,
  attempts: number,
  message: string,
]

const rows: readonly Row[] = [
  [
    'ERO-1',
    400,
    { code: 'context_length_exceeded' },
    400,
    'invalid_request_error',
    'BadRequestError',
    'BadRequestError',
    1,
    'prompt is too long: why',
  ],
  ['ERO-2', 400, { code: 'content_policy_violation' }, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-2', 400, { code: 'invalid_prompt' }, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-3', 400, { code: 'unsupported_parameter' }, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-3', 400, { code: 'unsupported_value' }, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-4', 400, {}, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  [
    'ERO-5, RTY-2',
    401,
    { code: 'invalid_api_key' },
    502,
    'api_error',
    'InternalServerError',
    'InternalServerError',
    1,
    "the gateway's key for 'openai' was refused",
  ],
  ['ERO-6', 402, {}, 402, 'billing_error', 'PaymentRequiredError', 'APIError', 1, 'why'],
  ['ERO-6', 429, { code: 'insufficient_quota' }, 402, 'billing_error', 'PaymentRequiredError', 'APIError', 1, 'why'],
  ['ERO-6', 429, { code: 'billing_hard_limit_reached' }, 402, 'billing_error', 'PaymentRequiredError', 'APIError', 1, 'why'],
  ['ERO-7', 403, {}, 403, 'permission_error', 'PermissionDeniedError', 'PermissionDeniedError', 1, 'why'],
  ['ERO-8', 404, {}, 404, 'not_found_error', 'NotFoundError', 'NotFoundError', 1, 'why'],
  ['ERO-9', 408, {}, 504, 'timeout_error', 'GatewayTimeoutError', 'InternalServerError', 3, 'why'],
  ['ERO-10', 409, {}, 409, 'conflict_error', 'ConflictError', 'ConflictError', 3, 'why'],
  ['ERO-11', 413, {}, 413, 'request_too_large', 'ContentTooLargeError', 'APIError', 1, 'why'],
  ['ERO-12', 415, {}, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-12', 422, {}, 400, 'invalid_request_error', 'BadRequestError', 'BadRequestError', 1, 'why'],
  ['ERO-13', 429, {}, 429, 'rate_limit_error', 'RateLimitError', 'RateLimitError', 3, 'why'],
  ['ERO-14', 500, {}, 500, 'api_error', 'InternalServerError', 'InternalServerError', 3, 'why'],
  ['ERO-15', 502, {}, 502, 'api_error', 'InternalServerError', 'InternalServerError', 3, 'why'],
  ['ERO-16', 503, {}, 529, 'overloaded_error', 'OverloadedError', 'InternalServerError', 3, 'why'],
  ['ERO-17', 504, {}, 504, 'timeout_error', 'GatewayTimeoutError', 'InternalServerError', 3, 'why'],
]

describe("an OpenAI upstream's error at an Anthropic client", () => {
  it.each(rows)('LAW-15, %s: %i %j', async (_, status, said, told, type, newestError, olderError, attempts, message) => {
    const expected = { status: told, type, message, attempts }
    expect(await failed(newest, status, said)).toEqual({ ...expected, error: newestError })
    at.reset()
    expect(await failed(older, status, said)).toEqual({ ...expected, error: olderError })
  })

  it.each<[string, number, string, number]>([
    ['RTF-1: x-should-retry: false keeps a 500 from being tried again', 500, 'false', 1],
    ['RTF-1: x-should-retry: true has a 400 tried again', 400, 'true', 3],
  ])('%s', async (_, status, said, attempts) => {
    const headers = { 'x-should-retry': said }
    expect(await failed(newest, status, {}, headers)).toMatchObject({ attempts })
    at.reset()
    expect(await failed(older, status, {}, headers)).toMatchObject({ attempts })
  })
})
