import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultConfig } from '../../src/gateway/config.ts'
import { json, sse, type Cuts, type Said } from '../scripted/answer.ts'
import { call, post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, anthropicStream, openaiAnswer, openaiStream, usageFrame } from './wire.ts'

let at: Stage
afterEach(() => at.close())

/** Bytes no serialiser would write: white space, member order, escapes and an unknown member. */
const anthropicBytes =
  ' { "max_tokens":9 ,"model" : "claude-sonnet-4-6","messages":[{"content":"H\\u00e9 \\ud83d\\ude00","role":"user"}],"unheard_of":{"a":1e2} }\n'
const openaiBytes = '{"messages" : [{"role":"user","content":"ä\\/" }], "model":"gpt-4o","unheard_of":[ ]}'

describe('the same format', () => {
  test('a unary request and its answer keep every byte (LAW-16)', async () => {
    at = await stage()
    const answer = ` ${JSON.stringify(anthropicAnswer, null, 1)}\n`
    at.anthropic.next({ ...json({}), chunks: [Buffer.from(answer)] })
    const got = await call(`${at.origin}/v1/messages`, anthropicBytes)
    expect(got.text).toBe(answer)
    expect(Buffer.from(at.anthropic.only().bytes).toString()).toBe(anthropicBytes)
  })

  test.each(['whole', 'events', 'bytes'] as const)('a stream cut into %s keeps every byte (LAW-16, SSE-7)', async (cuts: Cuts) => {
    at = await stage()
    const streaming = anthropicBytes.replace('{', '{"stream":true,')
    at.anthropic.next(sse(anthropicStream.join(''), cuts))
    const got = await call(`${at.origin}/v1/messages`, streaming)
    expect([got.text, got.broken]).toEqual([anthropicStream.join(''), false])
    expect(Buffer.from(at.anthropic.only().bytes).toString()).toBe(streaming)
  })

  test("headers pass both ways, and the gateway adds its id beside the upstream's (RID-1, VER-3)", async () => {
    at = await stage()
    at.openai.next(
      json(openaiAnswer, 200, { 'x-request-id': 'up-1', 'x-ratelimit-remaining-requests': '3', 'openai-version': '2020-10-01' }),
    )
    const got = await call(`${at.origin}/v1/chat/completions?a=b`, openaiBytes, {
      'openai-organization': 'org',
      'x-stainless-retry-count': '2',
    })
    expect(got.headers).toMatchObject({ 'x-request-id': 'up-1', 'x-ratelimit-remaining-requests': '3', 'openai-version': '2020-10-01' })
    expect(got.headers['x-diglot-request-id']).toMatch(/^req_[0-9a-f]{24}$/)
    expect(at.openai.only()).toMatchObject({ url: '/v1/chat/completions?a=b', headers: { 'openai-organization': 'org' } })
    expect(await at.record()).toMatchObject({ upstreamId: 'up-1', retries: 2, path: 'passthrough', status: 200 })
  })

  test("an upstream's error passes as it came", async () => {
    at = await stage()
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_up' }
    at.anthropic.next(json(error, 529, { 'request-id': 'req_up', 'retry-after': '3' }))
    const got = await call(`${at.origin}/v1/messages`, anthropicBytes)
    expect([got.status, got.headers['retry-after'], got.text]).toEqual([529, '3', JSON.stringify(error)])
    expect(await at.record()).toMatchObject({ status: 529, failed: true, fault: 'overloaded' })
  })

  test('only the model name is spliced where it has a prefix or is an alias (LAW-16)', async () => {
    at = await stage({ aliases: { fast: 'gpt-4o-mini' } })
    at.openai.always(json(openaiAnswer))
    await call(`${at.origin}/v1/chat/completions`, openaiBytes.replace('gpt-4o', 'openai::gpt-4o'))
    await call(`${at.origin}/v1/chat/completions`, openaiBytes.replace('gpt-4o', 'fast'))
    expect(at.openai.received.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      openaiBytes,
      openaiBytes.replace('gpt-4o', 'gpt-4o-mini'),
    ])
    expect((await at.record(2)).edits).toEqual(['model'])
  })
})

describe('usage of a Chat stream whose client did not ask for it', () => {
  const asked = '{"stream":true, "model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}'

  test.each(['whole', 'events', 'bytes'] as const)(
    'is asked for by a splice and its frame taken out, cut into %s (§13-16, LAW-16)',
    async (cuts) => {
      at = await stage()
      at.openai.next(sse(openaiStream.join(''), cuts))
      const got = await call(`${at.origin}/v1/chat/completions`, asked)
      expect(Buffer.from(at.openai.only().bytes).toString()).toBe(`{"stream_options":{"include_usage":true},${asked.slice(1)}`)
      expect(got.text).toBe(openaiStream.filter((frame) => frame !== usageFrame).join(''))
      expect(await at.record()).toMatchObject({
        edits: ['usage_requested'],
        tokens: { input: 10, output: 7, cacheRead: 4 },
        usageMissing: false,
      })
    },
  )

  test('is left alone where the setting is off: every byte passes (§13-16, LAW-16)', async () => {
    at = await stage({ telemetry: { requestUsage: false } })
    const without = openaiStream.filter((frame) => frame !== usageFrame).join('')
    at.openai.next(sse(without))
    const got = await call(`${at.origin}/v1/chat/completions`, asked)
    expect([Buffer.from(at.openai.only().bytes).toString(), got.text]).toEqual([asked, without])
    expect(await at.record()).toMatchObject({ edits: [], tokens: { input: null, output: null }, usageMissing: true })
  })

  test("is the client's where it said so itself (§13-16)", async () => {
    at = await stage()
    const own = asked.replace('{', '{"stream_options":{"include_usage":true},')
    at.openai.next(sse(openaiStream.join('')))
    const got = await call(`${at.origin}/v1/chat/completions`, own)
    expect([Buffer.from(at.openai.only().bytes).toString(), got.text]).toEqual([own, openaiStream.join('')])
  })
})

