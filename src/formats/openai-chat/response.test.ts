import { describe, expect, it } from 'vitest'
import type { Part } from '../../interlingua/part.ts'
import type { Response, StopReason } from '../../interlingua/response.ts'
import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const context = createContext({ secret: 's', now: () => 9000 })

function decoded(message: object, finish_reason: string | null = 'stop', more: object = {}) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const choices = [{ index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason, logprobs: null }]
  const body = { id: 'chatcmpl-1', object: 'chat.completion', created: 7, model: 'm', choices, ...more }
  const response = format.response.decode(body, ledger, context)
  return { response, losses: ledger.settled(null, 'other').losses.map(({ path, rule, level }) => [path, rule, level]) }
}

const text: Part = { kind: 'text', at: '', text: 'hi', cache: null }
const call: Part = { kind: 'toolCall', at: '', id: 'a', name: 'f', arguments: '{}', freeform: false, cache: null }
const refused: Part = { kind: 'refusal', at: '', text: 'no' }

function encoded(
  parts: readonly Part[],
  reason: StopReason = 'end',
  more: Partial<Response> & { readonly explanation?: string } = {},
  echo = false,
) {
  const { explanation = null, ...others } = more
  const stop = { at: {}, reason, sequence: null, category: null, explanation }
  const ledger = new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'info' })
  const asked = { ...blankExchange(defaultSettings, context), settings: { ...defaultSettings, echoRequestedModel: echo } }
  const request = { ...asked.request, model: 'alias' }
  const body = format.response.encode(
    { id: 'msg_1', model: 'claude', created: null, parts, stop, usage: unknownUsage, ...others },
    ledger,
    { ...asked, request },
  )
  const { choices, ...envelope } = body
  const [choice] = choices as [{ message: object; finish_reason: string }]
  return {
    body,
    envelope,
    message: choice.message,
    finish: choice.finish_reason,
    losses: ledger.losses.map(({ rule, level }) => [rule, level]),
  }
}

