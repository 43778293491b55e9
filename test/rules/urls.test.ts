import Anthropic from '@anthropic-ai/sdk'
import EarlierAnthropic from 'anthropic-sdk-0'
import OpenAI from 'openai'
import EarlierOpenAI from 'openai-6'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stage, type Stage } from '../gateway/stage.ts'
import { anthropicAnswer, openaiAnswer } from '../gateway/wire.ts'
import { json } from '../scripted/answer.ts'

let at: Stage
/** Requests as they leave the client: method, path and query. */
const left: string[] = []

beforeAll(async () => {
  at = await stage()
  at.anthropic.always(({ url, method }) => {
    if (method === 'GET') return json({ data: [model], has_more: false, first_id: 'claude-x', last_id: 'claude-x' })
    return json(url.startsWith('/v1/messages/count_tokens') ? { input_tokens: 12 } : anthropicAnswer)
  })
  at.openai.always(({ method }) => json(method === 'GET' ? { object: 'list', data: [] } : openaiAnswer))
})
afterAll(() => at.close())

const model = { type: 'model', id: 'claude-x', display_name: 'Claude X', created_at: '2026-01-01T00:00:00Z' }
const ask = { model: 'claude-sonnet-4-6', messages: [{ role: 'user' as const, content: 'Hi' }] }
const askOpenai = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] }

const options = (base: string): { baseURL: string; apiKey: string; maxRetries: number; fetch: typeof fetch } => ({
  baseURL: at.origin + base,
  apiKey: 'sk-client',
  maxRetries: 0,
  fetch(input, init) {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    left.push(`${init?.method?.toUpperCase() ?? 'GET'} ${pathname}${search}`)
    return fetch(input, init)
  },
})

/** The calls of an SDK under test, each with the base URL to call under. */
interface AnthropicCalls {
  create(base: string): Promise<unknown>
  beta(base: string): Promise<unknown>
  count(base: string): Promise<unknown>
  list(base: string): Promise<readonly unknown[]>
}

const anthropics: readonly (readonly [version: string, calls: AnthropicCalls])[] = [
  [
    '1.12.0',
    {
      create: (base) => new Anthropic(options(base)).messages.create({ ...ask, max_tokens: 9 }),
      beta: (base) => new Anthropic(options(base)).beta.messages.create({ ...ask, max_tokens: 9 }),
      count: (base) => new Anthropic(options(base)).messages.countTokens(ask),
      list: async (base) => (await new Anthropic(options(base)).models.list()).data,
    },
  ],
  [
    '0.137.0',
    {
      create: (base) => new EarlierAnthropic(options(base)).messages.create({ ...ask, max_tokens: 9 }),
      beta: (base) => new EarlierAnthropic(options(base)).beta.messages.create({ ...ask, max_tokens: 9 }),
      count: (base) => new EarlierAnthropic(options(base)).messages.countTokens(ask),
      list: async (base) => (await new EarlierAnthropic(options(base)).models.list()).data,
    },
  ],
]

describe.each(anthropics)('the Anthropic SDK %s', (version, calls) => {
  it('URL-1: under a base that ends in /v1 posts to /v1/v1/messages, and is served', async () => {
    expect(await calls.create('/v1')).toMatchObject({ id: 'msg_1' })
    expect(left.at(-1)).toBe('POST /v1/v1/messages')
    expect(at.anthropic.received.at(-1)?.url).toBe('/v1/messages')
  })

  it('URL-2: counts tokens under /v1/v1', async () => {
    expect(await calls.count('/v1')).toMatchObject({ input_tokens: 12 })
    expect(left.at(-1)).toBe('POST /v1/v1/messages/count_tokens')
  })

  it('URL-3: lists models under /v1/v1', async () => {
    expect(await calls.list('/v1')).toMatchObject([{ id: 'claude-x', type: 'model' }])
    expect(left.at(-1)).toBe('GET /v1/v1/models')
  })

  it('URL-4: posts to /v1/messages, also from beta.messages', async () => {
    expect(await calls.create('')).toMatchObject({ id: 'msg_1' })
    expect(left.at(-1)).toBe('POST /v1/messages')
    expect(await calls.beta('')).toMatchObject({ id: 'msg_1' })
    expect(left.at(-1)).toBe(version === '1.12.0' ? 'POST /v1/messages' : 'POST /v1/messages?beta=true')
  })

  it('URL-6: goes to the same place from a base that ends in a slash', async () => {
    expect(await calls.create('/')).toMatchObject({ id: 'msg_1' })
    expect(left.at(-1)).toBe('POST /v1/messages')
    expect(await calls.create('/v1/')).toMatchObject({ id: 'msg_1' })
    expect(left.at(-1)).toBe('POST /v1/v1/messages')
  })
})

const openais: readonly (readonly [version: string, create: (base: string) => Promise<unknown>])[] = [
  ['7.57.0', (base) => new OpenAI(options(base)).chat.completions.create(askOpenai)],
  ['6.49.0', (base) => new EarlierOpenAI(options(base)).chat.completions.create(askOpenai)],
]

describe.each(openais)('the OpenAI SDK %s', (_, create) => {
  it('URL-5: under a base that ends in /v1 posts to /v1/chat/completions, and is served', async () => {
    expect(await create('/v1')).toMatchObject({ id: 'chatcmpl-1' })
    expect(left.at(-1)).toBe('POST /v1/chat/completions')
    expect(at.openai.received.at(-1)?.url).toBe('/v1/chat/completions')
  })

  it('URL-6: goes to the same place from a base that ends in a slash', async () => {
    expect(await create('/v1/')).toMatchObject({ id: 'chatcmpl-1' })
    expect(left.at(-1)).toBe('POST /v1/chat/completions')
  })
})
