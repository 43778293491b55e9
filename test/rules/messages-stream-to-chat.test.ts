import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, translateResponse } from '../../src/index.ts'
import { asking, deltas, endedForChat, towardsChat } from './streams.ts'

const usage = { input_tokens: 6, cache_creation_input_tokens: 0, cache_read_input_tokens: 4, output_tokens: 1 }
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content: [], stop_reason: null, usage }
const start = { type: 'message_start', message }
const open = (index: number, content_block: Document): Document => ({ type: 'content_block_start', index, content_block })
const delta = (index: number, inner: Document): Document => ({ type: 'content_block_delta', index, delta: inner })
const close = (index: number): Document => ({ type: 'content_block_stop', index })
const text = { type: 'text', text: '', citations: null }
const thinking = { type: 'thinking', thinking: '', signature: '' }
const call = { type: 'tool_use', id: 'toolu_1', name: 'w', input: {} }
const said = (index: number, words: string): Document[] => [
  open(index, text),
  delta(index, { type: 'text_delta', text: words }),
  close(index),
]
const stop = (stop_reason = 'end_turn'): Document => ({
  type: 'message_delta',
  delta: { stop_reason, stop_sequence: null },
  usage: { output_tokens: 7 },
})
const end = [stop(), { type: 'message_stop' }]

const role = { role: 'assistant', content: null, refusal: null }
const finish = { finish_reason: 'stop' }
const counted = {
  prompt_tokens: 10,
  completion_tokens: 7,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
}
const tail = [expect.objectContaining({ finish_reason: expect.any(String) }), expect.objectContaining(counted), '[DONE]']

