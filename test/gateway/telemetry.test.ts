import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import type { TelemetryRecord } from '../../src/gateway/telemetry.ts'
import { json, sse } from '../scripted/answer.ts'
import { post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer, openaiStream } from './wire.ts'

let at: Stage
afterEach(() => at.close())

/** Members that tell the path itself, its translation, the client and the times. */
const own = new Set(['id', 'route', 'path', 'client', 'losses', 'edits', 'ttfbMs', 'ttftMs', 'totalMs'])

/** What both paths must tell alike. */
const common = (record: TelemetryRecord): { readonly [member: string]: unknown } =>
  Object.fromEntries(Object.entries(record).filter(([member]) => !own.has(member)))

const named = (type: string, rest: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`

const thinking = [
  anthropicStream[0] ?? '',
  named('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
  named('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'Hm' } }),
  named('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } }),
  named('content_block_stop', { index: 0 }),
  named('content_block_start', { index: 1, content_block: { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} } }),
  named('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '{"a":1}' } }),
  named('content_block_stop', { index: 1 }),
  named('message_delta', {
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: { output_tokens: 30, output_tokens_details: { thinking_tokens: 20 } },
  }),
  named('message_stop', {}),
].join('')

describe('the same upstream answer, passed through and translated (TEL-1, LAW-16)', () => {
  test.each([
    ['a stream', anthropicStream.join('')],
    ['thinking and a call', thinking],
    ['a stream that ends early', anthropicStream.slice(0, 4).join('')],
    ['a stream that ends inside an event', `${anthropicStream.slice(0, 4).join('')}event: con`],
    [
      'an error event',
      `${anthropicStream.slice(0, 4).join('')}${named('error', { error: { type: 'overloaded_error', message: 'busy' } })}`,
    ],
    ['no usage', anthropicStream.filter((event) => !event.includes('message_delta')).join('')],
  ])('of Anthropic: %s', async (_, wire) => {
    at = await stage()
    at.anthropic.always(sse(wire))
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, stream: true })
    await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6', stream: true })
    const [same, cross] = [await at.record(1), await at.record(2)]
    expect([same.path, cross.path]).toEqual(['passthrough', 'normalised'])
    expect(common(same)).toEqual(common(cross))
  })

  test.each([
    ['a stream', openaiStream.join('')],
    ['a stream without usage', openaiStream.toSpliced(4, 1).join('')],
    ['a stream that ends early', openaiStream.slice(0, 3).join('')],
  ])('of OpenAI: %s', async (_, wire) => {
    at = await stage()
    at.openai.always(sse(wire))
    await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true, stream_options: { include_usage: true } })
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
    const [same, cross] = [await at.record(1), await at.record(2)]
    expect(common(same)).toEqual(common(cross))
  })

  test('a stream that begins with an error, but for the status that the translated one can still have (SSE-9)', async () => {
    at = await stage()
    at.openai.always(sse('data: {"error":{"message":"no","type":"server_error","param":null,"code":null}}\n\n'))
    await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, stream: true, stream_options: { include_usage: true } })
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', stream: true })
    const [same, cross] = [await at.record(1), await at.record(2)]
    expect([same.status, cross.status, same.failed]).toEqual([200, 500, true])
    expect({ ...common(same), status: 0 }).toEqual({ ...common(cross), status: 0 })
  })

  test('a document', async () => {
    at = await stage()
    at.anthropic.always(json(anthropicAnswer, 200, { 'request-id': 'req_1' }))
    at.openai.always(json(openaiAnswer, 200, { 'x-request-id': 'req_2' }))
    await post(`${at.origin}/v1/messages`, askAnthropic)
    await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, model: 'claude-sonnet-4-6' })
    await post(`${at.origin}/v1/chat/completions`, askOpenai)
    await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
    expect(common(await at.record(1))).toEqual(common(await at.record(2)))
    expect(common(await at.record(3))).toEqual(common(await at.record(4)))
    expect(at.records[0]).toMatchObject({
      upstreamId: 'req_1',
      servedModel: 'claude-sonnet-4-6',
      tokens: { input: 10, output: 7, cacheRead: 4, cacheWrite: 0, reasoning: null },
      stop: 'end',
    })
  })
})

test.each([
  ['passed through', '/v1/messages', { ...askAnthropic, stream: true }],
  ['translated', '/v1/chat/completions', { ...askOpenai, model: 'claude-sonnet-4-6', max_completion_tokens: 99, stream: true }],
])('counts the events that no specification names, %s (EVA-19)', async (_, path, body) => {
  at = await stage()
  const [start = '', ...rest] = anthropicStream
  at.anthropic.next(sse([start, named('event_of_tomorrow', { a: 1 }), named('ping', {}), named('event_of_tomorrow', {}), ...rest].join('')))
  expect((await post(at.origin + path, body)).status).toBe(200)
  expect(await at.record()).toMatchObject({ unknownEvents: 2, failed: false, stop: 'end' })
})

test('says whether the model has a record of its own, and what is sent for one that has none (CAP-1)', async () => {
  at = await stage()
  at.anthropic.always(json(anthropicAnswer))
  at.openai.always(json(openaiAnswer))
  const effort = { temperature: 0.5, reasoning_effort: 'medium' }
  await post(`${at.origin}/v1/chat/completions`, { ...askOpenai, ...effort, model: 'claude-next' })
  await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-9-nova' })
  await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o' })
  const records = [await at.record(1), await at.record(2), await at.record(3)]
  expect(records.map(({ modelKnown, upstreamModel }) => [upstreamModel, modelKnown])).toEqual([
    ['claude-next', false],
    ['gpt-9-nova', false],
    ['gpt-4o', true],
  ])
  expect(at.anthropic.only().json).toEqual({
    model: 'claude-next',
    max_tokens: 21_333,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    thinking: { type: 'adaptive' },
    output_config: { effort: 'medium' },
  })
})

test('the log has one line per request and no secret in it (SEC-7)', async () => {
  const lines: string[] = []
  const log = new PassThrough()
  log.on('data', (data: Buffer) => lines.push(...data.toString().trim().split('\n')))
  at = await stage({ logLevel: 'debug', secret: 'carrier-secret' }, { log })
  at.openai.next(json(openaiAnswer))
  const messages = [
    {
      role: 'user',
      content: [
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1hZ2U=' } },
        { type: 'text', text: 'private words' },
      ],
    },
  ]
  await post(`${at.origin}/v1/messages`, { ...askAnthropic, model: 'gpt-4o', top_k: 4, messages }, { 'x-api-key': 'sk-ant-client' })
  await post(`${at.origin}/v1/chat/completions`, { model: 'nowhere' }, { authorization: 'Bearer sk-client' })
  const requests = lines
    .map((line): unknown => JSON.parse(line))
    .filter((line) => typeof line === 'object' && line !== null && 'route' in line)
  expect(requests).toMatchObject([
    {
      msg: 'request',
      route: '/messages',
      status: 200,
      path: 'normalised',
      client: 'anthropic-messages',
      upstream: 'openai-chat',
      provider: 'openai',
      model: 'gpt-4o',
      totalMs: expect.any(Number),
      ttftMs: expect.any(Number),
      tokens: { input: 10, output: 7, cacheRead: 4 },
      losses: expect.arrayContaining(['warn dropped REQ-A-11 /top_k']),
    },
    { route: '/chat/completions', status: 404, fault: 'modelNotFound', failed: true },
  ])
  for (const secret of ['sk-', 'private words', 'aW1hZ2U=', 'Hello there', 'carrier-secret']) expect(lines.join('\n')).not.toContain(secret)
})
