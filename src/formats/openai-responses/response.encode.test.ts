import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Response, StopReason } from '../../interlingua/response.ts'
import { unknownUsage } from '../../interlingua/usage.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import type { Asked } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import { validators } from './generated/validate.closed.js'
import { encodeResponse } from './response.encode.ts'

const context = createContext({ secret: 's', now: () => 9000 })
const text = (words: string, more: object = {}): Part => ({ kind: 'text', at: '/content/0', text: words, cache: null, ...more })

/** An answer of Claude, or of the format `source`, as a client gets it that said `body`. */
function encoded(
  parts: readonly Part[],
  more: Partial<Response> = {},
  body: JsonObject = {},
  asked: Partial<Asked> = {},
  source = 'anthropic-messages',
) {
  const ledger = new Ledger(source, { rule: 'ENV-5', why: '', level: 'info' })
  const stop = { at: {}, reason: 'end', sequence: null, category: null, explanation: null } as const
  const response: Response = { id: 'msg_1', model: 'claude', created: null, parts, stop, usage: unknownUsage, ...more }
  const answer = encodeResponse(response, ledger, { ...blankExchange(defaultSettings, context), body, ...asked })
  expect(validators.v1.response(answer) ? [] : validators.v1.response.errors).toEqual([])
  return {
    answer,
    output: answer['output'] as readonly JsonObject[],
    losses: ledger.losses.map(({ path, rule, level }) => [path, rule, level]),
  }
}

const ended = (reason: StopReason, more: object = {}): Partial<Response> => ({
  stop: { at: { reason: '/stop_reason' }, reason, sequence: null, category: null, explanation: null, ...more },
})

describe('envelopes of answers', () => {
  it('ENV-3, ENV-6 to ENV-12: an answer has all members, and the defaults of what its client did not say', () => {
    const usage = { ...unknownUsage, input: 10, output: 7, cacheRead: 4, cacheWrite: 1, reasoning: 2, serviceTier: 'priority' }
    expect(encoded([text('hi')], { usage }).answer).toEqual({
      id: 'resp_msg_1',
      object: 'response',
      created_at: 9,
      completed_at: 9,
      status: 'completed',
      error: null,
      incomplete_details: null,
      instructions: null,
      metadata: {},
      model: 'claude',
      output: [
        {
          type: 'message',
          id: 'msg_179d08b8c19b7348689601e1',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'hi', annotations: [], logprobs: [] }],
        },
      ],
      parallel_tool_calls: true,
      temperature: 1,
      top_p: 1,
      tool_choice: 'auto',
      tools: [],
      access_programs: null,
      background: false,
      max_output_tokens: null,
      max_tool_calls: null,
      previous_response_id: null,
      prompt_cache_key: null,
      reasoning: { effort: null, summary: null },
      safety_identifier: null,
      service_tier: 'priority',
      store: false,
      text: { format: { type: 'text' } },
      top_logprobs: 0,
      truncation: 'disabled',
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 2 },
        total_tokens: 17,
      },
    })
  })

  it('ENV-3, LEN-8: what the client said comes back in its own words', () => {
    const said = {
      instructions: 'Be brief.',
      metadata: { a: 'b' },
      parallel_tool_calls: false,
      temperature: 0.2,
      top_p: 0.5,
      tool_choice: { type: 'function', name: 'f' },
      max_output_tokens: 8,
      max_tool_calls: 3,
      previous_response_id: 'resp_0',
      prompt_cache_key: 'k',
      safety_identifier: 's',
      service_tier: 'flex',
      top_logprobs: 2,
      truncation: 'auto',
      user: 'u',
    }
    const more = { reasoning: { effort: 'low' }, text: { verbosity: 'low' }, tools: [{ type: 'function', name: 'f' }], metadata: null }
    const { answer } = encoded([], {}, { ...said, input: 'hi', stream: true })
    expect(answer).toMatchObject(said)
    expect(answer).not.toHaveProperty('input')
    expect(answer).not.toHaveProperty('stream')
    expect(encoded([], {}, more).answer).toMatchObject({
      reasoning: { effort: 'low', summary: null },
      text: { format: { type: 'text' }, verbosity: 'low' },
      tools: [{ type: 'function', name: 'f', parameters: null, strict: null }],
      metadata: {},
    })
  })

  it('ENV-3: secrets of a tool are not repeated', () => {
    const tool = { type: 'mcp', server_label: 'l', server_url: 'https://mcp.example.com', authorization: 'a', headers: { b: 'c' } }
    expect(encoded([], {}, { tools: [tool] }).answer['tools']).toEqual([
      { type: 'mcp', server_label: 'l', server_url: 'https://mcp.example.com' },
    ])
  })

  it('REQ-R-16: an answer says that it is stored where it is kept', () => {
    expect(encoded([], {}, { store: true }).answer['store']).toBe(false)
    expect(encoded([], {}, {}, { kept: true }).answer['store']).toBe(true)
  })

  it('ENV-1: the model is the upstream’s, or the client’s where that is wanted', () => {
    const { request } = blankExchange()
    const asked = { request: { ...request, model: 'alias' }, settings: { ...defaultSettings, echoRequestedModel: true } }
    expect(encoded([]).answer['model']).toBe('claude')
    expect(encoded([], {}, {}, asked).answer['model']).toBe('alias')
  })

  it('ID-1, ENV-2: ids and times of other formats', () => {
    expect(encoded([], { id: 'chatcmpl-a.b', created: 7 }).answer).toMatchObject({ id: 'resp_chatcmpl-a_2eb', created_at: 7 })
    expect(encoded([], { id: '' }).answer['id']).toMatch(/^resp_[0-9a-f]{24}$/)
  })

  it('USE-5: what nobody counted is 0', () => {
    expect(encoded([]).answer['usage']).toEqual({
      input_tokens: 0,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 0,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 0,
    })
  })

  it('RSP-15: an answer without words has no items', () => {
    expect(encoded([]).output).toEqual([])
    expect(encoded([text('')]).output).toEqual([])
  })
})

