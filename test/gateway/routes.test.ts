import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { json } from '../scripted/answer.ts'
import { call, post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, askAnthropic, askOpenai, openaiAnswer } from './wire.ts'

let at: Stage
beforeEach(async () => {
  at = await stage({ aliases: { fast: 'gpt-4o-mini' } })
})
afterEach(() => at.close())

describe('paths', () => {
  test.each(['/messages', '/v1/messages', '/v1/v1/messages', '/v1/messages?beta=true', '/v1/messages/'])(
    '%s is the Messages call (EP-1)',
    async (path) => {
      at.anthropic.next(json(anthropicAnswer))
      const got = await post(at.origin + path, askAnthropic)
      expect([got.status, JSON.parse(got.text)]).toEqual([200, anthropicAnswer])
    },
  )

  test.each(['/chat/completions', '/v1/chat/completions', '/v1/v1/chat/completions'])('%s is the Chat call (EP-1)', async (path) => {
    at.openai.next(json(openaiAnswer))
    expect((await post(at.origin + path, askOpenai)).status).toBe(200)
    expect(at.openai.only().url).toBe('/v1/chat/completions')
  })

  test('an unknown path is a 404 in the dialect that the headers tell (EP-3)', async () => {
    expect(JSON.parse((await call(`${at.origin}/v1/nowhere`)).text)).toMatchObject({
      error: { type: 'invalid_request_error', param: null },
    })
    const got = await call(`${at.origin}/v1/v1/nowhere`, null, { 'anthropic-version': '2023-06-01' })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([404, { type: 'error', error: { type: 'not_found_error' } }])
    expect((await call(`${at.origin}/v1/messages`)).status).toBe(404)
  })

  test('a path that cannot be read is a 400 in dialect', async () => {
    for (const path of ['/v1/models/%zz', '/%']) {
      const got = await call(at.origin + path)
      expect([got.status, JSON.parse(got.text)]).toMatchObject([400, { error: { type: 'invalid_request_error' } }])
    }
  })

  test('a content type that is none is a 415 in dialect', async () => {
    const got = await post(`${at.origin}/v1/chat/completions`, askOpenai, { 'content-type': 'nonsense' })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([415, { error: { type: 'invalid_request_error' } }])
  })

  test.each([{}, { 'content-type': 'text/plain' }, { 'content-type': 'application/json; charset=utf-8' }])(
    'the body is read as JSON whatever it is called: %j',
    async (headers) => {
      at.openai.next(json(openaiAnswer))
      expect((await post(`${at.origin}/v1/chat/completions`, askOpenai, headers)).status).toBe(200)
    },
  )

  test('a WebSocket on /responses is a 426 at once (EP-4)', async () => {
    const got = await call(`${at.origin}/v1/responses`, null, {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AQIDBAUGBwgJCgsMDQ4PEA==',
    })
    expect(got.status).toBe(426)
    expect((await at.record()).client).toBe('openai-responses')
  })

  test.each([
    'HEAD /',
    'GET /',
    'GET /api/hello',
    'HEAD /api/hello',
    'GET /health',
    'POST /api/event_logging/batch',
    'POST /v1/api/event_logging/batch',
  ])('%s is answered quietly (EP-3)', async (line) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const got = await call(at.origin + path, method === 'POST' ? '{"events":[]}' : null, {}, method)
    expect([got.status, at.records.length]).toEqual([200, 0])
  })
})

describe('models', () => {
  test("are listed in the caller's shape: configured names and the upstreams' own (EP-2, AUX-3)", async () => {
    at.openai.always(json({ object: 'list', data: [{ id: 'gpt-4o', object: 'model', created: 5, owned_by: 'openai' }] }))
    at.anthropic.always(
      json({
        data: [{ type: 'model', id: 'claude-x', display_name: 'Claude X', created_at: '2026-01-01T00:00:00Z' }],
        has_more: false,
        first_id: 'claude-x',
        last_id: 'claude-x',
      }),
    )
    const openai = JSON.parse((await call(`${at.origin}/v1/models`)).text)
    expect(openai.data.map(({ id, owned_by }: { id: string; owned_by: string }) => [id, owned_by])).toEqual([
      ['fast', 'diglot'],
      ['gpt-4o', 'openai'],
      ['claude-x', expect.any(String)],
    ])
    const anthropic = JSON.parse((await call(`${at.origin}/v1/v1/models`, null, { 'anthropic-version': '2023-06-01' })).text)
    expect(anthropic).toMatchObject({
      has_more: false,
      first_id: 'fast',
      last_id: 'claude-x',
      data: [{ type: 'model', id: 'fast' }, { id: 'gpt-4o' }, { id: 'claude-x', display_name: 'Claude X' }],
    })
    expect(JSON.parse((await call(`${at.origin}/v1/models/gpt-4o`)).text)).toEqual({
      id: 'gpt-4o',
      object: 'model',
      created: 5,
      owned_by: 'openai',
    })
    expect((await call(`${at.origin}/v1/models/claude-x`, null, { 'anthropic-version': '2023-06-01' })).status).toBe(200)
    expect((await call(`${at.origin}/v1/models/nobody`)).status).toBe(404)
    expect([at.openai.received.length, at.anthropic.received.length]).toEqual([1, 1])
    expect(at.anthropic.received[0]?.headers['x-api-key']).toBe('sk-ant-gateway')
  })

  test('an upstream that does not list them is left out (AUX-3)', async () => {
    expect(JSON.parse((await call(`${at.origin}/v1/models`)).text).data).toMatchObject([{ id: 'fast' }])
  })
})

describe('count_tokens', () => {
  const ask = { model: 'claude-sonnet-4-6', messages: askAnthropic.messages }

  test('passes through to Anthropic (AUX-1)', async () => {
    at.anthropic.next(json({ input_tokens: 12 }))
    const got = await post(`${at.origin}/v1/v1/messages/count_tokens`, ask)
    expect([got.status, JSON.parse(got.text)]).toEqual([200, { input_tokens: 12 }])
    expect(at.anthropic.only()).toMatchObject({ url: '/v1/messages/count_tokens', json: ask })
  })

  test('is estimated where the upstream cannot count, and says so (AUX-1)', async () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(100)
    const got = await post(`${at.origin}/v1/messages/count_tokens`, {
      ...ask,
      model: 'gpt-4o',
      messages: [{ role: 'user', content: text }],
    })
    expect(got.headers['x-diglot-estimated']).toBe('true')
    const { input_tokens: tokens } = JSON.parse(got.text)
    expect(tokens).toBeGreaterThan(800)
    expect(tokens).toBeLessThan(1300)
  })
})
