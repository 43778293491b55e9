import { describe, expect, it } from 'vitest'
import messages from '../../src/formats/anthropic-messages/format.ts'
import chat from '../../src/formats/openai-chat/format.ts'
import { encodeStream, faultFrame, keepAlive } from '../../src/formats/openai-responses/stream.encode.ts'
import type { Event } from '../../src/interlingua/event.ts'
import { fault } from '../../src/interlingua/fault.ts'
import type { Json, JsonObject } from '../../src/interlingua/json.ts'
import { unfold } from '../../src/interlingua/unfold.ts'
import { readCarrier } from '../../src/translate/carrier.ts'
import type { Format } from '../../src/translate/format.ts'
import { askedFor, context, emitted, ledgerOf } from './emitted.ts'
import { answer, part } from './parts.ts'

/** The events of an upstream's stream, given the data of its frames. */
function heard(format: Format, data: readonly (JsonObject | '[DONE]')[]): Event[] {
  const decoder = format.stream.decode(ledgerOf(format.name), context)
  const frames = data.map((each) => ({ event: null, data: each === '[DONE]' ? each : JSON.stringify(each) }))
  return [...frames.flatMap((frame) => decoder.push(frame)), ...decoder.end()]
}

const block = (index: number, content_block: JsonObject): JsonObject => ({ type: 'content_block_start', index, content_block })
const delta = (index: number, more: JsonObject): JsonObject => ({ type: 'content_block_delta', index, delta: more })
const close = (index: number): JsonObject => ({ type: 'content_block_stop', index })
const start: JsonObject = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-8',
    content: [],
    usage: { input_tokens: 3, output_tokens: 1, cache_read_input_tokens: 5, cache_creation_input_tokens: 2 },
  },
}
const ended = (stop_reason: string): JsonObject[] => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
]
const chunk = (more: JsonObject, finish_reason: string | null = null): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 7,
  model: 'gpt',
  choices: [{ index: 0, delta: more, finish_reason, logprobs: null }],
})
const argued = (index: number, text: string): JsonObject => chunk({ tool_calls: [{ index, function: { arguments: text } }] })
const called = (index: number, id: string, name: string): JsonObject =>
  chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })

const typesOf = (events: readonly JsonObject[]): unknown[] => events.map(({ type }) => type)
const responseOf = (event: JsonObject): JsonObject => event['response'] as JsonObject
const outputOf = (event: JsonObject): readonly JsonObject[] => responseOf(event)['output'] as JsonObject[]

/** What a carrier holds. */
const heldBy = (carrier: Json | undefined) => (typeof carrier === 'string' ? readCarrier(carrier, context) : null)

