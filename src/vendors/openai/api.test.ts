import { describe, expect, it } from 'vitest'
import type { Json } from '../../interlingua/json.ts'
import type { Effort } from '../../interlingua/request.ts'
import { capabilitiesOf } from '../../capabilities/match.ts'
import { Ledger } from '../../translate/ledger.ts'
import type { Api } from './api.ts'
import { breakpointLifetime, placeMarkers } from './cache-markers.ts'
import { encodeEffort } from './effort.ts'
import { clampedLimit } from './limits.ts'
import { encodeSchemaFormat } from './schema-format.ts'

const chat: Api = { format: 'openai-chat', called: 'Chat', reasonsWithTools: false, summarises: false }
const responses: Api = { format: 'openai-responses', called: 'Responses', reasonsWithTools: true, summarises: true }
const { capabilities } = capabilitiesOf('openai', 'gpt-5')
const unknown = { rule: 'ENV-5', why: 'unknown', level: 'info' } as const

function effort(api: Api, from: string, efforts: readonly Effort[]) {
  const ledger = new Ledger(from, unknown)
  const sent = encodeEffort(
    { kind: 'effort', effort: 'xhigh', summary: true },
    {
      api,
      capabilities: { ...capabilities, efforts, toolsNeedResponses: true },
      maxTokens: null,
      tools: true,
      at: '/reasoning',
      effortAt: '/reasoning/effort',
      summaryAt: '/reasoning/summary',
      toolsAt: '/tools',
      ledger,
    },
  )
  return [sent, ...ledger.losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`)]
}

describe('rules that both APIs of OpenAI follow', () => {
  it('§13-1, EFF-O-2: only Chat gives up reasoning for tools; both clamp an effort', () => {
    const efforts: readonly Effort[] = ['none', 'low', 'high']
    expect(effort(chat, 'openai-responses', efforts)).toEqual(['none', '/reasoning/summary REQ-R-8 debug', '/reasoning/effort §13-1 warn'])
    expect(effort(responses, 'anthropic-messages', efforts)).toEqual(['high', '/reasoning/effort EFF-O-2 warn'])
  })

  it('REQ-A-12, REQ-R-8: Chat shows no summary of the reasoning, whoever asks for it', () => {
    expect(effort({ ...chat, reasonsWithTools: true }, 'anthropic-messages', ['xhigh'])).toEqual([
      'xhigh',
      '/reasoning/summary REQ-A-12 debug',
    ])
    expect(effort({ ...chat, reasonsWithTools: true }, 'openai-responses', ['xhigh'])).toEqual([
      'xhigh',
      '/reasoning/summary REQ-R-8 debug',
    ])
  })

  it('CAC-2: a breakpoint that lives as long in both is moved without a loss', () => {
    const lost = (from: string, ttl: '5m' | '30m' | '1h') => {
      const ledger = new Ledger(from, unknown)
      const part = { kind: 'text', at: '/p', text: 'a', cache: { at: '/p/c', ttl } } as const
      const turn = { role: 'user', at: '/t', name: null, shorthand: false, parts: [part] } as const
      expect(placeMarkers([], [turn], 4, ledger, responses).get(part)).toEqual({ at: '/p/c', ttl })
      return ledger.losses.map(({ rule, why }) => [rule, why])
    }
    expect(lost('openai-chat', '30m')).toEqual([])
    expect(lost('anthropic-messages', '5m')).toEqual([['CAC-2', '5m becomes 30m']])
    expect(breakpointLifetime('1h')).toBe('12h')
  })

  it('REQ-A-14: a schema that promises nothing is strict for Anthropic alone', () => {
    const strict = (from: string, schema: { readonly [member: string]: Json }) =>
      encodeSchemaFormat(
        { kind: 'schema', schema, name: null, description: null, strict: null },
        '/f',
        new Ledger(from, unknown),
        responses,
      )
    const closed = { type: 'object', properties: {}, additionalProperties: false }
    expect(strict('anthropic-messages', closed)).toEqual({ name: 'output', schema: closed, strict: true })
    expect(strict('anthropic-messages', { type: 'object' })).toEqual({ name: 'output', schema: { type: 'object' }, strict: false })
    expect(strict('openai-chat', closed)).toEqual({ name: 'output', schema: closed })
  })

  it('LIM-3: what the model cannot answer with is clamped, but for its own format', () => {
    const clamped = (from: string) => clampedLimit(9000, '/max', new Ledger(from, unknown), { ...capabilities, maxOutput: 100 }, responses)
    expect([clamped('openai-chat'), clamped('openai-responses')]).toEqual([100, 9000])
  })
})
