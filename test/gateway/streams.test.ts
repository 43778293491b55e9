import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultTimeouts, vendorProvider } from '../../src/gateway/config.ts'
import { json, sse } from '../scripted/answer.ts'
import { call, open, piece, post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from './wire.ts'

let at: Stage
afterEach(() => at.close())

const toOpenai = { ...askAnthropic, model: 'gpt-4o' }
const toAnthropic = { ...askOpenai, model: 'claude-sonnet-4-6' }
const texts = (wire: string): string => [...wire.matchAll(/"(?:text|content)":"([^"]*)"/g)].map(([, text]) => text).join('')

describe('a translated answer', () => {
  test("is in the client's format, with the id of the gateway and that of the upstream (RID-1)", async () => {
    at = await stage()
    at.openai.next(json(openaiAnswer, 200, { 'x-request-id': 'up-1' }))
    const got = await post(`${at.origin}/v1/messages`, toOpenai)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([
      200,
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'text', text: 'Hello there' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 7 },
      },
    ])
    expect(got.headers['request-id']).toMatch(/^req_[0-9a-f]{24}$/)
    expect(got.headers['x-diglot-upstream-request-id']).toBe('up-1')
    expect(at.openai.only().headers).toMatchObject({ authorization: 'Bearer sk-gateway-openai', 'accept-encoding': 'identity' })
    at.anthropic.next(json(anthropicAnswer, 200, { 'request-id': 'req_up' }))
    const chat = await post(`${at.origin}/v1/chat/completions`, toAnthropic)
    expect(JSON.parse(chat.text)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Hello there' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 7 },
    })
    expect(chat.headers['x-request-id']).toMatch(/^req_/)
    expect(at.anthropic.only().headers['x-api-key']).toBe('sk-ant-gateway')
  })

  test.each(['whole', 'events', 'bytes'] as const)("streams in the client's format, cut into %s (SSE-6)", async (cuts) => {
    at = await stage()
    at.openai.next(sse(openaiStream.join(''), cuts))
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect(got.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    })
    expect([texts(got.text), got.text.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n')]).toEqual(['Hello thére', true])
    at.anthropic.next(sse(anthropicStream.join(''), cuts))
    const chat = await post(`${at.origin}/v1/chat/completions`, { ...toAnthropic, stream: true, stream_options: { include_usage: true } })
    expect([texts(chat.text), chat.text.endsWith('data: [DONE]\n\n'), chat.text.includes('"prompt_tokens":10')]).toEqual([
      'Hello thére',
      true,
      true,
    ])
  })

  test('that came compressed although it was not asked for is decoded across pieces, errors too (HDR-10)', async () => {
    at = await stage()
    const pieces = (text: string): Uint8Array[] => [...gzipSync(text)].map((byte) => Uint8Array.of(byte))
    at.openai.next({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
      chunks: pieces(openaiStream.join('')),
      ending: 'end',
    })
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([texts(got.text), got.headers['content-encoding']]).toEqual(['Hello thére', undefined])
    const error = JSON.stringify({ error: { message: 'no', type: 'invalid_request_error', param: null, code: null } })
    at.openai.next({
      status: 400,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      chunks: pieces(error),
      ending: 'end',
    })
    const failed = await post(`${at.origin}/v1/messages`, toOpenai)
    expect([failed.status, JSON.parse(failed.text)]).toMatchObject([400, { error: { type: 'invalid_request_error', message: 'no' } }])
  })

  test('of an upstream that does not stream is streamed all the same (BR-2)', async () => {
    at = await stage()
    at.openai.next(json(openaiAnswer))
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([texts(got.text), got.text.includes('event: message_stop')]).toEqual(['Hello there', true])
    expect(await at.record()).toMatchObject({ tokens: { input: 10, output: 7 }, stop: 'end' })
  })

  test('of an upstream that streams unasked is one document (BR-1)', async () => {
    at = await stage()
    at.openai.next(sse(openaiStream.join('')))
    const got = await post(`${at.origin}/v1/messages`, toOpenai)
    expect(JSON.parse(got.text)).toMatchObject({ type: 'message', content: [{ text: 'Hello thére' }], usage: { output_tokens: 7 } })
  })

  test('says what of the request was lost, at the level the client wants to see (LOSS-1)', async () => {
    at = await stage()
    at.openai.always(json(openaiAnswer))
    const lossy = { ...toOpenai, top_k: 5 }
    const got = await post(`${at.origin}/v1/messages`, lossy)
    expect(got.headers['x-diglot-losses']).toContain('"/top_k";fate=dropped;level=warn;rule=REQ-A-11')
    expect((await at.record()).losses.map(({ rule }) => rule)).toContain('REQ-A-11')
    at.openai.next(json(openaiAnswer))
    expect((await post(`${at.origin}/v1/messages`, toOpenai, { 'x-diglot-loss-level': 'warn' })).headers['x-diglot-losses']).toBeUndefined()
  })

  test('is refused where the route is strict and something would be lost', async () => {
    at = await stage({ strictness: 'strict' })
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, top_k: 5 })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', message: expect.stringMatching(/^top_k: /) } },
    ])
    expect(got.headers['x-diglot-losses']).toContain('"/top_k"')
    expect(at.openai.received).toEqual([])
  })

  test('of an upstream that sends elsewhere is a bad gateway (GWE-5)', async () => {
    at = await stage()
    at.openai.next({ ...json({}), status: 302, headers: { location: 'http://elsewhere.test/' } })
    expect((await post(`${at.origin}/v1/messages`, toOpenai)).status).toBe(502)
  })
})

