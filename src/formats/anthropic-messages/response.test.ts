import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Response, StopReason } from '../../interlingua/response.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { translateResponse } from '../../translate/translate.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const usage = {
  input_tokens: 3,
  output_tokens: 9,
  cache_creation_input_tokens: 2,
  cache_read_input_tokens: 5,
  cache_creation: { ephemeral_1h_input_tokens: 2, ephemeral_5m_input_tokens: 0 },
  output_tokens_details: { thinking_tokens: 4 },
  server_tool_use: null,
  service_tier: 'batch',
  inference_geo: 'us',
  speed: null,
}
const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 'S' },
    { type: 'redacted_thinking', data: 'D' },
    { type: 'text', text: 'Hi', citations: null },
    { type: 'tool_use', id: 't', name: 'w', input: { b: 1 }, caller: { type: 'direct' } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  stop_details: null,
  usage,
  container: { id: 'c', expires_at: '2026-11-22T00:00:00Z', skills: null },
  diagnostics: null,
}

function decoded(members: JsonObject = {}) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const response = format.response.decode({ ...message, ...members }, ledger, blankExchange().context)
  return { response, losses: ledger.settled(null, 'other').losses.map(({ path, rule, level }) => [path, rule, level]) }
}

describe('reading an answer', () => {
  it('RSP-1, RSP-2, RSP-3: blocks become parts in their order', () => {
    expect(decoded().response.parts).toEqual([
      { kind: 'thinking', at: '/content/0', text: 'hm', seal: 'S', redacted: false },
      { kind: 'thinking', at: '/content/1', text: '', seal: 'D', redacted: true },
      { kind: 'text', at: '/content/2', text: 'Hi', cache: null },
      { kind: 'toolCall', at: '/content/3', id: 't', name: 'w', arguments: '{"b":1}', freeform: false, cache: null },
    ])
  })

  it('USE-1, USE-6: input is the sum of three counters', () => {
    expect(decoded().response.usage).toMatchObject({
      input: 10,
      output: 9,
      cacheRead: 5,
      cacheWrite: 2,
      reasoning: 4,
      serviceTier: 'default',
    })
  })

  it.each([
    ['standard', 'default'],
    ['priority', 'priority'],
    ['batch', 'default'],
  ])('USE-6: the tier %s is %s', (service_tier, tier) => {
    expect(decoded({ usage: { ...usage, service_tier } }).response.usage.serviceTier).toBe(tier)
  })

  it('ENV-5, L12, USE-6: what has no home elsewhere is carried', () => {
    expect(decoded().losses).toEqual([
      ['/usage/service_tier', 'USE-6', 'info'],
      ['/container', 'ENV-5', 'info'],
      ['/usage/cache_creation', 'L12', 'info'],
      ['/usage/inference_geo', 'L12', 'info'],
    ])
  })

  it.each<[string, StopReason]>([
    ['end_turn', 'end'],
    ['stop_sequence', 'stopSequence'],
    ['tool_use', 'toolCalls'],
    ['max_tokens', 'maxTokens'],
    ['model_context_window_exceeded', 'contextWindow'],
    ['refusal', 'refusal'],
    ['pause_turn', 'pause'],
    ['compaction', 'compaction'],
  ])('STOP-A-1 to STOP-A-8: %s is %s, and back', (stop_reason, reason) => {
    expect(decoded({ stop_reason }).response.stop.reason).toBe(reason)
    expect(translateResponse(format, format, { ...message, stop_reason }).value['stop_reason']).toBe(stop_reason)
  })

  it('STOP-A-6: a refusal has its category and explanation', () => {
    const stop_details = { type: 'refusal', category: 'bio', explanation: 'Not this.' }
    expect(decoded({ stop_reason: 'refusal', stop_details }).response.stop).toMatchObject({
      reason: 'refusal',
      sequence: null,
      category: 'bio',
      explanation: 'Not this.',
    })
  })

  it('STOP-A-9: an answer without a reason of its end is a fault', () => {
    expect(decoded({ stop_reason: null }).losses).toContainEqual(['/stop_reason', 'STOP-A-9', 'never'])
  })

  it('RSP-4: citations are carried, of a page on the web all but its address and title', () => {
    const page = { type: 'web_search_result_location', url: 'https://a.test', title: null, cited_text: 'x', encrypted_index: 'e' }
    const content = [{ type: 'text', text: 'x', citations: [{ type: 'char_location' }, page] }]
    const { losses } = decoded({ content })
    expect(losses.filter(([, rule]) => rule === 'RSP-4')).toEqual([
      ['/content/0/citations/0', 'RSP-4', 'info'],
      ['/content/0/citations/1/cited_text', 'RSP-4', 'info'],
      ['/content/0/citations/1/encrypted_index', 'RSP-4', 'info'],
    ])
    const cited = { ...message, content }
    expect(translateResponse(format, format, cited)).toMatchObject({ value: { content }, losses: [] })
  })

  it('CAR-1: an answer that comes back to its own format is what it was', () => {
    const { value, losses } = translateResponse(format, format, { ...message, new_member: 1 })
    expect(value).toEqual({ ...message, new_member: 1 })
    expect(losses).toEqual([])
  })
})

