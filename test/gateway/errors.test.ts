import { createServer, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits, defaultTimeouts, vendorProvider } from '../../src/gateway/config.ts'
import { json } from '../scripted/answer.ts'
import { call, post, type Got } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { askAnthropic, askOpenai, openaiAnswer } from './wire.ts'

let at: Stage
afterEach(() => at.close())

const told = ({ status, text }: Got): unknown => [status, JSON.parse(text)]

describe('a body that cannot be read', () => {
  test("broken JSON is a 400 in the caller's shape (GWE-1, ERS-1, ERS-2)", async () => {
    at = await stage()
    expect(told(await call(`${at.origin}/v1/messages`, '{"model": oops'))).toMatchObject([
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringContaining('not valid JSON') },
        request_id: expect.stringMatching(/^req_/),
      },
    ])
    expect(told(await call(`${at.origin}/v1/chat/completions`, '[]'))).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', message: expect.stringContaining('must be a JSON object'), param: null } },
    ])
  })

  test('a missing model is a 400 that names it (GWE-1)', async () => {
    at = await stage()
    expect(told(await post(`${at.origin}/v1/messages`, { max_tokens: 1, messages: [] }))).toMatchObject([
      400,
      { error: { message: expect.stringMatching(/^model: /) } },
    ])
    expect(told(await post(`${at.origin}/v1/chat/completions`, { model: 7 }))).toMatchObject([400, { error: { param: 'model' } }])
  })

  test('a wrong type deep in a message is a 400 with its path, where the body is translated (GWE-1)', async () => {
    at = await stage()
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 7 },
        ],
      },
    ]
    expect(told(await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', messages }))).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', message: expect.stringMatching(/^messages\.0\.content\.1\.text: /) } },
    ])
    expect(told(await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6', messages }))).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', param: 'messages.0.content.1.text' } },
    ])
    expect(at.openai.received.length + at.anthropic.received.length).toBe(0)
  })

  test.each(['gpt-4o', 'claude-sonnet-4-6'])('a Responses body for %s is told to be one, whoever is upstream (EP-5)', async (model) => {
    at = await stage()
    const why = 'this is the body of a Responses request: send `messages` instead of `input`, or call /v1/responses'
    expect(told(await post(`${at.origin}/v1/chat/completions`, { model, input: 'hi' }))).toEqual([
      400,
      { error: { message: why, type: 'invalid_request_error', param: 'input', code: 'invalid_value' } },
    ])
    expect(at.openai.received.length + at.anthropic.received.length).toBe(0)
  })

  test('nesting without end is refused where it would be walked (SEC-5)', async () => {
    at = await stage()
    const deep = `{"model":"gpt-4o","max_tokens":1,"messages":[{"role":"user","content":${'['.repeat(5000)}${']'.repeat(5000)}}]}`
    const got = await call(`${at.origin}/v1/messages`, deep)
    expect([got.status, got.text.includes('nested deeper than 128 levels')]).toEqual([400, true])
  })

  test('an unknown content encoding and broken gzip (HDR-9)', async () => {
    at = await stage()
    const zstd = await call(`${at.origin}/v1/chat/completions`, '{}', { 'content-encoding': 'zstd' })
    expect([zstd.status, zstd.text.includes("content encoding 'zstd'")]).toEqual([415, true])
    const a = await call(`${at.origin}/v1/messages`, '{}', { 'content-encoding': 'zstd' })
    expect(a.status).toBe(400)
    const gzip = await call(`${at.origin}/v1/messages`, 'no gzip', { 'content-encoding': 'gzip' })
    expect([gzip.status, gzip.text.includes('not valid gzip')]).toEqual([400, true])
  })

  test.each(['with its length said', 'in chunks'])(
    '300 MB %s are a 413 that is answered before they are all sent (GWE-11, SEC-8)',
    async (how) => {
      at = await stage()
      const { answer, sent } = await flood(at.origin, how === 'in chunks')
      expect(sent).toBeLessThan(total)
      expect(answer).toMatch(/^HTTP\/1\.1 413 /)
      expect(answer).toContain('"type":"request_too_large"')
      at.openai.next(json(openaiAnswer))
      expect((await post(`${at.origin}/v1/chat/completions`, askOpenai)).status).toBe(200)
    },
  )

  test('a client that asks before it sends 300 MB is told at once (GWE-11)', async () => {
    at = await stage()
    const headers = { expect: '100-continue', 'content-length': String(total) }
    const answer = await new Promise((resolve) => {
      const sent = request(`${at.origin}/v1/messages`, { method: 'POST', headers, agent: false })
      sent.once('continue', () => resolve('go on'))
      sent.once('response', ({ statusCode }) => resolve(statusCode))
      sent.once('error', () => undefined)
      sent.flushHeaders()
      setTimeout(() => sent.destroy(), 1000)
    })
    expect(answer).toBe(413)
    at.openai.next(json(openaiAnswer))
    expect((await post(`${at.origin}/v1/chat/completions`, askOpenai, { expect: '100-continue' })).status).toBe(200)
  })

  test('a small body that unpacks to more than the limit is a 413 (GWE-11)', async () => {
    at = await stage({ limits: { ...defaultLimits, body: 1000 } })
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(100_000, 0x20))
    expect((await call(`${at.origin}/v1/messages`, bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
  })
})

