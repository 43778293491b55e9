import { describe, expect, it } from 'vitest'
import {
  anthropicMessages,
  createContext,
  openaiChat,
  openaiResponses,
  translateFault,
  type Exchange,
  type JsonObject,
} from '../../src/index.ts'
import { asking } from './streams.ts'
import { answered, responsesToMessages } from './translating.ts'

const message: JsonObject = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'Hello', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: {
    input_tokens: 10,
    cache_read_input_tokens: 4,
    cache_creation_input_tokens: 6,
    output_tokens: 7,
    output_tokens_details: { thinking_tokens: 3 },
    service_tier: 'standard',
  },
}
const completion: JsonObject = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'gpt-4o-2024-08-06',
  usage: {
    prompt_tokens: 20,
    completion_tokens: 7,
    total_tokens: 27,
    prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 3 },
  },
}

const ofMessages = (members: JsonObject, exchange: Exchange = asking()) =>
  answered(anthropicMessages, openaiResponses, { ...message, ...members }, exchange)
const ofChat = (said: JsonObject, finish_reason = 'stop', more: JsonObject = {}) =>
  answered(
    openaiChat,
    openaiResponses,
    {
      ...completion,
      choices: [{ index: 0, message: { role: 'assistant', refusal: null, ...said }, logprobs: null, finish_reason }],
      ...more,
    },
    asking(),
  )

const words = (text: string, more: JsonObject = {}) => ({ type: 'output_text', text, annotations: [], logprobs: [], ...more })
const said = (...content: unknown[]) => ({
  type: 'message',
  id: expect.stringMatching(/^msg_/) as unknown,
  role: 'assistant',
  status: 'completed',
  content,
})
const called = (name = 'look', args = '{"at":"x"}') => ({
  type: 'function_call',
  id: expect.stringMatching(/^fc_/) as unknown,
  call_id: 'c1',
  name,
  arguments: args,
  status: 'completed',
})
const use = { type: 'tool_use', id: 'c1', name: 'look', input: { at: 'x' } }
const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'sig' }
const redacted = { type: 'redacted_thinking', data: 'ZGF0YQ==' }

