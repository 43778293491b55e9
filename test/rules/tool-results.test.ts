import { describe, expect, it } from 'vitest'
import { answerToChat, toChat, toMessages } from './translating.ts'
import type { JsonObject } from '../../src/index.ts'

const call = { id: 'c1', type: 'function', function: { name: 'w', arguments: '{}' } }
const tools = [{ type: 'function', function: { name: 'w', parameters: { type: 'object', properties: {} } } }]

/** The result blocks for what a tool message of Chat holds. */
function resultOf(content: unknown): { blocks: unknown; losses: readonly string[] } {
  const { body, losses } = toMessages({
    tools,
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content } as JsonObject,
    ],
  })
  return { blocks: ((body?.['messages'] ?? []) as readonly { content: unknown }[])[2]?.content, losses }
}

describe('results of a Chat client, for an Anthropic upstream', () => {
  const text = (words: string) => ({ type: 'text', text: words })
  const result = (content?: unknown) => ({ type: 'tool_result', tool_use_id: 'c1', ...(content === undefined ? {} : { content }) })

  it.each<[string, unknown, unknown]>([
    ['a string stays a string', '5', [result('5')]],
    ['one part is one block', [text('5')], [result([text('5')])]],
    ['parts are blocks', [text('4'), text('5')], [result([text('4'), text('5')])]],
    [
      'an image is one too',
      [text('4'), { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }],
      [result([text('4'), { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } }])],
    ],
    ['no text is no content', '', [result()]],
  ])('TR-12: %s', (_title, content, blocks) => {
    expect(resultOf(content)).toEqual({ blocks, losses: [] })
  })

  it('TR-13: output of a custom tool is a result, and its calls come back as custom ones', () => {
    const custom = { id: 'c1', type: 'custom', custom: { name: 'sh', input: 'ls' } }
    const { body, exchange } = toMessages({
      tools: [{ type: 'custom', custom: { name: 'sh', description: 'A shell.' } }],
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: null, tool_calls: [custom] },
        { role: 'tool', tool_call_id: 'c1', content: 'a.txt' },
      ],
    })
    expect(body).toMatchObject({
      tools: [
        {
          name: 'sh',
          input_schema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'], additionalProperties: false },
        },
      ],
      messages: [{}, { content: [{ type: 'tool_use', id: 'c1', name: 'sh', input: { input: 'ls' } }] }, { content: [result('a.txt')] }],
    })
    const again = { type: 'tool_use', id: 'c2', name: 'sh', input: { input: 'cat "a.txt"\n' }, caller: { type: 'direct' } }
    const answer = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [again],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    }
    expect(exchange && answerToChat(answer, exchange).body).toMatchObject({
      choices: [
        {
          message: { tool_calls: [{ id: 'c2', type: 'custom', custom: { name: 'sh', input: 'cat "a.txt"\n' } }] },
          finish_reason: 'tool_calls',
        },
      ],
    })
  })
})

describe('a conversation that goes on', () => {
  const name = 'tools.that have illegal names'
  const id = 'call:1/2'

  it('RSN-14, LAW-9: system messages, names and ids are rewritten for Anthropic as they were the turn before', () => {
    const first = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: { name, arguments: '{"a":1}' } }] },
      { role: 'tool', tool_call_id: id, content: '5' },
      { role: 'system', content: 'Now in French.' },
    ]
    const later = [...first, { role: 'assistant', content: 'Cinq' }, { role: 'user', content: 'Merci' }]
    const named = [{ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }]
    const before = toMessages({ tools: named, messages: first }).body
    const after = toMessages({ tools: named, messages: later }).body
    const messages = (before?.['messages'] ?? []) as readonly unknown[]
    const longer = (after?.['messages'] ?? []) as readonly unknown[]
    expect(longer.slice(0, messages.length)).toEqual(messages)
    expect([after?.['system'], after?.['tools']]).toEqual([before?.['system'], before?.['tools']])
    // SHA-256 of the name and of the id, made by another program.
    expect(before).toMatchObject({
      system: [{ type: 'text', text: 'Now in French.' }],
      tools: [{ name: 'tools_that_have_illegal_names_405efb20' }],
      messages: [
        {},
        { content: [{ id: 'call_lr4k5q6enw2alo2uea6iqftrih', name: 'tools_that_have_illegal_names_405efb20' }] },
        { content: [{ tool_use_id: 'call_lr4k5q6enw2alo2uea6iqftrih' }] },
      ],
    })
  })

  it('RSN-14: and so they are for Chat', () => {
    const use = { type: 'tool_use', id, name: 'w', input: { a: 1 } }
    const first = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 's' }, use] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '5', is_error: true }] },
    ]
    const later = [...first, { role: 'assistant', content: 'Five.' }, { role: 'user', content: 'More' }]
    const expected = [
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_lr4k5q6enw2alo2uea6iqftrih', type: 'function', function: { name: 'w', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 'call_lr4k5q6enw2alo2uea6iqftrih', content: 'Error: 5' },
    ]
    expect(toChat({ messages: first }).body?.['messages']).toEqual(expected)
    expect(toChat({ messages: later }).body?.['messages']).toEqual([
      ...expected,
      { role: 'assistant', content: 'Five.' },
      { role: 'user', content: 'More' },
    ])
  })
})
