import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { servedTier } from '../../vendors/openai/service-tiers.ts'
import { core, enums, hubFates } from './fates.ts'
import type { Response, ResponseUsage } from './generated/shapes.ts'

/** Responses counts as the hub does: input with cached tokens, output with reasoning (USE-3, USE-4). */
export function decodeUsage(wire: Unread<ResponseUsage>, at: string, reader: Reader): Usage {
  const { input_tokens, output_tokens, total_tokens, ...more } = reader.fields(wire, core.ResponseUsage, at)
  const { input_tokens_details, output_tokens_details, ...rest } = more
  rest satisfies Nothing
  const total = reader.number(total_tokens, `${at}/total_tokens`)
  const output = reader.number(output_tokens, `${at}/output_tokens`)
  const input = reader.number(input_tokens, `${at}/input_tokens`) ?? (total === null || output === null ? null : total - output)
  if (total !== null && total !== (input ?? 0) + (output ?? 0)) {
    const why = 'the total is told by its parts, which come to another sum'
    reader.ledger.loseElsewhere(`${at}/total_tokens`, 'dropped', 'USE-3', 'debug', why)
  }
  return {
    ...unknownUsage,
    input,
    output,
    ...decodeInputDetails(input_tokens_details, `${at}/input_tokens_details`, reader),
    ...decodeOutputDetails(output_tokens_details, `${at}/output_tokens_details`, reader),
    raw: reader.json(wire),
  }
}

function decodeInputDetails(
  wire: Unread<ResponseUsage['input_tokens_details']> | undefined,
  at: string,
  reader: Reader,
): Pick<Usage, 'cacheRead' | 'cacheWrite'> {
  if (wire === undefined || wire === null) return { cacheRead: null, cacheWrite: null }
  const { cached_tokens, cache_write_tokens, ...rest } = reader.fields(wire, core.ResponseUsage_InputTokensDetails, at)
  rest satisfies Nothing
  return {
    cacheRead: reader.number(cached_tokens, `${at}/cached_tokens`),
    cacheWrite: reader.number(cache_write_tokens, `${at}/cache_write_tokens`),
  }
}

function decodeOutputDetails(
  wire: Unread<ResponseUsage['output_tokens_details']> | undefined,
  at: string,
  reader: Reader,
): Pick<Usage, 'reasoning'> {
  if (wire === undefined || wire === null) return { reasoning: null }
  const { reasoning_tokens, ...rest } = reader.fields(wire, core.ResponseUsage_OutputTokensDetails, at)
  rest satisfies Nothing
  return { reasoning: reader.number(reasoning_tokens, `${at}/reasoning_tokens`) }
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