describe('compressed bodies', () => {
  const gzipped = (text: string, type: string): Said => {
    const bytes = gzipSync(text)
    const half = Math.floor(bytes.length / 2)
    return {
      status: 200,
      headers: { 'content-type': type, 'content-encoding': 'gzip' },
      chunks: [bytes.subarray(0, 7), bytes.subarray(7, half), bytes.subarray(half)],
      ending: 'end',
    }
  }

  test('a gzip answer passes as it came while a decoded copy is tapped (HDR-10)', async () => {
    at = await stage()
    const said = gzipped(JSON.stringify(openaiAnswer), 'application/json')
    at.openai.next(said)
    const got = await call(`${at.origin}/v1/chat/completions`, openaiBytes, { 'accept-encoding': 'gzip' })
    expect(got.headers['content-encoding']).toBe('gzip')
    expect(got.bytes.equals(Buffer.concat(said.chunks))).toBe(true)
    expect(at.openai.only().headers['accept-encoding']).toBe('gzip')
    expect(await at.record()).toMatchObject({ tokens: { input: 10, output: 7 }, stop: 'end', truncated: false })
  })

  test('a gzip stream is tapped across its pieces (HDR-10)', async () => {
    at = await stage()
    at.anthropic.next(gzipped(anthropicStream.join(''), 'text/event-stream'))
    const got = await call(`${at.origin}/v1/messages`, anthropicBytes.replace('{', '{"stream":true,'))
    expect(gunzipSync(got.bytes).toString()).toBe(anthropicStream.join(''))
    expect(await at.record()).toMatchObject({ tokens: { input: 10, output: 7 }, stop: 'end' })
  })

  test('an answer that only says it is gzip passes all the same: the copy may fail, the bytes go on (SSE-7)', async () => {
    at = await stage()
    at.openai.next({ ...json(openaiAnswer), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } })
    const got = await call(`${at.origin}/v1/chat/completions`, openaiBytes)
    expect([got.broken, got.text]).toEqual([false, JSON.stringify(openaiAnswer)])
  })

  test('a stream in an encoding that cannot be read passes untouched, its tokens unknown (HDR-10)', async () => {
    at = await stage()
    const bytes = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2, 3])
    at.anthropic.next({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-encoding': 'zstd' },
      chunks: [bytes],
      ending: 'end',
    })
    const got = await call(`${at.origin}/v1/messages`, anthropicBytes.replace('{', '{"stream":true,'))
    expect([got.broken, got.bytes.equals(bytes)]).toEqual([false, true])
    expect(await at.record()).toMatchObject({ tokens: { input: null, output: null }, truncated: false })
  })

  test('a compressed request is read, and passes compressed (HDR-9)', async () => {
    at = await stage()
    at.openai.next(json(openaiAnswer))
    const bytes = gzipSync(openaiBytes)
    await call(`${at.origin}/v1/chat/completions`, bytes, { 'content-encoding': 'gzip' })
    expect(at.openai.only().headers['content-encoding']).toBe('gzip')
    expect(Buffer.from(at.openai.only().bytes).equals(bytes)).toBe(true)
  })

  test('a compressed request whose model name is spliced goes on uncompressed (HDR-9)', async () => {
    at = await stage()
    at.openai.next(json(openaiAnswer))
    await call(`${at.origin}/v1/chat/completions`, gzipSync(openaiBytes.replace('gpt-4o', 'openai::gpt-4o')), {
      'content-encoding': 'gzip',
    })
    expect(at.openai.only().headers['content-encoding']).toBeUndefined()
    expect(Buffer.from(at.openai.only().bytes).toString()).toBe(openaiBytes)
  })
})

test("a host that is not the vendor's own gets no usage asked for (§13-16)", async () => {
  at = await stage(({ openai }) => ({
    providers: [{ name: 'local', baseUrl: openai, apis: ['chat'], key: null, keySource: null, auth: 'none', vendor: null }],
    routes: [
      {
        ...defaultConfig.routes[0],
        match: '*',
        provider: 'local',
        api: 'chat',
        model: null,
        capabilities: {},
        strictness: null,
        mayLoosen: null,
        settings: {},
        auth: null,
      },
    ],
  }))
  at.openai.next(sse(openaiStream.join('')))
  await post(`${at.origin}/v1/chat/completions`, { model: 'any', stream: true, messages: [] })
  expect(at.openai.only().json).toEqual({ model: 'any', stream: true, messages: [] })
  expect(at.openai.only().headers['authorization']).toBeUndefined()
})
