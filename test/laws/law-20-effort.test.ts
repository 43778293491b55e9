import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
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