const answer: Response = {
  id: 'chatcmpl-9:x',
  model: 'gpt-4o',
  created: 1,
  parts: [],
  stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null },
  usage: unknownUsage,
}
const call = (args: string, freeform = false): Part => ({
  kind: 'toolCall',
  at: '/c',
  id: 't',
  name: 'w',
  arguments: args,
  freeform,
  cache: null,
})

function encoded(response: Partial<Response>) {
  const ledger = new Ledger('openai-chat', { rule: 'ENV-5', why: '', level: 'info' })
  const body = format.response.encode({ ...answer, ...response }, ledger, blankExchange())
  const valid = validators['2026-10-21'].response(body)
  expect(valid ? null : validators['2026-10-21'].response.errors).toBeNull()
  return { body, losses: ledger.losses.map(({ rule, level }) => `${rule} ${level}`) }
}

describe('writing an answer', () => {
  it('ENV-3, ID-1, VER-1: all members are there, the id is foreign but Anthropic’s', () => {
    expect(encoded({ parts: [{ kind: 'text', at: '', text: 'Hi', cache: null }] }).body).toEqual({
      id: 'msg_chatcmpl-9_3ax',
      type: 'message',
      role: 'assistant',
      model: 'gpt-4o',
      content: [{ type: 'text', text: 'Hi', citations: null }],
      stop_reason: 'end_turn',
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
    })
  })

  it('USE-3: counters become disjoint, and none is negative', () => {
    const spent = (input: number, cacheRead: number | null, cacheWrite: number | null) =>
      encoded({ usage: { ...unknownUsage, input, output: 7, cacheRead, cacheWrite, reasoning: 9, serviceTier: 'flex' } }).body['usage']
    expect(spent(10, 4, null)).toMatchObject({
      input_tokens: 6,
      cache_read_input_tokens: 4,
      cache_creation_input_tokens: 0,
      output_tokens: 7,
    })
    expect(spent(10, 8, 5)).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 8, cache_creation_input_tokens: 2 })
    expect(spent(10, 20, 5)).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 10, cache_creation_input_tokens: 0 })
    expect(spent(10, null, null)).toMatchObject({ output_tokens_details: { thinking_tokens: 7 }, service_tier: 'standard' })
  })

  it('STOP-C-1, STOP-C-2, STOP-C-4: calls and refusals tell more than the upstream’s reason', () => {
    const reason = (stop: StopReason, ...parts: Part[]) => encoded({ parts, stop: { ...answer.stop, reason: stop } }).body['stop_reason']
    expect(reason('end', call('{}'))).toBe('tool_use')
    expect(reason('maxTokens', call('{}'))).toBe('max_tokens')
    expect(reason('end', { kind: 'refusal', at: '', text: 'No.' })).toBe('refusal')
    expect(reason('toolCalls')).toBe('end_turn')
  })

  it('explains a refusal in the upstream’s words, else the words of the refusal', () => {
    const refusal: Part = { kind: 'refusal', at: '', text: 'No.' }
    const explained = (explanation: string | null): unknown =>
      encoded({ parts: [refusal, refusal], stop: { ...answer.stop, reason: 'refusal', explanation } }).body['stop_details']
    expect(explained('Not this.')).toEqual({ type: 'refusal', category: null, explanation: 'Not this.' })
    expect(explained(null)).toEqual({ type: 'refusal', category: null, explanation: 'No.No.' })
  })

  it('ID-1: every byte that an id may not hold is two digits', () => {
    expect(['a\nb', 'é', '😀'].map((id) => encoded({ id }).body['id'])).toEqual(['msg_a_0ab', 'msg__c3_a9', 'msg__f0_9f_98_80'])
  })

  it('TR-3: a call’s id that Anthropic refuses is replaced, the same by the same', () => {
    const ids = ['functions.read:0', 'functions.read:1', 'functions.read:0', 'call_1', `c${'1'.repeat(80)}`]
    const { body } = encoded({ parts: ids.map((id) => ({ ...call('{}'), id })) })
    const written = (body['content'] as JsonObject[]).map((block) => block['id'])
    expect(written).toEqual([expect.stringMatching(/^call_[a-z2-7]{26}$/), expect.any(String), written[0], 'call_1', ids[4]])
    expect(written[1]).not.toBe(written[0])
  })

  it('STOP-C-5: a content filter is a refusal with details', () => {
    const { body } = encoded({ stop: { ...answer.stop, reason: 'contentFilter' } })
    expect([body['stop_reason'], body['stop_details']]).toEqual(['refusal', { type: 'refusal', category: null, explanation: null }])
  })

  it('TR-5, TR-9: arguments that are no object are shown as what they are, those cut by the limit are left out', () => {
    const content = (reason: StopReason, ...parts: Part[]) => encoded({ parts, stop: { ...answer.stop, reason } }).body['content']
    expect(content('toolCalls', call(''), call('x'), call('ls', true))).toMatchObject([
      { input: {} },
      { input: { INVALID_JSON: 'x' } },
      { input: { input: 'ls' } },
    ])
    expect(content('toolCalls', call('[1]'), call('null'), call('"ls"'))).toMatchObject([
      { input: { INVALID_JSON: '[1]' } },
      { input: { INVALID_JSON: 'null' } },
      { input: { INVALID_JSON: '"ls"' } },
    ])
    expect(content('maxTokens', call('{"a":'))).toEqual([])
    expect(content('contextWindow', call('{"a":'))).toEqual([])
    expect(encoded({ parts: [call('{"a":')], stop: { ...answer.stop, reason: 'maxTokens' } }).losses).toContain('TR-9 warn')
  })

  it('RSP-5, RSP-6, RSP-15: empty text is no block, a refusal is text, no content is legal', () => {
    expect(encoded({ parts: [{ kind: 'text', at: '', text: '', cache: null }] }).body['content']).toEqual([])
    expect(encoded({ parts: [{ kind: 'refusal', at: '', text: 'No.' }] }).body['content']).toEqual([
      { type: 'text', text: 'No.', citations: null },
    ])
  })

  it('ENV-1: the model is the upstream’s, or the one asked for', () => {
    const asked = blankExchange()
    const ledger = new Ledger('openai-chat', { rule: '', why: '', level: 'info' })
    const echo = { ...asked, request: { ...asked.request, model: 'alias' }, settings: { ...asked.settings, echoRequestedModel: true } }
    expect([asked, echo].map((each) => format.response.encode(answer, ledger, each)['model'])).toEqual(['gpt-4o', 'alias'])
  })
})
