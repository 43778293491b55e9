import OpenAI from 'openai'
import OpenAI6 from 'openai-6'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import { fault } from '../../interlingua/fault.ts'
import { fold } from '../../interlingua/fold.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import { unfold } from '../../interlingua/unfold.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Response as Answer, StopReason } from '../../interlingua/response.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange, type Exchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import { writeFrames } from '../../translate/sse.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const exchange = (includeUsage: boolean, more: Partial<Exchange['request']> = {}): Exchange => {
  const blank = blankExchange(defaultSettings, createContext({ now: () => 5000 }))
  return { ...blank, request: { ...blank.request, streamOptions: { includeUsage, includeObfuscation: null }, ...more } }
}

const fromAnthropic = () => new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'info' })

function frames(events: readonly Event[], asked = exchange(true)): string[] {
  const machine = format.stream.encode(fromAnthropic(), asked)
  return events.flatMap((event) => [...machine.push(event)]).map((frame) => ('data' in frame ? frame.data : `: ${frame.comment}`))
}

const chunks = (events: readonly Event[], asked = exchange(true)): JsonObject[] =>
  frames(events, asked).flatMap((data) => (data.startsWith('{') ? [JSON.parse(data)] : []))

const deltas = (events: readonly Event[], asked = exchange(true)): unknown[] =>
  chunks(events, asked).flatMap((chunk) => (chunk['choices'] as { delta: object }[]).map((choice) => choice.delta))

const part = {
  text: (text: string): Part => ({ kind: 'text', at: '', text, cache: null }),
  thinking: (text: string, seal: string | null = 'sig'): Part => ({ kind: 'thinking', at: '', text, seal, redacted: false }),
  redacted: (seal: string): Part => ({ kind: 'thinking', at: '', text: '', seal, redacted: true }),
  call: (id: string, args: string): Part => ({ kind: 'toolCall', at: '', id, name: 'f', arguments: args, freeform: false, cache: null }),
  refusal: (text: string): Part => ({ kind: 'refusal', at: '', text }),
}

const answer = (parts: readonly Part[], reason: StopReason = 'end', explanation: string | null = null): Answer => ({
  id: 'msg_1',
  model: 'claude',
  created: null,
  parts,
  stop: { at: {}, reason, sequence: null, category: null, explanation },
  usage: { ...unknownUsage, input: 10, output: 7, cacheRead: 4, cacheWrite: 1, reasoning: 2 },
})

describe('frames of a Chat stream', () => {
  it('EMC-9, ENV-3: envelope, order and members', () => {
    const envelope = { id: 'chatcmpl-msg_1', object: 'chat.completion.chunk', created: 5, model: 'claude' }
    const choice = (delta: object, finish_reason: string | null = null) => [{ index: 0, delta, finish_reason, logprobs: null }]
    expect(chunks(unfold(answer([part.text('hi')])))).toEqual([
      { ...envelope, choices: choice({ role: 'assistant', content: null, refusal: null }), usage: null },
      { ...envelope, choices: choice({ content: 'hi' }), usage: null },
      { ...envelope, choices: choice({}, 'stop'), usage: null },
      {
        ...envelope,
        choices: [],
        usage: {
          prompt_tokens: 10,
          completion_tokens: 7,
          total_tokens: 17,
          prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      },
    ])
    expect(frames(unfold(answer([part.text('hi')]))).at(-1)).toBe('[DONE]')
  })

  it('a later report of usage keeps what it does not know of the earlier one', () => {
    const [start, ...rest] = unfold({ ...answer([]), usage: { ...unknownUsage, output: 9, serviceTier: 'priority' } })
    const early: Event = { type: 'usage', usage: { ...unknownUsage, input: 10, output: 1, cacheRead: 4 } }
    expect(chunks(start ? [start, early, ...rest] : []).at(-1)).toMatchObject({
      service_tier: 'priority',
      usage: { prompt_tokens: 10, completion_tokens: 9, total_tokens: 19, prompt_tokens_details: { cached_tokens: 4 } },
    })
  })

  it('EMC-2: without include_usage there is no usage anywhere', () => {
    const plain = chunks(unfold(answer([part.text('hi')])), exchange(false))
    expect(plain).toHaveLength(3)
    expect(plain.some((chunk) => 'usage' in chunk)).toBe(false)
  })

  it('EVA-6, EVA-8, RSN-8: reasoning streams, and its blocks come once when the run is over', () => {
    const said = deltas(unfold(answer([part.thinking('hm'), part.redacted('blob'), part.text('ok')])))
    expect(said).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { reasoning_content: 'hm' },
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 'sig', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'blob', format: 'anthropic-claude-v1', index: 1 },
        ],
      },
      { content: 'ok' },
      {},
    ])
    const none = { ...exchange(true), settings: { ...defaultSettings, reasoningField: 'none' } } as const
    expect(deltas(unfold(answer([part.thinking('hm'), part.text('ok')])), none)).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { content: 'ok' },
      {},
    ])
  })

  it('EVA-10 to EVA-12, EMC-4: calls one after the other, never without arguments', () => {
    expect(deltas(unfold(answer([part.call('a', '{"x":1}'), part.call('b', '')], 'toolCalls'))).slice(1)).toEqual([
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"x":1}' } }] },
      { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 1, function: { arguments: '{}' } }] },
      {},
    ])
  })

  it('TOOL-21: a client that offered functions is answered with a function call', () => {
    const said = chunks(unfold(answer([part.call('a', '{}')], 'toolCalls')), exchange(false, { at: { tools: '/functions' } }))
    expect(said.map((chunk) => chunk['choices'])).toMatchObject([
      [{ delta: { role: 'assistant' } }],
      [{ delta: { function_call: { name: 'f', arguments: '' } } }],
      [{ delta: { function_call: { arguments: '{}' } } }],
      [{ delta: {}, finish_reason: 'function_call' }],
    ])
  })

  it('CNT-1: texts with something between them are set apart', () => {
    const said = deltas(unfold(answer([part.text('a'), part.text('b'), part.call('x', '{}'), part.text('c')])))
    expect(said).toMatchObject([
      { role: 'assistant' },
      { content: 'a' },
      { content: 'b' },
      {},
      {},
      { content: '\n\n' },
      { content: 'c' },
      {},
    ])
  })

  it('SER-2: an error is a frame without finish and without [DONE]', () => {
    const events: Event[] = [...unfold(answer([part.text('a')])).slice(0, 3), { type: 'fail', fault: fault('overloaded', 'busy') }]
    const said = frames(events)
    expect(JSON.parse(said.at(-1) ?? '')).toEqual({ error: { message: 'busy', type: 'server_error', param: null, code: 'overloaded' } })
    expect(said.some((data) => data === '[DONE]' || data.includes('"finish_reason":"'))).toBe(false)
  })

  it('SSE-4: a keep-alive is a comment', () => {
    expect(format.stream.keepAlive).toEqual({ comment: 'keepalive' })
    expect(frames([{ type: 'start', id: 'x', model: 'm', created: 1, serviceTier: null }, { type: 'ping' }]).at(-1)).toBe(': keepalive')
  })

  it('LAW-7: every frame without extensions is what the specification says', () => {
    const parts = [part.text('ok'), part.call('a', '{}'), part.refusal('no')]
    for (const chunk of chunks(unfold(answer(parts, 'toolCalls')))) {
      expect(validators.v1.event(chunk) || validators.v1.event.errors).toBe(true)
    }
  })
})

