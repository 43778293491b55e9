import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, translateStream } from '../../src/index.ts'
import { asking, endedForMessages, events, nameless, towardsMessages } from './streams.ts'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'gpt-4o' }
const chunk = (delta: Document, finish_reason: string | null = null, more: Document = {}): Document => ({
  ...envelope,
  choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  ...more,
})
const call = (index: number, members: Document): Document => chunk({ tool_calls: [{ index, ...members }] })
const named = (index: number, name = 'w'): Document =>
  call(index, { id: `call_${index}`, type: 'function', function: { name, arguments: '' } })
const args = (index: number, text: string): Document => call(index, { function: { arguments: text } })
const usage = { prompt_tokens: 10, completion_tokens: 7, total_tokens: 17, prompt_tokens_details: { cached_tokens: 4 } }

const nothing = {
  cache_creation: null,
  cache_creation_input_tokens: null,
  cache_read_input_tokens: null,
  inference_geo: null,
  input_tokens: 0,
  output_tokens: 0,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: null,
  speed: null,
}
const start = {
  type: 'message_start',
  message: {
    id: 'msg_chatcmpl-1',
    type: 'message',
    role: 'assistant',
    model: 'gpt-4o',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: nothing,
  },
}
const text = (index: number): Document => ({
  type: 'content_block_start',
  index,
  content_block: { type: 'text', text: '', citations: null },
})
const tool = (index: number, id: string, name = 'w'): Document => ({
  type: 'content_block_start',
  index,
  content_block: { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } },
})
const delta = (index: number, inner: Document): Document => ({ type: 'content_block_delta', index, delta: inner })
const stop = (index: number): Document => ({ type: 'content_block_stop', index })
const ended = (stop_reason: string, told: Document): Document[] => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null, stop_details: null, container: null }, usage: told },
  { type: 'message_stop' },
]
const known = {
  input_tokens: 6,
  cache_read_input_tokens: 4,
  cache_creation_input_tokens: 0,
  output_tokens: 7,
  output_tokens_details: null,
  server_tool_use: null,
}

