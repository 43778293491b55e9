import Anthropic from '@anthropic-ai/sdk'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { vendorRoutes, type Route } from '../../src/gateway/config.ts'
import { json } from '../scripted/answer.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { at } from '../scripted/json.ts'
import { chatStream } from '../scripted/wire.ts'

const thinker: Route = {
  match: 'thinker',
  provider: 'openai',
  api: 'chat',
  model: null,
  capabilities: { reasoningField: 'reasoning_content' },
  strictness: null,
  mayLoosen: null,
  settings: {},
  auth: null,
}

let gateway: Stage

beforeAll(async () => {
  gateway = await stage({ routes: [thinker, ...vendorRoutes] })
})
afterEach(() => gateway.reset())
afterAll(() => gateway.close())

/** A whole tool loop, the history kept by the SDK; the text of its last answer. */
async function run(model: string, stream: boolean): Promise<unknown> {
  const client = new Anthropic({ baseURL: gateway.origin, apiKey: 'sk-ant-client', maxRetries: 0, timeout: 60_000 })
  const tool = {
    name: 'get_weather',
    description: 'Current weather',
    input_schema: { type: 'object' as const, properties: { location: { type: 'string' } } },
    parse: (input: unknown) => input,
    run: () => '18 °C',
  }
  const body = { model, max_tokens: 4000, messages: [{ role: 'user' as const, content: 'Weather?' }], tools: [tool] }
  const message = stream
    ? await client.beta.messages.toolRunner({ ...body, stream: true }).runUntilDone()
    : await client.beta.messages.toolRunner({ ...body, stream: false }).runUntilDone()
  return at(message, 'content', 0, 'text')
}

const ways = [true, false].map((stream) => ({ stream, how: stream ? 'streamed' : 'whole' }))

const head = { id: 'chatcmpl-1', created: 1760000000, model: 'thinker' }
const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
const calls = [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Paris"}' } }]

test.each(ways)("Anthropic's tool runner gives a Chat host its reasoning back, $how (RSN-12, CAR-2)", async ({ stream }) => {
  if (stream) {
    const deltas = [{ role: 'assistant', content: '' }, { reasoning_content: 'I need it.' }, { tool_calls: [{ index: 0, ...calls[0] }] }]
    gateway.openai.next(chatStream({ head, deltas, finish: 'tool_calls', usage }))
    gateway.openai.next(chatStream({ head, deltas: [{ role: 'assistant', content: '18 °C.' }], finish: 'stop', usage }))
  } else {
    const choice = (message: object, finish_reason: string) => ({
      index: 0,
      message: { role: 'assistant', refusal: null, ...message },
      finish_reason,
      logprobs: null,
    })
    const answer = { ...head, object: 'chat.completion', usage }
    gateway.openai.next(
      json({ ...answer, choices: [choice({ content: null, reasoning_content: 'I need it.', tool_calls: calls }, 'tool_calls')] }),
    )
    gateway.openai.next(json({ ...answer, choices: [choice({ content: '18 °C.' }, 'stop')] }))
  }
  expect(await run('thinker', stream)).toBe('18 °C.')
  expect(at(gateway.openai.received[1]?.json, 'messages', 1)).toEqual({
    role: 'assistant',
    content: null,
    reasoning_content: 'I need it.',
    tool_calls: calls,
  })
})