describe('a Messages stream, event by event, for a Chat client', () => {
  it('EVA-1: message_start is the chunk that names the role', () => {
    expect(deltas(towardsChat([start]))).toEqual([role])
  })

  it('EVA-2, EVA-3, EVA-13: a text block is its deltas and nothing else', () => {
    const block = [open(0, text), delta(0, { type: 'text_delta', text: 'Hel' }), delta(0, { type: 'text_delta', text: 'lo' }), close(0)]
    expect(deltas(towardsChat([start, ...block]))).toEqual([role, { content: 'Hel' }, { content: 'lo' }])
  })

  it('EVA-2, CNT-1: text after something else begins with a blank line, text after text with nothing', () => {
    const between = [open(1, thinking), delta(1, { type: 'thinking_delta', thinking: 'hm' }), close(1)]
    const apart = deltas(towardsChat([start, ...said(0, 'a'), ...between, ...said(2, 'b')], asking({ reasoningField: 'none' })))
    expect(apart).toEqual([role, { content: 'a' }, { content: '\n\n' }, { content: 'b' }])
    expect(deltas(towardsChat([start, ...said(0, 'a'), ...said(1, 'b')]))).toEqual([role, { content: 'a' }, { content: 'b' }])
  })

  it('EVA-4, RSP-4: web citations are collected and told with the finish, by the span of their block', () => {
    const web = (url: string, title: string | null): Document =>
      delta(2, {
        type: 'citations_delta',
        citation: { type: 'web_search_result_location', url, title, cited_text: 'x', encrypted_index: 'e' },
      })
    const other = delta(2, { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'y', document_index: 0 } })
    const cited = [
      open(2, text),
      web('https://a.test', 'A'),
      delta(2, { type: 'text_delta', text: 'cdef' }),
      other,
      web('https://b.test', null),
    ]
    const lines = towardsChat([start, ...said(0, 'ab'), open(1, call), close(1), ...cited, close(2), ...end])
    const annotations = [
      { type: 'url_citation', url_citation: { start_index: 4, end_index: 8, title: 'A', url: 'https://a.test' } },
      { type: 'url_citation', url_citation: { start_index: 4, end_index: 8, title: '', url: 'https://b.test' } },
    ]
    expect(deltas(lines).slice(-4, -2)).toEqual([{ content: 'cdef' }, { annotations, finish_reason: 'stop' }])
  })

  it('RSP-4: a whole answer has the annotations in its message', () => {
    const web = { type: 'web_search_result_location', url: 'https://a.test', title: 'A', cited_text: 'x', encrypted_index: 'e' }
    const content = [{ ...text, text: 'ab' }, { ...call }, { ...text, text: 'cdef', citations: [web] }]
    const answer = { ...message, content, stop_reason: 'tool_use', stop_sequence: null }
    expect(translateResponse(anthropicMessages, openaiChat, answer).value['choices']).toMatchObject([
      {
        message: {
          content: 'ab\n\ncdef',
          annotations: [{ type: 'url_citation', url_citation: { start_index: 4, end_index: 8, title: 'A', url: 'https://a.test' } }],
        },
      },
    ])
  })

  it('EVA-5, EVA-7: a thinking block opens nothing, and its signature waits for the end of the run', () => {
    const opened = [start, open(0, thinking)]
    expect(deltas(towardsChat(opened))).toEqual([role])
    const more = [
      ...opened,
      delta(0, { type: 'thinking_delta', thinking: 'hm' }),
      delta(0, { type: 'signature_delta', signature: 'S' }),
      close(0),
    ]
    expect(deltas(towardsChat(more))).toEqual([role, { reasoning_content: 'hm' }])
    const details = [{ type: 'reasoning.text', text: 'hm', signature: 'S', format: 'anthropic-claude-v1', index: 0 }]
    expect(deltas(towardsChat([...more, ...said(1, 'x')]))).toEqual([
      role,
      { reasoning_content: 'hm' },
      { reasoning_details: details },
      { content: 'x' },
    ])
  })

  it('EVA-8, EVA-9, EMC-3: the details of a whole run are sent once, redacted blocks among them', () => {
    const block = (index: number, words: string): Document[] => [
      open(index, thinking),
      delta(index, { type: 'thinking_delta', thinking: words }),
      delta(index, { type: 'signature_delta', signature: `S${index}` }),
      close(index),
    ]
    const hidden = [open(1, { type: 'redacted_thinking', data: 'ENC' }), close(1)]
    const all = deltas(towardsChat([start, ...block(0, 'a'), ...hidden, ...block(2, 'b'), ...said(3, 'x'), ...end]))
    const format = 'anthropic-claude-v1'
    expect(all.filter((each) => typeof each === 'object' && each !== null && 'reasoning_details' in each)).toEqual([
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'a', signature: 'S0', format, index: 0 },
          { type: 'reasoning.encrypted', data: 'ENC', format, index: 1 },
          { type: 'reasoning.text', text: 'b', signature: 'S2', format, index: 2 },
        ],
      },
    ])
  })

  it('EVA-10, EVA-11: a call is announced once, and its input goes on as arguments', () => {
    const json = (partial_json: string): Document => delta(0, { type: 'input_json_delta', partial_json })
    const lines = towardsChat([start, open(0, call), json('{"a"'), json(':1}'), close(0)])
    expect(deltas(lines)).toEqual([
      role,
      { tool_calls: [{ index: 0, id: 'toolu_1', type: 'function', function: { name: 'w', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
    ])
  })

  it('EVA-12: a call without deltas has the input that it began with', () => {
    const lines = deltas(towardsChat([start, open(0, call), close(0), open(1, { ...call, id: 'toolu_2', input: { b: 2 } }), close(1)]))
    expect(lines.filter((_, index) => index === 2 || index === 4)).toEqual([
      { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
      { tool_calls: [{ index: 1, function: { arguments: '{"b":2}' } }] },
    ])
  })

  it('EVA-14: message_delta says nothing by itself', () => {
    expect(deltas(towardsChat([start, ...said(0, 'a')]))).toEqual(deltas(towardsChat([start, ...said(0, 'a'), stop()]).slice(0, 2)))
    const twice = [stop('tool_use'), { ...stop('max_tokens'), usage: { output_tokens: 9 } }, { type: 'message_stop' }]
    expect(deltas(towardsChat([start, ...said(0, 'a'), ...twice])).slice(2)).toEqual([
      { finish_reason: 'length' },
      { ...counted, completion_tokens: 9, total_tokens: 19 },
      '[DONE]',
    ])
  })

  it('EVA-15, EMC-8, SSE-5: message_stop is the finish, the usage if asked for, and [DONE]', () => {
    expect(deltas(towardsChat([start, ...said(0, 'a'), ...end])).slice(2)).toEqual([finish, counted, '[DONE]'])
    const unasked = asking({}, { streamOptions: { includeUsage: null, includeObfuscation: null } })
    expect(deltas(towardsChat([start, ...said(0, 'a'), ...end], unasked)).slice(2)).toEqual([finish, '[DONE]'])
  })

  it('EVA-16, SSE-4: a ping is a comment', () => {
    expect(deltas(towardsChat([start, { type: 'ping' }]))).toEqual([role, ': keepalive'])
  })

  it('EVA-17, SER-2: an error is an error frame, with no finish and no [DONE] after it', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'busy' } }
    expect(deltas(towardsChat([start, ...said(0, 'a'), error, ...end])).slice(2)).toEqual([
      { error: { message: 'busy', type: 'server_error', param: null, code: 'overloaded' } },
    ])
  })

  it.each([
    ['a fallback block', [open(0, { type: 'fallback', from: { model: 'a' }, to: { model: 'b' } }), close(0)]],
    ['a compaction', [open(0, { type: 'compaction', content: 'c' }), delta(0, { type: 'compaction_delta', content: 'c' }), close(0)]],
  ])('EVA-18: %s is left out, and what follows is not disturbed', (_, block) => {
    const lines = deltas(towardsChat([start, ...block, ...said(1, 'a'), ...end]))
    expect(lines).toEqual([role, { content: 'a' }, ...tail])
  })

  it('EVA-19: unknown events, deltas and blocks say nothing, and calls are counted without them', () => {
    const unknown = [{ type: 'brand_new' }, open(0, { type: 'brand_new' }), delta(0, { type: 'brand_new_delta', x: 1 }), close(0)]
    const lines = deltas(towardsChat([start, ...unknown, open(1, call), delta(1, { type: 'brand_new_delta' }), close(1)]))
    expect(lines.slice(1)).toEqual([
      { tool_calls: [{ index: 0, id: 'toolu_1', type: 'function', function: { name: 'w', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
    ])
  })

  it('EVA-21: the end before message_stop is a failure', () => {
    const lost = deltas(endedForChat([start, ...said(0, 'a'), stop()]))
    expect(lost.at(-1)).toEqual({
      error: { message: 'upstream stream ended early', type: 'server_error', param: null, code: 'server_error' },
    })
  })

  it('EMC-6: calls that come one after the other stay so, each finished before the next', () => {
    const json = (index: number, partial_json: string): Document => delta(index, { type: 'input_json_delta', partial_json })
    const mixed = [
      open(0, call),
      open(1, { ...call, id: 'toolu_2' }),
      json(1, '{"b":'),
      json(0, '{"a":1}'),
      json(1, '2}'),
      close(0),
      close(1),
    ]
    const indexes = deltas(towardsChat([start, ...mixed, ...end])).flatMap((each) =>
      typeof each === 'object' && each !== null && 'tool_calls' in each ? [(each.tool_calls as { index: number }[])[0]?.index] : [],
    )
    expect(indexes).toEqual([0, 0, 1, 1, 1])
  })
})