describe('answers of a Chat upstream', () => {
  it('RSP-5 to RSP-7, RSP-14: text, refusal and calls in this order', () => {
    const { response, losses } = decoded(
      { content: 'hi', tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }] },
      'tool_calls',
    )
    expect(response).toMatchObject({
      id: 'chatcmpl-1',
      model: 'm',
      created: 7,
      parts: [
        { kind: 'text', text: 'hi', at: '/choices/0/message/content' },
        { kind: 'toolCall', id: 'a', name: 'f', arguments: '{"a":1}', at: '/choices/0/message/tool_calls/0' },
      ],
      stop: { reason: 'toolCalls' },
    })
    expect(losses).toEqual([])
  })

  it('EVC-6: calls without ids get them from the answer’s id and their place', () => {
    const nameless = { type: 'function', function: { name: 'f', arguments: '{}' } }
    const { parts } = decoded({ tool_calls: [nameless, nameless] }, 'tool_calls').response
    expect(parts).toMatchObject([{ id: 'call_9cba186aa2828aa8bdc88106' }, { id: 'call_67029156975f1ef2459b0d6d' }])
  })

  it.each<[string, object, string | null, StopReason]>([
    ['STOP-C-1', { tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] }, 'stop', 'toolCalls'],
    ['STOP-C-2', { content: 'a' }, 'stop', 'end'],
    ['STOP-C-2', { refusal: 'no' }, 'stop', 'refusal'],
    ['STOP-C-3', { content: 'a' }, 'length', 'maxTokens'],
    ['STOP-C-4', { content: 'a' }, 'tool_calls', 'end'],
    ['STOP-C-5', { content: 'a' }, 'content_filter', 'contentFilter'],
    ['STOP-C-6', { content: 'a' }, 'tired', 'end'],
    ['§13-15', { content: 'a' }, '', 'end'],
  ])('%s: %j with %j ends with %s', (_rule, message, finish, reason) => {
    expect(decoded(message, finish).response.stop.reason).toBe(reason)
  })

  it('ENV-4: of several answers that nobody asked for the first counts', () => {
    const choice = (index: number, content: string) => ({
      index,
      message: { role: 'assistant', content, refusal: null },
      finish_reason: 'stop',
      logprobs: null,
    })
    const { response, losses } = decoded({}, 'stop', { choices: [choice(0, 'first'), choice(1, 'second')] })
    expect(response.parts).toMatchObject([{ kind: 'text', text: 'first' }])
    expect(losses).toEqual([['/choices/1', 'ENV-4', 'debug']])
  })

  it('RSP-8: pages that the text rests on', () => {
    const annotations = [{ type: 'url_citation', url_citation: { start_index: 0, end_index: 1, title: 't', url: 'u' } }]
    const { response, losses } = decoded({ content: 'hi', annotations })
    const at = '/choices/0/message/annotations'
    expect(response.parts).toEqual([
      { kind: 'text', at: '/choices/0/message/content', text: 'hi', cache: null, cited: [{ url: 'u', title: 't', start: 0, end: 1, at }] },
    ])
    expect(losses).toEqual([])
  })

  it('EVX-1: log probabilities of the text', () => {
    const token = { token: 'hi', logprob: -0.5, bytes: [104, 105], top_logprobs: [{ token: 'ho', logprob: -1, bytes: null }] }
    const answer = { content: 'hi', role: 'assistant' }
    const { response, losses } = decoded({}, 'stop', {
      choices: [{ index: 0, message: answer, finish_reason: 'stop', logprobs: { content: [token] } }],
    })
    expect(response.parts).toMatchObject([
      {
        logprobs: {
          at: '/choices/0/logprobs',
          tokens: [{ token: 'hi', logprob: -0.5, bytes: [104, 105], top: [{ token: 'ho', logprob: -1, bytes: null }] }],
        },
      },
    ])
    expect(losses).toEqual([])
  })

  it('RSP-9, ENV-5: what other formats have no place for is carried', () => {
    const { losses } = decoded({ content: 'hi', audio: { id: 'x' } }, 'stop', { system_fingerprint: 'fp', provider: 'p' })
    expect(losses).toEqual([
      ['/system_fingerprint', 'ENV-5', 'info'],
      ['/provider', 'ENV-5', 'info'],
      ['/choices/0/message/audio', 'RSP-9', 'warn'],
    ])
  })

  it('finds an input that is not told in the total', () => {
    const { usage } = decoded({ content: 'hi' }, 'stop', { usage: { completion_tokens: 7, total_tokens: 17 } }).response
    expect(usage).toMatchObject({ input: 10, output: 7 })
    const unknown = decoded({ content: 'hi' }, 'stop', { usage: { total_tokens: 17 } }).response.usage
    expect(unknown).toMatchObject({ input: null, output: null })
  })

  it('USE-3, USE-4: counters as the hub has them', () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 7,
      total_tokens: 17,
      prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2, audio_tokens: 1 },
      completion_tokens_details: { reasoning_tokens: 3 },
    }
    const { response, losses } = decoded({ content: 'a' }, 'stop', { usage, service_tier: 'priority' })
    expect(response.usage).toEqual({ input: 10, output: 7, cacheRead: 4, cacheWrite: 2, reasoning: 3, serviceTier: 'priority', raw: usage })
    expect(losses).toEqual([['/usage/prompt_tokens_details/audio_tokens', 'USE-4', 'info']])
    expect(decoded({ content: 'a' }).response.usage).toMatchObject({ input: null, output: null })
  })
})

