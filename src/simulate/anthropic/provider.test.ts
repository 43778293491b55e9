import { describe, expect, test } from 'vitest'
import { validators } from '../../formats/anthropic-messages/generated/validate.closed.js'
import { identifiers } from '../identifiers.ts'
import type { JsonObject } from '../json.ts'
import type { Occasion, ReceivedRequest, Reply } from '../provider.ts'
import type { Validate } from '../violations.ts'
import { anthropic } from './provider.ts'

const occasion = (over: Partial<Occasion> = {}): Occasion => ({
  newId: identifiers('test'),
  now: Date.UTC(2026, 9, 21),
  hasKey: true,
  malformed: false,
  ...over,
})

const request = (body: unknown, over: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
  method: 'POST',
  path: '/v1/messages',
  query: {},
  headers: { 'anthropic-version': '2026-10-21' },
  body,
  ...over,
})

const ask = (body: JsonObject, over?: Partial<ReceivedRequest>): Reply => anthropic(request(body, over), occasion())

const bodyOf = (reply: Reply): unknown => ('body' in reply ? reply.body : reply.frames)

const hello = {
  model: 'claude-sonnet-4-6',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Hello' }],
}
const tools = [{ name: 'look', input_schema: { type: 'object', properties: {} } }]
const call = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input: {} }] }
const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'a cat' }
const user = (...content: unknown[]) => ({ role: 'user', content })

describe('refuses in the words of Anthropic', () => {
  test.each<[string, JsonObject, string]>([
    ['sampling under the dated version (VER-4)', { temperature: 1 }, 'temperature: Extra inputs are not permitted'],
    [
      'more tokens than the model has (LIM-3)',
      { max_tokens: 128_001 },
      'max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-4-6',
    ],
    [
      'a call without its result (TR-1)',
      { tools, messages: [...hello.messages, call, user({ type: 'text', text: 'Well?' })] },
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    ],
    [
      'a result without its call (TR-1)',
      { tools, messages: [user(result)] },
      'messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    ],
    [
      'text before a result (MSG-2)',
      { tools, messages: [...hello.messages, call, user({ type: 'text', text: 'So:' }, result)] },
      'messages.2.content.1: `tool_result` blocks must come before other content in the message',
    ],
    [
      'tool blocks without tools (TOOL-20)',
      { messages: [...hello.messages, call, user(result)] },
      'Requests which include `tool_use` or `tool_result` blocks must define tools',
    ],
    [
      'a conversation that begins with the assistant (MSG-3)',
      { messages: [{ role: 'assistant', content: 'Hi' }] },
      'messages: first message must use the "user" role',
    ],
    ['an empty text block (MSG-5)', { messages: [user({ type: 'text', text: '' })] }, 'messages: text content blocks must be non-empty'],
    [
      'the beginning of an answer where the model takes none (MSG-4)',
      { messages: [...hello.messages, { role: 'assistant', content: 'Well' }] },
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    ],
    [
      'a system message where the model takes none (MSG-6)',
      { messages: [...hello.messages, { role: 'system', content: 'Be brief.' }] },
      'messages.1.role: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    ],
    [
      'forced tools with manual thinking (TC-3)',
      { max_tokens: 2048, tools, tool_choice: { type: 'any' }, thinking: { type: 'enabled', budget_tokens: 1024 } },
      'Thinking may not be enabled when tool_choice forces tool use.',
    ],
    [
      'a thinking budget that leaves no room (LIM-5)',
      { max_tokens: 1024, thinking: { type: 'enabled', budget_tokens: 1024 } },
      '`max_tokens` must be greater than `thinking.budget_tokens`.',
    ],
    [
      'manual thinking where the model has none',
      { model: 'claude-opus-4-7', max_tokens: 2048, thinking: { type: 'enabled', budget_tokens: 1024 } },
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    ],
    [
      'a tool turn under manual thinking that does not begin with it (RSN-11)',
      {
        max_tokens: 2048,
        thinking: { type: 'enabled', budget_tokens: 1024 },
        tools,
        messages: [...hello.messages, call, user(result)],
      },
      'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceding the lastmost set of `tool_use` and `tool_result` blocks). To avoid this requirement, disable `thinking`.',
    ],
    [
      'a signature of somebody else (RSN-5)',
      {
        messages: [
          ...hello.messages,
          { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm', signature: 'dg1.abc' }] },
          ...hello.messages,
        ],
      },
      'messages.1.content.0: Invalid `signature` in `thinking` block',
    ],
    [
      'a stop sequence of whitespace (REQ-C-10)',
      { stop_sequences: ['\n'] },
      'stop_sequences: each stop sequence must contain non-whitespace',
    ],
    [
      'a fifth cache marker (CAC-7)',
      {
        cache_control: { type: 'ephemeral' },
        messages: [user(...Array(4).fill({ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }))],
      },
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
    ],
    ['a forced tool that is not there', { tools, tool_choice: { type: 'tool', name: 'see' } }, "Tool 'see' not found in provided tools"],
    [
      'a tool whose schema is no object (TOOL-4)',
      { tools: [{ name: 'look', input_schema: { type: 'string' } }] },
      "tools.0.custom.input_schema.type: Input should be 'object'",
    ],
  ])('%s', (_, over, message) => {
    const reply = ask({ ...hello, ...over })
    expect(reply.status).toBe(400)
    expect(bodyOf(reply)).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message },
      request_id: reply.headers['request-id'],
    })
  })

  test('a request without a key', () => {
    const reply = anthropic(request(hello), occasion({ hasKey: false }))
    expect(reply.status).toBe(401)
    expect(bodyOf(reply)).toMatchObject({ error: { type: 'authentication_error', message: 'x-api-key header is required' } })
  })

  test('an unknown member, unless a beta may have brought it', () => {
    const strange = { ...hello, messages: [{ role: 'user', content: 'Hello', mood: 'good' }] }
    expect(bodyOf(ask(strange))).toMatchObject({ error: { message: 'messages.0.mood: Extra inputs are not permitted' } })
    const headers = { 'anthropic-version': '2026-10-21', 'anthropic-beta': 'moods-2026-11-01' }
    expect(ask(strange, { headers }).status).toBe(200)
  })

  test('an unknown model', () => {
    const reply = ask({ ...hello, model: 'claude-0' })
    expect(reply.status).toBe(404)
    expect(bodyOf(reply)).toMatchObject({ error: { type: 'not_found_error', message: 'model: claude-0' } })
  })

  test('sampling beside thinking under the older version (SAM-2)', () => {
    const headers = { 'anthropic-version': '2023-06-01' }
    expect(ask({ ...hello, temperature: 0.5 }, { headers }).status).toBe(200)
    expect(bodyOf(ask({ ...hello, temperature: 0.5, thinking: { type: 'adaptive' } }, { headers }))).toMatchObject({
      error: { message: '`temperature` may only be set to 1 when thinking is enabled.' },
    })
  })
})

