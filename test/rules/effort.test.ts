import { describe, expect, it } from 'vitest'
import type { JsonObject, RequestOptions } from '../../src/index.ts'
import { toChat, toMessages } from './translating.ts'

const adaptive = (effort: string): JsonObject => ({ thinking: { type: 'adaptive' }, output_config: { effort } })
const manual = (budget: number): JsonObject => ({ thinking: { type: 'enabled', budget_tokens: budget } })

/** What a request says of thinking. */
const thought = ({ thinking, output_config }: JsonObject): JsonObject => ({
  ...(thinking === undefined ? {} : { thinking }),
  ...(output_config === undefined ? {} : { output_config }),
})

describe('the effort of a Chat client, at a model that thinks as it sees fit', () => {
  const rows: readonly (readonly [rule: string, model: string, effort: string | null, to: JsonObject, losses: readonly string[]])[] = [
    ['EFF-A-1: none said, nothing sent', 'claude-sonnet-4-6', null, {}, []],
    ['EFF-A-2: none is no thinking', 'claude-sonnet-4-6', 'none', { thinking: { type: 'disabled' } }, []],
    [
      'EFF-A-2: none is little effort where a model always thinks',
      'claude-opus-5-5',
      'none',
      { output_config: { effort: 'low' } },
      ['/reasoning_effort folded warn EFF-A-2'],
    ],
    ['EFF-A-3: minimal is low', 'claude-sonnet-4-6', 'minimal', adaptive('low'), ['/reasoning_effort folded info EFF-A-3']],
    ['EFF-A-4: low is low', 'claude-sonnet-4-6', 'low', adaptive('low'), []],
    ['EFF-A-5: medium is medium', 'claude-sonnet-4-6', 'medium', adaptive('medium'), []],
    ['EFF-A-6: high is high', 'claude-sonnet-4-6', 'high', adaptive('high'), []],
    ['EFF-A-7: xhigh is xhigh', 'claude-opus-4-7', 'xhigh', adaptive('xhigh'), []],
    [
      'EFF-A-7: xhigh is the next level down where a model lacks it',
      'claude-sonnet-4-6',
      'xhigh',
      adaptive('high'),
      ['/reasoning_effort folded warn EFF-A-7'],
    ],
    ['EFF-A-8: max is max', 'claude-sonnet-4-6', 'max', adaptive('max'), []],
    [
      'EFF-A-8: max is the next level down where a model lacks it',
      'claude-next',
      'max',
      adaptive('high'),
      ['/reasoning_effort folded warn EFF-A-8'],
    ],
  ]
  it.each(rows)('%s', (_, model, effort, to, losses) => {
    const sent = toMessages({ reasoning_effort: effort }, { model })
    expect([thought(sent.body ?? {}), sent.losses]).toEqual([to, losses])
  })
})

describe('the effort of a Chat client, at a model that thinks by a budget', () => {
  const rows: readonly (readonly [rule: string, effort: string | null, limit: number, to: JsonObject])[] = [
    ['EFF-A-1: none said, nothing sent', null, 20_000, {}],
    ['EFF-A-2: none is what happens anyway', 'none', 20_000, {}],
    ['EFF-A-3: minimal is a tenth', 'minimal', 20_000, manual(2000)],
    ['EFF-A-4: low is a fifth', 'low', 20_000, manual(4000)],
    ['EFF-A-5: medium is a half', 'medium', 20_000, manual(10_000)],
    ['EFF-A-6: high is four fifths', 'high', 20_000, manual(16_000)],
    ['EFF-A-7: xhigh is nineteen twentieths', 'xhigh', 20_000, manual(19_000)],
    ['EFF-A-8: max is nineteen twentieths', 'max', 20_000, manual(19_000)],
    ['EFF-A-9: a share is rounded down', 'medium', 3001, manual(1500)],
    ['EFF-A-9: a budget is 1,024 at least', 'low', 2000, manual(1024)],
    ['EFF-A-9: a budget stays below the limit', 'low', 1025, manual(1024)],
  ]
  it.each(rows)('%s', (_, effort, limit, to) => {
    const sent = toMessages({ reasoning_effort: effort, max_completion_tokens: limit }, { model: 'claude-sonnet-4-5' })
    expect([thought(sent.body ?? {}), sent.losses]).toEqual([to, []])
  })

  it('EFF-A-9: a limit without room for a budget is a limit without thinking', () => {
    const sent = toMessages({ reasoning_effort: 'high', max_completion_tokens: 1024 }, { model: 'claude-sonnet-4-5' })
    expect([thought(sent.body ?? {}), sent.losses]).toEqual([{}, ['/reasoning_effort dropped warn EFF-A-9']])
  })

  it('EFF-A-9: a model that takes both gets the budget and the effort', () => {
    const sent = toMessages({ reasoning_effort: 'medium', max_completion_tokens: 20_000 }, { model: 'claude-opus-4-5' })
    expect(thought(sent.body ?? {})).toEqual({ ...manual(10_000), output_config: { effort: 'medium' } })
  })
})