describe('a Chat stream, chunk by chunk, for a Messages client', () => {
  it('EVC-1, EMA-10: the first chunk is message_start with every member, zeros as usage', () => {
    expect(events(towardsMessages([chunk({ role: 'assistant', content: '' })]))).toEqual([start])
  })

  it('EMA-10: with an estimate asked for, it stands at the start until the upstream has counted', () => {
    const guessing = { ...asking(), estimatedInput: 42 }
    const said = [chunk({ role: 'assistant', content: 'a' }), chunk({}, 'stop')]
    const counted = { ...chunk({}), choices: [], usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 } }
    const inputs = (chunks: typeof said) =>
      [...JSON.stringify(events(endedForMessages([...chunks, '[DONE]'], guessing))).matchAll(/"input_tokens":(\d+)/g)].map(([, n]) =>
        Number(n),
      )
    expect(inputs([...said, counted])).toEqual([42, 10])
    expect(inputs(said)).toEqual([42, 42])
  })

  it('EVC-1: a first chunk without choices does not disturb', () => {
    const preamble = { ...envelope, id: '', model: '', choices: [], prompt_filter_results: [] }
    expect(events(towardsMessages([preamble, chunk({ role: 'assistant' })]))).toEqual([start])
  })

  it('EVC-2: a role says nothing, however often it is told', () => {
    const again = [chunk({ role: 'assistant' }), chunk({ role: 'assistant', content: 'a' }), chunk({ role: 'assistant' })]
    expect(events(towardsMessages(again))).toEqual([start, text(0), delta(0, { type: 'text_delta', text: 'a' })])
  })

  it('EVC-4: content is text, delta by delta', () => {
    expect(events(towardsMessages([chunk({ content: 'Hel' }), chunk({ content: '' }), chunk({ content: 'lo' })]))).toEqual([
      start,
      text(0),
      delta(0, { type: 'text_delta', text: 'Hel' }),
      delta(0, { type: 'text_delta', text: 'lo' }),
    ])
  })

  it('EVC-7: fragments of arguments are input deltas, one for one', () => {
    expect(events(towardsMessages([named(0), args(0, '{"a"'), args(0, ':1'), args(0, '}')]))).toEqual([
      start,
      tool(0, 'call_0'),
      delta(0, { type: 'input_json_delta', partial_json: '{"a"' }),
      delta(0, { type: 'input_json_delta', partial_json: ':1' }),
      delta(0, { type: 'input_json_delta', partial_json: '}' }),
    ])
  })

  it('EVC-10, RSP-8: annotations are no events, and are told as carried', () => {
    const page = { start_index: 0, end_index: 1, title: 't', url: 'https://a.test' }
    const annotations = [{ type: 'url_citation', url_citation: page }]
    const all = [chunk({ content: 'a' }), chunk({ annotations }), chunk({}, 'stop')]
    expect(events(towardsMessages(all))).toEqual([start, text(0), delta(0, { type: 'text_delta', text: 'a' }), stop(0)])
    expect(losses(all)).toContainEqual(['/choices/0/message/annotations', 'carried', 'RSP-8', 'info'])
  })

  it('EVC-11: log probabilities are dropped, and said to be', () => {
    const logprobs = { content: [{ token: 'a', logprob: -1, bytes: null, top_logprobs: [] }], refusal: null }
    const probable = { ...envelope, choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null, logprobs }] }
    expect(events(towardsMessages([probable]))).toEqual([start, text(0), delta(0, { type: 'text_delta', text: 'a' })])
    expect(losses([probable]).map(([path, fate]) => [path, fate])).toEqual([['/choices/0/logprobs', 'dropped']])
  })

  it('EVC-12: a finish reason closes what is open, and is told only with the end', () => {
    const before = [chunk({ content: 'a' }), named(0), args(0, '{}'), chunk({}, 'tool_calls')]
    const until = [
      start,
      text(0),
      delta(0, { type: 'text_delta', text: 'a' }),
      stop(0),
      tool(1, 'call_0'),
      delta(1, { type: 'input_json_delta', partial_json: '{}' }),
      stop(1),
    ]
    expect(events(towardsMessages(before))).toEqual(until)
    expect(events(towardsMessages([...before, { ...envelope, choices: [], usage }, '[DONE]']))).toEqual([
      ...until,
      ...ended('tool_use', known),
    ])
  })

  it('EVC-13, EVC-14, EMA-6: one message_delta has the stop and all usage, and message_stop ends', () => {
    const onFinish = [chunk({ content: 'a' }, null, { usage: { ...usage, completion_tokens: 1 } }), chunk({}, 'stop', { usage })]
    expect(events(endedForMessages(onFinish)).slice(-2)).toEqual(ended('end_turn', known))
    expect(events(towardsMessages([...onFinish, '[DONE]'])).slice(-2)).toEqual(ended('end_turn', known))
  })

  it('EVC-5: a refusal is text, and the stop a refusal', () => {
    expect(events(towardsMessages([chunk({ refusal: 'No.' }), chunk({}, 'stop', { usage }), '[DONE]']))).toEqual([
      start,
      text(0),
      delta(0, { type: 'text_delta', text: 'No.' }),
      stop(0),
      {
        type: 'message_delta',
        delta: {
          stop_reason: 'refusal',
          stop_sequence: null,
          stop_details: { type: 'refusal', category: null, explanation: 'No.' },
          container: null,
        },
        usage: known,
      },
      { type: 'message_stop' },
    ])
  })

  it('EMA-4, STR-CA-7: arguments that cannot become an object break the stream before a client could run them', () => {
    const broken = [named(0), args(0, '{"a":1,"b":"x'), chunk({}, 'tool_calls'), '[DONE]']
    const lines = events(towardsMessages(broken))
    expect(lines.slice(1)).toEqual([
      tool(0, 'call_0'),
      delta(0, { type: 'input_json_delta', partial_json: '{"a":1,"b":"x' }),
      {
        type: 'error',
        error: { type: 'api_error', message: 'upstream produced invalid tool arguments' },
        request_id: null,
      },
    ])
  })

  it('EMA-4, STR-CA-7: text that is no JSON is wrapped, so that the client can read what it is', () => {
    const lines = events(towardsMessages([named(0), args(0, 'not '), args(0, 'json'), chunk({}, 'tool_calls'), '[DONE]']))
    expect(lines.slice(1, 4)).toEqual([
      tool(0, 'call_0'),
      delta(0, { type: 'input_json_delta', partial_json: '{"INVALID_JSON":"not json"}' }),
      stop(0),
    ])
  })

  it('SSE-5: the [DONE] of a Chat stream does not reach a Messages client', () => {
    const lines = towardsMessages([chunk({ content: 'a' }), chunk({}, 'stop'), '[DONE]'])
    expect(lines.at(-1)).toEqual({ event: 'message_stop', data: { type: 'message_stop' } })
    expect(lines).not.toContain('[DONE]')
  })
})

/** Path, fate, rule and level of what a translation to Messages lost so far. */
function losses(chunks: readonly Document[]): readonly (readonly [string, string, string, string])[] {
  const machine = translateStream(openaiChat, anthropicMessages, asking())
  machine.push(new TextEncoder().encode(nameless(chunks)))
  return machine.losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])
}
