import { describe, expect, it } from 'vitest'
import {
  anthropicMessages,
  createContext,
  openaiChat,
  openaiResponses,
  translateFault,
  type Exchange,
  type Format,
  type JsonObject,
} from '../../src/index.ts'
import { asking } from './streams.ts'
import { answered, messagesToResponses } from './translating.ts'

const counts = {
  input_tokens: 20,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 6 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 3 },
  total_tokens: 27,
}
const words = (text: string, more: JsonObject = {}) => ({ type: 'output_text', text, annotations: [], logprobs: [], ...more })
const said = (...content: JsonObject[]) => ({ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content })
const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'look', arguments: '{"at":"x"}', status: 'completed' }
const thought = {
  type: 'reasoning',
  id: 'rs_1',
  summary: ['One.', 'Two.'].map((text) => ({ type: 'summary_text', text })),
  encrypted_content: 'gAAA',
}
const plain: JsonObject = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'gpt-5-2025-08-07',
  output: [said(words('Hello'))],
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
  usage: counts,
}

const text = (words: string) => ({ type: 'text', text: words, citations: null })
const use = { type: 'tool_use', id: 'c1', name: 'look', input: { at: 'x' }, caller: { type: 'direct' } }
const chatCall = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":"x"}' } }

const to = (format: Format, members: JsonObject, exchange: Exchange = asking()) =>
  answered(openaiResponses, format, { ...plain, ...members }, exchange)
const choice = (members: JsonObject, exchange?: Exchange) => {
  const { body, losses } = to(openaiChat, members, exchange)
  const [first] = body['choices'] as unknown as readonly { message: JsonObject; finish_reason: string; logprobs: unknown }[]
  return { ...first, losses }
}

