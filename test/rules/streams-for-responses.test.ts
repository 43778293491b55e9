import { describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat, openaiResponses, type JsonObject } from '../../src/index.ts'
import { assembled } from '../responses/emitted.ts'
import { asking, named, nameless, translated } from './streams.ts'

type Told = { readonly type: string } & JsonObject

/** Events for a Responses client, from a stream of either upstream, so far or to its end. */
const ofMessages = (list: readonly JsonObject[], ends = false): readonly Told[] =>
  told(translated(anthropicMessages, openaiResponses, named(list), asking(), ends))
const ofChat = (list: readonly (JsonObject | string)[], ends = false): readonly Told[] =>
  told(translated(openaiChat, openaiResponses, nameless(list), asking(), ends))
const told = (lines: readonly unknown[]): readonly Told[] =>
  lines.flatMap((line) => (typeof line === 'string' ? [] : [(line as { data: Told }).data]))
const types = (list: readonly Told[]) => list.map(({ type }) => type.replace('response.', ''))
/** What the events say, without the two that begin each stream and without what places them. */
const said = (list: readonly Told[]) =>
  list.slice(2).map(({ sequence_number: _number, output_index: _index, item_id: _id, ...rest }) => rest)

const usage = { input_tokens: 10, output_tokens: 1, cache_read_input_tokens: 4, cache_creation_input_tokens: 6 }
const start: JsonObject = {
  type: 'message_start',
  message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-6', content: [], stop_reason: null, usage },
}
const open = (index: number, content_block: JsonObject) => ({ type: 'content_block_start', index, content_block })
const grow = (index: number, delta: JsonObject) => ({ type: 'content_block_delta', index, delta })
const close = (index: number) => ({ type: 'content_block_stop', index })
const end = (stop_reason: string) => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 7 } },
  { type: 'message_stop' },
]
const text = (index: number, ...pieces: string[]) => [
  open(index, { type: 'text', text: '' }),
  ...pieces.map((each) => grow(index, { type: 'text_delta', text: each })),
  close(index),
]
const call = (index: number, id: string, ...pieces: string[]) => [
  open(index, { type: 'tool_use', id, name: 'look', input: {} }),
  ...pieces.map((each) => grow(index, { type: 'input_json_delta', partial_json: each })),
  close(index),
]
const thought = [
  open(0, { type: 'thinking', thinking: '', signature: '' }),
  grow(0, { type: 'thinking_delta', thinking: 'Hm.' }),
  grow(0, { type: 'signature_delta', signature: 'sig' }),
  close(0),
  open(1, { type: 'redacted_thinking', data: 'ZGF0YQ==' }),
  close(1),
]
const chunk = (delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'gpt-4o-2024-08-06',
  choices: [{ index: 0, delta, finish_reason, logprobs: null, ...more }],
})
const counted = { ...chunk({}), choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 } }
const first = chunk({ role: 'assistant', content: '' })

const words = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] })
const speech = ['output_item.added', 'content_part.added', 'output_text.delta', 'output_text.done', 'content_part.done', 'output_item.done']
const called = ['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done']
const reasoned = [
  'output_item.added',
  'reasoning_summary_part.added',
  'reasoning_summary_text.delta',
  'reasoning_summary_text.done',
  'reasoning_summary_part.done',
  'output_item.done',
]

