import { describe, expect, it } from 'vitest'
import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import { unread } from '../../translate/unread.ts'
import { decodeUsage, encodeUsageMembers } from './usage.ts'

const unknown = { rule: 'ENV-5', why: 'unknown', level: 'info' } as const

function decoded(usage: object) {
  const ledger = new Ledger('openai-responses', unknown)
  const { raw, ...counters } = decodeUsage(unread(usage), '/usage', new Reader(ledger))
  return { raw, counters, losses: ledger.settled(null, 'other').losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`) }
}

const encoded = (usage: Partial<Usage>) => encodeUsageMembers({ ...unknownUsage, ...usage }, new Ledger('anthropic-messages', unknown))

describe('usage', () => {
  it('USE-4: is read as the hub counts, and what other formats do not split is carried', () => {
    const usage = {
      input_tokens: 10,
      input_tokens_details: {
        cached_tokens: 4,
        cache_write_tokens: 3,
        cache_write_tokens_details: { ttl_12h_tokens: 1, ttl_30m_tokens: 2 },
      },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 5 },
      total_tokens: 17,
    }
    expect(decoded(usage)).toEqual({
      raw: usage,
      counters: { input: 10, output: 7, cacheRead: 4, cacheWrite: 3, reasoning: 5, serviceTier: null },
      losses: ['/usage/input_tokens_details/cache_write_tokens_details USE-4 info'],
    })
  })

  it('USE-3: a total that its parts do not come to is told, and one without an input gives it', () => {
    expect(decoded({ input_tokens: 1, output_tokens: 2, total_tokens: 9 }).losses).toEqual(['/usage/total_tokens USE-3 debug'])
    expect(decoded({ output_tokens: 2, total_tokens: 9 }).counters).toMatchObject({ input: 7, output: 2, cacheRead: null })
  })

  it('USE-2: is written with every counter, and without the lifetimes of what was cached', () => {
    const { usage, service_tier } = encoded({ input: 10, output: 7, cacheRead: 4, cacheWrite: 3, reasoning: 5, serviceTier: 'priority' })
    expect(service_tier).toBe('priority')
    expect(usage).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 3 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 5 },
      total_tokens: 17,
    })
  })

  it('USE-4, USE-5: what nobody knows is 0, and a tier without a name is left out', () => {
    const { usage, ...rest } = encoded({ output: 7, serviceTier: 'batch' })
    expect(rest).toEqual({})
    expect(usage).toEqual({
      input_tokens: 0,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 7,
    })
  })
})