describe('time', () => {
  test('an early failure is an HTTP error, not a stream with status 200 (SSE-9)', async () => {
    at = await stage()
    at.openai.next(json({ error: { message: 'busy', type: 'server_error', param: null, code: null } }, 503))
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([529, { error: { type: 'overloaded_error' } }])
  })

  test('a stream whose upstream is slow is committed and kept alive (SSE-9, SSE-4)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, commit: 30, keepAlive: 30 } })
    at.openai.next(() => new Promise((resolve) => setTimeout(() => resolve(sse(openaiStream.join(''))), 400)))
    const { answer } = await open(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([answer.statusCode, await piece(answer)]).toEqual([200, 'event: ping\ndata: {"type":"ping"}\n\n'])
    let text = ''
    for await (const chunk of answer) text += String(chunk)
    expect([texts(text), text.includes('message_stop')]).toEqual(['Hello thére', true])
  })

  test('towards a Chat client the keep-alive is a comment (SSE-4)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, commit: 30, keepAlive: 30 } })
    at.anthropic.next(() => new Promise((resolve) => setTimeout(() => resolve(sse(anthropicStream.join(''))), 300)))
    const { answer } = await open(`${at.origin}/v1/chat/completions`, { ...toAnthropic, stream: true })
    expect(await piece(answer)).toBe(': keepalive\n\n')
    answer.resume()
    await new Promise((resolve) => answer.once('end', resolve))
  })

  test('a failure after the commit is the error event of the dialect (SER-1)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, commit: 20 } })
    at.openai.next(
      () =>
        new Promise((resolve) =>
          setTimeout(() => resolve(json({ error: { message: 'busy', type: 'server_error', param: null, code: null } }, 503)), 200),
        ),
    )
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([got.status, got.text]).toEqual([
      200,
      expect.stringMatching(/^event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error"/),
    ])
  })

  test('an upstream that falls silent is an error, on both paths (GWE-6)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, stall: 80 } })
    at.openai.always(sse(openaiStream.slice(0, 2).join(''), 'whole', 'hang'))
    const cross = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect(cross.text).toMatch(/event: error\ndata: \{"type":"error","error":\{"type":"timeout_error"/)
    const same = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    expect(same.broken).toBe(true)
    expect(at.openai.received.map(({ abandoned }) => abandoned)).toEqual([true, true])
  })

  test('usage that does not come after the stop reason is not waited for longer than told (STR-CA-9)', async () => {
    at = await stage({ timeouts: { ...defaultTimeouts, usage: 60 } })
    at.openai.next(sse(openaiStream.slice(0, 4).join(''), 'whole', 'hang'))
    const got = await post(`${at.origin}/v1/messages`, { ...toOpenai, stream: true })
    expect([texts(got.text), got.text.includes('"stop_reason":"end_turn"'), got.text.includes('message_stop')]).toEqual([
      'Hello thére',
      true,
      true,
    ])
    expect(await at.record()).toMatchObject({ usageMissing: true, failed: false })
  })
})

test('an Anthropic upstream that is slow between its stop reason and its end is waited for (STR-CA-9)', async () => {
  const slow = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/event-stream' })
    answer.write(anthropicStream.slice(0, 7).join(''))
    setTimeout(() => answer.end(anthropicStream[7]), 150)
  })
  await new Promise<void>((listening) => slow.listen(0, '127.0.0.1', listening))
  const { port } = slow.address() as AddressInfo
  at = await stage({
    timeouts: { ...defaultTimeouts, usage: 20 },
    providers: [vendorProvider('anthropic', { baseUrl: `http://127.0.0.1:${port}`, key: 'k' })],
  })
  const got = await post(`${at.origin}/v1/chat/completions`, { ...toAnthropic, stream: true })
  expect([texts(got.text), got.text.endsWith('data: [DONE]\n\n')]).toEqual(['Hello thére', true])
  slow.closeAllConnections()
  slow.close()
})

test('a compressed request that is translated is read (HDR-9)', async () => {
  at = await stage()
  at.openai.next(json(openaiAnswer))
  const got = await call(`${at.origin}/v1/messages`, gzipSync(JSON.stringify(toOpenai)), { 'content-encoding': 'gzip' })
  expect(got.status).toBe(200)
})