describe('a stream for a Responses client', () => {
  const whole = ofMessages(
    [start, ...thought, ...text(2, 'Hel', 'lo'), ...text(3, '!'), ...call(4, 'c1', '{"at":', '"x"}'), ...end('tool_use')],
    true,
  )

  it('EMR-1, EVA-1, EVA-15: begins with its creation and ends with its answer, every event counted', () => {
    expect(types(whole).slice(0, 2)).toEqual(['created', 'in_progress'])
    expect(types(whole).at(-1)).toBe('completed')
    expect(whole.map(({ sequence_number }) => sequence_number)).toEqual(whole.map((_, index) => index))
    expect(whole[0]?.['response']).toMatchObject({ id: 'resp_msg_1', status: 'in_progress', output: [], model: 'claude-sonnet-4-6' })
  })

  it('EMR-2, EMR-5: has no other events than those of each item, in their order', () => {
    expect(types(whole).slice(2, -1)).toEqual([
      ...reasoned,
      ...speech.slice(0, 3),
      ...speech.slice(2, 5),
      'content_part.added',
      'output_text.delta',
      ...speech.slice(3),
      ...called.slice(0, 2),
      ...called.slice(1),
    ])
  })

  it('EMR-3, EMR-4, EMR-6: calls its answer and its items the same from first to last', () => {
    const ids = whole.flatMap(({ response }) => (response as { id?: string } | undefined)?.id ?? [])
    expect(new Set(ids)).toEqual(new Set(['resp_msg_1']))
    const named = (type: string) =>
      whole.filter((event) => event.type === `response.output_item.${type}`).map(({ item }) => (item as { id: string }).id)
    expect(named('done')).toEqual(named('added'))
    expect(named('added')).toEqual([/^rs_/, /^msg_/, /^fc_/].map((each) => expect.stringMatching(each)))
  })

  it('EMR-7: closes every item and repeats all of them at its end', () => {
    const closed = whole.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item)
    expect(whole.at(-1)).toMatchObject({ response: { output: closed } })
    expect(closed).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: expect.stringMatching(/^dg1\./) },
      { type: 'message', status: 'completed', content: [words('Hello'), words('!')] },
      { type: 'function_call', status: 'completed', call_id: 'c1', name: 'look', arguments: '{"at":"x"}' },
    ])
  })

  it('EVA-14, USE-2: tells the usage at its end', () => {
    expect(whole.at(-1)).toMatchObject({ response: { usage: { input_tokens: 20, output_tokens: 7, total_tokens: 27 } } })
  })

  it.each<[string, readonly Told[]]>([
    ['of Anthropic that breaks off', ofMessages([start, ...text(0, 'Hel').slice(0, 2)], true)],
    ['of Chat that breaks off', ofChat([first, chunk({ content: 'Hel' })], true)],
    [
      'of Anthropic that fails',
      ofMessages([start, ...text(0, 'a'), { type: 'error', error: { type: 'overloaded_error', message: 'Oh.' } }], true),
    ],
    [
      'of Chat that fails',
      ofChat([first, chunk({ content: 'a' }), { error: { message: 'Oh.', type: 'server_error', code: null, param: null } }], true),
    ],
  ])('EMR-8, SER-3: one %s ends with a failure', (_, list) => {
    expect(types(list).at(-1)).toBe('failed')
    expect(list.at(-1)?.['response']).toMatchObject({ status: 'failed', error: { code: expect.any(String), message: expect.any(String) } })
    expect(types(list).filter((type) => ['completed', 'incomplete', 'failed'].includes(type))).toHaveLength(1)
  })

  it('EMR-10: an error event makes the official client throw, a failed response does not', async () => {
    const wire = (list: readonly Told[]) => list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
    const failed = ofMessages([start, ...text(0, 'a'), { type: 'error', error: { type: 'api_error', message: 'Oh.' } }], true)
    expect(await assembled(wire(failed))).toMatchObject({ status: 'failed', output: [{ content: [{ text: 'a' }] }] })
    const error = { type: 'error', code: 'server_error', message: 'Oh.', param: null, sequence_number: 2 }
    await expect(assembled(wire([...failed.slice(0, 2), error]))).rejects.toThrow('Oh.')
  })
})

describe('a stream of Anthropic, for a Responses client', () => {
  it.each<[string, readonly JsonObject[], readonly string[]]>([
    ['EVA-2, EVA-3, EVA-13', text(0, 'Hello'), speech.slice(0, 5)],
    ['EVA-5, EVA-6, EVA-7', thought.slice(0, 4), reasoned.slice(0, 5)],
    ['EVA-8, EVA-9', [...thought, ...text(2, 'a')], [...reasoned, ...speech.slice(0, 5)]],
    ['EVA-10, EVA-11', call(0, 'c1', '{"at":', '"x"}'), [...called.slice(0, 2), ...called.slice(1)]],
    ['EVA-12', call(0, 'c1'), called],
    ['EVA-18', [open(0, { type: 'fallback', from: { model: 'a' }, to: { model: 'b' } }), close(0)], []],
    ['EVA-19', [open(0, { type: 'hologram' }), grow(0, { type: 'hologram_delta' }), close(0), { type: 'novelty' }], []],
    ['STR-5', text(0, ''), []],
  ])('%s: its events', (_, list, expected) => {
    expect(types(ofMessages([start, ...list])).slice(2)).toEqual(expected)
  })

  it('EVA-12: a call without arguments has an empty object', () => {
    expect(said(ofMessages([start, ...call(0, 'c1')]))).toMatchObject([
      {},
      { delta: '{}' },
      { arguments: '{}' },
      { item: { arguments: '{}' } },
    ])
  })

  it('EVA-16: a ping is a comment', () => {
    expect(translated(anthropicMessages, openaiResponses, named([start, { type: 'ping' }]), asking()).at(-1)).toBe(': keepalive')
  })

  it('EVA-15, STOP-A-4: an answer that its limit cut is incomplete', () => {
    expect(ofMessages([start, ...text(0, 'a'), ...end('max_tokens')], true).at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    })
  })
})

