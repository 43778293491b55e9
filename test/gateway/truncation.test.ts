import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { json, sse } from '../scripted/answer.ts'
import { post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicStream, askAnthropic, askOpenai, openaiStream } from './wire.ts'

let at: Stage
afterEach(() => at.close())

const anthropicHalf = anthropicStream.slice(0, 4).join('')
const openaiHalf = openaiStream.slice(0, 2).join('')

describe('an upstream that ends too early, same format', () => {
  test('after a whole event: the client gets an error event, the bytes before it untouched (SSE-7, SER-1)', async () => {
    at = await stage()
    at.anthropic.next(sse(anthropicHalf))
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    expect([got.status, got.broken, got.text.startsWith(anthropicHalf)]).toEqual([200, false, true])
    expect(got.text.slice(anthropicHalf.length)).toMatch(
      /^event: error\ndata: \{"type":"error","error":\{"type":"api_error","message":"[^"]+"\},"request_id":"req_[0-9a-f]+"\}\n\n$/,
    )
    expect(await at.record()).toMatchObject({ truncated: true, failed: true, stop: null })
  })

  test('after a whole chunk: the client gets an error chunk and no [DONE] (SSE-7, SER-2)', async () => {
    at = await stage()
    at.openai.next(sse(openaiHalf))
    const got = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    expect([got.broken, got.text.startsWith(openaiHalf), got.text.includes('[DONE]')]).toEqual([false, true, false])
    expect(JSON.parse(got.text.slice(openaiHalf.length + 'data: '.length))).toMatchObject({ error: { type: 'server_error', param: null } })
  })

  test('before it said anything: the client gets an error event (SSE-7)', async () => {
    at = await stage()
    at.openai.next(sse(''))
    const got = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    expect(got.text).toMatch(/^data: \{"error":/)
  })

  test.each([
    ['a clean end', 'end'],
    ['a reset', 'break'],
  ] as const)('inside an event by %s: the connection breaks, nothing is appended (SSE-7)', async (_, ending) => {
    at = await stage()
    const wire = `${anthropicHalf}event: content_block_delta\ndata: {"type":"cont`
    at.anthropic.next(sse(wire, 'events', ending))
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    expect([got.broken, got.text]).toEqual([true, wire])
    expect(await at.record()).toMatchObject({ truncated: true, failed: true })
  })

  test('by a reset after a whole event: the connection breaks too (SSE-7)', async () => {
    at = await stage()
    at.openai.next(sse(openaiHalf, 'events', 'break'))
    const got = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    expect([got.broken, got.text]).toEqual([true, openaiHalf])
  })

  test('with its terminal event everything is as it came (SSE-7)', async () => {
    at = await stage()
    at.openai.next(sse(openaiStream.slice(0, 4).join('')))
    const got = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true })
    expect([got.broken, got.text]).toEqual([false, openaiStream.slice(0, 4).join('')])
    expect(await at.record()).toMatchObject({ truncated: false, failed: false, usageMissing: true })
  })

  test('compressed: the connection breaks, for nothing can follow in a compressed body (SSE-7)', async () => {
    at = await stage()
    at.anthropic.next({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
      chunks: [gzipSync(anthropicHalf)],
      ending: 'end',
    })
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    expect(got.broken).toBe(true)
    expect(await at.record()).toMatchObject({ truncated: true })
  })

  test('inside a compressed body: the connection breaks (SSE-7)', async () => {
    at = await stage()
    const bytes = gzipSync(anthropicStream.join(''))
    at.anthropic.next({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
      chunks: [bytes.subarray(0, bytes.length - 20)],
      ending: 'end',
    })
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    expect([got.broken, got.bytes.equals(bytes.subarray(0, bytes.length - 20))]).toEqual([true, true])
    expect(await at.record()).toMatchObject({ truncated: true, failed: true })
  })

  test('in a document: the connection breaks', async () => {
    at = await stage()
    at.anthropic.next({ ...json({}), chunks: [Buffer.from('{"id":')], ending: 'break' })
    const got = await post(`${at.origin}/v1/messages`, askAnthropic)
    expect([got.broken, got.text]).toEqual([true, '{"id":'])
  })
})

describe('an upstream that ends too early, other format', () => {
  test.each(['end', 'break'] as const)(
    'the client gets the error event of its dialect, the upstream ending by %s (SER-1, EVC-16)',
    async (ending) => {
      at = await stage()
      at.openai.next(sse(openaiHalf, 'events', ending))
      const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
      expect([got.status, got.broken]).toEqual([200, false])
      expect(got.text).toContain('"text":"Hello"')
      expect(got.text).toMatch(/event: error\ndata: \{"type":"error".*\}\n\n$/)
      expect(got.text).not.toContain('message_stop')
      expect(await at.record()).toMatchObject({ path: 'normalised', truncated: true, failed: true })
    },
  )

  test.each(['end', 'break'] as const)('a Chat client gets an error chunk, the upstream ending by %s (SER-2, EVA-21)', async (ending) => {
    at = await stage()
    at.anthropic.next(sse(anthropicHalf, 'events', ending))
    const got = await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6', stream: true })
    expect(got.text).toMatch(/data: \{"error":\{.*\}\}\n\n$/)
    expect([got.broken, got.text.includes('[DONE]'), got.text.includes('"finish_reason":"stop"')]).toEqual([false, false, false])
  })

  test.each([
    ['a clean end', 'end'],
    ['a reset', 'break'],
  ] as const)('a Responses client is told by %s that its answer failed, and what was said (SER-3)', async (_, ending) => {
    at = await stage()
    at.anthropic.next(sse(anthropicHalf, 'events', ending))
    const asked = { model: askAnthropic.model, input: 'hi', stream: true }
    const got = await post(`${at.origin}/v1/responses`, asked)
    const { type, response } = JSON.parse(got.text.slice(got.text.lastIndexOf('data: ') + 'data: '.length)) as {
      readonly type: string
      readonly response: object
    }
    expect([got.status, got.broken, type]).toEqual([200, false, 'response.failed'])
    expect(response).toMatchObject({
      status: 'failed',
      error: { code: 'server_error' },
      output: [{ type: 'message', status: 'incomplete' }],
    })
    expect(await at.record()).toMatchObject({ truncated: true, failed: true })
  })

  test('before it said anything it is an HTTP error, which SDKs try again (SSE-9, GWE-5)', async () => {
    at = await stage()
    at.openai.next(sse(''))
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([502, { type: 'error', error: { type: 'api_error' } }])
  })

  test('a document that is none is a bad gateway (GWE-5)', async () => {
    at = await stage()
    at.openai.next({ ...json({}), chunks: [Buffer.from('<html>')] })
    const got = await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
    expect([got.status, JSON.parse(got.text)]).toMatchObject([502, { type: 'error', error: { type: 'api_error' } }])
  })
})
