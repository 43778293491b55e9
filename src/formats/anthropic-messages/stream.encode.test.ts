import Anthropic from '@anthropic-ai/sdk'
import Anthropic0 from 'anthropic-sdk-0'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { fault } from '../../interlingua/fault.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Stop } from '../../interlingua/response.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import format from './format.ts'
import { closed, delta, encoded, framesOf, opened } from './stream.fixture.ts'

const stop = (reason: Stop['reason']): Event => ({
  type: 'stop',
  stop: { at: {}, reason, sequence: null, category: null, explanation: null },
})
const begin: Event = { type: 'start', id: 'chatcmpl-1', model: 'gpt-4o', created: 1, serviceTier: null }
const open = (key: number, kind: 'text' | 'refusal' = 'text'): Event => ({ type: 'open', key, at: '', kind })
const openCall = (key: number, name: string, freeform = false): Event => ({
  type: 'open',
  key,
  at: '',
  kind: 'toolCall',
  id: `t${key}`,
  name,
  freeform,
})
const said = (key: number, words: string): Event => ({ type: 'delta', key, text: words })
const close = (key: number): Event => ({ type: 'close', key })
const end: Event = { type: 'end' }
const spent: Event = { type: 'usage', usage: { ...unknownUsage, input: 10, cacheRead: 4, output: 7 } }

/** E2: text, then two calls whose arguments interleave. */
const interleaved: Event[] = [
  begin,
  open(0),
  said(0, 'Hel'),
  said(0, 'lo'),
  openCall(1, 'w'),
  openCall(2, 'v'),
  said(1, '{"c":'),
  said(2, '{}'),
  said(1, '1}'),
  close(0),
  close(1),
  close(2),
  spent,
  stop('toolCalls'),
  end,
]

