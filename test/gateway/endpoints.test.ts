import { afterEach, describe, expect, it } from 'vitest'
import { vendorProvider, vendorRoutes, type Route } from '../../src/gateway/config.ts'
import { json, sse } from '../scripted/answer.ts'
import type { Json } from '../scripted/json.ts'
import { call, post } from './client.ts'
import { stage, type Stage } from './stage.ts'
import { anthropicAnswer, askAnthropic, openaiAnswer } from './wire.ts'

let gateway: Stage
afterEach(() => gateway.close())

const tools = [{ name: 'look', input_schema: { type: 'object', properties: {} } }]
const chatTools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }]
const key = { authorization: 'Bearer sk-mine' }

const answer: { readonly [name: string]: Json } = {
  id: 'resp_1',
  object: 'response',
  created_at: 1700000000,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'gpt-5.4',
  output: [
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello there', annotations: [], logprobs: [] }],
    },
  ],
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
  usage: {
    input_tokens: 10,
    input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 17,
  },
}

const refusal = {
  error: {
    message:
      'Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. Please use /v1/responses instead.',
    type: 'invalid_request_error',
    param: 'reasoning_effort',
    code: null,
  },
}

/** A route of OpenAI's that speaks Chat, unless more is said. */
const route = (more: Partial<Route> = {}): Route => ({
  match: 'gpt-*',
  provider: 'openai',
  api: 'chat',
  model: null,
  capabilities: {},
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
  ...more,
})

const messages = (model: string) => post(`${gateway.origin}/v1/messages`, { ...askAnthropic, model, tools }, { 'x-api-key': 'k' })
const chat = (model: string) =>
  post(`${gateway.origin}/v1/chat/completions`, { model, messages: askAnthropic.messages, tools: chatTools }, key)
const paths = () => gateway.openai.received.map(({ url }) => url)

describe('which API of OpenAI an Anthropic client is answered by', () => {
  it.each([
    ['EPT-1, EPT-2', 'gpt-5', '/v1/responses'],
    ['EPT-1', 'gpt-5.6-sol', '/v1/responses'],
    ['EPT-1', 'o3', '/v1/responses'],
    ['EPT-1, EPT-2', 'gpt-4o', '/v1/chat/completions'],
    ['EPT-1', 'gpt-4.1', '/v1/chat/completions'],
  ])('%s: %s by %s', async (_, model, path) => {
    gateway = await stage()
    gateway.openai.always(({ url }) => json(url === '/v1/responses' ? answer : openaiAnswer))
    const got = await messages(model)
    expect([got.status, paths()]).toEqual([200, [path]])
    expect(JSON.parse(got.text)).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'Hello there' }],
      stop_reason: 'end_turn',
    })
  })

  it('EPT-1: a model that nobody knows yet by Responses', async () => {
    gateway = await stage({ routes: [route({ match: 'novel-*', api: null })] })
    gateway.openai.always(json(answer))
    expect([(await messages('novel-1')).status, paths()]).toEqual([200, ['/v1/responses']])
  })

  it('EPT-1: and by Chat where its host is not OpenAI', async () => {
    gateway = await stage(({ openai }) => ({
      providers: [{ ...vendorProvider('openai', { baseUrl: openai, key: 'k' }), name: 'local', vendor: null, apis: ['chat'] }],
      routes: [route({ match: '*', provider: 'local', api: null })],
    }))
    gateway.openai.always(json(openaiAnswer))
    expect([(await messages('novel-1')).status, paths()]).toEqual([200, ['/v1/chat/completions']])
  })

  it('EPT-1: a route overrides what the model’s record says', async () => {
    gateway = await stage({ routes: [route()] })
    gateway.openai.always(json(openaiAnswer))
    expect([(await messages('gpt-5')).status, paths()]).toEqual([200, ['/v1/chat/completions']])
  })
})

describe('which one a Chat client is answered by', () => {
  it.each([
    ['EPT-3: its own', false, 'gpt-5', '/v1/chat/completions'],
    ['EPT-3: Responses where the route says so', true, 'gpt-5', '/v1/responses'],
    ['EPT-3: its own even there, for models of Chat', true, 'gpt-4o', '/v1/chat/completions'],
  ])('%s', async (_, upgradeChatToResponses, model, path) => {
    gateway = await stage({ routes: [route({ api: null, upgradeChatToResponses })] })
    gateway.openai.always(({ url }) => json(url === '/v1/responses' ? answer : openaiAnswer))
    const got = await chat(model)
    expect([got.status, paths()]).toEqual([200, [path]])
    expect(JSON.parse(got.text)).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: 'Hello there' } }] })
  })
})

