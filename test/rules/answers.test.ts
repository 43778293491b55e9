import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { asking } from './streams.ts'
import { answerToChat, answerToMessages } from './translating.ts'

const text = (words: string) => ({ type: 'text', text: words, citations: null })
const use = (id: string, input: JsonObject) => ({ type: 'tool_use', id, name: 'w', input, caller: { type: 'direct' } })
const call = (id: string, args: string) => ({ id, type: 'function', function: { name: 'w', arguments: args } })

/** The message that a Chat client gets for the blocks of an Anthropic answer. */
function forChat(...content: JsonObject[]): unknown {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
  }
  const [choice] = answerToChat(message, asking({ reasoningField: 'content' })).body['choices'] as [JsonObject]
  return choice['message']
}

/** The blocks that an Anthropic client gets for the message of a Chat answer, and the losses besides the time. */
function forMessages(message: JsonObject): { content: unknown; losses: readonly string[] } {
  const choices = [
    { index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason: 'stop', logprobs: null },
  ]
  const { body, losses } = answerToMessages({ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt', choices })
  return { content: body['content'], losses: losses.filter((loss) => !loss.startsWith('/created')) }
}

describe('what an Anthropic answer says, for a Chat client', () => {
  const said = { role: 'assistant', refusal: null }

  it('RSP-1, CNT-1: texts are one content, apart where something else stood between', () => {
    expect(forChat(text('One, '), text('two'))).toEqual({ ...said, content: 'One, two' })
    expect(forChat(text('One'), { type: 'thinking', thinking: '', signature: 's' }, text('two'))).toMatchObject({ content: 'One\n\ntwo' })
  })

  it('RSP-2, RSP-14: thinking is reasoning beside the content', () => {
    expect(forChat({ type: 'thinking', thinking: 'Hm.', signature: 's' }, text('One'))).toEqual({
      ...said,
      content: 'One',
      reasoning_content: 'Hm.',
    })
  })

  it('RSP-3: calls keep their order', () => {
    expect(forChat(use('t1', { a: 1 }), use('t2', {}))).toEqual({
      ...said,
      content: null,
      tool_calls: [call('t1', '{"a":1}'), call('t2', '{}')],
    })
  })

  it('RSP-15: nothing at all is an empty content', () => {
    expect(forChat()).toEqual({ ...said, content: '' })
  })
})

describe('what a Chat answer says, for an Anthropic client', () => {
  it('RSP-5: content is one text', () => {
    expect(forMessages({ content: 'One' })).toEqual({ content: [text('One')], losses: [] })
  })

  it('RSP-6: words of refusal are a text', () => {
    expect(forMessages({ refusal: 'No.' })).toEqual({ content: [text('No.')], losses: ['/choices/0/message/refusal folded info RSP-6'] })
  })

  it('RSP-7, RSP-14: calls come after the text, in their order', () => {
    expect(forMessages({ tool_calls: [call('c1', '{"a":1}'), call('c2', '')], content: 'One' })).toEqual({
      content: [text('One'), use('c1', { a: 1 }), use('c2', {})],
      losses: [],
    })
  })

  it('RSP-8: annotations are carried, for Anthropic’s citations need documents', () => {
    const annotations = [{ type: 'url_citation', url_citation: { start_index: 0, end_index: 3, title: 'T', url: 'https://a.test' } }]
    expect(forMessages({ content: 'One', annotations })).toEqual({
      content: [text('One')],
      losses: ['/choices/0/message/annotations carried info RSP-8'],
    })
  })

  it('RSP-9: sound has no place, a deprecated call is a call', () => {
    const audio = { id: 'audio_1', data: 'UklG', expires_at: 1, transcript: 'So' }
    expect(forMessages({ content: 'One', audio })).toEqual({
      content: [text('One')],
      losses: ['/choices/0/message/audio carried warn RSP-9'],
    })
    // The start of the SHA-256 of the answer's id and the call's index.
    const { content, losses } = forMessages({ function_call: { name: 'w', arguments: '{"a":1}' } })
    expect(content).toEqual([use('call_9cba186aa2828aa8bdc88106', { a: 1 })])
    expect(losses).toEqual([])
  })

  it('RSP-15: nothing at all is an empty list', () => {
    expect(forMessages({ content: '' })).toEqual({ content: [], losses: [] })
  })
})