describe('a stream of Chat, for a Responses client', () => {
  const finished = (...list: readonly JsonObject[]) => ofChat([first, ...list, chunk({}, 'stop'), counted, '[DONE]'], true)
  const piece = (index: number, more: JsonObject) => chunk({ tool_calls: [{ index, ...more }] })
  const named = (index: number, id: string) => piece(index, { id, type: 'function', function: { name: 'look', arguments: '' } })

  it.each<[string, readonly JsonObject[], readonly string[]]>([
    ['EVC-1, EVC-2', [], []],
    ['EVC-3', [chunk({ reasoning_content: 'Hm.' })], reasoned],
    ['EVC-4', [chunk({ content: 'Hello' })], speech],
    [
      'EVC-5',
      [chunk({ refusal: 'No.' })],
      ['output_item.added', 'content_part.added', 'refusal.delta', 'refusal.done', 'content_part.done', 'output_item.done'],
    ],
    ['EVC-6, EVC-7', [named(0, 'c1'), piece(0, { function: { arguments: '{}' } })], called],
    ['EVC-9', [chunk({ function_call: { name: 'look', arguments: '' } }), chunk({ function_call: { arguments: '{}' } })], called],
    ['EVC-18', [chunk({ content: 'b' }, null, { index: 1 })], []],
  ])('%s: its events', (_, list, expected) => {
    expect(types(finished(...list))).toEqual(['created', 'in_progress', ...expected, 'completed'])
  })

  it('EVC-8: a free-text call', () => {
    const custom = { id: 'c1', type: 'custom', custom: { name: 'sh', input: 'l' } }
    expect(types(finished(piece(0, custom), piece(0, { custom: { input: 's' } }))).slice(2, -1)).toEqual([
      'output_item.added',
      'custom_tool_call_input.delta',
      'custom_tool_call_input.delta',
      'custom_tool_call_input.done',
      'output_item.done',
    ])
  })

  it('EVC-10, RSP-8: pages that the words rest on', () => {
    const annotations = [{ type: 'url_citation', url_citation: { url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 } }]
    expect(finished(chunk({ content: 'Hello' }), chunk({ annotations }))).toContainEqual(
      expect.objectContaining({
        type: 'response.output_text.annotation.added',
        annotation: { type: 'url_citation', url: 'https://a.test', title: 'T', start_index: 0, end_index: 5 },
      }),
    )
  })

  it('EVC-11, EVX-1: log probabilities stand on the words that they are of', () => {
    const logprobs = { content: [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }], refusal: null }
    expect(said(finished(chunk({ content: 'Hi' }, null, { logprobs })))).toContainEqual(
      expect.objectContaining({
        type: 'response.output_text.delta',
        delta: 'Hi',
        logprobs: [expect.objectContaining({ token: 'Hi', logprob: -0.1 })],
      }),
    )
  })

  it('EVC-12, EVC-13, EVC-14: reason and usage are told at the end', () => {
    const list = ofChat([first, chunk({ content: 'a' }), chunk({}, 'length'), counted, '[DONE]'], true)
    expect(list.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' }, usage: { input_tokens: 20, output_tokens: 7 } },
    })
  })

  it('EVC-15, EVC-16: an end without a reason is one, no end at all is a failure', () => {
    expect(types(ofChat([first, chunk({ content: 'a' }), '[DONE]'], true)).at(-1)).toBe('completed')
    expect(types(ofChat([first, chunk({ content: 'a' })], true)).at(-1)).toBe('failed')
  })

  it('EVC-17: what follows the reason is left out', () => {
    const list = ofChat([first, chunk({ content: 'a' }), chunk({}, 'stop'), chunk({ content: 'b' }), counted, '[DONE]'], true)
    expect(list.at(-1)?.['response']).toMatchObject({ output: [{ content: [words('a')] }] })
  })
})
