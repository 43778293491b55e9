import { afterEach, describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
import { RateLimiter } from '../../src/gateway/rate-limiter.ts'
import { post, type Got } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer } from '../gateway/wire.ts'
import { json, sse } from '../scripted/answer.ts'

let at: Stage
afterEach(() => at?.close())

const toOpenai = { ...askAnthropic, model: 'gpt-4o' }
const toAnthropic = { ...askOpenai, model: 'claude-sonnet-4-6' }
const limitsOf = ({ headers }: Got): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /ratelimit|organization|workspace|openai-|priority/.test(name)))

/** Limits and facts about an account as each provider tells them. */
const anthropicSays = {
  'anthropic-ratelimit-requests-limit': '50',
  'anthropic-ratelimit-requests-remaining': '49',
  'anthropic-ratelimit-input-tokens-limit': '1000',
  'anthropic-ratelimit-output-tokens-remaining': '900',
  'anthropic-priority-input-tokens-limit': '7',
  'anthropic-organization-id': 'org-a',
  'anthropic-workspace-id': 'ws-a',
}
const openaiSays = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-limit-project-tokens': '5',
  'openai-organization': 'org-o',
  'openai-project': 'proj-o',
  'openai-processing-ms': '12',
  'openai-version': '2020-10-01',
}

describe("an upstream's limits and the facts of its account", () => {
  it('RLH-7: in the same format they go on as they came', async () => {
    at = await stage()
    at.anthropic.next(json(anthropicAnswer, 200, anthropicSays))
    expect(limitsOf(await post(`${at.origin}/v1/messages`, askAnthropic))).toEqual(anthropicSays)
    at.openai.next(json(openaiAnswer, 200, openaiSays))
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, askOpenai))).toEqual(openaiSays)
  })

  it("RLH-7, RLH-6: across formats, under the gateway's key, none of them do", async () => {
    at = await stage()
    at.anthropic.next(json(anthropicAnswer, 200, anthropicSays), sse(anthropicStream.join('')), json({ type: 'error' }, 429, anthropicSays))
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, toAnthropic))).toEqual({})
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, { ...toAnthropic, stream: true }))).toEqual({})
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, toAnthropic))).toEqual({})
    at.openai.next(json(openaiAnswer, 200, openaiSays))
    expect(limitsOf(await post(`${at.origin}/v1/messages`, toOpenai))).toEqual({})
  })

  it('RLH-4, RLH-6, RLH-7: shown across formats where configured, without those that only Anthropic names, and without account facts', async () => {
    at = await stage({ exposeUpstreamLimits: true })
    at.anthropic.next(json(anthropicAnswer, 200, anthropicSays))
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, toAnthropic))).toEqual({
      'x-ratelimit-limit-requests': '50',
      'x-ratelimit-remaining-requests': '49',
    })
    at.openai.next(json(openaiAnswer, 200, openaiSays))
    expect(limitsOf(await post(`${at.origin}/v1/messages`, toOpenai))).toEqual({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '59',
    })
  })

  it('RLH-7: hidden in the same format too where configured', async () => {
    at = await stage({ exposeUpstreamLimits: false })
    at.anthropic.next(json(anthropicAnswer, 200, anthropicSays))
    expect(limitsOf(await post(`${at.origin}/v1/messages`, askAnthropic))).toEqual({
      'anthropic-organization-id': 'org-a',
      'anthropic-workspace-id': 'ws-a',
    })
  })
})

