import { describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat, openaiResponses, type Exchange, type JsonObject } from '../../src/index.ts'
import { asking, deltas, events, named, translated } from './streams.ts'

const answer: JsonObject = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'gpt-5-2025-08-07',
  output: [],
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
}
const usage = {
  input_tokens: 20,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 6 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 3 },
  total_tokens: 27,
}
const counted = {
  prompt_tokens: 20,
  completion_tokens: 7,
  total_tokens: 27,
  prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 6 },
  completion_tokens_details: { reasoning_tokens: 3 },
}

const created = { type: 'response.created', response: answer }
const ended = (more: JsonObject = {}) => ({ type: 'response.completed', response: { ...answer, status: 'completed', usage, ...more } })
const added = (output_index: number, item: JsonObject) => ({ type: 'response.output_item.added', output_index, item })
const done = (output_index: number, item: JsonObject) => ({ type: 'response.output_item.done', output_index, item })
const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] }
const part = (type: string, more: JsonObject) => ({ type, output_index: 0, content_index: 0, item_id: 'msg_1', ...more })
const words = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] })
const said = (text: string) => ({ ...message, status: 'completed', content: [words(text)] })
const delta = (text: string, more: JsonObject = {}) => part('response.output_text.delta', { delta: text, logprobs: [], ...more })
const speaking = [created, added(0, message), part('response.content_part.added', { part: words('') })]
const spoken = (text: string) => [
  part('response.output_text.done', { text, logprobs: [] }),
  part('response.content_part.done', { part: words(text) }),
  done(0, said(text)),
]
const reasoning = { type: 'reasoning', id: 'rs_1', summary: [] }
const summary = (kind: string, summary_index: number, more: JsonObject = {}) => ({
  type: `response.reasoning_summary_${kind}`,
  item_id: 'rs_1',
  output_index: 0,
  summary_index,
  ...more,
})
const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'look', arguments: '', status: 'in_progress' }
const argument = (text: string) => ({ type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 0, delta: text })
const argued = (text: string) => ({
  type: 'response.function_call_arguments.done',
  item_id: 'fc_1',
  output_index: 0,
  arguments: text,
  name: 'look',
})

const wire = (list: readonly JsonObject[]) => named(list.map((event, sequence_number) => ({ ...event, sequence_number })))
const messages = (list: readonly JsonObject[], exchange: Exchange = asking(), ends = false) =>
  events(translated(openaiResponses, anthropicMessages, wire(list), exchange, ends)) as readonly JsonObject[]
const chat = (list: readonly JsonObject[], exchange: Exchange = asking(), ends = false) =>
  deltas(translated(openaiResponses, openaiChat, wire(list), exchange, ends))

const role = { role: 'assistant', content: null, refusal: null }
const opened = (content_block: JsonObject, index = 0) => ({ type: 'content_block_start', index, content_block })
const grown = (delta: JsonObject, index = 0) => ({ type: 'content_block_delta', index, delta })
const closed = (index = 0) => ({ type: 'content_block_stop', index })
const text = { type: 'text', text: '', citations: null }
const use = { type: 'tool_use', id: 'c1', name: 'look', input: {}, caller: { type: 'direct' } }
const stopped = (stop_reason: string) =>
  expect.objectContaining({ type: 'message_delta', delta: expect.objectContaining({ stop_reason }) as unknown }) as unknown
const end = { type: 'message_stop' }
/** What follows the start of a message. */
const body = (list: readonly JsonObject[]) => messages(list).slice(1)

