import type { Usage } from '../../interlingua/usage.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { servedTier } from '../../vendors/openai/service-tiers.ts'
import { enums, hubFates } from './fates.ts'
import type { Response, ResponseUsage } from './generated/shapes.ts'

/** The counters of an answer. */
export function decodeUsage(wire: Unread<unknown>, at: string, reader: Reader): Usage {
  return undecided
}

/** What an answer says of its usage: the tier that served it, and the counters, all of them: what nobody knows is 0 (USE-2, USE-4, USE-5). */
export function encodeUsageMembers(usage: Usage, ledger: Ledger): Pick<Response, 'service_tier'> & { readonly usage: ResponseUsage } {
  const { input, output, cacheRead, cacheWrite, reasoning, serviceTier, ...rest } = spoken(usage, hubFates.Usage, '/usage', ledger)
  rest satisfies Nothing
  const tier = servedTier(serviceTier, enums.ServiceTier)
  const input_tokens = input ?? 0
  const output_tokens = output ?? 0
  return {
    ...(tier === null ? {} : { service_tier: tier }),
    usage: {
      input_tokens,
      input_tokens_details: { cached_tokens: cacheRead ?? 0, cache_write_tokens: cacheWrite ?? 0 },
      output_tokens,
      output_tokens_details: { reasoning_tokens: reasoning ?? 0 },
      total_tokens: input_tokens + output_tokens,
    },
  }
}