describe('a model and a key', () => {
  test("an unknown model is a 404 in the caller's shape (GWE-2)", async () => {
    at = await stage()
    expect(told(await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'llama-9' }))).toMatchObject([
      404,
      { type: 'error', error: { type: 'not_found_error', message: expect.stringContaining("'llama-9'") } },
    ])
    expect(told(await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, model: 'llama-9' }))).toMatchObject([
      404,
      { error: { code: 'model_not_found', param: 'model' } },
    ])
  })

  test('no key for another provider is a 401 that says what to configure (GWE-10, HDR-1)', async () => {
    at = await stage(({ openai, anthropic }) => ({
      providers: [vendorProvider('openai', { baseUrl: openai }), vendorProvider('anthropic', { baseUrl: anthropic })],
    }))
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' }, { 'x-api-key': 'sk-ant-theirs' })
    expect(told(got)).toMatchObject([401, { error: { type: 'authentication_error', message: expect.stringContaining('OPENAI_API_KEY') } }])
    expect(got.text).not.toContain('theirs')
    expect(at.openai.received).toEqual([])
  })

  test("a client without the gateway's key is turned away before its body is read (GWE-3)", async () => {
    at = await stage({ clientKeys: ['dk'] })
    expect(told(await post(`${at.origin}/v1/chat/completions`, askOpenai))).toMatchObject([401, { error: { code: 'invalid_api_key' } }])
    expect(told(await post(`${at.origin}/v1/messages`, askAnthropic, { 'x-api-key': 'wrong' }))).toMatchObject([
      401,
      { error: { type: 'authentication_error' } },
    ])
    at.openai.next(json(openaiAnswer))
    expect((await post(`${at.origin}/v1/chat/completions`, askOpenai, { authorization: 'Bearer dk' })).status).toBe(200)
    expect(at.openai.only().headers['authorization']).toBe('Bearer sk-gateway-openai')
  })
})

describe('an upstream that does not answer', () => {
  test('because nobody listens there is a bad gateway (GWE-5)', async () => {
    at = await stage({ providers: [vendorProvider('openai', { baseUrl: `http://127.0.0.1:${await freePort()}/v1`, key: 'k' })] })
    expect(told(await post(`${at.origin}/v1/chat/completions`, askOpenai))).toMatchObject([
      502,
      { error: { type: 'server_error', message: 'the upstream failed: ECONNREFUSED' } },
    ])
    expect(told(await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true }))).toMatchObject([
      502,
      { error: { type: 'api_error' } },
    ])
    expect(await at.record()).toMatchObject({ status: 502, failed: true })
  })

  test('in time is a gateway timeout (GWE-6)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, head: 60 } })
    at.openai.always(() => new Promise(() => undefined))
    expect(told(await post(`${at.origin}/v1/chat/completions`, askOpenai))).toMatchObject([504, { error: { code: 'timeout' } }])
    expect(told(await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' }))).toMatchObject([
      504,
      { error: { type: 'timeout_error' } },
    ])
  })
})

test("the gateway's own key refused upstream is not the client's fault (ERO-5, ERA-2)", async () => {
  at = await stage()
  at.openai.next(
    json(
      { error: { message: 'Incorrect API key provided: sk-gat***', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } },
      401,
    ),
  )
  const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
  expect(told(got)).toMatchObject([502, { error: { type: 'api_error' } }])
  expect(got.text).not.toContain('sk-gat')
})

test("an upstream's complaint names the client's own member (ERO-3)", async () => {
  at = await stage()
  const message = "Unsupported parameter: 'max_completion_tokens' is not supported with this model."
  const refused = { error: { message, type: 'invalid_request_error', param: 'max_completion_tokens', code: 'unsupported_parameter' } }
  at.openai.next(json(refused, 400))
  const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
  expect(told(got)).toMatchObject([400, { error: { type: 'invalid_request_error', message: `max_tokens: ${message}` } }])
})

test('a translated error keeps what SDKs heed about another try, and both ids (RTY-1, RID-1, ERO-13)', async () => {
  at = await stage()
  const limited = { error: { message: 'slow down', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } }
  at.openai.next(
    json(limited, 429, { 'retry-after': '7', 'x-should-retry': 'true', 'x-request-id': 'up-9', 'x-ratelimit-remaining-requests': '0' }),
  )
  const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
  expect(told(got)).toMatchObject([429, { type: 'error', error: { type: 'rate_limit_error', message: 'slow down' } }])
  expect(got.headers).toMatchObject({ 'retry-after': '7', 'x-should-retry': 'true', 'x-diglot-upstream-request-id': 'up-9' })
  expect(got.headers['request-id']).toBe(JSON.parse(got.text).request_id)
  expect(got.headers['anthropic-ratelimit-requests-remaining']).toBeUndefined()
})

const total = 300 * 1024 * 1024

/** Starts to send 300 MB and stops at the first answer. */
function flood(origin: string, chunked: boolean): Promise<{ readonly answer: string; readonly sent: number }> {
  const block = Buffer.alloc(1024 * 1024, 0x20)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    let answer = ''
    let sent = 0
    const more = (): void => {
      while (sent < total && answer === '') {
        sent += block.length
        if (chunked) socket.write(`${block.length.toString(16)}\r\n`)
        const room = socket.write(block)
        if (chunked) socket.write('\r\n')
        if (!room) return
      }
    }
    socket.once('error', (error) => (answer === '' ? reject(error) : undefined))
    socket.on('drain', more)
    socket.on('data', (data: Buffer) => {
      answer += data.toString()
      if (answer.includes('\r\n\r\n{') && answer.trimEnd().endsWith('}')) {
        socket.destroy()
        resolve({ answer, sent })
      }
    })
    const length = chunked ? 'transfer-encoding: chunked' : `content-length: ${total}`
    socket.write(`POST /v1/messages HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${length}\r\n\r\n`)
    more()
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
