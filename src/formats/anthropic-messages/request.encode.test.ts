import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import { encoded, members, messages, rules, tool, turn } from './encoding.fixture.ts'

const words = (...all: string[]): JsonObject[] => all.map((each) => ({ type: 'text', text: each }))

describe('limits', () => {
  it('LIM-2: a client without a limit gets the model’s, or what a unary call can answer', () => {
    expect(encoded({ limits: { maxTokens: null }, stream: true }).body['max_tokens']).toBe(128_000)
    const unary = encoded({ limits: { maxTokens: null } })
    expect([unary.body['max_tokens'], unary.memo.ownLimit, unary.memo.stream]).toEqual([21_333, true, false])
    expect(encoded({ limits: { maxTokens: null } }, { settings: { maxTokens: 500 } }).body['max_tokens']).toBe(500)
  })

  it('LIM-3: a limit above the model’s is clamped, with a warning', () => {
    const { body, losses } = encoded({ limits: { maxTokens: 900_000 }, stream: true, at: { 'limits.maxTokens': '/max_tokens' } })
    expect([body['max_tokens'], losses]).toEqual([128_000, [['/max_tokens', 'LIM-3', 'warn']]])
  })

  it('BR-1: a long unary answer is asked for as a stream', () => {
    const { body, memo } = encoded({ limits: { maxTokens: 21_334 } })
    expect([body['stream'], memo.stream]).toEqual([true, true])
    expect(encoded({ limits: { maxTokens: 21_333 } }).memo.stream).toBe(false)
  })
})

describe('sampling', () => {
  const sampling = { temperature: 0.3, topP: 0.9, topK: 5 }

  it('VER-2: sampling parameters choose the older version', () => {
    expect(members({ sampling })).toEqual({ temperature: 0.3, top_p: 0.9, top_k: 5 })
    expect(encoded({ sampling }).version).toBe('2023-06-01')
    expect(encoded({}).version).toBe('2026-10-21')
  })

  it('SAM-1: newer models take none', () => {
    expect(members({ sampling }, { model: 'claude-opus-4-8' })).toEqual({})
    expect(rules({ sampling }, { model: 'claude-opus-4-8' })).toEqual(['SAM-1 warn', 'SAM-1 warn', 'SAM-1 warn'])
  })

  it('SAM-2, SAM-3: a thinking model takes none but a top_p near its default', () => {
    const reasoning = { kind: 'effort', effort: 'high', summary: null } as const
    const sent = members({ sampling: { temperature: 0.3, topP: 0.97, topK: null }, reasoning })
    expect(sent).toEqual({ top_p: 0.97, thinking: { type: 'adaptive' }, output_config: { effort: 'high' } })
    expect(rules({ sampling, reasoning })).toEqual(['SAM-2 warn', 'SAM-2 warn', 'SAM-2 warn'])
  })

  it('SAM-3, REQ-C-8: where they exclude each other the temperature stays', () => {
    expect(members({ sampling }, { model: 'claude-sonnet-4-5' })).toEqual({ temperature: 0.3, top_k: 5 })
    expect(rules({ sampling }, { model: 'claude-sonnet-4-5' })).toEqual(['REQ-C-8 warn'])
  })

  it('SAM-4: defaults are left out', () => {
    expect(members({ sampling: { temperature: 1, topP: 1, topK: null } }, { model: 'claude-opus-4-8' })).toEqual({})
  })

  it('REQ-C-7: a temperature above 1 is clamped, with a warning', () => {
    expect(members({ sampling: { temperature: 1.7, topP: null, topK: null } })).toEqual({})
    expect(rules({ sampling: { temperature: 1.7, topP: null, topK: null } })).toEqual(['REQ-C-7 warn'])
  })
})

describe('the form of the answer', () => {
  it('REQ-C-14: a schema goes without its name', () => {
    const output = {
      kind: 'schema',
      schema: { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } },
      name: 'n',
      description: null,
      strict: true,
    } as const
    expect(members({ output })).toEqual({
      output_config: {
        format: {
          type: 'json_schema',
          schema: { type: 'object', properties: { a: { type: 'integer', description: '{minimum: 1}' } }, additionalProperties: false },
        },
      },
    })
    expect(rules({ output })).toEqual(['REQ-C-14 info', 'REQ-C-14 info', 'SCH-5 info'])
  })

  it('REQ-C-15: a JSON object is asked for by a forced tool, or in words beside other tools', () => {
    const shim = encoded({ output: { kind: 'json' } })
    expect(shim.body).toMatchObject({
      tools: [{ name: 'json_object_output', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'json_object_output' },
    })
    expect(shim.memo.jsonTool).toBe('json_object_output')
    const asked = encoded({ output: { kind: 'json' }, tools: [tool()] })
    expect(asked.body['system']).toEqual(words('Respond with one JSON object and nothing else.'))
    expect(asked.losses).toEqual([['', 'REQ-C-15', 'warn']])
    const after = encoded({ output: { kind: 'json' }, tools: [tool()], turns: [turn('system', 'Be brief.'), turn('user', 'hi')] })
    expect(after.body['system']).toEqual(words('Be brief.', 'Respond with one JSON object and nothing else.'))
  })
})

describe('other members', () => {
  it('REQ-C-10, REQ-C-20: stop sequences of white space go, the user is metadata', () => {
    expect(members({ stop: [' ', 'END'], user: 'u' })).toEqual({ stop_sequences: ['END'], metadata: { user_id: 'u' } })
    expect(rules({ stop: ['\n'] })).toEqual(['REQ-C-10 warn'])
  })

  it('REQ-C-23: tiers that Anthropic lacks are auto, with a warning', () => {
    expect(members({ serviceTier: 'default' })).toEqual({ service_tier: 'standard_only' })
    expect(members({ serviceTier: 'flex' })).toEqual({ service_tier: 'auto' })
    expect(rules({ serviceTier: 'flex' })).toEqual(['REQ-C-23 warn'])
    expect(members({ serviceTier: 'priority' }, { settings: { allowPaidTierMapping: true } })).toEqual({ speed: 'fast' })
  })

  it('CAC-3, CAC-7: lifetimes are rounded up, and the last four markers stay', () => {
    const marked = (words: string): Part => ({ kind: 'text', at: '', text: words, cache: { at: '', ttl: '12h' } })
    const sent = messages([turn('user', ...['a', 'b', 'c', 'd', 'e'].map(marked))])
    const marker = { cache_control: { type: 'ephemeral', ttl: '1h' } }
    expect(sent).toEqual([
      { role: 'user', content: words('a', 'b', 'c', 'd', 'e').map((block, index) => (index === 0 ? block : { ...block, ...marker })) },
    ])
  })
})
