import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { vendorRoutes, type Route } from '../../src/gateway/config.ts'
import { call, post } from '../gateway/client.ts'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, openaiAnswer } from '../gateway/wire.ts'
import { json } from '../scripted/answer.ts'
import { at } from '../scripted/json.ts'

const local: Route = {
  match: 'local/*',
  provider: 'local',
  api: null,
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
}

let gateway: Stage

beforeAll(async () => {
  gateway = await stage(({ openai, anthropic }) => ({
    providers: [
      { name: 'openai', baseUrl: openai, apis: ['chat'], key: 'k', keySource: null, auth: 'own', vendor: 'openai' },
      { name: 'anthropic', baseUrl: anthropic, apis: ['messages'], key: 'k', keySource: null, auth: 'own', vendor: 'anthropic' },
      { name: 'local', baseUrl: openai, apis: ['chat'], key: null, keySource: null, auth: 'none', vendor: null },
    ],
    routes: [local, ...vendorRoutes],
  }))
})
afterEach(() => {
  gateway.openai.reset()
  gateway.anthropic.reset()
})
afterAll(() => gateway.close())

const carrier = 'dg1.eyJkYXRhIjpudWxsfQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const block = `{"type":"thinking","thinking":"hm","signature":"${carrier}"}`
const rest = '{"type":"text","text":"Yo"},{"type":"tool_use","id":"t1","name":"f","input":{"id":12345678901234567890}}'
const before = '{ "model" : "claude-sonnet-4-6",\n "max_tokens":9,  "temperature":1.0,"messages":'
const after = ',\n "x_unknown" : { "b":1, "a":[ ] } }'
const messages = (first: string): string =>
  `[{"role":"user","content":"Hi"},{"role":"assistant","content":[${first}${rest}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]}]`

describe('a conversation that goes on at Anthropic after a Chat host had it', () => {
  test('leaves the reasoning of that host out, says so, and touches no other byte (RSN-5, CAR-8, LAW-21)', async () => {
    gateway.anthropic.next(json(anthropicAnswer))
    const got = await call(`${gateway.origin}/v1/messages`, before + messages(`${block},`) + after)
    expect([got.status, got.headers['x-diglot-losses']]).toEqual([200, '"/messages/1/content/0";fate=dropped;level=warn;rule=RSN-5'])
    expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toBe(before + messages('') + after)
    expect(await gateway.record(1)).toMatchObject({ path: 'passthrough', edits: ['foreign_reasoning'], losses: [{ rule: 'RSN-5' }] })
  })

  test('turns thinking with a budget off where the tool loop lost its own, and only there (RSN-5, RSN-11)', async () => {
    const asking = before.replace('"max_tokens":9', '"max_tokens":2000, "thinking" : {"type":"enabled","budget_tokens":1024}')
    gateway.anthropic.next(json(anthropicAnswer))
    const got = await call(`${gateway.origin}/v1/messages`, asking + messages(`${block},`) + after)
    expect(got.headers['x-diglot-losses']).toBe(
      '"/messages/1/content/0";fate=dropped;level=warn;rule=RSN-5, "/thinking";fate=dropped;level=warn;rule=RSN-11',
    )
    const off = before.replace('"max_tokens":9', '"max_tokens":2000, "thinking" : {"type":"disabled"}')
    expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toBe(off + messages('') + after)
    gateway.anthropic.reset()
    gateway.anthropic.next(json(anthropicAnswer))
    const over = `[{"role":"user","content":"Hi"},{"role":"assistant","content":[${block},{"type":"text","text":"Yo"}]},{"role":"user","content":"Hm"}]`
    await call(`${gateway.origin}/v1/messages`, asking + over + after)
    expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toBe(asking + over.replace(`${block},`, '') + after)
  })

  test('leaves a message out of which nothing else is left (RSN-5, MSG-5)', async () => {
    gateway.anthropic.next(json(anthropicAnswer))
    const question = '{"role":"user","content":"Hi"}'
    await call(`${gateway.origin}/v1/messages`, `${before}[${question},{"role":"assistant","content":[${block}]},${question}]${after}`)
    expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toBe(`${before}[${question},${question}]${after}`)
  })

  test('is refused under strict, with the path of the block (GWE-1, RSN-5)', async () => {
    const got = await call(`${gateway.origin}/v1/messages`, before + messages(`${block},`) + after, { 'x-diglot-strictness': 'strict' })
    expect([got.status, at(JSON.parse(got.text), 'error', 'message')]).toEqual([400, expect.stringMatching(/^messages\.1\.content\.0: /)])
    expect(gateway.anthropic.received).toEqual([])
  })

  test('goes on byte for byte where all its reasoning is native (RSN-1, LAW-16)', async () => {
    gateway.anthropic.next(json(anthropicAnswer))
    const native = `${before}${messages('{"type":"thinking","thinking":"","signature":"c2ln"},{"type":"redacted_thinking","data":"aGlk"},')}${after}`
    const got = await call(`${gateway.origin}/v1/messages`, native)
    expect([got.status, got.headers['x-diglot-losses']]).toEqual([200, undefined])
    expect(Buffer.from(gateway.anthropic.only().bytes).toString()).toBe(native)
  })
})

describe('a conversation that goes on at a Chat host after Claude had it', () => {
  const detail = { type: 'reasoning.text', text: 'hm', signature: 'c2ln', format: 'anthropic-claude-v1', index: 0 }
  const body = (model: string) => ({
    model,
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Yo', reasoning_content: 'hm', reasoning_details: [detail] },
      { role: 'user', content: 'Go on' },
    ],
  })

  test("leaves Claude's signatures out towards OpenAI (CAR-9, LAW-21)", async () => {
    gateway.openai.next(json(openaiAnswer))
    const got = await post(`${gateway.origin}/v1/chat/completions`, body('gpt-4o'))
    expect([got.status, got.headers['x-diglot-losses']]).toEqual([
      200,
      '"/messages/1/reasoning_details/0";fate=dropped;level=info;rule=RSN-2',
    ])
    expect(at(gateway.openai.only().json, 'messages', 1)).toEqual({ role: 'assistant', content: 'Yo' })
  })

  test('passes as it is to a host of another vendor, whose own they may be (CAR-9, LAW-16)', async () => {
    gateway.openai.next(json(openaiAnswer))
    await post(`${gateway.origin}/v1/chat/completions`, body('local/claude'))
    expect(gateway.openai.only().json).toEqual(body('local/claude'))
  })
})
