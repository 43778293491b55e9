import { unknownUsage, type Usage } from '../../interlingua/usage.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { servedTier } from '../../vendors/openai/service-tiers.ts'
import { enums, hubFates, core } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { ChatCompletion, CompletionUsage } from './generated/shapes.ts'

/** Chat counts as the hub does: input with cached tokens, output with reasoning (USE-3, USE-4). */
export function decodeUsage(wire: Unread<CompletionUsage>, at: string, reader: Reader): Usage {
  const { prompt_tokens, completion_tokens, total_tokens, ...more } = reader.fields(wire, core.CompletionUsage, at)
  const { prompt_tokens_details, completion_tokens_details, ...rest } = more
  rest satisfies Nothing
  const total = reader.number(total_tokens, `${at}/total_tokens`)
  const output = reader.number(completion_tokens, `${at}/completion_tokens`)
  const input = reader.number(prompt_tokens, `${at}/prompt_tokens`) ?? (total === null || output === null ? null : total - output)
  if (total !== null && total !== (input ?? 0) + (output ?? 0)) {
    reader.ledger.loseElsewhere(
      `${at}/total_tokens`,
      'dropped',
      'USE-3',
      'debug',
      'the total is told by its parts, which come to another sum',
    )
  }
  return {
    ...unknownUsage,
    input,
    output,
    ...decodeInputDetails(prompt_tokens_details, `${at}/prompt_tokens_details`, reader),
    ...decodeOutputDetails(completion_tokens_details, `${at}/completion_tokens_details`, reader),
    raw: reader.json(wire),
  }
}

function decodeInputDetails(
  wire: Unread<NonNullable<CompletionUsage['prompt_tokens_details']>> | undefined,
  at: string,
  reader: Reader,
): Pick<Usage, 'cacheRead' | 'cacheWrite'> {
  if (wire === undefined || wire === null) return { cacheRead: null, cacheWrite: null }
  const { cached_tokens, cache_write_tokens, ...rest } = reader.fields(wire, core.CompletionUsage_PromptTokensDetails, at)
  rest satisfies Nothing
  return {
    cacheRead: reader.number(cached_tokens, `${at}/cached_tokens`),
    cacheWrite: reader.number(cache_write_tokens, `${at}/cache_write_tokens`),
  }
}

function decodeOutputDetails(
  wire: Unread<NonNullable<CompletionUsage['completion_tokens_details']>> | undefined,
  at: string,
  reader: Reader,
): Pick<Usage, 'reasoning'> {
  if (wire === undefined || wire === null) return { reasoning: null }
  const { reasoning_tokens, ...rest } = reader.fields(wire, core.CompletionUsage_CompletionTokensDetails, at)
  rest satisfies Nothing
  return { reasoning: reader.number(reasoning_tokens, `${at}/reasoning_tokens`) }
}

/** The counters, null where the upstream said nothing (USE-1, USE-5). */
function encodeUsage(usage: Usage): CompletionUsage | null {
  const { input, output, cacheRead, cacheWrite, reasoning } = usage
  if (input === null && output === null) return null
  const prompt_tokens = input ?? 0
  const completion_tokens = output ?? 0
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    ...(cacheRead === null && cacheWrite === null
      ? {}
      : { prompt_tokens_details: { cached_tokens: cacheRead ?? 0, cache_write_tokens: cacheWrite ?? 0 } }),
    ...(reasoning === null ? {} : { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }
}

/** What an answer says of its usage: the counters, and the tier that served it where Chat has its name (USE-6). */
export function encodeUsageMembers(usage: Usage, ledger: Ledger): Pick<ChatCompletion, 'usage' | 'service_tier'> {
  const { input, output, cacheRead, cacheWrite, reasoning, serviceTier, ...rest } = spoken(usage, hubFates.Usage, '/usage', ledger)
  rest satisfies Nothing
  const counted = encodeUsage({ ...unknownUsage, input, output, cacheRead, cacheWrite, reasoning })
  const tier = servedTier(serviceTier, enums['ChatCompletion.service_tier'])
  return { ...(tier === null ? {} : { service_tier: tier }), ...(counted === null ? {} : { usage: counted }) }
}
