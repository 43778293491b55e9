import { describe, expect, it } from 'vitest'
import { anthropicMessages, translateStream, type JsonObject } from '../../src/index.ts'
import { asking, endedForChat, endedForMessages } from './streams.ts'
import { answerToChat, answerToMessages } from './translating.ts'

const message: JsonObject = {
  id: 'msg_01AbC',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'Hello', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  stop_details: null,
  container: null,
  diagnostics: null,
  usage: {
    input_tokens: 3,
    output_tokens: 2,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: null,
    inference_geo: null,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'priority',
    speed: null,
  },
}

const completion: JsonObject = {
  id: 'chatcmpl-9xYz',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'gpt-4o-2024-08-06',
  service_tier: 'priority',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, finish_reason: 'stop', logprobs: null }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
}

const [choice] = completion['choices'] as [JsonObject]
/** The time of `asking()`, in seconds. */
const now = 1_800_000_000

describe('the envelope of an answer', () => {
  const chat = answerToChat(message, asking()).body
  const messages = answerToMessages(completion).body

  it('ENV-6, ID-1: an id of the client’s kind', () => {
    expect([chat['id'], messages['id']]).toEqual(['chatcmpl-msg_01AbC', 'msg_chatcmpl-9xYz'])
  })

  it('ENV-7: the object and the role of the dialect', () => {
    expect([chat['object'], messages['type'], messages['role']]).toEqual(['chat.completion', 'message', 'assistant'])
    expect(chat).toMatchObject({ choices: [{ message: { role: 'assistant' } }] })
  })

  it('ENV-8, ENV-2: seconds where the dialect has a time, the gateway’s where the upstream has none', () => {
    expect(chat['created']).toBe(now)
    expect(Object.keys(messages).filter((member) => member.startsWith('created'))).toEqual([])
    expect(answerToMessages(completion).losses).toEqual(['/created dropped debug ENV-8'])
  })

  it('ENV-9, ENV-1: the name that the upstream reports, or the one that was asked for', () => {
    expect([chat['model'], messages['model']]).toEqual(['claude-sonnet-4-6', 'gpt-4o-2024-08-06'])
    const { settings, request, ...more } = asking({ echoRequestedModel: true })
    const aliased = { ...more, settings, request: { ...request, model: 'alias' } }
    expect([answerToChat(message, aliased).body['model'], answerToMessages(completion, aliased).body['model']]).toEqual(['alias', 'alias'])
  })

  it('ENV-10: the body stands in content, or in the first choice’s message', () => {
    expect(chat).toMatchObject({ choices: [{ index: 0, message: { content: 'Hello' } }] })
    expect(messages['content']).toEqual([{ type: 'text', text: 'Hello', citations: null }])
    expect([...Object.keys(chat), ...Object.keys(messages)]).not.toContain('output_text')
  })

  it('ENV-11: the end stands in the choice, or in the three members of Messages', () => {
    expect(chat).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
    expect(messages).toMatchObject({ stop_reason: 'end_turn', stop_sequence: null, stop_details: null })
  })

  it('ENV-12: the tier stands in the answer, or in its usage', () => {
    expect([chat['service_tier'], messages['usage']]).toEqual(['priority', expect.objectContaining({ service_tier: 'priority' })])
  })

  it('ENV-3: every member that a client of Chat counts on', () => {
    expect(chat).toEqual({
      id: 'chatcmpl-msg_01AbC',
      object: 'chat.completion',
      created: now,
      model: 'claude-sonnet-4-6',
      service_tier: 'priority',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, finish_reason: 'stop', logprobs: null }],
      usage: {
        prompt_tokens: 3,
        completion_tokens: 2,
        total_tokens: 5,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      },
    })
  })

  it('ENV-3, VER-1, VER-7: every member that a client of Messages counts on', () => {
    expect(messages).toEqual({ ...message, id: 'msg_chatcmpl-9xYz', model: 'gpt-4o-2024-08-06' })
  })

  it('ENV-4: of several answers that nobody asked for the first counts', () => {
    const second = { ...choice, index: 1, message: { role: 'assistant', content: 'Other', refusal: null } }
    const { body, losses } = answerToMessages({ ...completion, choices: [choice, second] })
    expect(body['content']).toEqual([{ type: 'text', text: 'Hello', citations: null }])
    expect(losses).toContain('/choices/1 dropped debug ENV-4')
  })

  it('ENV-5: what only its provider knows is carried', () => {
    expect(answerToChat({ ...message, container: { id: 'c', expires_at: '2026-01-01T00:00:00Z' } }).losses).toEqual([
      '/container carried info ENV-5',
    ])
    const told = answerToMessages({ ...completion, system_fingerprint: 'fp_1', moderation: { flagged: false } }).losses
    expect(told).toContain('/system_fingerprint carried info ENV-5')
    expect(told).toContain('/moderation carried info ENV-5')
  })
})

describe('ids', () => {
  it.each([
    ['abc-DEF_1', 'abc-DEF_1'],
    ['a/b', 'a_2fb'],
    ['é:1', '_c3_a9_3a1'],
  ])('ID-1: the upstream’s id %s is %s behind the client’s prefix, every time', (id, written) => {
    for (let time = 0; time < 2; time++) {
      expect(answerToChat({ ...message, id }).body['id']).toBe(`chatcmpl-${written}`)
      expect(answerToMessages({ ...completion, id }).body['id']).toBe(`msg_${written}`)
    }
  })

  it('ID-1: all events of a stream have it', () => {
    const chunk = (delta: JsonObject, finish_reason: string | null = null) => ({
      id: 'x/1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason, logprobs: null }],
    })
    expect(endedForMessages([chunk({ content: 'a' }), chunk({}, 'stop'), '[DONE]'])[0]).toMatchObject({
      data: { message: { id: 'msg_x_2f1' } },
    })
    const ids = endedForChat([
      { type: 'message_start', message: { ...message, id: 'x/1', content: [], stop_reason: null } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]).flatMap((line) => (typeof line === 'string' ? [] : [line.data['id']]))
    expect(ids).toEqual(Array.from({ length: 4 }, () => 'chatcmpl-x_2f1'))
  })
})

describe('usage', () => {
  it('USE-7: beta iterations stay out of the totals and are carried', () => {
    const iterations = [
      {
        type: 'compaction',
        input_tokens: 900,
        output_tokens: 90,
        cache_creation: null,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      },
      {
        type: 'message',
        input_tokens: 3,
        output_tokens: 2,
        cache_creation: null,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      },
    ]
    const { body, losses } = answerToChat({ ...message, usage: { ...(message['usage'] as JsonObject), iterations } })
    expect(body['usage']).toMatchObject({ prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 })
    expect(losses).toEqual(['/usage/iterations carried info USE-7'])
  })

  it('EMA-10: a Messages upstream’s usage at the start reaches a Messages client', () => {
    const usage = {
      ...(message['usage'] as JsonObject),
      input_tokens: 5,
      cache_read_input_tokens: 7,
      cache_creation_input_tokens: 3,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 3 },
    }
    const start = { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } }
    const machine = translateStream(anthropicMessages, anthropicMessages, asking())
    const [text = ''] = machine.push(new TextEncoder().encode(`event: message_start\ndata: ${JSON.stringify(start)}\n\n`))
    expect(JSON.parse(text.split('data: ')[1] ?? '')).toEqual(start)
  })
})