describe('answers from the request', () => {
  test('calls every tool that fits, one where parallel calls are disabled (TCH-6)', () => {
    const both = ['look_up_weather', 'convert_currency'].map((name) => ({ name, input_schema: { type: 'object' } }))
    const asking = { ...hello, tools: both, messages: [{ role: 'user', content: 'Weather and currency please' }] }
    expect(bodyOf(ask(asking))).toMatchObject({
      content: [{ type: 'text' }, { name: 'look_up_weather', input: {} }, { name: 'convert_currency' }],
      stop_reason: 'tool_use',
    })
    const one = { ...asking, tool_choice: { type: 'any', disable_parallel_tool_use: true } }
    expect(bodyOf(ask(one))).toMatchObject({ content: [{ type: 'tool_use', name: 'look_up_weather' }] })
    expect(bodyOf(ask({ ...asking, tool_choice: { type: 'none' } }))).toMatchObject({ stop_reason: 'end_turn' })
  })

  test('quotes results, failed ones as such, and mentions images', () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGVsbG8=' } }
    const failed = { ...result, is_error: true, content: [{ type: 'text', text: 'too dark' }] }
    expect(bodyOf(ask({ ...hello, tools, messages: [...hello.messages, call, user(failed, image)] }))).toMatchObject({
      content: [
        {
          text: 'You said: "Hello". You showed me [image image/png 5 bytes]. The tool look answered: "error: too dark".',
        },
      ],
    })
  })

  test('reads the cache up to the last marker where a previous turn wrote it, and writes the rest', () => {
    const marked = (text: string) => user({ type: 'text', text, cache_control: { type: 'ephemeral' } })
    expect(bodyOf(ask({ ...hello, messages: [marked('Hello')] }))).toMatchObject({
      usage: { input_tokens: 0, cache_creation_input_tokens: 4, cache_read_input_tokens: 0 },
    })
    const later = [marked('Hello'), { role: 'assistant', content: 'Hi' }, marked('Bye'), ...hello.messages]
    expect(bodyOf(ask({ ...hello, messages: later }))).toMatchObject({
      usage: { input_tokens: 4, cache_creation_input_tokens: 4, cache_read_input_tokens: 8 },
    })
  })

  test('answers with the JSON that a schema asks for', () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false }
    const asking = [{ role: 'user', content: 'The capital is Vienna' }]
    const format = { output_config: { format: { type: 'json_schema', schema } }, messages: asking }
    expect(bodyOf(ask({ ...hello, ...format }))).toMatchObject({ content: [{ text: '{"city":"Vienna"}' }] })
  })

  test('cuts a call off at the limit: in a stream its beginning, in a whole answer nothing', () => {
    const asking = {
      ...hello,
      max_tokens: 4,
      tools: [{ name: 'say', input_schema: { type: 'object', properties: { word: { type: 'string' } } } }],
      tool_choice: { type: 'any' },
    }
    expect(bodyOf(ask(asking))).toMatchObject({ content: [], stop_reason: 'max_tokens' })
    const streamed = ask({ ...asking, stream: true })
    const fragments = [...JSON.stringify(bodyOf(streamed)).matchAll(/partial_json\\":\\"(.*?)\\"}}/g)].map(([, text]) => text)
    expect(fragments).toEqual(['', '{\\\\\\"word'])
  })

  test('counts tokens as a message would', () => {
    const counted = ask({ model: hello.model, messages: hello.messages }, { path: '/v1/messages/count_tokens' })
    expect(bodyOf(counted)).toEqual({ input_tokens: 4 })
    expect(bodyOf(ask(hello))).toMatchObject({ usage: { input_tokens: 4 } })
  })

  test('pages through the models and finds one by its alias', () => {
    const get = (path: string, query = {}) => bodyOf(ask({}, { method: 'GET', path, query }))
    expect(get('/v1/models', { limit: '2', after_id: 'claude-opus-5' })).toMatchObject({
      data: [{ id: 'claude-sonnet-5' }, { id: 'claude-opus-4-8' }],
      first_id: 'claude-sonnet-5',
      last_id: 'claude-opus-4-8',
      has_more: true,
    })
    expect(get('/v1/models/claude-opus-4-5')).toMatchObject({ id: 'claude-opus-4-5-20251101', max_tokens: 64_000 })
  })
})

