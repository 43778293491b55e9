import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Effort, Request } from '../../interlingua/request.ts'
import { call, context, encoded, members, result, rules, tool, turn } from './encoding.fixture.ts'

describe('reasoning', () => {
  const effort = (level: Effort): Partial<Request> => ({
    reasoning: { kind: 'effort', effort: level, summary: null },
    limits: { maxTokens: 10_000 },
  })

  it.each<[Effort, JsonObject, string, string[]]>([
    ['none', { thinking: { type: 'disabled' } }, 'EFF-A-2', []],
    ['minimal', { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, 'EFF-A-3', ['EFF-A-3 info']],
    ['low', { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, 'EFF-A-4', []],
    ['medium', { thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } }, 'EFF-A-5', []],
    ['high', { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }, 'EFF-A-6', []],
    ['xhigh', { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }, 'EFF-A-7', ['EFF-A-7 warn']],
    ['max', { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } }, 'EFF-A-8', []],
  ])('effort %s towards a model that adapts: %j (%s)', (level, sent, _rule, lost) => {
    expect(members(effort(level))).toEqual(sent)
    expect(rules(effort(level))).toEqual(lost)
  })

  it.each<[Effort, number | null]>([
    ['none', null],
    ['minimal', 1024],
    ['low', 2000],
    ['medium', 5000],
    ['high', 8000],
    ['xhigh', 9500],
    ['max', 9500],
  ])('EFF-A-9: effort %s is a budget of %s where thinking is manual', (level, budget_tokens) => {
    expect(members(effort(level), { model: 'claude-sonnet-4-5' })).toEqual(
      budget_tokens === null ? {} : { thinking: { type: 'enabled', budget_tokens } },
    )
  })

  it.each([
    [3499, 'low'],
    [3500, 'medium'],
    [6499, 'medium'],
    [6500, 'high'],
    [8749, 'high'],
    [8750, 'xhigh'],
  ])('EFF-A-9: a budget of %i of 10,000 tokens is effort %s where thinking is adaptive', (tokens, level) => {
    const reasoning = { kind: 'budget', tokens, effort: null, summary: null } as const
    const capabilities = { thinkingModes: ['adaptive', 'disabled'], efforts: ['low', 'medium', 'high', 'xhigh', 'max'] } as const
    const sent = members({ reasoning, limits: { maxTokens: 10_000 } }, { capabilities })
    expect(sent).toEqual({ thinking: { type: 'adaptive' }, output_config: { effort: level } })
  })

  it('EFF-A-9: a limit of 1024 leaves no room to think', () => {
    const small = { ...effort('high'), limits: { maxTokens: 1024 } }
    expect(members(small, { model: 'claude-sonnet-4-5' })).toEqual({})
    expect(rules(small, { model: 'claude-sonnet-4-5' })).toEqual(['EFF-A-9 warn'])
  })

  it('EFF-A-1, EFF-A-2: nothing asked is nothing sent, and a model that always thinks is asked for little', () => {
    expect(members({})).toEqual({})
    expect(members(effort('none'), { model: 'claude-fable-5' })).toEqual({ output_config: { effort: 'low' } })
    expect(rules(effort('none'), { model: 'claude-fable-5' })).toEqual(['EFF-A-2 warn'])
  })

  it('LIM-5: a budget stays below the limit', () => {
    const reasoning = { kind: 'budget', tokens: 9000, effort: null, summary: true } as const
    const sent = members({ reasoning, limits: { maxTokens: 4000 } }, { model: 'claude-sonnet-4-5' })
    expect(sent).toEqual({ thinking: { type: 'enabled', budget_tokens: 3999, display: 'summarized' } })
  })

  it('TC-3: a forced tool goes without manual thinking', () => {
    const way = { model: 'claude-sonnet-4-5' }
    const forced = { ...effort('high'), tools: [tool()], toolChoice: { kind: 'required' } } as const
    expect(members(forced, way)['thinking']).toEqual({ type: 'disabled' })
    expect(rules(forced, way)).toEqual(['TC-3 warn'])
  })

  it('RSN-11: manual thinking ends where a tool loop lacks it', () => {
    const turns = [turn('user', 'hi'), turn('assistant', call('t')), turn('tool', result('t'))]
    const lacking = { ...effort('high'), tools: [tool()], turns }
    expect(members(lacking, { model: 'claude-sonnet-4-5' })['thinking']).toEqual({ type: 'disabled' })
    expect(rules(lacking, { model: 'claude-sonnet-4-5' })).toEqual(['RSN-11 warn'])
    expect(members(lacking)['thinking']).toEqual({ type: 'adaptive' })
    const redacted: Part = { kind: 'thinking', at: '', text: '', seal: 'native', redacted: true }
    const kept = { ...lacking, turns: [turn('user', 'hi'), turn('assistant', redacted, call('t')), turn('tool', result('t'))] }
    expect(members(kept, { model: 'claude-sonnet-4-5' })['thinking']).toMatchObject({ type: 'enabled' })
    expect(rules(kept, { model: 'claude-sonnet-4-5' })).toEqual([])
  })

  it('RSN-5, RSN-9, RSN-10: native blocks go back, carriers and unsigned reasoning do not', () => {
    const thinking = (seal: string | null): Part => ({ kind: 'thinking', at: '', text: 'x', seal, redacted: false })
    const turns = [
      turn('user', 'hi'),
      turn('assistant', thinking('native'), thinking(context.seal('c')), thinking(null), 'yes'),
      turn('user', 'go'),
    ]
    expect(encoded({ turns }).body['messages']).toMatchObject([
      {},
      {
        content: [
          { type: 'thinking', thinking: 'x', signature: 'native' },
          { type: 'text', text: 'yes' },
        ],
      },
      {},
    ])
    expect(rules({ turns })).toEqual(['RSN-5 warn', 'RSN-10 info'])
  })
})