describe('a stream of Responses', () => {
  it('EVR-1, EVR-15, EMA-1: its start and its end', () => {
    expect(messages([created, ended()])).toEqual([
      { type: 'message_start', message: expect.objectContaining({ id: 'msg_resp_1', model: 'gpt-5-2025-08-07', content: [] }) },
      stopped('end_turn'),
      end,
    ])
    expect(chat([created, ended()])).toEqual([role, { content: '' }, { finish_reason: 'stop' }, counted, '[DONE]'])
  })

  it('EVR-2: waiting is a ping', () => {
    const waiting = ['response.queued', 'response.in_progress'].map((type) => ({ type, response: answer }))
    expect(translated(openaiResponses, anthropicMessages, wire([created, ...waiting]), asking()).slice(1)).toEqual([
      { event: 'ping', data: { type: 'ping' } },
      { event: 'ping', data: { type: 'ping' } },
    ])
    expect(chat([created, ...waiting]).slice(1)).toEqual([': keepalive', ': keepalive'])
  })

  it('EVR-3, EVR-4, EVR-6: reasoning opens with its first words, its parts stand apart, its end seals it', () => {
    const list = [
      created,
      added(0, reasoning),
      summary('part.added', 0, { part: { type: 'summary_text', text: '' } }),
      summary('text.delta', 0, { delta: 'One.' }),
      summary('text.done', 0, { text: 'One.' }),
      summary('part.done', 0, { part: { type: 'summary_text', text: 'One.' } }),
      summary('part.added', 1, { part: { type: 'summary_text', text: '' } }),
      summary('text.delta', 1, { delta: 'Two.' }),
      done(0, { ...reasoning, summary: ['One.', 'Two.'].map((each) => ({ type: 'summary_text', text: each })), encrypted_content: 'gAAA' }),
    ]
    expect(messages(list.slice(0, 3)).slice(1)).toEqual([])
    expect(body(list)).toEqual([
      opened({ type: 'thinking', thinking: '', signature: '' }),
      grown({ type: 'thinking_delta', thinking: 'One.' }),
      grown({ type: 'thinking_delta', thinking: '\n\n' }),
      grown({ type: 'thinking_delta', thinking: 'Two.' }),
      grown({ type: 'signature_delta', signature: expect.stringMatching(/^dg1\./) }),
      closed(),
    ])
    expect(chat([...list, added(1, message), { ...delta('Hi'), output_index: 1 }]).slice(1)).toEqual([
      { reasoning_content: 'One.' },
      { reasoning_content: '\n\n' },
      { reasoning_content: 'Two.' },
      { reasoning_details: [expect.objectContaining({ type: 'reasoning.text', text: 'One.\n\nTwo.' })] },
      { content: 'Hi' },
    ])
  })

  it('EVR-3, EVR-6: reasoning without words is told at its end', () => {
    const list = [created, added(0, reasoning), done(0, { ...reasoning, encrypted_content: 'gAAA' })]
    expect(body(list)).toEqual([
      opened({ type: 'thinking', thinking: '', signature: '' }),
      grown({ type: 'signature_delta', signature: expect.stringMatching(/^dg1\./) }),
      closed(),
    ])
  })

  it('EVR-5: of two kinds of reasoning the first counts', () => {
    const whole = (text: string) => ({
      type: 'response.reasoning_text.delta',
      item_id: 'rs_1',
      output_index: 0,
      content_index: 0,
      delta: text,
    })
    const list = [created, added(0, reasoning), whole('a'), summary('text.delta', 0, { delta: 'b' }), whole('c')]
    expect(body(list)).toEqual([
      opened({ type: 'thinking', thinking: '', signature: '' }),
      grown({ type: 'thinking_delta', thinking: 'a' }),
      grown({ type: 'thinking_delta', thinking: 'c' }),
    ])
    expect(chat(list).slice(1)).toEqual([{ reasoning_content: 'a' }, { reasoning_content: 'c' }])
  })

  it('EVR-7, EVR-8, STR-6: words, delta by delta', () => {
    const list = [...speaking, delta('Hel'), delta('lo'), ...spoken('Hello'), ended({ output: [said('Hello')] })]
    expect(messages(speaking)).toHaveLength(1)
    expect(body(list)).toEqual([
      opened(text),
      grown({ type: 'text_delta', text: 'Hel' }),
      grown({ type: 'text_delta', text: 'lo' }),
      closed(),
      stopped('end_turn'),
      end,
    ])
    expect(chat(list)).toEqual([role, { content: 'Hel' }, { content: 'lo' }, { finish_reason: 'stop' }, counted, '[DONE]'])
  })

  it('EVR-9, STOP-R-2: a refusal', () => {
    const refusal = { type: 'refusal', refusal: 'No.' }
    const list = [
      created,
      added(0, message),
      part('response.content_part.added', { part: { type: 'refusal', refusal: '' } }),
      part('response.refusal.delta', { delta: 'No.' }),
      part('response.refusal.done', { refusal: 'No.' }),
      part('response.content_part.done', { part: refusal }),
      done(0, { ...message, status: 'completed', content: [refusal] }),
      ended({ output: [{ ...message, status: 'completed', content: [refusal] }] }),
    ]
    expect(body(list)).toEqual([opened(text), grown({ type: 'text_delta', text: 'No.' }), closed(), stopped('refusal'), end])
    expect(chat(list)).toEqual([role, { refusal: 'No.' }, { finish_reason: 'stop' }, counted, '[DONE]'])
  })

  it('EVR-10: a whole text that goes on is told, another one breaks the stream', () => {
    const longer = [...speaking, delta('Hel'), ...spoken('Hello')]
    expect(body(longer)).toEqual([
      opened(text),
      grown({ type: 'text_delta', text: 'Hel' }),
      grown({ type: 'text_delta', text: 'lo' }),
      closed(),
    ])
    expect(chat(longer).slice(1)).toEqual([{ content: 'Hel' }, { content: 'lo' }])
    const other = [...speaking, delta('Hel'), ...spoken('Good bye')]
    expect(messages(other).at(-1)).toMatchObject({ type: 'error', error: { type: 'api_error' } })
    expect(chat(other).at(-1)).toMatchObject({ error: { type: 'server_error' } })
  })

  it('EVR-11, EVR-12, STOP-R-1: a call, its arguments piece by piece', () => {
    const whole = { ...call, arguments: '{"at":"x"}', status: 'completed' }
    const list = [
      created,
      added(0, call),
      argument('{"at":'),
      argument('"x"}'),
      argued('{"at":"x"}'),
      done(0, whole),
      ended({ output: [whole] }),
    ]
    expect(body(list)).toEqual([
      opened(use),
      grown({ type: 'input_json_delta', partial_json: '{"at":' }),
      grown({ type: 'input_json_delta', partial_json: '"x"}' }),
      closed(),
      stopped('tool_use'),
      end,
    ])
    const piece = (text: string) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] })
    expect(chat(list).slice(1, 5)).toEqual([
      { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'look', arguments: '' } }] },
      piece('{"at":'),
      piece('"x"}'),
      { finish_reason: 'tool_calls' },
    ])
  })

  it('EVR-12: arguments that come whole are one delta', () => {
    const list = [created, added(0, call), argued('{"at":"x"}')]
    expect(body(list)).toContainEqual(grown({ type: 'input_json_delta', partial_json: '{"at":"x"}' }))
    expect(chat(list).at(-1)).toEqual({ tool_calls: [{ index: 0, function: { arguments: '{"at":"x"}' } }] })
  })

  it('EVR-13: a free-text call is wrapped, and one of its own for Chat', () => {
    const custom = { type: 'custom_tool_call', id: 'ctc_1', call_id: 'c1', name: 'sh', input: '' }
    const input = { type: 'response.custom_tool_call_input.delta', item_id: 'ctc_1', output_index: 0, delta: 'l"s' }
    const list = [created, added(0, custom), input, done(0, { ...custom, input: 'l"s' })]
    const json = body(list)
      .map((event) => (event['delta'] as { partial_json?: string } | undefined)?.partial_json ?? '')
      .join('')
    expect(JSON.parse(json)).toEqual({ input: 'l"s' })
    expect(chat(list).slice(1)).toEqual([
      { tool_calls: [{ index: 0, id: 'c1', type: 'custom', custom: { name: 'sh', input: '' } }] },
      { tool_calls: [{ index: 0, custom: { input: 'l"s' } }] },
    ])
  })

  it('EVR-14, RSP-13: what OpenAI runs is left out', () => {
    const search = { type: 'web_search_call', id: 'ws_1', status: 'in_progress', action: { type: 'search', query: 'q' } }
    const searching = { type: 'response.web_search_call.searching', item_id: 'ws_1', output_index: 0 }
    const list = [created, added(0, search), searching, done(0, { ...search, status: 'completed' })]
    expect([body(list), chat(list).slice(1)]).toEqual([[], []])
  })

  it('EVR-15: items that never streamed come before the end', () => {
    const list = [created, ended({ output: [said('Hello')] })]
    expect(body(list)).toEqual([opened(text), grown({ type: 'text_delta', text: 'Hello' }), closed(), stopped('end_turn'), end])
    expect(chat(list).slice(1, 3)).toEqual([{ content: 'Hello' }, { finish_reason: 'stop' }])
  })

  it('EVR-15, STOP-R-4: an end that came early', () => {
    const reason = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    const list = [...speaking, delta('Hel'), { ...ended(reason), type: 'response.incomplete' }]
    expect(body(list).slice(2)).toEqual([closed(), stopped('max_tokens'), end])
    expect(chat(list).slice(2)).toEqual([{ finish_reason: 'length' }, counted, '[DONE]'])
  })

  it.each<[string, JsonObject]>([
    [
      'a failed response',
      { type: 'response.failed', response: { ...answer, status: 'failed', error: { code: 'server_error', message: 'Oh.' } } },
    ],
    ['an error', { type: 'error', code: 'server_error', message: 'Oh.', param: null }],
  ])('EVR-16, SER-1, SER-2: %s is one', (_, failure) => {
    const list = [...speaking, delta('Hel'), failure]
    expect(body(list).slice(2)).toMatchObject([{ type: 'error', error: { type: 'api_error', message: 'Oh.' } }])
    expect(chat(list).slice(2)).toEqual([{ error: { message: 'Oh.', type: 'server_error', param: null, code: 'server_error' } }])
  })

  it('EVR-17: keep-alives are pings, what is unknown is left out', () => {
    const list = [created, { type: 'keepalive' }, { type: 'response.hologram' }]
    expect(body(list)).toEqual([{ type: 'ping' }])
    expect(chat(list).slice(1)).toEqual([': keepalive'])
  })

  it('EVR-18: padding goes', () => {
    const list = [...speaking, delta('Hi', { obfuscation: 'xyz' })]
    expect(JSON.stringify([messages(list), chat(list)])).not.toContain('xyz')
  })

  it('EVX-1: log probabilities stay on their words', () => {
    const list = [...speaking, delta('Hi', { logprobs: [{ token: 'Hi', logprob: -0.1 }] })]
    expect(JSON.stringify(translated(openaiResponses, openaiChat, wire(list), asking()).at(-1))).toContain(
      '"logprobs":{"content":[{"token":"Hi","logprob":-0.1,"bytes":null,"top_logprobs":[]}]',
    )
  })

  it('LAW-17, SSE-7: a stream that breaks off is a failure', () => {
    const list = [...speaking, delta('Hel')]
    expect(messages(list, asking(), true).at(-1)).toMatchObject({ type: 'error' })
    expect(chat(list, asking(), true).at(-1)).toMatchObject({ error: { type: 'server_error' } })
  })
})
