import { describe, expect, it } from 'vitest'
import { Ledger } from '../../translate/ledger.ts'
import { translateResponse } from '../../translate/translate.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { defaultSettings } from '../../translate/settings.ts'
import { callItem, context, head, opened, reasoningItem, textItem, usage } from './decoding.fixture.ts'
import format from './format.ts'
import { decodeAnswerFault } from './response.decode.ts'

const body = (output: readonly object[], more: object = {}): object => ({ ...head, status: 'completed', output, usage, ...more })

function decoded(output: readonly object[], more: object = {}) {
  const ledger = new Ledger(format.name, format.unknownMembers.response)
  const response = format.response.decode(body(output, more), ledger, context)
  return { response, losses: ledger.settled(null, 'other').losses.map(({ path, rule, level }) => [path, rule, level]) }
}

describe('answers of a Responses upstream', () => {
  it('RSP-10 to RSP-12, RSP-14: reasoning, text and calls in the order of their items', () => {
    const { response, losses } = decoded([reasoningItem(['a', 'b']), textItem('Hello'), callItem('{"a":1}')], { service_tier: 'priority' })
    expect(response).toMatchObject({
      id: 'resp_1',
      model: 'gpt-5',
      created: 7,
      at: { created: '/created_at' },
      parts: [
        { kind: 'thinking', at: '/output/0', text: 'a\n\nb', redacted: false },
        { kind: 'text', at: '/output/1/content/0', text: 'Hello' },
        { kind: 'toolCall', at: '/output/2', id: 'call_1', name: 'f', arguments: '{"a":1}', freeform: false },
      ],
      stop: { reason: 'toolCalls', at: { reason: '/status' } },
      usage: { input: 10, output: 7, cacheRead: 4, cacheWrite: 0, reasoning: 2, serviceTier: 'priority' },
    })
    expect(losses).toEqual([
      ['/output/1/id', 'L24', 'debug'],
      ['/output/1/status', 'RI-2', 'debug'],
      ['/output/2/id', 'L24', 'debug'],
      ['/output/2/status', 'RI-2', 'debug'],
    ])
  })

  it('LAW-23, RSP-4, EVC-11: what is said of a text without words is told', () => {
    const page = { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 0 }
    const token = { token: 'a', logprob: 0, bytes: [97], top_logprobs: [] }
    const content = [{ type: 'output_text', text: '', annotations: [page], logprobs: [token] }]
    const { response, losses } = decoded([{ type: 'message', role: 'assistant', content }])
    expect(response.parts).toEqual([])
    expect(losses).toEqual([
      ['/output/0/content/0/annotations/0', 'RSP-4', 'debug'],
      ['/output/0/content/0/logprobs', 'EVC-11', 'debug'],
    ])
  })

  it('RSN-3: the seal of reasoning holds its item, of which the text can be cut back', () => {
    const [part] = decoded([reasoningItem(['one', 'three'])]).response.parts
    expect(opened(part?.kind === 'thinking' ? part.seal : null)).toEqual({
      v: 1,
      src: 'r',
      model: 'gpt-5',
      kind: 'reasoning',
      data: { id: 'rs_1', encrypted_content: 'E', summary: [3, 5] },
    })
  })

  it('RSN-3, EVR-5: of the reasoning itself and its summary the former is read', () => {
    const both = reasoningItem(['sum'], { content: [{ type: 'reasoning_text', text: 'raw' }] })
    const { response, losses } = decoded([both])
    expect(response.parts).toMatchObject([{ kind: 'thinking', text: 'raw' }])
    expect(losses).toEqual([['/output/0/summary', 'EVR-5', 'info']])
    expect(decoded([{ id: 'rs_1', type: 'reasoning', summary: null }]).response.parts).toMatchObject([{ kind: 'thinking', text: '' }])
  })

  it('RSP-11, STOP-R-2: texts and refusals are parts of their own, empty ones are none', () => {
    const content = [
      { type: 'output_text', text: '', annotations: [] },
      { type: 'output_text', text: 'a' },
      { type: 'refusal', refusal: 'no' },
    ]
    expect(decoded([{ id: 'msg_1', type: 'message', role: 'assistant', content }]).response).toMatchObject({
      parts: [
        { kind: 'text', text: 'a', at: '/output/0/content/1' },
        { kind: 'refusal', text: 'no', at: '/output/0/content/2' },
      ],
      stop: { reason: 'refusal' },
    })
  })

  it('RSP-12, TOOL-15: custom calls, and calls of a tool in a namespace', () => {
    const custom = { id: 'ctc_1', type: 'custom_tool_call', call_id: 'call_2', name: 'sql', input: 'select 1' }
    expect(decoded([callItem('{}', { namespace: 'db' }), custom]).response.parts).toMatchObject([
      { id: 'call_1', name: 'db__f', arguments: '{}', freeform: false },
      { id: 'call_2', name: 'sql', arguments: 'select 1', freeform: true },
    ])
  })

  it('RSP-13: items of hosted tools, and unknown ones, belong to their own format', () => {
    const items = [
      { id: 'ws_1', type: 'web_search_call', status: 'completed' },
      { type: 'brand_new', x: 1 },
    ]
    expect(decoded(items).response).toMatchObject({
      parts: [
        {
          kind: 'opaque',
          format: 'openai-responses',
          type: 'web_search_call',
          payload: items[0],
          elsewhere: { rule: 'RSP-13', level: 'warn' },
        },
        { kind: 'opaque', format: 'openai-responses', type: 'brand_new', payload: items[1], elsewhere: { rule: 'RSP-13', level: 'warn' } },
      ],
      stop: { reason: 'end' },
    })
  })

  it('ENV-3, ENV-5: echoes are no loss that counts, facts and unknown members are', () => {
    const { losses } = decoded([], {
      instructions: 'x',
      store: true,
      tools: [],
      tool_usage: { web_search: { num_requests: 1 } },
      brand_new: 1,
    })
    expect(losses).toEqual([
      ['/instructions', 'ENV-3', 'debug'],
      ['/store', 'ENV-3', 'debug'],
      ['/tools', 'ENV-3', 'debug'],
      ['/tool_usage', 'ENV-5', 'info'],
      ['/brand_new', 'ENV-5', 'info'],
    ])
  })

  it('EVX-1: log probabilities stay with their text', () => {
    const token = { token: 'Hello', logprob: -0.5, bytes: [72], top_logprobs: [] }
    expect(decoded([textItem('Hello', { logprobs: [token] })]).response.parts).toMatchObject([
      { logprobs: { at: '/output/0/content/0/logprobs', tokens: [{ token: 'Hello', logprob: -0.5, bytes: [72], top: [] }] } },
    ])
  })

  it.each([
    ['failed', { code: 'rate_limit_exceeded', message: 'slow down' }, 'STOP-R-8', 'rateLimit'],
    ['failed', { code: 'server_error', message: 'boom' }, 'STOP-R-8', 'internal'],
    ['failed', null, 'STOP-R-8', 'internal'],
    ['cancelled', null, 'STOP-R-9', 'upstream'],
    ['queued', null, 'STOP-R-9', 'upstream'],
    ['in_progress', null, 'STOP-R-9', 'upstream'],
  ])('STOP-R-8, STOP-R-9, ERO-18: what is %s is no answer (%o)', (status, error, rule, kind) => {
    expect(decoded([], { status, error }).losses).toContainEqual(['/status', rule, 'never'])
    expect(decodeAnswerFault(body([], { status, error }))).toMatchObject({ kind })
  })

  it('STOP-R-3, ERO-18: what is finished, or stopped by a policy, is an answer', () => {
    expect(decodeAnswerFault(body([]))).toBeNull()
    expect(decodeAnswerFault(body([], { status: undefined }))).toBeNull()
    const policy = { status: 'failed', error: { code: 'misalignment_policy_violation', message: 'no' } }
    expect(decodeAnswerFault(body([], policy))).toBeNull()
    expect(decoded([], policy).response.stop).toMatchObject({ reason: 'refusal', category: null, explanation: 'no' })
  })

  it('LAW-4: an answer comes back to its own format as it was', () => {
    const page = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 0, end_index: 5 }
    const file = { type: 'file_citation', file_id: 'file_1', filename: 'f', index: 2 }
    const output = [
      reasoningItem(['a', 'b'], { status: 'completed' }),
      textItem('Hello', { annotations: [file, page] }),
      { id: 'ws_1', type: 'web_search_call', status: 'completed' },
      { ...textItem('x'), id: 'msg_2', phase: 'commentary' },
      { ...textItem('y'), id: 'msg_3' },
      callItem('{"a":1}'),
      reasoningItem(['sum'], { id: 'rs_2', content: [{ type: 'reasoning_text', text: 'raw' }] }),
    ]
    const whole = body(output, { instructions: 'x', metadata: { a: 'b' }, store: true, brand_new: 1 })
    const { value, losses } = translateResponse(format, format, whole, blankExchange(defaultSettings, context))
    expect(value).toMatchObject(whole)
    expect(losses).toEqual([])
  })
})