describe('a Chat upstream that refuses tools with reasoning', () => {
  it('EPT-4: is asked once more over Responses, and from then on at once', async () => {
    gateway = await stage({ routes: [route()] })
    gateway.openai.next(json(refusal, 400))
    gateway.openai.always(json(answer))
    const first = await messages('gpt-5.4')
    expect([first.status, paths()]).toEqual([200, ['/v1/chat/completions', '/v1/responses']])
    expect(JSON.parse(first.text)).toMatchObject({ content: [{ type: 'text', text: 'Hello there' }] })
    expect(gateway.openai.received[1]?.json).toMatchObject({ store: false, tools: [{ type: 'function', name: 'look', strict: false }] })
    expect((await messages('gpt-5.4')).status).toBe(200)
    expect(paths()).toEqual(['/v1/chat/completions', '/v1/responses', '/v1/responses'])
  })

  it('EPT-4: so it is for a stream', async () => {
    gateway = await stage({ routes: [route()] })
    const ends = `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', sequence_number: 1, response: answer })}\n\n`
    const begins = `event: response.created\ndata: ${JSON.stringify({ type: 'response.created', sequence_number: 0, response: { ...answer, output: [], status: 'in_progress' } })}\n\n`
    gateway.openai.next(json(refusal, 400), sse(begins + ends))
    const got = await post(
      `${gateway.origin}/v1/messages`,
      { ...askAnthropic, model: 'gpt-5.4', tools, stream: true },
      { 'x-api-key': 'k' },
    )
    expect([got.status, paths()]).toEqual([200, ['/v1/chat/completions', '/v1/responses']])
    expect(got.text).toContain('"text":"Hello there"')
    expect(got.text).toContain('event: message_stop')
  })

  it('EPT-4: another model of the same host is asked over Chat first', async () => {
    gateway = await stage({ routes: [route()] })
    gateway.openai.next(json(refusal, 400), json(answer), json(openaiAnswer))
    await messages('gpt-5.4')
    await messages('gpt-5.1')
    expect(paths().at(-1)).toBe('/v1/chat/completions')
  })

  it('EPT-4: is asked no third time', async () => {
    gateway = await stage({ routes: [route()] })
    gateway.openai.always(json(refusal, 400))
    expect([(await messages('gpt-5.4')).status, paths()]).toEqual([400, ['/v1/chat/completions', '/v1/responses']])
  })

  it.each([
    ['another refusal', { error: { ...refusal.error, message: 'max_tokens is too large' } }, 400],
    ['another status', refusal, 500],
  ])('EPT-4: %s is told as it is', async (_, body, status) => {
    gateway = await stage({ routes: [route()] })
    gateway.openai.always(json(body, status))
    expect([(await messages('gpt-5.4')).status, paths()]).toEqual([status, ['/v1/chat/completions']])
  })

  it('EPT-4: a route can turn that off', async () => {
    gateway = await stage({ routes: [route({ autoUpgrade: false })] })
    gateway.openai.always(json(refusal, 400))
    expect([(await messages('gpt-5.4')).status, paths()]).toEqual([400, ['/v1/chat/completions']])
  })

  it('EPT-4: a Chat client is told of it, byte for byte', async () => {
    gateway = await stage()
    gateway.openai.always(json(refusal, 400))
    const got = await chat('gpt-5.4')
    expect([got.status, JSON.parse(got.text), paths()]).toEqual([400, refusal, ['/v1/chat/completions']])
  })

  it('EPT-4: a Chat client is served over Responses where the configuration says so, and told of any other refusal as it came', async () => {
    gateway = await stage({ autoUpgrade: true })
    const other = { error: { ...refusal.error, message: 'max_tokens is too large' } }
    gateway.openai.next(json(refusal, 400), json(answer), json(other, 400))
    const got = await chat('gpt-5.4')
    expect([got.status, JSON.parse(got.text), paths()]).toMatchObject([
      200,
      { object: 'chat.completion', choices: [{ message: { content: 'Hello there' } }] },
      ['/v1/chat/completions', '/v1/responses'],
    ])
    const refused = await chat('gpt-5.1')
    expect([refused.status, JSON.parse(refused.text), paths().at(-1)]).toEqual([400, other, '/v1/chat/completions'])
  })
})

