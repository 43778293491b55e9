import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Effort, Reasoning } from '../../interlingua/request.ts'
import { Ledger } from '../../translate/ledger.ts'
import { encodeEffort } from './reasoning.ts'

const allEfforts: readonly Effort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

function effortOf(reasoning: Reasoning | null, efforts: readonly Effort[], more: Partial<Capabilities> = {}, tools = false) {
  const ledger = new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'warn' })
  const { capabilities } = capabilitiesOf('openai', 'gpt-4o', { efforts, ...more })
  const effort = encodeEffort(reasoning, {
    capabilities,
    maxTokens: 10_000,
    tools,
    at: '/thinking',
    effortAt: '/thinking',
    summaryAt: '/thinking',
    toolsAt: '/tools',
    ledger,
  })
  return [effort, ...ledger.losses.map(({ rule, level }) => `${rule} ${level}`)]
}

const budget = (tokens: number): Reasoning => ({ kind: 'budget', tokens, effort: null, summary: null })
const adaptive = (effort: Effort | null): Reasoning => ({ kind: 'adaptive', effort, summary: null, betweenTools: false })
const off: Reasoning = { kind: 'off', effort: null }

describe('effort towards OpenAI', () => {
  it('EFF-O-1: a model without efforts gets no member at all', () => {
    expect(effortOf(adaptive(null), [])).toEqual([null, 'EFF-O-1 debug'])
    expect(effortOf(off, [])).toEqual([null, 'EFF-O-1 debug'])
    expect(effortOf(null, [])).toEqual([null])
  })

  it('EFF-O-2, EFF-O-4: the level asked for, else high, clamped down', () => {
    expect(effortOf(adaptive('medium'), allEfforts)).toEqual(['medium'])
    expect(effortOf(adaptive(null), allEfforts)).toEqual(['high'])
    expect(effortOf(adaptive('max'), ['low', 'medium', 'high'])).toEqual(['high', 'EFF-O-2 warn'])
    expect(effortOf({ kind: 'effort', effort: 'minimal', summary: null }, ['none', 'low'])).toEqual(['low', 'EFF-O-2 warn'])
  })

  it('EFF-O-3: disabled thinking is none, minimal, or low with a warning', () => {
    expect(effortOf(off, ['none', 'low'])).toEqual(['none'])
    expect(effortOf(off, ['minimal', 'low'])).toEqual(['minimal'])
    expect(effortOf(off, ['low', 'high'])).toEqual(['low', 'EFF-O-3 warn'])
  })

  it.each([
    [1400, 'minimal'],
    [1500, 'low'],
    [3499, 'low'],
    [3500, 'medium'],
    [6499, 'medium'],
    [6500, 'high'],
    [8749, 'high'],
    [8750, 'xhigh'],
  ])('EFF-O-5: a budget of %i of 10000 tokens is %s', (tokens, effort) => {
    expect(effortOf(budget(tokens), allEfforts)).toEqual([effort, 'EFF-O-5 info'])
  })

  it('EFF-O-6: nothing asked, nothing sent', () => {
    expect(effortOf(null, allEfforts)).toEqual([null])
  })

  it('§13-1: with tools on a model that refuses the pair, the effort is none', () => {
    const pair = { toolsNeedResponses: true, thinkingDefault: 'on' } as const
    expect(effortOf(adaptive('high'), allEfforts, pair, true)).toEqual(['none', '§13-1 warn'])
    expect(effortOf(null, allEfforts, pair, true)).toEqual(['none', '§13-1 warn'])
    expect(effortOf(off, allEfforts, pair, true)).toEqual(['none'])
    expect(effortOf(adaptive('high'), allEfforts, pair, false)).toEqual(['high'])
  })
})