describe('effort and budget', () => {
  const order = ['minimal', 'low', 'medium', 'high', 'xhigh']
  const back: RequestOptions = {
    model: 'gpt-5',
    capabilities: { efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] },
  }

  function budgetOf(effort: string, limit: number): number {
    const { body } = toMessages(
      { reasoning_effort: effort, max_completion_tokens: limit },
      { model: 'claude-sonnet-4-5', capabilities: { maxOutput: null } },
    )
    const { thinking } = body as { readonly thinking?: { readonly budget_tokens: number } }
    return thinking?.budget_tokens ?? 0
  }

  function effortOf(tokens: number, limit: number): string {
    const { body } = toChat({ thinking: { type: 'enabled', budget_tokens: tokens }, max_tokens: limit }, back)
    const { reasoning_effort: effort } = body as { readonly reasoning_effort: string }
    return effort
  }

  /** Limits around every bound of the law, and some from there to its end. */
  const limits = [2926, 2927, 3000, 3413, 3414, 5120, 6826, 6827, 6828, 10_239, 10_240, 21_333, 64_000, 128_001, 199_999, 200_000]

  it('EFF-LAW: a level comes back from its budget where the limit has room', () => {
    for (const limit of limits)
      for (const effort of order.filter((each) => each !== 'minimal' || limit >= 6827))
        expect([limit, effort, effortOf(budgetOf(effort, limit), limit)]).toEqual([limit, effort, effort])
  })

  it('EFF-LAW: below that room a level does not come back', () => {
    expect(effortOf(budgetOf('low', 2925), 2925)).toBe('medium')
    expect(effortOf(budgetOf('minimal', 6826), 6826)).toBe('low')
  })

  it('EFF-LAW: a higher level never has the smaller budget, nor a larger budget the lower level', () => {
    for (const limit of [1025, 1500, 2048, ...limits]) {
      const budgets = order.map((effort) => budgetOf(effort, limit))
      expect(budgets).toEqual(budgets.toSorted((one, other) => one - other))
      const steps = Array.from({ length: 40 }, (_, step) => Math.max(1, Math.floor((limit * step) / 40)))
      const levels = steps.map((tokens) => order.indexOf(effortOf(tokens, limit)))
      expect(levels).toEqual(levels.toSorted((one, other) => one - other))
    }
  })

  it('EFF-CACHE: every turn of a conversation asks for the same thinking', () => {
    const turns = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
      { role: 'assistant', content: 'd' },
      { role: 'user', content: 'e' },
    ]
    for (const model of ['claude-sonnet-4-6', 'claude-sonnet-4-5']) {
      const asked = [1, 3, 5].map((count) =>
        toMessages({ messages: turns.slice(0, count), reasoning_effort: 'medium', max_completion_tokens: 8000 }, { model }),
      )
      const wanted = model === 'claude-sonnet-4-6' ? adaptive('medium') : manual(4000)
      expect(asked.map(({ body }) => thought(body ?? {}))).toEqual([wanted, wanted, wanted])
    }
  })
})

describe('the thinking of a Messages client, at a Chat model', () => {
  const rows: readonly (readonly [rule: string, model: string, from: JsonObject, to: string | undefined, losses: readonly string[]])[] = [
    [
      'EFF-O-1: a model without efforts gets no member',
      'gpt-4o',
      { thinking: { type: 'adaptive' } },
      undefined,
      ['/thinking dropped debug EFF-O-1'],
    ],
    [
      'EFF-O-1: not even to turn thinking off',
      'gpt-4o',
      { thinking: { type: 'disabled' } },
      undefined,
      ['/thinking dropped debug EFF-O-1'],
    ],
    ['EFF-O-2: an effort is the effort', 'gpt-5', { output_config: { effort: 'low' } }, 'low', []],
    [
      'EFF-O-2: an effort the model lacks is the next level down',
      'gpt-5',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
      'high',
      ['/thinking folded warn EFF-O-2'],
    ],
    ['EFF-O-3: no thinking is none', 'gpt-5.1', { thinking: { type: 'disabled' } }, 'none', []],
    ['EFF-O-3: else minimal', 'gpt-5', { thinking: { type: 'disabled' } }, 'minimal', []],
    ['EFF-O-3: else low', 'o3', { thinking: { type: 'disabled' } }, 'low', ['/thinking folded warn EFF-O-3']],
    [
      'EFF-O-3: no thinking wins over an effort',
      'gpt-5.1',
      { thinking: { type: 'disabled' }, output_config: { effort: 'high' } },
      'none',
      ['/output_config/effort dropped info EFF-O-3'],
    ],
    ['EFF-O-4: thinking as it sees fit is high', 'gpt-5', { thinking: { type: 'adaptive' } }, 'high', []],
    ['EFF-O-6: nothing said, nothing sent', 'gpt-5', {}, undefined, []],
  ]
  it.each(rows)('%s', (_, model, from, to, losses) => {
    const sent = toChat(from, { model })
    expect([sent.body?.['reasoning_effort'], sent.losses]).toEqual([to, losses])
  })

  it('EFF-O-2: an effort beside the budget comes before it, which is told', () => {
    const thinking = { type: 'enabled', budget_tokens: 2000 }
    const sent = toChat({ max_tokens: 10_000, thinking, output_config: { effort: 'high' } }, { model: 'gpt-5' })
    expect([sent.body?.['reasoning_effort'], sent.losses]).toEqual(['high', ['/thinking dropped info EFF-O-2']])
  })

  const shares: readonly (readonly [model: string, tokens: number, effort: string])[] = [
    ['gpt-5', 1499, 'minimal'],
    ['gpt-5.2', 1499, 'low'],
    ['gpt-5.2', 1500, 'low'],
    ['gpt-5.2', 3499, 'low'],
    ['gpt-5.2', 3500, 'medium'],
    ['gpt-5.2', 6499, 'medium'],
    ['gpt-5.2', 6500, 'high'],
    ['gpt-5.2', 8749, 'high'],
    ['gpt-5.2', 8750, 'xhigh'],
  ]
  it.each(shares)('EFF-O-5: at %s a budget of %i of 10,000 tokens is %s', (model, tokens, effort) => {
    const sent = toChat({ max_tokens: 10_000, thinking: { type: 'enabled', budget_tokens: tokens } }, { model })
    expect([sent.body?.['reasoning_effort'], sent.losses]).toEqual([effort, ['/thinking folded info EFF-O-5']])
  })
})