describe("the gateway's own limit", () => {
  const often = { rateLimit: { requests: 2, per: 7_200_000 } }

  it('GWE-4: is a 429 that says when to try again, before the body is read, and for each client apart', async () => {
    at = await stage(often)
    at.openai.always(json(openaiAnswer))
    const ask = (key: string): Promise<Got> => post(`${at.origin}/v1/messages`, toOpenai, { 'x-api-key': key })
    const statuses = [await ask('one'), await ask('one'), await ask('one'), await ask('two')].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 429, 200])
    const refused = await post(`${at.origin}/v1/messages`, 'no request', { 'x-api-key': 'one' })
    expect(JSON.parse(refused.text)).toMatchObject({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'this gateway grants its clients 2 requests at a time' },
    })
    const chat = await post(`${at.origin}/v1/chat/completions`, askOpenai, { authorization: 'Bearer one' })
    expect([chat.status, JSON.parse(chat.text)]).toMatchObject([429, { error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } }])
    for (const { headers } of [refused, chat]) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(3500)
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3600)
    }
    expect(at.openai.received).toHaveLength(3)
    expect(at.records.filter(({ status }) => status === 429).map(({ fault }) => fault)).toEqual(['rateLimit', 'rateLimit', 'rateLimit'])
  })

  it("RLH-7: goes out across formats in the names of the caller's dialect", async () => {
    at = await stage(often)
    at.openai.next(json(openaiAnswer, 200, openaiSays))
    expect(limitsOf(await post(`${at.origin}/v1/messages`, toOpenai))).toEqual({
      'anthropic-ratelimit-requests-limit': '2',
      'anthropic-ratelimit-requests-remaining': '1',
      'anthropic-ratelimit-requests-reset': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    at.anthropic.next(json(anthropicAnswer, 200, anthropicSays))
    expect(limitsOf(await post(`${at.origin}/v1/chat/completions`, toAnthropic))).toEqual({
      'x-ratelimit-limit-requests': '2',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': expect.stringMatching(/^(2h|1h59m(59s)?)$/),
    })
  })

  it('GWE-4: requests come back evenly, and clients that have all of theirs are forgotten', () => {
    let now = 0
    const limiter = new RateLimiter({ requests: 3, per: 3000 }, () => now)
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([
      { limit: 3, remaining: 2, reset: 1000, wait: 0 },
      { limit: 3, remaining: 1, reset: 2000, wait: 0 },
      { limit: 3, remaining: 0, reset: 3000, wait: 0 },
      { limit: 3, remaining: 0, reset: 3000, wait: 1000 },
    ])
    now = 1000
    expect(limiter.take('a')).toEqual({ limit: 3, remaining: 0, reset: 3000, wait: 0 })
    now = 2500
    expect(limiter.take('a')).toEqual({ limit: 3, remaining: 0, reset: 2500, wait: 0 })
    now = 9000
    expect(limiter.take('b')).toEqual({ limit: 3, remaining: 2, reset: 1000, wait: 0 })
    expect(limiter.take('a')).toEqual({ limit: 3, remaining: 2, reset: 1000, wait: 0 })
  })
})

describe('a codec that gives no document', () => {
  const bug = (): never => {
    throw new Error('a bug with words of its own')
  }

  it.each([
    ['request', { request: { ...openaiChat.request, encode: bug } }, {}],
    ['answer', { response: { ...openaiChat.response, decode: bug } }, {}],
    ['answer for the client', {}, { response: { ...anthropicMessages.response, encode: bug } }],
  ])("GWE-8: of a %s is a 500 in the caller's dialect and an alarm; the next request does not notice", async (_, chat, messages) => {
    const told: string[] = []
    const log = new (await import('node:stream')).PassThrough().on('data', (line: Buffer) => told.push(String(line)))
    const formats = [
      { ...anthropicMessages, ...messages },
      { ...openaiChat, ...chat },
    ]
    at = await stage({ logLevel: 'error' }, { formats, log })
    at.openai.always(json(openaiAnswer))
    const got = await post(`${at.origin}/v1/messages`, toOpenai)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([
      500,
      { type: 'error', error: { type: 'api_error', message: 'the gateway failed: this is a bug of the gateway' } },
    ])
    expect(got.text).not.toContain('words of its own')
    expect(told.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 50, id: got.headers['request-id'], err: { type: 'Error' } },
    ])
    expect((await post(`${at.origin}/v1/chat/completions`, askOpenai)).status).toBe(200)
  })

  it('GWE-8: for a Chat client is a server_error', async () => {
    at = await stage({}, { formats: [{ ...anthropicMessages, request: { ...anthropicMessages.request, encode: bug } }, openaiChat] })
    const got = await post(`${at.origin}/v1/chat/completions`, toAnthropic)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([500, { error: { type: 'server_error', code: 'server_error' } }])
  })
})