describe('writing a stream', () => {
  it('EMA-8, EMA-9: nothing follows the end, neither another nor an error', () => {
    const whole = encoded(interleaved)
    expect(whole.at(-1)).toEqual({ type: 'message_stop' })
    expect(encoded([...interleaved, end, { type: 'fail', fault: fault('upstream', 'too late') }])).toEqual(whole)
  })

  it('TR-3: a call starts with an id that Anthropic takes, the one it has in a whole answer', () => {
    const call: Event = { type: 'open', key: 0, at: '', kind: 'toolCall', id: 'functions.w:0', name: 'w', freeform: false }
    const started = (source: string): unknown => encoded([begin, call], source)[1]?.['content_block']
    expect(started('openai-chat')).toMatchObject({ type: 'tool_use', id: expect.stringMatching(/^call_[a-z2-7]{26}$/) })
    expect(started('anthropic-messages')).toMatchObject({ id: 'functions.w:0' })
  })

  it('EMA-1, EMA-3, STR-2: blocks follow one another, with all members (E2)', () => {
    expect(encoded(interleaved)).toEqual([
      {
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
          usage: {
            input_tokens: 0,
            output_tokens: 0,
            cache_creation: null,
            cache_creation_input_tokens: null,
            cache_read_input_tokens: null,
            inference_geo: null,
            output_tokens_details: null,
            server_tool_use: null,
            service_tier: null,
            speed: null,
          },
        },
      },
      opened(0, { type: 'text', text: '', citations: null }),
      delta(0, 'text_delta', 'text', 'Hel'),
      delta(0, 'text_delta', 'text', 'lo'),
      closed(0),
      opened(1, { type: 'tool_use', id: 't1', name: 'w', input: {}, caller: { type: 'direct' } }),
      delta(1, 'input_json_delta', 'partial_json', '{"c":'),
      delta(1, 'input_json_delta', 'partial_json', '1}'),
      closed(1),
      opened(2, { type: 'tool_use', id: 't2', name: 'v', input: {}, caller: { type: 'direct' } }),
      delta(2, 'input_json_delta', 'partial_json', '{}'),
      closed(2),
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null, stop_details: null, container: null },
        usage: {
          input_tokens: 6,
          cache_read_input_tokens: 4,
          cache_creation_input_tokens: 0,
          output_tokens: 7,
          output_tokens_details: null,
          server_tool_use: null,
        },
      },
      { type: 'message_stop' },
    ])
  })

  it('SSE-2: every frame is named after its type', () => {
    for (const frame of framesOf(interleaved, 'openai-chat')) {
      expect('event' in frame && frame.event).toBe('data' in frame && (JSON.parse(frame.data) as JsonObject)['type'])
    }
  })

  it('EMA-2: one whole signature, just before the stop', () => {
    const events: Event[] = [
      begin,
      { type: 'open', key: 0, at: '', kind: 'thinking', redacted: false },
      said(0, 'h'),
      { type: 'seal', key: 0, data: 'S' },
      close(0),
      stop('end'),
      end,
    ]
    expect(encoded(events).slice(1, 5)).toEqual([
      opened(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, 'thinking_delta', 'thinking', 'h'),
      delta(0, 'signature_delta', 'signature', 'S'),
      closed(0),
    ])
  })

  it('EMA-5: a call without arguments has one delta {}', () => {
    expect(encoded([begin, openCall(0, 'w'), close(0), stop('toolCalls'), end])[2]).toEqual(
      delta(0, 'input_json_delta', 'partial_json', '{}'),
    )
  })

  it('STR-CA-7: text that is no object is wrapped at the close', () => {
    const events = [begin, openCall(0, 'w'), said(0, ' [1'), said(0, ']'), close(0), stop('toolCalls'), end]
    expect(encoded(events)[2]).toEqual(delta(0, 'input_json_delta', 'partial_json', '{"INVALID_JSON":" [1]"}'))
  })

  it('STR-CA-7: arguments that break, or end incomplete without a reason, end the stream with an error', () => {
    const error = { type: 'error', error: { type: 'api_error', message: 'upstream produced invalid tool arguments' }, request_id: null }
    expect(encoded([begin, openCall(0, 'w'), said(0, '{"a"'), said(0, '}'), close(0), stop('toolCalls'), end]).at(-1)).toEqual(error)
    expect(encoded([begin, openCall(0, 'w'), said(0, '{"a":'), close(0), stop('toolCalls'), end]).at(-1)).toEqual(error)
  })

  it('TR-9: arguments cut by the limit close as they are', () => {
    const frames = encoded([begin, openCall(0, 'w'), said(0, '{"a":'), close(0), stop('maxTokens'), end])
    expect(frames.slice(2)).toMatchObject([
      delta(0, 'input_json_delta', 'partial_json', '{"a":'),
      closed(0),
      { delta: { stop_reason: 'max_tokens' } },
      {},
    ])
  })

  it('STR-CA-7: with buffering every call comes whole', () => {
    const events = [begin, openCall(0, 'w'), said(0, '{"a"'), said(0, ':1}'), close(0), stop('toolCalls'), end]
    expect(encoded(events, 'openai-chat', { toolArguments: 'buffer' })[2]).toEqual(delta(0, 'input_json_delta', 'partial_json', '{"a":1}'))
  })

  it('STR-CA-8: free text is the string of a wrapped input, in pieces', () => {
    const frames = encoded([begin, openCall(0, 'sh', true), said(0, 'a"\n'), said(0, 'b'), close(0), stop('toolCalls'), end])
    const pieces = frames.flatMap(({ delta: each }) =>
      typeof each === 'object' && each !== null && 'partial_json' in each ? [each['partial_json'] as string] : [],
    )
    expect(pieces.join('')).toBe('{"input":"a\\"\\nb"}')
  })

  it('EVC-5, STOP-C-2: a refusal is text and the reason of the end', () => {
    const frames = encoded([begin, open(0, 'refusal'), said(0, 'No.'), close(0), stop('end'), end])
    expect(frames.slice(1, 5)).toMatchObject([
      {},
      delta(0, 'text_delta', 'text', 'No.'),
      {},
      { delta: { stop_reason: 'refusal', stop_details: { type: 'refusal', category: null, explanation: 'No.' } } },
    ])
  })

  it('EVC-5: a refusal in pieces is explained in full', () => {
    const frames = encoded([begin, open(0, 'refusal'), said(0, 'No'), said(0, ', '), said(0, 'not this.'), close(0), stop('end'), end])
    expect(frames.at(-2)).toMatchObject({ delta: { stop_details: { explanation: 'No, not this.' } } })
  })

  it('says nothing after the end', () => {
    expect(encoded([begin, stop('end'), end, { type: 'ping' }, end]).map(({ type }) => type)).toEqual([
      'message_start',
      'message_delta',
      'message_stop',
    ])
  })

  it('STOP-C-1: calls are the reason of the end, whatever the upstream says', () => {
    const frames = encoded([begin, openCall(0, 'w'), said(0, '{}'), close(0), stop('end'), end])
    expect(frames.at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' } })
  })

  it('SER-1: after a fault nothing but the error, and blocks stay open', () => {
    const broken: Event = { type: 'fail', fault: fault('overloaded', 'busy') }
    expect(encoded([begin, open(0), said(0, 'x'), broken]).slice(2)).toEqual([
      delta(0, 'text_delta', 'text', 'x'),
      { type: 'error', error: { type: 'overloaded_error', message: 'busy' }, request_id: null },
    ])
    expect(format.stream.fault(fault('internal', 'oops'), 'req_1')).toEqual({
      event: 'error',
      data: '{"type":"error","error":{"type":"api_error","message":"oops"},"request_id":"req_1"}',
    })
  })

  it('SSE-4: the keep-alive is a ping', () => {
    expect(format.stream.keepAlive).toEqual({ event: 'ping', data: '{"type":"ping"}' })
  })
})

describe('what the official clients make of a stream', () => {
  const body = framesOf(interleaved, 'openai-chat').map((frame) =>
    'data' in frame ? `event: ${frame.event ?? ''}\ndata: ${frame.data}\n\n` : '',
  )
  const answer = async (): Promise<Response> => new Response(body.join(''), { headers: { 'content-type': 'text/event-stream' } })
  const options = { apiKey: 'k', baseURL: 'http://upstream.test', fetch: answer, maxRetries: 0 }
  const ask = { model: 'm', max_tokens: 9, messages: [{ role: 'user' as const, content: 'hi' }] }

  it.each([
    ['1.12.0', async () => new Anthropic(options).messages.stream(ask).finalMessage()],
    ['0.137.0', async () => new Anthropic0(options).messages.stream(ask).finalMessage()],
  ])('EMA-7: SDK %s assembles the message', async (_version, message) => {
    expect(await message()).toMatchObject({
      id: 'msg_chatcmpl-1',
      content: [
        { type: 'text', text: 'Hello' },
        { type: 'tool_use', id: 't1', name: 'w', input: { c: 1 } },
        { type: 'tool_use', id: 't2', name: 'v', input: {} },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 6, cache_read_input_tokens: 4, cache_creation_input_tokens: 0, output_tokens: 7 },
    })
  })
})