describe('an answer of a Responses upstream', () => {
  it('ENV-6, ENV-9, USE-3: for an Anthropic client', () => {
    expect(to(anthropicMessages, {}).body).toEqual({
      id: 'msg_resp_1',
      type: 'message',
      role: 'assistant',
      model: 'gpt-5-2025-08-07',
      content: [text('Hello')],
      container: null,
      diagnostics: null,
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: 6,
        cache_creation: null,
        output_tokens: 7,
        output_tokens_details: { thinking_tokens: 3 },
        inference_geo: null,
        server_tool_use: null,
        service_tier: null,
        speed: null,
      },
    })
  })

  it('ENV-7, ENV-8, USE-4: for a Chat client', () => {
    expect(to(openaiChat, { service_tier: 'default' }).body).toEqual({
      id: 'chatcmpl-resp_1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'gpt-5-2025-08-07',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, logprobs: null, finish_reason: 'stop' }],
      service_tier: 'default',
      usage: {
        prompt_tokens: 20,
        completion_tokens: 7,
        total_tokens: 27,
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    })
  })

  it('RSP-10, RSP-14, RSN-3: reasoning, words and calls in their order', () => {
    const output = [thought, said(words('Hm.')), call]
    expect(to(anthropicMessages, { output }).body).toMatchObject({
      content: [{ type: 'thinking', thinking: 'One.\n\nTwo.', signature: expect.stringMatching(/^dg1\./) }, text('Hm.'), use],
    })
    expect(choice({ output }).message).toMatchObject({
      reasoning_content: 'One.\n\nTwo.',
      reasoning_details: [{ type: 'reasoning.text', text: 'One.\n\nTwo.' }],
      content: 'Hm.',
      tool_calls: [chatCall],
    })
  })

  it('RSP-10: reasoning of which nothing is shown', () => {
    const output = [{ ...thought, summary: [] }, said(words('Hm.'))]
    expect(to(anthropicMessages, { output }).body['content']).toMatchObject([{ type: 'thinking', thinking: '' }, { type: 'text' }])
    expect(choice({ output }).message).not.toHaveProperty('reasoning_content')
  })

  it('RSP-11, CNT-1: words are blocks of their own, and one string', () => {
    const output = [said(words('a'), words('b')), call, said(words('c'))]
    expect(to(anthropicMessages, { output }).body['content']).toEqual([text('a'), text('b'), use, text('c')])
    expect(choice({ output }).message).toMatchObject({ content: 'ab\n\nc' })
  })

  it('RSP-11, STOP-R-2: a refusal', () => {
    const output = [said(words('So:'), { type: 'refusal', refusal: 'No.' })]
    expect(to(anthropicMessages, { output }).body).toMatchObject({ content: [text('So:'), text('No.')], stop_reason: 'refusal' })
    expect(choice({ output })).toMatchObject({ message: { content: 'So:', refusal: 'No.' }, finish_reason: 'stop' })
  })

  it('RSP-12, STOP-R-1: a call keeps its call_id', () => {
    expect(to(anthropicMessages, { output: [call] }).body).toMatchObject({ content: [use], stop_reason: 'tool_use' })
    expect(choice({ output: [call] })).toMatchObject({ message: { content: null, tool_calls: [chatCall] }, finish_reason: 'tool_calls' })
  })

  it('RSP-13: calls that OpenAI ran are left out', () => {
    const searched = { type: 'file_search_call', id: 'fs_1', status: 'completed', queries: ['q'], results: null }
    for (const format of [anthropicMessages, openaiChat]) {
      const { body, losses } = to(format, { output: [searched, said(words('Hello'))] })
      expect(JSON.stringify(body)).not.toContain('queries')
      expect(losses).toContain('/output/0 dropped warn RSP-13')
    }
  })

  it('RSP-15: nothing at all', () => {
    expect(to(anthropicMessages, { output: [] }).body).toMatchObject({ content: [], stop_reason: 'end_turn' })
    expect(choice({ output: [] }).message).toMatchObject({ content: '' })
  })

  it('EVX-1: log probabilities stay', () => {
    const top = { token: 'Ho', logprob: -2, bytes: [72, 111] }
    const logprobs = [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [top] }]
    const { logprobs: got } = choice({ output: [said(words('Hi', { logprobs }))] })
    expect(got).toEqual({ content: logprobs, refusal: null })
  })

  it('RSP-8, RSP-4: pages that the words rest on', () => {
    const annotations = [{ type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 }]
    expect(choice({ output: [said(words('Hello', { annotations }))] }).message?.['annotations']).toEqual([
      { type: 'url_citation', url_citation: { url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 } },
    ])
  })

  it.each<[string, JsonObject, string, string]>([
    ['STOP-R-3', { status: 'completed' }, 'end_turn', 'stop'],
    ['STOP-R-1', { output: [said(words('a')), call] }, 'tool_use', 'tool_calls'],
    ['STOP-R-4', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'max_tokens', 'length'],
    ['STOP-R-5', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'refusal', 'content_filter'],
    ['STOP-R-6', { status: 'incomplete', incomplete_details: { reason: 'max_messages' } }, 'max_tokens', 'length'],
    ['STOP-R-7', { status: 'incomplete', incomplete_details: { reason: 'steered' } }, 'end_turn', 'stop'],
    ['STOP-R-7', { status: 'incomplete' }, 'end_turn', 'stop'],
  ])('%s: %o ends in %s and %s', (_, members, reason, finish) => {
    expect([to(anthropicMessages, members).body['stop_reason'], choice(members).finish_reason]).toEqual([reason, finish])
  })

  it('RSN-4, CAR-2: an Anthropic client that sends its thinking back gives OpenAI the item it was', () => {
    const context = createContext({ secret: 'rules' })
    const exchange = { ...asking(), context: { ...context, model: 'gpt-5' } }
    const { body } = to(anthropicMessages, { output: [thought, call] }, exchange)
    const result = { type: 'tool_result', tool_use_id: 'c1', content: '5' }
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: body['content'] ?? [] },
      { role: 'user', content: [result] },
    ]
    const sent = messagesToResponses({ messages, tools: [{ name: 'look', input_schema: { type: 'object' } }] }, { model: 'gpt-5', context })
    expect([sent.refused, sent.body?.['input']]).toEqual([null, [expect.anything(), thought, expect.anything(), expect.anything()]])
    expect(JSON.stringify(sent.body)).not.toContain('dg1.')
  })
})

describe('what a Responses upstream refuses', () => {
  it.each([
    ['bio_policy', 'bio'],
    ['misalignment_policy_violation', null],
  ])('ERO-18: %s is a refusal', (code, category) => {
    const { body } = to(anthropicMessages, { status: 'failed', error: { code, message: 'm' }, output: [] })
    expect(body).toMatchObject({ stop_reason: 'refusal', stop_details: { category } })
  })

  it.each<[string, number, JsonObject, number, string]>([
    ['ERO-1', 400, { code: 'context_length_exceeded', message: 'too long' }, 400, 'invalid_request_error'],
    ['ERO-6', 429, { code: 'insufficient_quota', message: 'm' }, 402, 'billing_error'],
    ['ERO-13', 429, { code: 'rate_limit_exceeded', message: 'm' }, 429, 'rate_limit_error'],
    ['ERO-14', 500, { code: null, message: 'm' }, 500, 'api_error'],
    ['ERO-16', 503, { code: null, message: 'm' }, 529, 'overloaded_error'],
  ])('%s: status %i of Responses', (_, status, error, told, type) => {
    const { status: got, body } = translateFault(
      openaiResponses,
      anthropicMessages,
      status,
      {},
      { error: { type: 't', param: null, ...error } },
      'req_1',
    )
    expect([got, body]).toMatchObject([told, { type: 'error', error: { type }, request_id: 'req_1' }])
  })
})
