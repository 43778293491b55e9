import OpenAI from 'openai'
import OpenAI6 from 'openai-6'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'

let at: Stage
beforeAll(async () => {
  at = await stage()
})
beforeEach(() => at.reset())
afterAll(() => at.close())

const asked = { model: 'claude-sonnet-4-6', messages: [{ role: 'user' as const, content: 'Hi' }] }
const own = (): { apiKey: string; baseURL: string } => ({ apiKey: 'key', baseURL: `${at.origin}/v1` })
const newest = (): PromiseLike<unknown> => new OpenAI(own()).chat.completions.create(asked)
const older = (): PromiseLike<unknown> => new OpenAI6(own()).chat.completions.create(asked)

interface Told {
  readonly status: number | undefined
  readonly type: unknown
  readonly code: unknown
  readonly error: string
  readonly attempts: number
}

/** What the client throws where the provider always answers so, and how often it asked. Waits are a millisecond. */
async function failed(ask: () => PromiseLike<unknown>, status: number, error: object, headers = {}): Promise<Told> {
  const body = { type: 'error', error: { message: 'why', ...error }, request_id: 'req_1' }
  at.anthropic.always(json(body, status, { 'retry-after-ms': '1', ...headers }))
  try {
    await ask()
  } catch (thrown) {
    if (!(thrown instanceof OpenAI.APIError || thrown instanceof OpenAI6.APIError)) throw thrown
    const { status: told, type, code } = thrown
    return { status: told, type, code, error: thrown.constructor.name, attempts: at.anthropic.received.length }
  }
  throw new Error('nothing was thrown')
}

type Row = readonly [
  rule: string,
  status: number,
  said: object,
  told: number,
  type: string,
  code: string | null,
  error: string,
  attempts: number,
]

const invalid = 'invalid_request_error'
const limited = { type: 'rate_limit_error' }
const rows: readonly Row[] = [
  ['ERA-1', 400, { type: invalid }, 400, invalid, null, 'BadRequestError', 1],
  ['ERA-1', 400, { type: invalid, message: 'prompt is too long: 2 > 1' }, 400, invalid, 'context_length_exceeded', 'BadRequestError', 1],
  [
    'ERA-1',
    400,
    { type: invalid, details: { error_code: 'image_dimensions_too_large' } },
    400,
    invalid,
    'image_too_large',
    'BadRequestError',
    1,
  ],
  [
    'ERA-1',
    400,
    { type: invalid, message: 'you reached your spend limit' },
    429,
    'insufficient_quota',
    'insufficient_quota',
    'RateLimitError',
    1,
  ],
  ['ERA-2, RTY-2', 401, { type: 'authentication_error' }, 502, 'server_error', 'server_error', 'InternalServerError', 1],
  ['ERA-3', 402, { type: 'billing_error' }, 429, 'insufficient_quota', 'insufficient_quota', 'RateLimitError', 1],
  ['ERA-4', 403, { type: 'permission_error' }, 403, invalid, 'permission_denied', 'PermissionDeniedError', 1],
  ['ERA-5', 404, { type: 'not_found_error' }, 404, invalid, null, 'NotFoundError', 1],
  ['ERA-5', 404, { type: 'not_found_error', message: 'model: claude-sonnet-4-6' }, 404, invalid, 'model_not_found', 'NotFoundError', 1],
  ['ERA-6', 409, { type: 'conflict_error' }, 409, invalid, 'conflict', 'ConflictError', 3],
  ['ERA-7', 413, { type: 'request_too_large' }, 413, invalid, 'request_too_large', 'APIError', 1],
  ['ERA-8', 429, limited, 429, 'rate_limit_error', 'rate_limit_exceeded', 'RateLimitError', 3],
  ...['contract_spend_limit_reached', 'enforced_spend_limit_reached'].map((error_code): Row => [
    'ERA-8',
    429,
    { ...limited, details: { error_code } },
    429,
    'insufficient_quota',
    'insufficient_quota',
    'RateLimitError',
    1,
  ]),
  ['ERA-9', 500, { type: 'api_error' }, 500, 'server_error', 'server_error', 'InternalServerError', 3],
  ['ERA-10', 504, { type: 'timeout_error' }, 504, 'server_error', 'timeout', 'InternalServerError', 3],
  ['ERA-11', 529, { type: 'overloaded_error' }, 503, 'server_error', 'overloaded', 'InternalServerError', 3],
]

describe("an Anthropic upstream's error at an OpenAI client", () => {
  it.each(rows)('LAW-15, %s: %i %j', async (_, status, said, told, type, code, error, attempts) => {
    const expected = { status: told, type, code, error, attempts }
    expect(await failed(newest, status, said)).toEqual(expected)
    at.reset()
    expect(await failed(older, status, said)).toEqual(expected)
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
