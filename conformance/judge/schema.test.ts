import { expect, test } from 'vitest'
import { checkAnswer, checkEvents, checkRequest, endpointOf } from './unsaid.ts'
import { eventsOf } from './pieces/sse.ts'

const version = { 'anthropic-version': '2023-06-01' }
const asked = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'a' }] }
const requested = (headers: { readonly [name: string]: string }, body: object): string[] =>
  checkRequest('messages', 'answer', headers, body).map(({ message }) => message)

test.each([
  ['/v1/messages', 'answer'],
  ['/proxy/v1/messages/count_tokens?beta=true', 'count-tokens'],
  ['/v1/responses/input_tokens', 'count-tokens'],
  ['/openai/v1/responses', 'answer'],
  ['/v1/models?limit=3', 'models'],
  ['/v1/models/gpt-4o', 'model'],
])('%s asks for %s', (path, endpoint) => {
  expect(endpointOf(path)).toBe(endpoint)
})

test('a request is held to the document of the version that it came with', () => {
  expect(requested(version, { ...asked, temperature: 1 })).toEqual([])
  expect(requested({ 'anthropic-version': '2026-10-21' }, { ...asked, temperature: 1 })).toEqual([
    '/temperature is a member that the schema does not know (anthropic-messages 2026-10-21)',
  ])
  expect(requested({}, asked)).toEqual(['the header anthropic-version is missing, and the provider refuses requests without it'])
})

test('a refused request is told with its deepest member', () => {
  expect(requested(version, { ...asked, messages: [{ role: 'user', content: [{ type: 'text' }] }] })).toEqual([
    '/messages/0/content/0 has no text (anthropic-messages 2023-06-01)',
  ])
  expect(checkRequest('chat', 'answer', {}, { model: 'm', messages: [{ role: 'user', content: 'a' }], top_k: 3 })).toEqual([
    { check: 'provider-schema', path: '/top_k', message: '/top_k is a member that the schema does not know (openai-chat)', received: '3' },
  ])
})

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content: [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}
const completion = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
}
const answered = (dialect: 'messages' | 'chat', body: unknown, status = 200): string[] =>
  checkAnswer(dialect, 'answer', status, body).map(({ message: it }) => it)

test('an answer may leave out what may be null, and hold what nobody knows', () => {
  expect(answered('messages', message)).toEqual([])
  expect(answered('messages', { ...message, more: { a: 1 }, usage: { ...message.usage, cost: 0.1 } })).toEqual([])
  expect(answered('chat', completion)).toEqual([])
  expect(answered('chat', { ...completion, provider: 'x', choices: [{ ...completion.choices[0], matched_stop: null }] })).toEqual([])
})

test('an answer without a member that the client needs is refused', () => {
  expect(answered('messages', { ...message, usage: undefined })).toEqual(['the whole has no usage'])
  expect(answered('messages', { ...message, type: undefined })).toEqual(['the whole has no type'])
  expect(answered('messages', { ...message, content: [{ type: 'tool_use', id: 'toolu_1', name: 'f' }] })).toEqual([
    '/content/0 has no input',
  ])
  expect(answered('chat', { ...completion, choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }] })).toEqual([
    '/choices/0/message has no role',
  ])
  expect(answered('chat', { ...completion, choices: [{ ...completion.choices[0], finish_reason: 'end_turn' }] })).toEqual([
    '/choices/0/finish_reason must be equal to one of the allowed values',
  ])
})

test('an error answer has the shape of its dialect', () => {
  expect(answered('messages', { type: 'error', error: { type: 'rate_limit_error', message: 'm' } }, 429)).toEqual([])
  expect(answered('messages', { type: 'error', error: { type: 'request_too_large', message: 'm' } }, 413)).toEqual([])
  expect(answered('messages', { error: { type: 'rate_limit_error', message: 'm' } }, 429)).toEqual([])
  expect(answered('messages', { error: { message: 'm' } }, 429)).toEqual(['/error/type is null, which the schema does not know there'])
  expect(answered('chat', { error: { type: 'rate_limit_error', message: 'm' } }, 429)).toEqual([])
  expect(answered('chat', { error: { type: null, message: 'm', param: null, code: '429' } }, 429)).toEqual([])
  expect(answered('chat', { error: { type: 3, message: 'm' } }, 429)).toEqual(['/error/type must be string'])
  expect(answered('chat', { detail: 'm' }, 429)).toEqual(['the whole has no error'])
})

const streamed = (dialect: 'messages' | 'chat', ...events: readonly object[]): string[] =>
  checkEvents(dialect, eventsOf(events.map((it) => `data: ${JSON.stringify(it)}\n\n`).join(''))).map(({ message: it }) => it)

test('the first refused event of a stream is told with its number', () => {
  const start = { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } }
  expect(streamed('messages', { type: 'ping' }, { type: 'news', a: 1 }, start)).toEqual([])
  expect(streamed('messages', { type: 'ping' }, { ...start, content_block: { type: 'thinking' } })).toEqual([
    'event 1 (content_block_start): /content_block has no thinking',
  ])
  const chunk = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: { reasoning_content: 'a' } }],
  }
  expect(streamed('chat', chunk, { error: { message: 'm', type: 'server_error' } })).toEqual([])
  expect(streamed('chat', chunk, { ...chunk, created: 'now' })).toEqual(['event 1: /created must be integer'])
})

test('a Responses request is held to the closed schema of its call', () => {
  expect(checkRequest('responses', 'answer', {}, { model: 'm', input: 'a', stop: ['b'] }).map(({ message: it }) => it)).toEqual([
    '/stop is a member that the schema does not know (openai-responses)',
  ])
  expect(checkRequest('responses', 'count-tokens', {}, { model: 'm', input: 'a' })).toEqual([])
  expect(checkRequest('responses', 'count-tokens', {}, { model: 'm', input: 'a', store: false })).toHaveLength(1)
})

test('a response that is under way counts nothing, one that is done has the details of its usage', () => {
  const details = { input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } }
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2, ...details }
  const response = {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    model: 'm',
    output: [],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
  }
  const checked = (body: object): string[] => checkAnswer('responses', 'answer', 200, { ...response, ...body }).map(({ message: it }) => it)
  expect(checked({ usage: null, status: 'in_progress' })).toEqual([])
  expect(checked({ usage, store: false })).toEqual([])
  expect(checked({ usage: { ...usage, input_tokens_details: undefined } })).toEqual(['/usage has no input_tokens_details'])
})