describe('sends only what the closed validators accept', () => {
  const { error, model, modelList, countTokensResponse } = validators['2026-10-21']
  const everything = {
    ...hello,
    max_tokens: 2048,
    thinking: { type: 'enabled', budget_tokens: 1024 },
    tools,
    messages: [{ role: 'user', content: 'Look with the tool' }],
  }

  test.each(['2026-10-21', '2023-06-01'] as const)('messages and events of %s (VER-7)', (version) => {
    const headers = { 'anthropic-version': version }
    const message = bodyOf(ask(everything, { headers }))
    expect(message).toMatchObject({ content: [{ type: 'thinking' }, { type: 'text' }, { type: 'tool_use' }] })
    expect(violationsOf(validators[version].response, [message])).toEqual([])
    expect(violationsOf(validators[version].event, eventsOf(ask({ ...everything, stream: true }, { headers })))).toEqual([])
  })

  test('errors, counts and models', () => {
    const get = (path: string) => bodyOf(ask({}, { method: 'GET', path }))
    const counted = ask({ model: hello.model, messages: hello.messages }, { path: '/v1/messages/count_tokens' })
    expect(violationsOf(error, [bodyOf(ask({ ...hello, model: 'claude-0' }))])).toEqual([])
    expect(violationsOf(countTokensResponse, [bodyOf(counted)])).toEqual([])
    expect(violationsOf(modelList, [get('/v1/models')])).toEqual([])
    expect(violationsOf(model, [get('/v1/models/claude-sonnet-4-6')])).toEqual([])
  })
})

const violationsOf = (validate: Validate, values: readonly unknown[]): readonly unknown[] =>
  values.flatMap((value) => (validate(value) ? [] : [{ value, violations: validate.errors }]))

const eventsOf = (reply: Reply): readonly unknown[] =>
  'frames' in reply ? reply.frames.map((frame): unknown => JSON.parse(frame.split('data: ')[1] ?? '')) : []