describe('ends of answers', () => {
  it.each<[string, StopReason, string, string | null, readonly string[]]>([
    ['STOP-A-1', 'end', 'completed', null, []],
    ['STOP-A-2', 'stopSequence', 'completed', null, ['STOP-A-2']],
    ['STOP-A-3', 'toolCalls', 'completed', null, []],
    ['STOP-A-4', 'maxTokens', 'incomplete', 'max_output_tokens', []],
    ['STOP-A-5', 'contextWindow', 'incomplete', 'max_output_tokens', ['STOP-A-5']],
    ['STOP-A-6', 'refusal', 'incomplete', 'content_filter', []],
    ['STOP-A-7', 'pause', 'incomplete', 'max_messages', ['STOP-A-7']],
    ['STOP-A-8', 'compaction', 'completed', null, ['STOP-A-8']],
    ['STOP-C-5', 'contentFilter', 'incomplete', 'content_filter', []],
  ])('%s: %s is %s', (_, reason, status, why, rules) => {
    const { answer, losses } = encoded([text('a')], ended(reason))
    const incomplete_details = why === null ? null : { reason: why }
    expect(answer).toMatchObject({ status, incomplete_details, completed_at: status === 'completed' ? 9 : null, output: [{ status }] })
    expect(losses).toEqual(rules.map((rule) => ['/stop_reason', rule, 'info']))
  })

  it('STOP-C-2, STOP-R-2: a refusal in the model’s own words completes the answer', () => {
    const { answer } = encoded([{ kind: 'refusal', at: '', text: 'no' }], ended('refusal'))
    expect(answer).toMatchObject({ status: 'completed', output: [{ content: [{ type: 'refusal', refusal: 'no' }] }] })
  })

  it('STOP-A-2, STOP-A-6: what Responses has no member for is lost with a word', () => {
    const at = {
      reason: '/stop_reason',
      sequence: '/stop_sequence',
      category: '/stop_details/category',
      explanation: '/stop_details/explanation',
    }
    const { losses } = encoded([], ended('stopSequence', { at, sequence: 'END', category: 'cyber', explanation: 'why' }))
    expect(losses).toEqual([
      ['/stop_sequence', 'STOP-A-2', 'info'],
      ['/stop_details/category', 'STOP-A-6', 'info'],
      ['/stop_reason', 'STOP-A-2', 'info'],
      ['/stop_details/explanation', 'STOP-A-6', 'info'],
    ])
  })
})

describe('parts of answers', () => {
  it('RSP-4, RSP-8: pages that a text rests on are its annotations', () => {
    const cited = [
      { url: 'https://a.example', title: 'A' },
      { url: 'https://b.example', title: 'B', start: 1, end: 3 },
    ]
    const [message] = encoded([text('hello', { cited })]).output
    expect(message?.['content']).toEqual([
      {
        type: 'output_text',
        text: 'hello',
        annotations: [
          { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 5 },
          { type: 'url_citation', url: 'https://b.example', title: 'B', start_index: 1, end_index: 3 },
        ],
        logprobs: [],
      },
    ])
    const lost = encoded([text('', { cited: [{ url: 'u', title: 't', at: '/content/0/citations/0' }] })]).losses
    expect(lost).toEqual([['/content/0/citations/0', 'RSP-4', 'debug']])
  })

  it('EVX-1: log probabilities of a Chat answer stand on its text', () => {
    const top = [{ token: 'hi', logprob: -0.1, bytes: [104, 105] }]
    const logprobs = { at: '', tokens: [{ token: 'hi', logprob: -0.1, bytes: null, top }] }
    const [message] = encoded([text('hi', { logprobs })], {}, {}, {}, 'openai-chat').output
    expect(message?.['content']).toMatchObject([{ logprobs: [{ token: 'hi', logprob: -0.1, bytes: [], top_logprobs: top }] }])
  })

  it('CB-20: what no answer of Responses holds is lost with a word', () => {
    const payload = { type: 'server_tool_use' }
    const elsewhere = { rule: 'CB-17', why: '', level: 'reject' } as const
    const unknown: Part = {
      kind: 'opaque',
      at: '/content/0',
      format: 'anthropic-messages',
      type: 'server_tool_use',
      payload,
      text: null,
      elsewhere,
    }
    const image: Part = { kind: 'image', at: '/content/1', source: { kind: 'url', url: 'u' }, detail: null, cache: null }
    const { output, losses } = encoded([unknown, image])
    expect(output).toEqual([])
    expect(losses).toEqual([
      ['/content/1', 'CB-20', 'warn'],
      ['/content/0', 'CB-17', 'warn'],
    ])
  })
})
