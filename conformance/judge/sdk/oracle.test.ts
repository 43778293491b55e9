import { expect, test } from 'vitest'
import type { WireMessage } from '../../report/report.ts'
import { loadSdks } from './load.ts'
import { askSdk } from './oracle.ts'

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`
const chunk = (delta: object, finish: string | null = null, more: object = {}): string =>
  data({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...more })

const message = (...blocks: readonly string[]): string =>
  [
    named('message_start', { message: { type: 'message', role: 'assistant', content: [], usage: { input_tokens: 1, output_tokens: 1 } } }),
    ...blocks,
    named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 3 } }),
    named('message_stop'),
  ].join('')
const text = (index: number): string =>
  named('content_block_start', { index, content_block: { type: 'text', text: '' } }) +
  named('content_block_delta', { index, delta: { type: 'text_delta', text: 'a' } }) +
  named('content_block_stop', { index })

const sdks = await loadSdks()

async function asked(
  dialect: 'messages' | 'chat' | 'responses',
  body: string,
  more: Partial<WireMessage> & { readonly broken?: boolean } = {},
): Promise<string[]> {
  const { broken = false, ...rest } = more
  const type = body.startsWith('{') ? 'application/json' : 'text/event-stream'
  const received: WireMessage = { start: '200', headers: { 'content-type': type }, body, ending: 'end', ...rest }
  const found = await askSdk(sdks, { dialect, endpoint: 'answer', stream: type === 'text/event-stream', received, broken })
  return found.map(({ message: it }) => it.replace(/ \d+\.\d+\.\d+ /, ' '))
}

test('the official clients are installed here', () => {
  expect(Object.keys(sdks.versions).map((name) => [name, sdks.versions[name] === null])).toEqual([
    ['@anthropic-ai/sdk', false],
    ['openai', false],
  ])
})

test('a stream that the client assembles as the wire says is right', async () => {
  expect(await asked('messages', message(text(0)))).toEqual([])
  expect(await asked('chat', chunk({ role: 'assistant', content: 'a' }) + chunk({ content: 'b' }, 'stop') + 'data: [DONE]\n\n')).toEqual([])
})

test('what the client loses is told', async () => {
  expect(await asked('messages', message(text(1)))).toEqual([
    '@anthropic-ai/sdk assembles something else than the wire says: /content/0/text is "" where "a" is expected',
  ])
  const usage = data({ object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })
  expect(await asked('chat', chunk({ role: 'assistant', content: 'a' }, 'stop') + usage)).toEqual([
    'openai assembles something else than the wire says: /usage is missing',
  ])
})

test('what the client throws is told', async () => {
  expect(await asked('chat', chunk({ content: 'a' }, 'stop'))).toEqual(['openai throws OpenAIError: missing role for choice 0'])
  expect(await asked('chat', chunk({ role: 'assistant' }) + 'event: ping\ndata: {}\n\n')).toEqual([
    'openai throws OpenAIError: chunk.choices is not iterable',
  ])
})

test('a broken answer must raise', async () => {
  const cut = message(text(0)).slice(0, -60)
  expect(await asked('messages', cut, { ending: 'reset', broken: true })).toEqual([])
  expect(await asked('messages', cut + named('error', { error: { type: 'api_error', message: 'm' } }), { broken: true })).toEqual([])
  expect(await asked('messages', message(text(0)), { broken: true })).toEqual([
    '@anthropic-ai/sdk takes the broken answer for a whole one: no error reaches its user',
  ])
  expect(await asked('chat', chunk({ role: 'assistant', content: 'a' }), { ending: 'reset', broken: true })).toEqual([])
})

test('an error answer becomes the error of its status, with its message', async () => {
  const error = (body: object, status: string): Promise<string[]> => asked('messages', JSON.stringify(body), { start: status })
  expect(await error({ type: 'error', error: { type: 'rate_limit_error', message: 'slow "down"' } }, '429')).toEqual([])
  expect(await error({ detail: 'no' }, '429')).toEqual([
    '@anthropic-ai/sdk finds no message at /error/message of the error: it says \'429 {"detail":"no"}\'',
  ])
  expect(await asked('chat', JSON.stringify({ error: { message: 'slow "down"' } }), { start: '429' })).toEqual([])
})

test('a client that is not installed is not asked', async () => {
  const received: WireMessage = { start: '200', headers: {}, body: '', ending: 'end' }
  const none = { messages: null, chat: null, responses: [], versions: {} }
  expect(await askSdk(none, { dialect: 'chat', endpoint: 'answer', stream: true, received, broken: false })).toEqual([])
})

const responded = (...events: readonly object[]): string =>
  events.map((event, sequence_number) => `data: ${JSON.stringify({ sequence_number, ...event })}\n\n`).join('')
const response = (status: string, output: readonly object[], more: object = {}): object => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status,
  model: 'm',
  output,
  tools: [],
  ...more,
})
const part = { type: 'output_text', text: 'a', annotations: [], logprobs: [] }
const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] }
const at = { item_id: 'msg_1', output_index: 0, content_index: 0 }
const begun = [
  { type: 'response.created', response: response('in_progress', []) },
  { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
  { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
  { type: 'response.output_text.delta', ...at, delta: 'a', logprobs: [] },
] as const
const ended = [
  { type: 'response.output_text.done', ...at, text: 'a', logprobs: [] },
  { type: 'response.content_part.done', ...at, part },
  { type: 'response.output_item.done', output_index: 0, item },
] as const

test('both OpenAI clients read a stream of Responses', async () => {
  expect(
    await asked('responses', responded(...begun, ...ended, { type: 'response.completed', response: response('completed', [item]) })),
  ).toEqual([])
  expect(sdks.responses.map(({ version }) => version.split('.')[0])).toEqual(['7', '6'])
})

test('a part that was not announced is an error', async () => {
  const found = await asked('responses', responded(begun[0], begun[1], begun[3]))
  expect(found.length).toBeGreaterThan(0)
  expect(found[0]).toMatch(/^openai throws OpenAIError: /)
})

test('a failed response is as good as a thrown error where an answer is to break', async () => {
  const failed = { type: 'response.failed', response: response('failed', [], { error: { code: 'server_error', message: 'm' } }) }
  expect(await asked('responses', responded(...begun, failed), { broken: true })).toEqual([])
  const whole = { type: 'response.completed', response: response('completed', [item]) }
  expect(await asked('responses', responded(...begun, ...ended, whole), { broken: true })).toEqual(
    Array.from({ length: 2 }, () => 'openai takes the broken answer for a whole one: no error reaches its user'),
  )
})
