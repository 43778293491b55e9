import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, translateStream, type Format, type JsonObject } from '../../src/index.ts'
import { asking, named, nameless, endedForChat, endedForMessages } from './streams.ts'
import { answerToChat, answerToMessages, line } from './translating.ts'

/** The losses of a whole stream. */
function lossesOf(from: Format, to: Format, sse: string): readonly string[] {
  const machine = translateStream(from, to, asking())
  machine.push(new TextEncoder().encode(sse))
  machine.end()
  return machine.losses.map(line)
}

const text = { type: 'text', text: 'So', citations: null }
const use = { type: 'tool_use', id: 't1', name: 'w', input: {}, caller: { type: 'direct' } }

/** A Messages answer of one block, whole and as a stream. */
function messages(stop: JsonObject, block: JsonObject = text): { whole: JsonObject; stream: Document[] } {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  }
  const empty = block['type'] === 'text' ? { ...block, text: '' } : block
  const delta = block['type'] === 'text' ? { type: 'text_delta', text: 'So' } : { type: 'input_json_delta', partial_json: '{}' }
  return {
    whole: { ...message, content: [block], ...stop },
    stream: [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: empty },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: stop, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ],
  }
}

describe('why an Anthropic answer ended, for a Chat client', () => {
  const stop = (stop_reason: string, more: JsonObject = {}): JsonObject => ({
    stop_reason,
    stop_sequence: null,
    stop_details: null,
    ...more,
  })

  it.each<[string, JsonObject, JsonObject, string, string[]]>([
    ['STOP-A-1', stop('end_turn'), text, 'stop', []],
    [
      'STOP-A-2',
      stop('stop_sequence', { stop_sequence: 'END' }),
      text,
      'stop',
      ['/stop_sequence carried info STOP-A-2', '/stop_reason folded info STOP-A-2'],
    ],
    ['STOP-A-3', stop('tool_use'), use, 'tool_calls', []],
    ['STOP-A-4', stop('max_tokens'), text, 'length', []],
    ['STOP-A-5', stop('model_context_window_exceeded'), text, 'length', ['/stop_reason folded info STOP-A-5']],
    ['STOP-A-6', stop('refusal'), text, 'content_filter', []],
    [
      'STOP-A-6',
      stop('refusal', { stop_details: { type: 'refusal', category: 'bio', explanation: null } }),
      text,
      'content_filter',
      ['/stop_details/category carried info STOP-A-6'],
    ],
    ['STOP-A-7', stop('pause_turn'), text, 'length', ['/stop_reason folded info STOP-A-7']],
    ['STOP-A-8', stop('compaction'), text, 'stop', ['/stop_reason folded info STOP-A-8']],
  ])('%s: %j is told whole and streamed', (_rule, members, block, finish, losses) => {
    const { whole, stream } = messages(members, block)
    const { body, losses: told } = answerToChat(whole)
    expect(body).toMatchObject({ choices: [{ finish_reason: finish }] })
    expect(told).toEqual(losses)
    expect(endedForChat(stream).slice(-3, -2)).toMatchObject([{ data: { choices: [{ delta: {}, finish_reason: finish }] } }])
    expect(lossesOf(anthropicMessages, openaiChat, named(stream))).toEqual(losses)
  })

  it('STOP-A-6: the explanation of a refusal is the message’s, beside the text so far', () => {
    const details = { type: 'refusal', category: null, explanation: 'Not this.' }
    const { whole, stream } = messages(stop('refusal', { stop_details: details }))
    expect(answerToChat(whole).body).toMatchObject({
      choices: [{ message: { content: 'So', refusal: 'Not this.' }, finish_reason: 'content_filter' }],
    })
    expect(endedForChat(stream).slice(-4, -2)).toMatchObject([
      { data: { choices: [{ delta: { refusal: 'Not this.' }, finish_reason: null }] } },
      { data: { choices: [{ delta: {}, finish_reason: 'content_filter' }] } },
    ])
  })

  it('STOP-A-9: an answer that does not say why is an upstream’s fault', () => {
    const { whole, stream } = messages({ stop_reason: null, stop_sequence: null })
    expect(answerToChat(whole).losses).toContain('/stop_reason rejected never STOP-A-9')
    expect(endedForChat(stream).at(-1)).toMatchObject({ data: { error: { type: 'server_error' } } })
  })
})

/** A Chat answer, whole and as a stream. */
function completion(message: JsonObject, finish_reason: string): { whole: JsonObject; stream: (Document | string)[] } {
  const envelope = { id: 'chatcmpl-1', created: 1, model: 'gpt' }
  const chunk = (delta: JsonObject, finish: string | null = null) => ({
    ...envelope,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
  })
  const { tool_calls } = message
  const indexed = Array.isArray(tool_calls) ? { tool_calls: tool_calls.map((call: JsonObject, index) => ({ index, ...call })) } : {}
  return {
    whole: {
      ...envelope,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason, logprobs: null }],
    },
    stream: [chunk({ role: 'assistant', ...message, ...indexed }), chunk({}, finish_reason), '[DONE]'],
  }
}

describe('why a Chat answer ended, for an Anthropic client', () => {
  const said = { content: 'So' }
  const refused = { refusal: 'No.' }
  const called = { tool_calls: [{ id: 'c1', type: 'function', function: { name: 'w', arguments: '{}' } }] }
  const filtered = (explanation: string | null) => ({ type: 'refusal', category: null, explanation })

  it.each<[string, JsonObject, string, string, JsonObject | null, string[]]>([
    ['STOP-C-1', called, 'tool_calls', 'tool_use', null, []],
    ['STOP-C-1', called, 'stop', 'tool_use', null, []],
    ['STOP-C-1', called, 'function_call', 'tool_use', null, []],
    ['STOP-C-1', called, 'length', 'max_tokens', null, []],
    ['STOP-C-1', called, 'content_filter', 'refusal', filtered(null), []],
    ['STOP-C-2', said, 'stop', 'end_turn', null, []],
    ['STOP-C-2', refused, 'stop', 'refusal', filtered('No.'), ['/choices/0/message/refusal folded info RSP-6']],
    ['STOP-C-3', said, 'length', 'max_tokens', null, []],
    ['STOP-C-4', said, 'tool_calls', 'end_turn', null, ['/choices/0/finish_reason carried info STOP-C-4']],
    ['STOP-C-4', said, 'function_call', 'end_turn', null, ['/choices/0/finish_reason carried info STOP-C-4']],
    ['STOP-C-5', said, 'content_filter', 'refusal', filtered(null), []],
    ['STOP-C-5', refused, 'content_filter', 'refusal', filtered('No.'), ['/choices/0/message/refusal folded info RSP-6']],
    ['STOP-C-6', said, 'tired', 'end_turn', null, ['/choices/0/finish_reason carried warn STOP-C-6']],
  ])('%s: %j that ends with %s is told whole and streamed', (_rule, message, finish, stop_reason, stop_details, losses) => {
    const { whole, stream } = completion(message, finish)
    const { body, losses: told } = answerToMessages(whole)
    expect(body).toMatchObject({ stop_reason, stop_sequence: null, stop_details })
    expect(told.filter((each) => !each.startsWith('/created'))).toEqual(losses)
    expect(endedForMessages(stream).at(-2)).toMatchObject({
      data: { type: 'message_delta', delta: { stop_reason, stop_sequence: null, stop_details } },
    })
    expect(lossesOf(openaiChat, anthropicMessages, nameless(stream)).filter((each) => !each.startsWith('/created'))).toEqual(losses)
  })
})