describe('streams of a Responses client', () => {
  it('E3: thinking and text of Claude', async () => {
    const { events, last } = await emitted(
      heard(messages, [
        start,
        block(0, { type: 'thinking', thinking: '', signature: '' }),
        delta(0, { type: 'thinking_delta', thinking: 'a' }),
        delta(0, { type: 'signature_delta', signature: 'S' }),
        close(0),
        block(1, { type: 'text', text: '' }),
        delta(1, { type: 'text_delta', text: 'b' }),
        close(1),
        ...ended('end_turn'),
      ]),
    )
    const rs = 'rs_179d08b8c19b7348689601e1'
    const msg = 'msg_6bf1396ad1181f3d37b2f1ac'
    const [reasoning, message] = outputOf(last)
    const summary = { item_id: rs, output_index: 0, summary_index: 0 }
    const content = { item_id: msg, output_index: 1, content_index: 0 }
    const text = { type: 'output_text', annotations: [], logprobs: [] }
    expect(events.map(({ response: _, ...event }) => event)).toEqual([
      { type: 'response.created', sequence_number: 0 },
      { type: 'response.in_progress', sequence_number: 1 },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'reasoning', id: rs, summary: [], status: 'in_progress' },
        sequence_number: 2,
      },
      { type: 'response.reasoning_summary_part.added', ...summary, part: { type: 'summary_text', text: '' }, sequence_number: 3 },
      { type: 'response.reasoning_summary_text.delta', ...summary, delta: 'a', sequence_number: 4 },
      { type: 'response.reasoning_summary_text.done', ...summary, text: 'a', sequence_number: 5 },
      { type: 'response.reasoning_summary_part.done', ...summary, part: { type: 'summary_text', text: 'a' }, sequence_number: 6 },
      { type: 'response.output_item.done', output_index: 0, item: reasoning, sequence_number: 7 },
      {
        type: 'response.output_item.added',
        output_index: 1,
        item: { type: 'message', id: msg, role: 'assistant', status: 'in_progress', content: [] },
        sequence_number: 8,
      },
      { type: 'response.content_part.added', ...content, part: { ...text, text: '' }, sequence_number: 9 },
      { type: 'response.output_text.delta', ...content, delta: 'b', logprobs: [], sequence_number: 10 },
      { type: 'response.output_text.done', ...content, text: 'b', logprobs: [], sequence_number: 11 },
      { type: 'response.content_part.done', ...content, part: { ...text, text: 'b' }, sequence_number: 12 },
      { type: 'response.output_item.done', output_index: 1, item: message, sequence_number: 13 },
      { type: 'response.completed', sequence_number: 14 },
    ])
    const { encrypted_content, ...shown } = reasoning ?? {}
    expect(shown).toEqual({ type: 'reasoning', id: rs, summary: [{ type: 'summary_text', text: 'a' }], status: 'completed' })
    expect(heldBy(encrypted_content)).toMatchObject({
      src: 'a',
      model: 'claude-opus-4-8',
      kind: 'blocks',
      data: { blocks: [{ text: 'a', seal: 'S', redacted: false }] },
    })
    expect(message).toEqual({
      type: 'message',
      id: msg,
      role: 'assistant',
      status: 'completed',
      content: [{ ...text, text: 'b' }],
    })
  })

  it('E4, SER-3: a Chat stream that stops early fails, and what was said stays readable', async () => {
    const { events, last } = await emitted(
      heard(chat, [chunk({ role: 'assistant', content: 'Hel' }), chunk({ content: 'lo' })]),
      askedFor(),
      chat.name,
    )
    expect(typesOf(events)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.failed',
    ])
    expect(responseOf(last)).toMatchObject({
      status: 'failed',
      error: { code: 'server_error', message: 'upstream stream ended early' },
      incomplete_details: null,
      output: [{ type: 'message', status: 'incomplete', content: [{ type: 'output_text', text: 'Hello' }] }],
    })
    expect(responseOf(last)).not.toHaveProperty('usage')
  })

  it('SER-3: of a call that broke off nothing is told, of the items before it everything', async () => {
    const events = heard(messages, [
      start,
      block(0, { type: 'text', text: '' }),
      delta(0, { type: 'text_delta', text: 'hi' }),
      close(0),
      block(1, { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }),
      delta(1, { type: 'input_json_delta', partial_json: '{"a":' }),
    ])
    const { last } = await emitted(events)
    expect(outputOf(last)).toMatchObject([{ type: 'message', status: 'completed', content: [{ text: 'hi' }] }])
    expect(responseOf(last)['usage']).toMatchObject({ input_tokens: 10, output_tokens: 1 })
  })

  it('EMR-1: before anything was said a failure is an error event', () => {
    const machine = encodeStream(ledgerOf(messages.name), askedFor())
    const broken = fault('overloaded', 'busy')
    const error = { type: 'error', code: 'overloaded', message: 'busy', param: null, sequence_number: 0 }
    expect(machine.fail(broken)).toEqual([{ event: 'error', data: JSON.stringify(error) }])
    expect(machine.push({ type: 'ping' })).toEqual([])
    expect(faultFrame(broken)).toEqual({ event: 'error', data: JSON.stringify(error) })
  })

  it('SSE-4, EVA-16: a ping is a comment', () => {
    expect(encodeStream(ledgerOf(messages.name), askedFor()).push({ type: 'ping' })).toEqual([{ comment: 'keepalive' }])
    expect(keepAlive).toEqual({ comment: 'keepalive' })
  })

  it('EVC-6, EVC-7, STR-2: calls that come interleaved are told one after the other', async () => {
    const { events, last } = await emitted(
      heard(chat, [
        chunk({ role: 'assistant', content: 'Let me see.' }),
        called(0, 'call_a', 'w'),
        called(1, 'call_b', 'v'),
        argued(0, '{"c":'),
        argued(1, '{}'),
        argued(0, '1}'),
        chunk({}, 'tool_calls'),
        '[DONE]',
      ]),
      askedFor(),
      chat.name,
    )
    expect(typesOf(events).slice(8)).toEqual([
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ])
    expect(outputOf(last).slice(1)).toEqual([
      {
        type: 'function_call',
        id: 'fc_45771c9aeb00230e2076073e',
        call_id: 'call_a',
        name: 'w',
        arguments: '{"c":1}',
        status: 'completed',
      },
      { type: 'function_call', id: 'fc_b45dee0bb416677c8f2916db', call_id: 'call_b', name: 'v', arguments: '{}', status: 'completed' },
    ])
  })

  it('EVA-12: a call without arguments has an empty object', async () => {
    const { events } = await emitted(
      heard(messages, [start, block(0, { type: 'tool_use', id: 't', name: 'f', input: {} }), close(0), ...ended('tool_use')]),
    )
    expect(events.slice(3, 5)).toMatchObject([
      { type: 'response.function_call_arguments.delta', delta: '{}' },
      { type: 'response.function_call_arguments.done', arguments: '{}' },
    ])
  })

  it('STR-6: every delta of the upstream is one of the client’s', async () => {
    const words = ['a', ' b', ' c', ' d']
    const { events } = await emitted(
      heard(messages, [
        start,
        block(0, { type: 'text', text: '' }),
        ...words.map((text) => delta(0, { type: 'text_delta', text })),
        close(0),
        ...ended('end_turn'),
      ]),
    )
    expect(events.flatMap((event) => (event['type'] === 'response.output_text.delta' ? [event['delta']] : []))).toEqual(words)
  })

  it('EVA-8, EVA-9, RSN-6: a run of thinking is one item, whatever stands on its sides', async () => {
    const { last } = await emitted(
      unfold(answer([part.thinking('a', 's1'), part.redacted('blob'), part.thinking('b', 's2'), part.text('x'), part.thinking('', 's3')])),
    )
    expect(outputOf(last)).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'a' }, { text: 'b' }] },
      { type: 'message' },
      { type: 'reasoning', summary: [] },
    ])
    const [first, , third] = outputOf(last).map(({ encrypted_content }) => heldBy(encrypted_content)?.data)
    expect(first).toEqual({
      blocks: [
        { text: 'a', seal: 's1', redacted: false },
        { text: '', seal: 'blob', redacted: true },
        { text: 'b', seal: 's2', redacted: false },
      ],
    })
    expect(third).toEqual({ blocks: [{ text: '', seal: 's3', redacted: false }] })
  })

  it('EVA-2, RSP-1: texts beside each other are parts of one message, others are messages of their own', async () => {
    const { last } = await emitted(unfold(answer([part.text('a'), part.text('b'), part.call('t', '{}'), part.text('c')], 'toolCalls')))
    expect(outputOf(last).map(({ type, content }) => [type, content])).toMatchObject([
      ['message', [{ text: 'a' }, { text: 'b' }]],
      ['function_call', undefined],
      ['message', [{ text: 'c' }]],
    ])
  })

  it('EVC-5, RSP-6: a refusal is a part of the message', async () => {
    const { events, last } = await emitted(unfold(answer([part.text('a'), part.refusal('no')], 'refusal')), askedFor(), chat.name)
    expect(typesOf(events).slice(7, 11)).toEqual([
      'response.content_part.added',
      'response.refusal.delta',
      'response.refusal.done',
      'response.content_part.done',
    ])
    expect(responseOf(last)).toMatchObject({
      status: 'completed',
      output: [{ content: [{ text: 'a' }, { type: 'refusal', refusal: 'no' }] }],
    })
  })

  it('STOP-A-6: an explained refusal is a part of the last message, or of one of its own', async () => {
    const last = async (...parts: Parameters<typeof answer>[0][]) =>
      Promise.all(parts.map(async (each) => (await emitted(unfold(answer(each, 'refusal', 'not this')))).last))
    const [said, silent, called] = await last([part.text('a')], [], [part.call('t', '{}')])
    const refusal = { type: 'refusal', refusal: 'not this' }
    expect(responseOf(said ?? {})).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
      output: [{ status: 'incomplete', content: [{ text: 'a' }, refusal] }],
    })
    expect(outputOf(silent ?? {})).toMatchObject([{ type: 'message', content: [refusal] }])
    expect(outputOf(called ?? {})).toMatchObject([{ type: 'function_call' }, { type: 'message', content: [refusal] }])
  })

  it('EMR-3, ENV-2: the answer is called the same from its first event to its last, and began when it began', async () => {
    const { events } = await emitted(unfold({ ...answer([part.text('hi')]), id: 'chatcmpl-1', created: 7 }), askedFor(), chat.name)
    const named = events.flatMap((event) => ('response' in event ? [responseOf(event)] : []))
    expect(named.map(({ id, created_at, completed_at }) => [id, created_at, completed_at])).toEqual([
      ['resp_chatcmpl-1', 7, undefined],
      ['resp_chatcmpl-1', 7, undefined],
      ['resp_chatcmpl-1', 7, 5],
    ])
  })

  it('EVA-4, RSP-4: pages of the web are annotations, told when the text that rests on them is whole', async () => {
    const citation = {
      type: 'web_search_result_location',
      url: 'https://a.example',
      title: 'A',
      cited_text: 'x',
      encrypted_index: 'e',
    }
    const { events } = await emitted(
      heard(messages, [
        start,
        block(0, { type: 'text', text: '' }),
        delta(0, { type: 'text_delta', text: 'hel' }),
        delta(0, { type: 'citations_delta', citation }),
        delta(0, { type: 'text_delta', text: 'lo' }),
        close(0),
        ...ended('end_turn'),
      ]),
    )
    expect(events.slice(4, 9)).toMatchObject([
      { type: 'response.output_text.delta', delta: 'hel' },
      { type: 'response.output_text.delta', delta: 'lo' },
      {
        type: 'response.output_text.annotation.added',
        annotation_index: 0,
        annotation: { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 5 },
      },
      { type: 'response.output_text.done', text: 'hello' },
      { type: 'response.content_part.done', part: { annotations: [{ type: 'url_citation' }] } },
    ])
  })

  it('EVX-1, EMR-9: log probabilities of a Chat stream stand on the words that they are of', async () => {
    const logprob = (token: string) => ({ token, logprob: -1, bytes: [1], top_logprobs: [{ token: 'z', logprob: -2, bytes: null }] })
    const say = (content: string): JsonObject => ({
      ...chunk({}),
      choices: [{ index: 0, delta: { content }, finish_reason: null, logprobs: { content: [logprob(content)], refusal: null } }],
    })
    const { events, last } = await emitted(heard(chat, [say('a'), say('b'), chunk({}, 'stop'), '[DONE]']), askedFor(), chat.name)
    const told = (token: string) => ({ token, logprob: -1, top_logprobs: [{ token: 'z', logprob: -2 }] })
    const whole = (token: string) => ({ token, logprob: -1, bytes: [1], top_logprobs: [{ token: 'z', logprob: -2, bytes: [] }] })
    expect(events.flatMap(({ type, logprobs }) => (logprobs === undefined ? [] : [[type, logprobs]]))).toEqual([
      ['response.output_text.delta', [told('a')]],
      ['response.output_text.delta', [told('b')]],
      ['response.output_text.done', [told('a'), told('b')]],
    ])
    expect(outputOf(last)).toMatchObject([{ content: [{ text: 'ab', logprobs: [whole('a'), whole('b')] }] }])
  })
})