describe('an answer of Anthropic, for a Responses client', () => {
  it('ENV-3, ENV-6, USE-2: has every member', () => {
    expect(ofMessages({}).body).toMatchObject({
      id: 'resp_msg_1',
      object: 'response',
      created_at: 1_800_000_000,
      status: 'completed',
      error: null,
      incomplete_details: null,
      instructions: null,
      metadata: {},
      model: 'claude-sonnet-4-6',
      output: [said(words('Hello'))],
      parallel_tool_calls: true,
      temperature: expect.anything(),
      top_p: expect.anything(),
      tool_choice: 'auto',
      tools: [],
      access_programs: null,
      background: false,
      usage: {
        input_tokens: 20,
        input_tokens_details: { cached_tokens: 4, cache_write_tokens: 6 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 3 },
        total_tokens: 27,
      },
    })
    expect(ofMessages({}).body).not.toHaveProperty('output_text')
  })

  it('USE-2: unknown reasoning is none, and lifetimes of what was cached are not told', () => {
    const usage = { input_tokens: 1, output_tokens: 2, cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 0 } }
    expect(ofMessages({ usage }).body['usage']).toEqual({
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 2,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 3,
    })
  })

  it('RSP-1: texts beside each other are parts of one message, others are of another', () => {
    const text = (text: string) => ({ type: 'text', text })
    expect(ofMessages({ content: [text('a'), text('b'), use, text('c')], stop_reason: 'tool_use' }).body['output']).toEqual([
      said(words('a'), words('b')),
      called(),
      said(words('c')),
    ])
  })

  it('RSP-2, RSN-6, CAR-3: a run of thinking is one reasoning item', () => {
    const { body } = ofMessages({ content: [thinking, redacted, { type: 'text', text: 'Ho' }] })
    expect(body['output']).toEqual([
      {
        type: 'reasoning',
        id: expect.stringMatching(/^rs_/),
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        encrypted_content: expect.stringMatching(/^dg1\.[\w-]+\.[\w-]+$/),
        status: 'completed',
      },
      said(words('Ho')),
    ])
  })

  it('RSN-6, RSN-7, CAR-3: a client that sends it back gives Anthropic the blocks they were', () => {
    const context = createContext({ secret: 'rules' })
    const exchange = { ...asking(), context: { ...context, model: 'claude-sonnet-4-6' } }
    const { body } = ofMessages({ content: [thinking, redacted, use], stop_reason: 'tool_use' }, exchange)
    const output = { type: 'function_call_output', call_id: 'c1', output: '5' }
    const tools = [{ type: 'function', name: 'look', parameters: { type: 'object' }, strict: false }]
    const input = [{ role: 'user', content: 'Hi' }, ...(body['output'] as JsonObject[]), output]
    const sent = responsesToMessages({ input, tools, reasoning: { effort: 'low' } }, { context })
    expect([sent.refused, sent.body?.['messages']]).toMatchObject([
      null,
      [{}, { role: 'assistant', content: [thinking, redacted, use] }, {}],
    ])
  })

  it('RSN-7, CAR-10: an altered carrier is left out', () => {
    const context = createContext({ secret: 'rules' })
    const { body } = ofMessages({ content: [thinking] }, { ...asking(), context: { ...context, model: 'claude-sonnet-4-6' } })
    const [item] = body['output'] as readonly { encrypted_content: string }[]
    const altered = { ...item, encrypted_content: `${item?.encrypted_content.slice(0, -2)}AA` }
    const input = [{ role: 'user', content: 'Hi' }, altered, { role: 'assistant', content: 'Ho' }, { role: 'user', content: 'Hi' }]
    const sent = responsesToMessages({ input }, { context })
    expect([sent.refused, JSON.stringify(sent.body)]).toEqual([null, expect.not.stringContaining('dg1.')])
    expect(sent.body?.['messages']).toMatchObject([{}, { content: [{ type: 'text', text: 'Ho' }] }, {}])
    expect(sent.losses.some((loss) => loss.startsWith('/input/1') && loss.includes(' warn '))).toBe(true)
  })

  it('REQ-R-9, RSN-7: of finished turns nothing goes back where only the current one is wanted', () => {
    const context = createContext({ secret: 'rules' })
    const { body } = ofMessages({ content: [thinking] }, { ...asking(), context: { ...context, model: 'claude-sonnet-4-6' } })
    const input = [
      { role: 'user', content: 'Hi' },
      ...(body['output'] as JsonObject[]),
      { role: 'assistant', content: 'Ho' },
      { role: 'user', content: 'Hi' },
    ]
    const blocks = (kept: string) =>
      (
        (responsesToMessages({ input, reasoning: { context: kept } }, { context }).body?.['messages'] ?? []) as readonly {
          content: unknown
        }[]
      )[1]?.content
    expect(blocks('all_turns')).toEqual([thinking, { type: 'text', text: 'Ho' }])
    expect(blocks('current_turn')).toEqual([{ type: 'text', text: 'Ho' }])
  })

  it('RSP-3: a call', () => {
    expect(ofMessages({ content: [use], stop_reason: 'tool_use' }).body).toMatchObject({ status: 'completed', output: [called()] })
  })

  it('RSP-4: pages of the web are annotations of their part, other citations are carried', () => {
    const web = { type: 'web_search_result_location', url: 'https://a.test', title: 'T', cited_text: 'a', encrypted_index: 'x' }
    const { body } = ofMessages({ content: [{ type: 'text', text: 'Hello', citations: [web] }] })
    expect(body['output']).toEqual([
      said(words('Hello', { annotations: [{ type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 }] })),
    ])
  })

  it.each<[string, JsonObject, string, string | null]>([
    ['STOP-A-1', { stop_reason: 'end_turn' }, 'completed', null],
    ['STOP-A-2', { stop_reason: 'stop_sequence', stop_sequence: 'END' }, 'completed', null],
    ['STOP-A-3', { stop_reason: 'tool_use', content: [use] }, 'completed', null],
    ['STOP-A-4', { stop_reason: 'max_tokens' }, 'incomplete', 'max_output_tokens'],
    ['STOP-A-5', { stop_reason: 'model_context_window_exceeded' }, 'incomplete', 'max_output_tokens'],
    ['STOP-A-6', { stop_reason: 'refusal' }, 'incomplete', 'content_filter'],
    ['STOP-A-7', { stop_reason: 'pause_turn' }, 'incomplete', 'max_messages'],
    ['STOP-A-8', { stop_reason: 'compaction' }, 'completed', null],
  ])('%s: %o is %s, %s', (_, members, status, reason) => {
    const { body } = ofMessages(members)
    expect([body['status'], body['incomplete_details']]).toEqual([status, reason === null ? null : { reason }])
  })

  it('STOP-A-6: the explanation of a refusal is a part of the last message', () => {
    const stop_details = { type: 'refusal', category: 'bio', explanation: 'No.' }
    expect(ofMessages({ stop_reason: 'refusal', stop_details }).body['output']).toMatchObject([
      { content: [words('Hello'), { type: 'refusal', refusal: 'No.' }] },
    ])
  })

  it('RSP-15: nothing at all', () => {
    expect(ofMessages({ content: [] }).body['output']).toEqual([])
  })

  it.each<[string, number, string, string, number, string, string | null]>([
    ['ERA-1', 400, 'invalid_request_error', 'm', 400, 'invalid_request_error', null],
    ['ERA-1', 400, 'invalid_request_error', 'prompt is too long: 9 tokens', 400, 'invalid_request_error', 'context_length_exceeded'],
    ['ERA-2', 401, 'authentication_error', 'm', 401, 'invalid_request_error', 'invalid_api_key'],
    ['ERA-3', 402, 'billing_error', 'm', 429, 'insufficient_quota', 'insufficient_quota'],
    ['ERA-4', 403, 'permission_error', 'm', 403, 'invalid_request_error', 'permission_denied'],
    ['ERA-5', 404, 'not_found_error', 'model: claude-x', 404, 'invalid_request_error', 'model_not_found'],
    ['ERA-6', 409, 'conflict_error', 'm', 409, 'invalid_request_error', 'conflict'],
    ['ERA-7', 413, 'request_too_large', 'm', 413, 'invalid_request_error', 'request_too_large'],
    ['ERA-8', 429, 'rate_limit_error', 'm', 429, 'rate_limit_error', 'rate_limit_exceeded'],
    ['ERA-9', 500, 'api_error', 'm', 500, 'server_error', 'server_error'],
    ['ERA-10', 504, 'timeout_error', 'm', 504, 'server_error', 'timeout'],
    ['ERA-11', 529, 'overloaded_error', 'm', 503, 'server_error', 'overloaded'],
  ])('%s: status %i, %s, %s', (_, status, type, words, told, kind, code) => {
    const body = { type: 'error', error: { type, message: words }, request_id: 'req_9' }
    const got = translateFault(anthropicMessages, openaiResponses, status, {}, body, 'req_1')
    expect([got.status, got.body]).toEqual([told, { error: { message: words, type: kind, param: null, code } }])
  })
})

