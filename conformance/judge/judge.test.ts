import { describe, expect, test } from 'vitest'
import type { Case, Exchange, Http } from '../case.ts'
import type { Finding, WireMessage } from '../report/report.ts'
import type { Way } from '../target.ts'
import { faultsOf } from './faults.ts'
import { countMatchers, judgeAnswer, judgeLosses, judgeRequest, loadSdks, Names } from './judge.ts'

const way: Way = { features: 'all' }
const sdks = await loadSdks()

const asked = { model: 'gpt-4o', messages: [{ role: 'user', content: 'a' }] }
const answered = {
  id: { $type: 'string' },
  type: 'message',
  role: 'assistant',
  content: [{ type: 'tool_use', id: { $bind: 'call' }, name: 'f', input: { a: 1 } }],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 2 },
}
const received = {
  ...answered,
  id: 'msg_1',
  model: 'm',
  content: [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } }],
}

function exchangeOf(expected: object | string, http: Http = {}): Exchange {
  const stream = typeof expected === 'string'
  return {
    client: { kind: 'client', file: '1-client.json', http: {}, body: {} },
    provider: {
      expect: { kind: 'provider.expect', file: '2-provider.expect.json', http: {}, body: asked },
      answer: { kind: 'provider', file: '3-provider.json', http: {}, bytes: new Uint8Array(), stream },
    },
    expect: { kind: 'client.expect', file: '4-client.expect.json', http, stream, text: stream ? expected : JSON.stringify(expected) },
  }
}

const caseOf = (exchange: Exchange, more: Partial<Case> = {}): Case => ({
  id: 'messages-to-chat/tools/a',
  direction: 'messages-to-chat',
  topic: 'tools',
  name: 'a',
  why: 'w',
  level: 'must',
  needs: [],
  rules: [],
  sources: [],
  exchanges: [exchange],
  losses: null,
  ...more,
})

const messageOf = (start: string, body: unknown, more: Partial<WireMessage> = {}): WireMessage => ({
  start,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ending: 'end',
  ...more,
})
const told = (found: readonly Finding[]): string[] => found.map(({ file, check, message }) => `${file} ${check}: ${message}`)

const request = (message: WireMessage, to: Way = way): string[] => {
  const exchange = exchangeOf(answered)
  return told(judgeRequest(caseOf(exchange), exchange, message, new Names(), to))
}

test('a request that means what is expected has no findings', () => {
  expect(request(messageOf('POST /v1/chat/completions', asked))).toEqual([])
  expect(request(messageOf('POST /openai/deployments/x/chat/completions?api-version=1', { ...asked, n: 1 }))).toEqual([])
})

test('a model is expected under the name that the target gives it', () => {
  const renaming: Way = { ...way, models: { 'gpt-4o': { client: 'a/b', upstream: 'gpt' } } }
  expect(request(messageOf('POST /v1/chat/completions', { ...asked, model: 'gpt' }), renaming)).toEqual([])
})

test('a request is told with the file and the member', () => {
  expect(request(messageOf('POST /v1/responses', { ...asked, top_k: 3 }))).toEqual([
    '2-provider.expect.json expected: the request is POST /v1/responses where POST …/chat/completions is expected',
    '2-provider.expect.json expected: /top_k is there although nobody asked for it',
    '2-provider.expect.json provider-schema: /top_k is a member that the schema does not know (openai-chat)',
  ])
  expect(request(messageOf('POST /v1/chat/completions', '{'))).toEqual([
    '2-provider.expect.json expected: the body of the request is no JSON object',
  ])
})

test('a request that reaches a provider who is not to be asked is a finding', () => {
  const exchange = { ...exchangeOf(answered), provider: null }
  const found = judgeRequest(caseOf(exchange), exchange, messageOf('POST /v1/chat/completions', asked), new Names(), way)
  expect(told(found)).toEqual([
    '4-client.expect.json unanswered: POST /v1/chat/completions reached the provider, and the gateway was to answer by itself',
  ])
})

const answer = async (message: WireMessage, exchange = exchangeOf(answered), more: Partial<Case> = {}): Promise<string[]> =>
  told(await judgeAnswer(caseOf(exchange, more), exchange, message, new Names(), sdks))

test('an answer that says what is expected has no findings, whatever else it holds', async () => {
  expect(await answer(messageOf('200', { ...received, provider: 'x', usage: { ...received.usage, cache_read_input_tokens: 0 } }))).toEqual(
    [],
  )
})

test('an answer is told with its member', async () => {
  expect(await answer(messageOf('200', { ...received, stop_reason: 'end_turn' }))).toEqual([
    '4-client.expect.json expected: /stop_reason is "end_turn" where "tool_use" is expected',
  ])
  expect(await answer(messageOf('200', { ...received, usage: { ...received.usage, cache_read_input_tokens: 3 } }))).toEqual([
    '4-client.expect.json expected: /usage/cache_read_input_tokens is there although nobody asked for it',
  ])
})

test('a waived check has no findings', async () => {
  const message = messageOf('200', { ...received, usage: { input_tokens: 3 } })
  const expected = exchangeOf({ ...answered, usage: { input_tokens: 3 } })
  expect(await answer(message, expected)).toEqual(['4-client.expect.json client-schema: /usage has no output_tokens'])
  expect(await answer(message, expected, { waives: [{ check: 'client-schema', why: 'the provider counts nothing' }] })).toEqual([])
})