describe('answers for a Chat client', () => {
  it('EVX-1, RSP-4: log probabilities and the spans of cited pages', () => {
    const tokens = [{ token: 'hi', logprob: -0.5, bytes: null, top: [{ token: 'ho', logprob: -1, bytes: [1] }] }]
    const cited = [
      { url: 'u', title: 't', start: 1, end: 2 },
      { url: 'v', title: '' },
    ]
    const { body, message } = encoded([{ ...text, cited, logprobs: { at: '', tokens } }])
    expect(message).toMatchObject({
      annotations: [
        { type: 'url_citation', url_citation: { start_index: 1, end_index: 2, title: 't', url: 'u' } },
        { type: 'url_citation', url_citation: { start_index: 0, end_index: 2, title: '', url: 'v' } },
      ],
    })
    const told = { token: 'hi', logprob: -0.5, bytes: null, top_logprobs: [{ token: 'ho', logprob: -1, bytes: [1] }] }
    expect(body['choices']).toMatchObject([{ logprobs: { content: [told], refusal: null } }])
  })

  it('ID-1, ENV-1 to ENV-3: the envelope', () => {
    const { body, envelope, message } = encoded([text])
    expect(envelope).toEqual({ id: 'chatcmpl-msg_1', object: 'chat.completion', created: 9, model: 'claude' })
    expect(message).toEqual({ role: 'assistant', content: 'hi', refusal: null })
    expect(validators.v1.response(body)).toBe(true)
    expect(encoded([text], 'end', { id: 'msg/ü' }).envelope).toMatchObject({ id: 'chatcmpl-msg_2f_c3_bc' })
    expect(encoded([text], 'end', {}, true).envelope).toMatchObject({ model: 'alias' })
  })

  it('TOOL-21: a client that offered functions reads a function call, and that it is why the answer ended', () => {
    const asked = blankExchange(defaultSettings, context)
    const legacy = { ...asked, request: { ...asked.request, at: { tools: '/functions' } } }
    const stop = { at: {}, reason: 'toolCalls', sequence: null, category: null, explanation: null } as const
    const answer: Response = { id: 'msg_1', model: 'claude', created: null, parts: [call], stop, usage: unknownUsage }
    const ledger = new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'info' })
    expect(format.response.encode(answer, ledger, legacy)['choices']).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: null, refusal: null, function_call: { name: 'f', arguments: '{}' } },
        finish_reason: 'function_call',
        logprobs: null,
      },
    ])
  })

  it('ENV-3, RSP-15: calls alone have null content, nothing at all the empty text', () => {
    expect(encoded([call], 'toolCalls').message).toEqual({
      role: 'assistant',
      content: null,
      refusal: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    })
    expect(encoded([]).message).toEqual({ role: 'assistant', content: '', refusal: null })
  })

  it.each<[string, StopReason, string]>([
    ['STOP-A-1', 'end', 'stop'],
    ['STOP-A-2', 'stopSequence', 'stop'],
    ['STOP-A-3', 'toolCalls', 'tool_calls'],
    ['STOP-A-4', 'maxTokens', 'length'],
    ['STOP-A-5', 'contextWindow', 'length'],
    ['STOP-A-6', 'refusal', 'content_filter'],
    ['STOP-C-5', 'contentFilter', 'content_filter'],
    ['STOP-A-7', 'pause', 'length'],
    ['STOP-A-8', 'compaction', 'stop'],
  ])('%s: %s is told as %s', (_rule, reason, finish) => {
    expect(encoded([text], reason).finish).toBe(finish)
  })

  it('STOP-A-6, STOP-R-2: explanations and refusals', () => {
    expect(encoded([text], 'refusal', { explanation: 'not that' }).message).toMatchObject({ content: 'hi', refusal: 'not that' })
    expect(encoded([refused], 'refusal')).toMatchObject({ finish: 'stop', message: { content: null, refusal: 'no' } })
  })

  it('USE-1, USE-5: counters, or no usage at all', () => {
    const usage: Usage = { ...unknownUsage, input: 10, output: 7, cacheRead: 4, cacheWrite: 1, serviceTier: 'priority' }
    expect(encoded([text], 'end', { usage }).envelope).toMatchObject({
      service_tier: 'priority',
      usage: {
        prompt_tokens: 10,
        completion_tokens: 7,
        total_tokens: 17,
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
      },
    })
    expect(encoded([text]).envelope).not.toHaveProperty('usage')
  })

  it('LAW-12: the end of an answer survives the way through Chat', () => {
    for (const [reason, parts] of [
      ['end', [text]],
      ['toolCalls', [call]],
      ['maxTokens', [text]],
      ['refusal', [refused]],
    ] as const) {
      const { body } = encoded(parts, reason)
      expect(format.response.decode(body, new Ledger(format.name, format.unknownMembers.response), context).stop.reason).toBe(reason)
    }
  })
})
