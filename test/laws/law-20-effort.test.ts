import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { encodeThinking } from '../../src/formats/anthropic-messages/reasoning.ts'
import { encodeEffort } from '../../src/formats/openai-chat/reasoning.ts'
import { anthropicMessages, capabilitiesOf, openaiChat, openaiResponses } from '../../src/index.ts'
import type { Effort } from '../../src/interlingua/request.ts'
import { Ledger } from '../../src/translate/ledger.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

const levels = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']
const messages = [{ role: 'user', content: 'x' }]
const limit = fc.integer({ min: 2, max: 200_000 })

function budget(effort: string, max_completion_tokens: number): number {
  const body = { model: 'm', messages, reasoning_effort: effort, max_completion_tokens }
  const capabilities = { maxOutput: 200_000 }
  const outcome = translateRequest(openaiChat, anthropicMessages, body, { model: 'claude-sonnet-4-5', capabilities })
  const thinking = outcome.ok ? ((outcome.value.body['thinking'] ?? {}) as Document) : {}
  return typeof thinking['budget_tokens'] === 'number' ? thinking['budget_tokens'] : 0
}

function effort(budget_tokens: number, max_tokens: number): number {
  const body = { model: 'm', max_tokens, messages, thinking: { type: 'enabled', budget_tokens } }
  const outcome = translateRequest(anthropicMessages, openaiChat, body, { model: 'gpt-5' })
  return outcome.ok ? levels.findIndex((level) => level === outcome.value.body['reasoning_effort']) : -1
}

/** The same of a Responses request, whose effort stands among what it says of reasoning. */
function budgetOfResponses(wanted: string, max_output_tokens: number): number {
  const body = { model: 'm', input: 'x', reasoning: { effort: wanted }, max_output_tokens }
  const capabilities = { maxOutput: 200_000 }
  const outcome = translateRequest(openaiResponses, anthropicMessages, body, { model: 'claude-sonnet-4-5', capabilities })
  const thinking = outcome.ok ? ((outcome.value.body['thinking'] ?? {}) as Document) : {}
  return typeof thinking['budget_tokens'] === 'number' ? thinking['budget_tokens'] : 0
}

function effortOfResponses(budget_tokens: number, max_tokens: number): number {
  const body = { model: 'm', max_tokens, messages, thinking: { type: 'enabled', budget_tokens } }
  const outcome = translateRequest(anthropicMessages, openaiResponses, body, { model: 'gpt-5' })
  const reasoning = outcome.ok ? ((outcome.value.body['reasoning'] ?? {}) as Document) : {}
  return levels.findIndex((level) => level === reasoning['effort'])
}

test('LAW-20, REQ-R-7: effort and budgets of Responses are those of Chat', () => {
  hold(
    fc.property(limit, fc.integer({ min: 1024, max: 200_000 }), (most, tokens) => {
      const asked = Math.max(most, 16)
      expect(levels.map((level) => budgetOfResponses(level, asked))).toEqual(levels.map((level) => budget(level, asked)))
      expect(effortOfResponses(tokens, most)).toBe(effort(tokens, most))
    }),
    runs(100),
  )
})

test('LAW-20: more effort is no smaller budget', () => {
  hold(
    fc.property(limit, (most) => {
      const budgets = levels.map((level) => budget(level, most))
      expect(budgets).toEqual(budgets.toSorted((a, b) => a - b))
      expect(budgets.filter((tokens) => tokens >= most)).toEqual([])
    }),
    runs(100),
  )
})

test('LAW-20: a larger budget is no smaller effort', () => {
  hold(
    fc.property(limit, fc.uniqueArray(fc.integer({ min: 1024, max: 200_000 }), { minLength: 2, maxLength: 6 }), (most, budgets) => {
      const efforts = budgets.toSorted((a, b) => a - b).map((tokens) => effort(tokens, most))
      expect(efforts).toEqual(efforts.toSorted((a, b) => a - b))
      expect(efforts).not.toContain(-1)
    }),
    runs(100),
  )
})

const unknown = { rule: 'REQ-A-33', why: 'unknown', level: 'warn' } as const
const claude = { ...capabilitiesOf('anthropic', 'claude-sonnet-4-5').capabilities, maxOutput: null }
const gpt = {
  ...capabilitiesOf('openai', 'gpt-5').capabilities,
  efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const,
}

/** The budget that stands for a level of effort; 0 is no thinking. */
function budgetOf(level: Effort, maxTokens: number): number {
  const target = { capabilities: claude, maxTokens, at: () => '/reasoning_effort', ledger: new Ledger(openaiChat.name, unknown) }
  const { thinking } = encodeThinking({ kind: 'effort', effort: level, summary: null }, target)
  return thinking?.type === 'enabled' ? thinking.budget_tokens : 0
}

/** The level of effort that stands for a budget. */
function levelOf(tokens: number, maxTokens: number): Effort | null {
  const at = '/thinking'
  const places = { at, effortAt: '/output_config/effort', summaryAt: at, toolsAt: '/tools' }
  const target = { ...places, capabilities: gpt, maxTokens, tools: false, ledger: new Ledger(anthropicMessages.name, unknown) }
  return encodeEffort({ kind: 'budget', tokens, effort: null, summary: null }, target)
}

/** EFF-A-3 to EFF-A-8: hundredths of the limit. */
const hundredths = { minimal: 10, low: 20, medium: 50, high: 80, xhigh: 95, max: 95 } as const

/** EFF-O-5: a level and the thousandths of the limit from which on it is the level. */
const bounds = [
  ['minimal', 0],
  ['low', 150],
  ['medium', 350],
  ['high', 650],
  ['xhigh', 875],
] as const

/** Every limit to 200,000 in a long run, each 97th in a short one. */
const stride = runs(0).numRuns >= 5000 ? 1 : 97
const limits = Array.from({ length: Math.floor(200_000 / stride) + 1 }, (_, step) => step * stride)

test('LAW-20, EFF-A-9: the budget of a level is its share of the limit, whatever the limit', () => {
  const wrong = limits.flatMap((most) =>
    (Object.keys(hundredths) as (keyof typeof hundredths)[]).flatMap((level) => {
      const share = Math.floor((hundredths[level] * most) / 100)
      const expected = most <= 1024 ? 0 : Math.min(Math.max(share, 1024), most - 1)
      const found = budgetOf(level, most)
      return found === expected ? [] : [`${level} of ${most}: ${found}, not ${expected}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('LAW-20, EFF-O-5: the level of a budget is that of its share of the limit, on both sides of every bound', () => {
  const wrong = limits.slice(1).flatMap((most) =>
    bounds.flatMap(([level, from], index) => {
      const first = Math.ceil((from * most) / 1000)
      const last = Math.ceil(((bounds[index + 1]?.[1] ?? 1000) * most) / 1000) - 1
      if (last < first) return []
      const found = [levelOf(first, most), levelOf(last, most)]
      return found.every((each) => each === level) ? [] : [`${first} and ${last} of ${most}: ${found.join(', ')}, not ${level}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('LAW-20, EFF-LAW: a level comes back from its budget where the limit has room for it', () => {
  const wrong = limits.flatMap((most) => {
    const roomy = [...(most >= 6827 ? ['minimal' as const] : []), ...(most >= 2926 ? (['low', 'medium', 'high', 'xhigh'] as const) : [])]
    return roomy.flatMap((level) => {
      const back = levelOf(budgetOf(level, most), most)
      return back === level ? [] : [`${level} of ${most}: ${back ?? 'none'}`]
    })
  })
  expect(wrong).toEqual([])
})