test.each<[string, WireMessage, string]>([
  ['another status', messageOf('502', 'bad gateway'), 'expected: the status is 502 where 200 is expected'],
  ['no JSON', messageOf('200', '<html>'), 'expected: the body of the answer is no JSON'],
  ['no end', messageOf('200', '{', { ending: 'timeout' }), 'transport: the answer did not end within the time limit'],
])('%s is told alone', async (_, message, finding) => {
  expect(await answer(message)).toEqual([`4-client.expect.json ${finding}`])
})

const named = (type: string, rest: object = {}): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const start = (id: unknown): string =>
  named('message_start', {
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: received.usage,
    },
  })
const block =
  named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
  named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } })
const error = named('error', { error: { type: 'api_error', message: 'm' } })
const sse = (body: string, ending: 'end' | 'reset' = 'end'): WireMessage =>
  messageOf('200', body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' }, ending })

test('a stream that must not look whole may be told or cut', async () => {
  const broken = exchangeOf(start({ $type: 'string' }) + block, { ending: 'reset' })
  expect(await answer(sse(start('msg_1') + block + error), broken)).toEqual([])
  expect(await answer(sse(start('msg_1') + block.replace('Hello', 'Hel'), 'reset'), broken)).toEqual([])
  expect(await answer(sse(start('msg_1') + block), broken)).toEqual([
    '4-client.expect.json expected: the stream ends as if it were whole: neither an error event nor a broken connection tells the client otherwise',
    '4-client.expect.json order: the stream ends after event 2 without message_stop, and without an error event',
    // The stream helper raises by itself here; whoever reads events one by one learns nothing.
  ])
})

test('a stream is told with its event', async () => {
  const whole = (text: string): string =>
    start('msg_1') +
    block.replace('Hello', text) +
    named('content_block_stop', { index: 0 }) +
    named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } }) +
    named('message_stop')
  expect(await answer(sse(whole('Hello')), exchangeOf(whole('Hello')))).toEqual([])
  expect(await answer(sse(whole('Hallo')), exchangeOf(whole('Hello')))).toEqual([
    '4-client.expect.json expected: event 2 (text_delta of text block 0: "Hallo"): /delta/text is "Hallo" where "Hello" is expected',
  ])
  expect(await answer(sse(whole('Hello').replace('"index":0,"delta"', '"index":1,"delta"')), exchangeOf(whole('Hello')))).toEqual([
    '4-client.expect.json expected: event 2: a text_delta for block 1, which is not open comes where text_delta of text block 0: "Hello" is expected',
    '4-client.expect.json order: event 2 (content_block_delta): a delta comes for block 1, which is not open',
  ])
})

test('losses that a case demands must be among the reported ones', () => {
  const losing = caseOf(exchangeOf(answered), { losses: [{ path: '/top_k', rule: 'REQ-A-7' }, { path: '/metadata' }] })
  const judged = (header: string): string[] =>
    judgeLosses(losing, messageOf('200', '', { headers: { 'X-Losses': header } }), 'x-losses').map(({ message }) => message)
  expect(judged('"/metadata";level=warn, "/top_k";rule=REQ-A-7')).toEqual([])
  expect(judged('"/top_k";rule=REQ-A-8')).toEqual([
    'the loss of /top_k is reported otherwise than as "/top_k";rule=REQ-A-7',
    'the loss of /metadata is not among the reported ones',
  ])
  expect(judged('losses')).toEqual(['x-losses is no RFC 8941 list of strings'])
})

test('matchers are counted, in bodies and in events', () => {
  const stream = exchangeOf(start({ $type: 'string' }) + block.replace('"Hello"', '{"$any":"the model words it"}'))
  expect(countMatchers([caseOf(exchangeOf(answered)), caseOf(stream)])).toEqual({ $type: 2, $bind: 1, $any: 1 })
})

test('what is wrong with a case is told by file', () => {
  const wrong: Exchange = {
    ...exchangeOf({ id: { $kind: 'string' } }),
    client: { kind: 'client', file: '1-client.json', http: {}, body: [{ $answer: 1, role: 'user' }] },
  }
  expect(faultsOf(caseOf(wrong))).toEqual([
    '1-client.json: $answer stands beside other members',
    '4-client.expect.json: $kind is no matcher',
  ])
})

describe('statuses', () => {
  const error = { error: { message: 'Overloaded', type: 'server_error', param: null, code: null } }
  const judged = (http: Http, start: string, expected: object | string = { error: { ...error.error, message: { $type: 'string' } } }) => {
    const exchange = exchangeOf(expected, http)
    const c = caseOf(exchange, { id: 'chat-to-messages/errors/a', direction: 'chat-to-messages' })
    return judgeAnswer(c, exchange, messageOf(start, error), new Names(), sdks)
  }

  test('each of those that a case lists is as good, and no other', async () => {
    expect(await judged({ statuses: [500, 503] }, '503')).toEqual([])
    const [finding] = await judged({ statuses: [500, 503] }, '400')
    expect(finding?.message).toBe('the status is 400 where 500 or 503 is expected')
  })

  test('an answer that is to break may be refused before it begins, but not as the fault of the client', async () => {
    expect(await judged({ ending: 'reset' }, '502', 'data: {"choices":[]}\n\n')).toEqual([])
    expect(await judged({ ending: 'reset' }, '400', 'data: {"choices":[]}\n\n')).not.toEqual([])
  })
})
