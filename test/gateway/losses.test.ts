import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { vendorRoutes } from '../../src/gateway/config.ts'
import { json, sse } from '../scripted/answer.ts'
import { post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, anthropicStream, askAnthropic, askOpenai, openaiAnswer } from './wire.ts'

let at: Stage
let loose: Stage

beforeAll(async () => {
  at = await stage()
  loose = await stage({ strictness: 'strict', mayLoosen: true })
})
afterEach(() => {
  for (const { openai, anthropic } of [at, loose]) {
    openai.reset()
    anthropic.reset()
  }
})
afterAll(() => Promise.all([at.close(), loose.close()]))

const messages = `/v1/messages`
const chat = `/v1/chat/completions`
const toGpt = { ...askAnthropic, model: 'gpt-4o', top_k: 5 }
const toClaude = { ...askOpenai, model: 'claude-sonnet-4-6', max_completion_tokens: 99, seed: 7 }

test('what would be dropped is a 400 in the dialect of an Anthropic client that asks for strict (GWE-1)', async () => {
  const got = await post(`${at.origin}${messages}`, toGpt, { 'x-diglot-strictness': 'strict' })
  expect([got.status, JSON.parse(got.text)]).toMatchObject([
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: expect.stringMatching(/^top_k: /) } },
  ])
  expect([got.headers['x-diglot-losses'], got.headers['x-diglot-strictness']]).toEqual([
    '"/top_k";fate=dropped;level=warn;rule=REQ-A-11',
    'strict',
  ])
  expect(at.openai.received).toEqual([])
})

test('what would be dropped is a 400 in the dialect of an OpenAI client that asks for strict (GWE-1)', async () => {
  const got = await post(`${at.origin}${chat}`, toClaude, { 'x-diglot-strictness': 'strict' })
  expect([got.status, JSON.parse(got.text)]).toMatchObject([
    400,
    { error: { type: 'invalid_request_error', param: 'seed', code: 'unsupported_parameter' } },
  ])
  expect(at.anthropic.received).toEqual([])
})

test('a request may be stricter than its route, not looser without leave, and hears what was in force', async () => {
  const hosted = { ...toClaude, logprobs: true }
  const refused = await post(`${at.origin}${chat}`, hosted, { 'x-diglot-strictness': 'lenient' })
  expect([refused.status, JSON.parse(refused.text), refused.headers['x-diglot-strictness']]).toMatchObject([
    400,
    { error: { param: 'logprobs' } },
    'default',
  ])
  loose.anthropic.next(json(anthropicAnswer), json(anthropicAnswer))
  const strict = await post(`${loose.origin}${chat}`, toClaude)
  expect([strict.status, strict.headers['x-diglot-strictness']]).toEqual([400, undefined])
  const lenient = await post(`${loose.origin}${chat}`, hosted, { 'x-diglot-strictness': 'lenient' })
  expect([lenient.status, lenient.headers['x-diglot-strictness']]).toEqual([200, 'lenient'])
  expect((await loose.record(2)).losses.map(({ path, level }) => [path, level])).toContainEqual(['/logprobs', 'reject'])
})

test('lenient does not lift what is never lifted: a value of the wrong type stays a 400', async () => {
  const got = await post(`${loose.origin}${chat}`, { ...toClaude, temperature: 'hot' }, { 'x-diglot-strictness': 'lenient' })
  expect([got.status, JSON.parse(got.text)]).toMatchObject([400, { error: { param: 'temperature', code: 'invalid_value' } }])
})

test('a strictness that nobody knows is a 400 that names the header', async () => {
  const got = await post(`${at.origin}${chat}`, toClaude, { 'x-diglot-strictness': 'strickt' })
  expect([got.status, JSON.parse(got.text)]).toMatchObject([400, { error: { message: expect.stringContaining('x-diglot-strictness') } }])
})

const guarded = { ...openaiAnswer, system_fingerprint: 'fp_1' }

test('a whole answer tells what got lost on both ways, a streamed one what got lost on the way out (LOSS-1)', async () => {
  at.openai.next(json(guarded), json(guarded))
  const whole = await post(`${at.origin}${messages}`, toGpt)
  expect(whole.headers['x-diglot-losses']).toBe(
    '"/top_k";fate=dropped;level=warn;rule=REQ-A-11, "/system_fingerprint";fate=carried;level=info;rule=ENV-5',
  )
  const warned = await post(`${at.origin}${messages}`, toGpt, { 'x-diglot-loss-level': 'warn' })
  expect(warned.headers['x-diglot-losses']).toBe('"/top_k";fate=dropped;level=warn;rule=REQ-A-11')
  at.anthropic.next(sse(anthropicStream.join('')))
  const streamed = await post(`${at.origin}${chat}`, { ...toClaude, stream: true })
  expect(streamed.headers['x-diglot-losses']).toBe('"/seed";fate=dropped;level=warn;rule=REQ-C-9')
})

test('a rule that is no token of RFC 8941 stands there as a string (LOSS-1)', async () => {
  const overChat = await stage({ routes: vendorRoutes.map((route) => ({ ...route, api: route.provider === 'openai' ? 'chat' : null })) })
  overChat.openai.next(json(openaiAnswer))
  const tools = [{ name: 't', input_schema: { type: 'object' } }]
  const got = await post(`${overChat.origin}${messages}`, { ...askAnthropic, model: 'gpt-5.4', tools, thinking: { type: 'adaptive' } })
  await overChat.close()
  expect(got.headers['x-diglot-losses']).toContain(';rule="%C2%A713-1"')
  expect(got.headers['x-diglot-losses']).toMatch(/^[ -~]*$/)
})