describe('an answer of Chat, for a Responses client', () => {
  it('RSP-5, ENV-8, USE-4: words, usage and time', () => {
    expect(ofChat({ content: 'Hello' }).body).toMatchObject({
      id: 'resp_chatcmpl-1',
      created_at: 1_700_000_000,
      status: 'completed',
      output: [said(words('Hello'))],
      usage: {
        input_tokens: 20,
        input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 3 },
        total_tokens: 27,
      },
    })
  })

  it('USE-5: what nobody counted is 0', () => {
    expect(ofChat({ content: 'Hello' }, 'stop', { usage: null }).body['usage']).toMatchObject({
      input_tokens: 0,
      output_tokens: 0,
      total_tokens: 0,
    })
  })

  it('RSP-6, STOP-C-2: a refusal is a part of its own', () => {
    expect(ofChat({ content: null, refusal: 'No.' }).body).toMatchObject({
      status: 'completed',
      output: [{ content: [{ type: 'refusal', refusal: 'No.' }] }],
    })
  })

  it('RSP-7, RSP-14: calls follow the words', () => {
    const tool_calls = [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":"x"}' } }]
    expect(ofChat({ content: 'Hm.', tool_calls }, 'tool_calls').body['output']).toEqual([said(words('Hm.')), called()])
  })

  it('RSP-8: pages of the web are annotations', () => {
    const annotations = [{ type: 'url_citation', url_citation: { url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 } }]
    expect(ofChat({ content: 'Hello', annotations }).body['output']).toEqual([
      said(words('Hello', { annotations: [{ type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 }] })),
    ])
  })

  it('RSP-9: the older call of a function is one', () => {
    const function_call = { name: 'look', arguments: '{"at":"x"}' }
    expect(ofChat({ content: null, function_call }, 'function_call').body['output']).toMatchObject([
      { type: 'function_call', name: 'look', arguments: '{"at":"x"}', call_id: expect.stringMatching(/./) },
    ])
  })

  it('RSN-12, CAR-3: reasoning that a host shows is a reasoning item', () => {
    expect(ofChat({ content: 'Ho', reasoning_content: 'Hm.' }).body['output']).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: expect.stringMatching(/^dg1\./) },
      { type: 'message' },
    ])
  })

  it.each<[string, string, JsonObject, string, string | null]>([
    ['STOP-C-1', 'stop', { tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }] }, 'completed', null],
    ['STOP-C-2', 'stop', {}, 'completed', null],
    ['STOP-C-3', 'length', {}, 'incomplete', 'max_output_tokens'],
    ['STOP-C-4', 'tool_calls', {}, 'completed', null],
    ['STOP-C-5', 'content_filter', {}, 'incomplete', 'content_filter'],
    ['STOP-C-6', 'novelty', {}, 'completed', null],
  ])('%s: %s', (_, finish, more, status, reason) => {
    const { body } = ofChat({ content: 'Hello', ...more }, finish)
    expect([body['status'], body['incomplete_details']]).toEqual([status, reason === null ? null : { reason }])
  })

  it('ENV-4: the first of several choices is the answer', () => {
    const choice = (index: number, content: string) => ({
      index,
      message: { role: 'assistant', content, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    })
    expect(ofChat({}, 'stop', { choices: [choice(1, 'b'), choice(0, 'a')] }).body['output']).toEqual([said(words('a'))])
  })
})
