import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { vendorRoutes, type Config, type Route } from '../../src/gateway/config.ts'
import { defaultSettings } from '../../src/translate/settings.ts'
import { post } from '../gateway/client.ts'
import { anthropicClients } from '../matrix/clients.ts'
import { anthropicTools } from '../matrix/tools.ts'
import { json } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at, type Json } from '../scripted/json.ts'
import { chatStream } from '../scripted/wire.ts'

/** A host that reads its own reasoning back, as some must. */
const route: Route = {
  match: '{thinker,other}*',
  provider: 'openai',
  api: 'chat',
  model: null,
  capabilities: { reasoningField: 'reasoning_content' },
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
}
const config: Partial<Config> = { routes: [route, ...vendorRoutes] }

let first: Stage
let second: Stage
let sending: Stage

beforeAll(async () => {
  ;[first, second, sending] = await Promise.all([
    stage(config),
    stage(config),
    stage({ ...config, settings: { ...defaultSettings, reasoningOnModelSwitch: 'send' } }),
  ])
})
afterEach(() => {
  for (const each of [first, second, sending]) each.reset()
})
afterAll(() => Promise.all([first.close(), second.close(), sending.close()]))

const asked = { model: 'thinker-2026-01-01', max_tokens: 999, tools: [...anthropicTools] }
const question = { role: 'user', content: 'Weather?' }
const head = { id: 'chatcmpl-1', created: 1760000000, model: 'thinker-2026-01-01' }
const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
const calls = [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } }]

function thinkingAnswer(stream: boolean) {
  if (stream) {
    const deltas = [
      { role: 'assistant', content: '' },
      { reasoning_content: 'I need ' },
      { reasoning_content: 'it.' },
      { tool_calls: [{ index: 0, ...calls[0] }] },
    ]
    return chatStream({ head, deltas, finish: 'tool_calls', usage })
  }
  const message = { role: 'assistant', content: null, refusal: null, reasoning_content: 'I need it.', tool_calls: calls }
  return json({ ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }], usage })
}

const done = () =>
  json({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: '18 °C.', refusal: null }, finish_reason: 'stop', logprobs: null }],
    usage,
  })

const results = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: '18 °C' }] }
const dropped = { role: 'assistant', content: null, tool_calls: calls }
const kept = { ...dropped, reasoning_content: 'I need it.' }

const ways = [true, false].map((stream) => ({ stream, how: stream ? 'streamed' : 'whole' }))

test.each(anthropicClients.flatMap((client) => ways.map((way) => ({ ...client, ...way }))))(
  'the reasoning of a Chat host comes back to it through $name, $how, and through another gateway with the same key (RSN-12, CAR-2, CAR-7)',
  async ({ ask, stream }) => {
    first.openai.next(thinkingAnswer(stream))
    const message = await ask({ ...asked, messages: [question] }, { origin: first.origin, stream, fetch })
    expect(at(message, 'content', 0)).toEqual({ type: 'thinking', thinking: 'I need it.', signature: expect.stringMatching(/^dg1\./) })
    const echoed: Json = JSON.parse(JSON.stringify({ role: 'assistant', content: at(message, 'content') }))
    second.openai.next(done())
    const last = await ask({ ...asked, messages: [question, echoed, results] }, { origin: second.origin, stream: false, fetch })
    expect(at(last, 'content', 0, 'text')).toBe('18 °C.')
    expect(at(second.openai.only().json, 'messages', 1)).toEqual(kept)
  },
)

/** A first turn, and the block it thought in. */
async function thought(
  key = 'sk-one',
  model = asked.model,
): Promise<{ readonly type: string; readonly thinking: string; readonly signature: string }> {
  first.openai.next(thinkingAnswer(false))
  const got = await post(`${first.origin}/v1/messages`, { ...asked, model, messages: [question] }, { 'x-api-key': key })
  return at(JSON.parse(got.text), 'content', 0) as never
}

/** The assistant message that a provider gets where `block` comes back, and the losses that the client is told. */
async function sentBack(to: Stage, block: object, { model = asked.model, key = 'sk-one' } = {}) {
  const use = { type: 'tool_use', id: 'call_1', name: 'get_weather', input: { location: 'Paris' } }
  to.openai.next(done())
  const messages = [question, { role: 'assistant', content: [block, use] }, results]
  const got = await post(`${to.origin}/v1/messages`, { ...asked, model, messages }, { 'x-api-key': key })
  const losses = String(got.headers['x-diglot-losses'] ?? '').split(', ')
  return [got.status, at(to.openai.received.at(-1)?.json, 'messages', 1), losses.filter((loss) => loss.includes('RSN'))]
}

const warned = ['"/messages/1/content/0";fate=dropped;level=warn;rule=RSN-2']

describe('the reasoning of a Chat host', () => {
  test('comes back to the same family of models, and to another only where the route says so (CAR-8, RSN-4)', async () => {
    const block = await thought()
    expect(await sentBack(second, block, { model: 'thinker' })).toEqual([200, kept, []])
    expect(await sentBack(second, block, { model: 'other' })).toEqual([200, dropped, warned])
    expect(await sentBack(sending, block, { model: 'other' })).toEqual([200, kept, []])
  })

  test('comes back to the model that was asked for, under whatever name its host reported it, and to that one (CAR-8)', async () => {
    const block = await thought('sk-one', 'other-alias')
    expect(await sentBack(second, block, { model: 'other-alias' })).toEqual([200, kept, []])
    expect(await sentBack(second, block, { model: 'thinker' })).toEqual([200, kept, []])
    expect(await sentBack(second, block, { model: 'other' })).toEqual([200, dropped, warned])
  })

  test('is nothing to another tenant (CAR-7)', async () => {
    expect(await sentBack(second, await thought(), { key: 'sk-two' })).toEqual([200, dropped, warned])
  })

  test('is dropped where its carrier was altered anywhere, and the loop goes on (CAR-10, LAW-21)', async () => {
    const block = await thought()
    const { signature } = block
    for (const place of [0, 3, 4, 20, signature.length - 44, signature.length - 1]) {
      const other = signature.charAt(place) === 'A' ? 'B' : 'A'
      const altered = { ...block, signature: signature.slice(0, place) + other + signature.slice(place + 1) }
      expect(await sentBack(second, altered)).toEqual([200, dropped, warned])
    }
  })

  test('leaves no secret in its carrier: what it holds is its origin (CAR-11, CAR-2)', async () => {
    const { signature } = await thought('sk-one')
    const payload = Buffer.from(signature.split('.')[1] ?? '', 'base64url').toString()
    expect(payload).toBe('{"data":null,"kind":"reasoning","model":"thinker-2026-01-01","src":"c","v":1}')
  })

  test('keeps its carrier to itself: no upstream gets it (CAR-8)', async () => {
    const block = await thought()
    await sentBack(second, block)
    expect(JSON.stringify(second.openai.received.map(({ json: sent }) => sent))).not.toContain('dg1.')
  })
})

test('native reasoning of Anthropic is text to a Chat host that reads it, and nothing to others (RSN-2)', async () => {
  const block = { type: 'thinking', thinking: 'I need it.', signature: 'c2lnMQ==' }
  expect(await sentBack(second, block)).toEqual([200, kept, []])
  expect(await sentBack(second, block, { model: 'gpt-4o' })).toEqual([
    200,
    dropped,
    ['"/messages/1/content/0";fate=dropped;level=info;rule=RSN-2'],
  ])
})