describe('what comes to the path of another API', () => {
  const mistaken = { model: 'gpt-4o', input: 'Hi', max_output_tokens: 99 }

  it('EP-5: a Responses body at the path of Chat is refused with a word', async () => {
    gateway = await stage()
    const got = await post(`${gateway.origin}/v1/chat/completions`, mistaken, key)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([400, { error: { param: 'input' } }])
  })

  it.each([
    ['gpt-4o', 'openai'],
    ['claude-sonnet-4-6', 'anthropic'],
  ] as const)('EP-5: it is answered as Chat where the route finds out, by %s', async (model, provider) => {
    gateway = await stage({ routes: vendorRoutes.map((each) => ({ ...each, dialect: 'auto' as const })) })
    gateway.openai.always(({ url }) => json(url === '/v1/responses' ? answer : openaiAnswer))
    gateway.anthropic.always(json(anthropicAnswer))
    const got = await post(`${gateway.origin}/v1/chat/completions`, { ...mistaken, model }, key)
    expect([got.status, gateway[provider].received.length]).toEqual([200, 1])
    expect(JSON.parse(got.text)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
    })
  })

  it('EP-4: a WebSocket is refused at once, in dialect, and its connection ends', async () => {
    gateway = await stage()
    const asked = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AQIDBAUGBwgJCgsMDQ4PEA==',
    }
    const got = await call(`${gateway.origin}/v1/responses`, null, asked)
    expect([got.status, got.broken, JSON.parse(got.text)]).toEqual([
      426,
      false,
      { error: { message: 'WebSocket is not spoken here: use HTTP', type: 'invalid_request_error', param: null, code: null } },
    ])
  })
})

describe('counting tokens', () => {
  it('AUX-1: an Anthropic client is told what OpenAI counts', async () => {
    gateway = await stage()
    gateway.openai.next(json({ object: 'response.input_tokens', input_tokens: 21 }))
    const got = await post(
      `${gateway.origin}/v1/messages/count_tokens`,
      { model: 'gpt-5', messages: askAnthropic.messages, tools },
      { 'x-api-key': 'k' },
    )
    expect([got.status, JSON.parse(got.text)]).toEqual([200, { input_tokens: 21 }])
    expect(gateway.openai.only()).toMatchObject({
      url: '/v1/responses/input_tokens',
      json: { model: 'gpt-5', input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }], tools: [{ name: 'look' }] },
    })
    for (const member of ['store', 'stream', 'max_output_tokens']) expect(gateway.openai.only().json).not.toHaveProperty(member)
  })

  it('AUX-1: and an estimate where the host speaks Chat alone', async () => {
    gateway = await stage()
    const got = await post(
      `${gateway.origin}/v1/messages/count_tokens`,
      { model: 'gpt-4o', messages: askAnthropic.messages },
      { 'x-api-key': 'k' },
    )
    expect([got.status, got.headers['x-diglot-estimated'], paths()]).toEqual([200, 'true', []])
  })

  it('AUX-2: a Responses client is told what Anthropic counts', async () => {
    gateway = await stage()
    gateway.anthropic.next(json({ input_tokens: 12 }))
    const body = { model: 'claude-sonnet-4-6', instructions: 'Be brief.', input: 'Hi' }
    const got = await post(`${gateway.origin}/v1/responses/input_tokens`, body, key)
    expect([got.status, JSON.parse(got.text)]).toEqual([200, { object: 'response.input_tokens', input_tokens: 12 }])
    const { url, json: asked } = gateway.anthropic.only()
    expect([url, asked]).toEqual([
      '/v1/messages/count_tokens',
      {
        model: 'claude-sonnet-4-6',
        system: [{ type: 'text', text: 'Be brief.' }],
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      },
    ])
  })

  it('AUX-2: what Anthropic refuses is told in its words', async () => {
    gateway = await stage()
    const error = { type: 'invalid_request_error', message: 'messages: too many' }
    gateway.anthropic.next(json({ type: 'error', error, request_id: 'req_1' }, 400))
    const got = await post(`${gateway.origin}/v1/responses/input_tokens`, { model: 'claude-sonnet-4-6', input: 'Hi' }, key)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', message: 'messages: too many' } },
    ])
  })
})