const samples: readonly [string, Answer][] = [
  ['text', answer([part.text('hi'), part.text(' there')])],
  ['nothing', answer([])],
  ['parallel calls', answer([part.text('ok'), part.call('a', '{"x":1}'), part.call('b', '')], 'toolCalls')],
  ['calls alone', answer([part.call('a', '{}')], 'toolCalls')],
  ['text around a call', answer([part.text('a'), part.call('a', '{}'), part.text('b')], 'toolCalls')],
  ['reasoning', answer([part.thinking('hm'), part.redacted('blob'), part.text('ok')])],
  ['the limit', answer([part.text('cut')], 'maxTokens')],
  ['a refusal in words', answer([part.refusal('no')], 'refusal')],
  ['a pause', answer([part.text('wait')], 'pause')],
]

/** A client of `Sdk` whose provider answers with our stream of `sample`. */
const body = (sample: Answer): string => {
  const machine = format.stream.encode(fromAnthropic(), exchange(true))
  return writeFrames(unfold(sample).flatMap((event) => [...machine.push(event)]))
}
const options = (sample: Answer) => ({
  apiKey: 'k',
  baseURL: 'http://127.0.0.1/v1',
  maxRetries: 0,
  fetch: async (): Promise<Response> => new Response(body(sample), { headers: { 'content-type': 'text/event-stream' } }),
})
const asked = { model: 'm', messages: [{ role: 'user' as const, content: 'hi' }], stream_options: { include_usage: true } }

/** What the SDK must assemble: our unary answer, as far as both SDKs keep it. */
function unary(sample: Answer): JsonObject {
  const folded = fold(unfold(sample))
  if (!folded?.ok) throw new Error('the sample is no stream')
  return format.response.encode(folded.response, fromAnthropic(), exchange(true))
}

describe('streams in the official SDKs', () => {
  it.each(samples)('LAW-1: openai assembles %s to the unary answer', async (_name, sample) => {
    const completion = await new OpenAI(options(sample)).chat.completions.stream(asked).finalChatCompletion()
    expect(stripped(completion)).toEqual(stripped(unary(sample)))
  })

  // The older SDK takes no empty text, so an answer without anything has null content there.
  it.each(samples.filter(([name]) => name !== 'nothing'))('LAW-1: openai 6 assembles %s to the unary answer', async (_name, sample) => {
    const completion = await new OpenAI6(options(sample)).chat.completions.stream(asked).finalChatCompletion()
    expect(stripped(completion)).toEqual(stripped(unary(sample)))
  })

  it('STOP-A-6: a filtered answer makes the parsing client throw', async () => {
    const sample = unary(answer([part.text('part')], 'refusal', 'not that'))
    const client = new OpenAI({ apiKey: 'k', maxRetries: 0, fetch: async () => Response.json(sample) })
    await expect(client.chat.completions.parse({ model: 'm', messages: asked.messages })).rejects.toThrow('content filter')
  })
})

/** What the SDK adds to a message of its own, and members it leaves undefined, are no part of the comparison. */
function stripped(completion: object): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(completion))
  const drop = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(drop)
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).filter(([member]) => !['parsed', 'parsed_arguments', 'reasoning_content'].includes(member))
    return Object.fromEntries(members.map(([member, inner]) => [member, drop(inner)]))
  }
  return drop(plain)
}
