import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Usage } from '../../interlingua/usage.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { Enums, MessageDeltaUsage, OutputTokensDetails, Usage as WireUsage } from './generated/shapes.ts'

/** Usage of a whole message. Anthropic's three input counters are disjoint, the hub's input is their sum (USE-1). */
export function decodeUsage(wire: Unread<WireUsage>, at: string, reader: Reader): Usage {
  const { service_tier, input_tokens, output_tokens, ...more } = reader.fields(wire, core.Usage, at)
  const { cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details, ...rest } = more
  rest satisfies Nothing
  const counters = { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details }
  const tier = reader.value(service_tier, `${at}/service_tier`, tiers, (value) => value)
  if (tier === 'default' && reader.json(service_tier) === 'batch') {
    reader.ledger.loseElsewhere(`${at}/service_tier`, 'folded', 'USE-6', 'info', 'no other provider has a tier for batches')
  }
  return { ...decodeCounters(counters, at, reader), serviceTier: tier, raw: reader.json(wire) }
}

/** Usage of a `message_delta`, which repeats only what it knows by then. */
export function decodeDeltaUsage(wire: Unread<MessageDeltaUsage>, at: string, reader: Reader): Usage {
  const { input_tokens, output_tokens, ...more } = reader.fields(wire, core.MessageDeltaUsage, at)
  const { cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details, ...rest } = more
  rest satisfies Nothing
  const counters = { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details }
  return { ...decodeCounters(counters, at, reader), serviceTier: null, raw: reader.json(wire) }
}

/** Two reports of one stream: counters that the later one names win, disjoint counters as they stand (EMA-7). */
export function laterUsage(earlier: Usage, later: Usage): Usage {
  const cacheRead = later.cacheRead ?? earlier.cacheRead
  const cacheWrite = later.cacheWrite ?? earlier.cacheWrite
  const uncached = uncachedInput(later) ?? uncachedInput(earlier)
  return {
    input: uncached === null ? null : uncached + (cacheRead ?? 0) + (cacheWrite ?? 0),
    output: later.output ?? earlier.output,
    cacheRead,
    cacheWrite,
    reasoning: later.reasoning ?? earlier.reasoning,
    serviceTier: later.serviceTier ?? earlier.serviceTier,
    raw: { ...members(earlier.raw), ...known(members(later.raw)) },
  }
}

/** Reports parts of the prompt, and of the output, that are more than what they are parts of: they are cut to it (USE-3, USE-8). */
export function loseSurplus({ input, cacheRead, cacheWrite, output, reasoning }: Usage, own: boolean, ledger: Ledger): void {
  if (own) return
  if (input !== null && (cacheRead ?? 0) + (cacheWrite ?? 0) > input) {
    ledger.lose('/usage', 'folded', 'USE-3', 'info', 'the cached parts of the prompt are more than the prompt: they are cut to it')
  }
  if (output !== null && (reasoning ?? 0) > output) {
    ledger.lose(
      '/usage/completion_tokens_details',
      'folded',
      'USE-3',
      'info',
      'more tokens of reasoning than of output: they are cut to it',
    )
  }
}

/** Usage as a message shows it, with every member (ENV-3, USE-3). What is unknown is 0 where Anthropic has a number (USE-5). */
export function encodeUsage(usage: Usage, own: boolean): WireUsage {
  const { input, cacheRead, cacheWrite } = split(usage, own)
  return {
    cache_creation: null,
    inference_geo: null,
    server_tool_use: null,
    speed: null,
    ...(own ? kept(usage.raw) : {}),
    input_tokens: input,
    output_tokens: usage.output ?? 0,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens_details: details(usage),
    service_tier: (own ? ownTier(usage.raw) : null) ?? tier(usage.serviceTier),
  }
}

/** Usage as `message_delta` shows it (EMA-7). */
export function encodeDeltaUsage(usage: Usage, own: boolean): MessageDeltaUsage {
  const { server_tool_use, input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details } =
    encodeUsage(usage, own)
  return { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details, server_tool_use }
}

type Counters = Omit<Usage, 'serviceTier' | 'raw'>

interface WireCounters {
  readonly input_tokens: Unread<number> | undefined
  readonly output_tokens: Unread<number> | undefined
  readonly cache_creation_input_tokens: Unread<number> | undefined
  readonly cache_read_input_tokens: Unread<number> | undefined
  readonly output_tokens_details: Unread<OutputTokensDetails> | undefined
}

function decodeCounters(wire: WireCounters, at: string, reader: Reader): Counters {
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens_details } = wire
  const uncached = reader.number(input_tokens, `${at}/input_tokens`)
  const cacheWrite = reader.number(cache_creation_input_tokens, `${at}/cache_creation_input_tokens`)
  const cacheRead = reader.number(cache_read_input_tokens, `${at}/cache_read_input_tokens`)
  const inner = `${at}/output_tokens_details`
  const { thinking_tokens, ...rest } =
    output_tokens_details === undefined || output_tokens_details === null
      ? {}
      : reader.fields(output_tokens_details, core.OutputTokensDetails, inner)
  rest satisfies Nothing
  return {
    input: uncached === null ? null : uncached + (cacheWrite ?? 0) + (cacheRead ?? 0),
    output: reader.number(output_tokens, `${at}/output_tokens`),
    cacheRead,
    cacheWrite,
    reasoning: reader.number(thinking_tokens, `${inner}/thinking_tokens`),
  }
}

const uncachedInput = ({ input, cacheRead, cacheWrite }: Usage): number | null =>
  input === null ? null : input - (cacheRead ?? 0) - (cacheWrite ?? 0)

/** Slices of the input made disjoint, each at least 0 (USE-3). */
function split(
  { input, cacheRead, cacheWrite }: Usage,
  own: boolean,
): { input: number; cacheRead: number | null; cacheWrite: number | null } {
  if (input === null) return { input: 0, cacheRead: null, cacheWrite: null }
  const read = Math.min(cacheRead ?? 0, input)
  const write = Math.min(cacheWrite ?? 0, input - read)
  return {
    input: input - read - write,
    cacheRead: own && cacheRead === null ? null : read,
    cacheWrite: own && cacheWrite === null ? null : write,
  }
}

const details = ({ reasoning, output }: Usage): OutputTokensDetails | null =>
  reasoning === null ? null : { thinking_tokens: Math.min(reasoning, output ?? reasoning) }

/** USE-6. */
const tiers: { readonly [Tier in Enums['Usage.service_tier']]: string } = { standard: 'default', priority: 'priority', batch: 'default' }

/** Reports a tier that goes by the word for another one (USE-6). Other formats name it beside the usage. */
export function loseTier({ serviceTier: served }: Pick<Usage, 'serviceTier'>, own: boolean, ledger: Ledger): void {
  if (own || served === null || served === 'default' || served === 'priority') return
  ledger.lose('/service_tier', 'folded', 'USE-6', 'info', `Anthropic has no word for this tier but '${tier(served) ?? ''}'`)
}

function tier(served: string | null): Enums['Usage.service_tier'] | null {
  if (served === null) return null
  return ['priority', 'fast', 'scale', 'ultrafast'].includes(served) ? 'priority' : 'standard'
}

function ownTier(raw: Json): Enums['Usage.service_tier'] | null {
  const found = members(raw)['service_tier']
  return found === 'batch' || found === 'priority' || found === 'standard' ? found : null
}

/** What this format alone says of usage, as it came. */
function kept(raw: Json): Partial<WireUsage> {
  const { cache_creation, inference_geo, server_tool_use, speed } = members(raw)
  return known({ cache_creation, inference_geo, server_tool_use, speed })
}

const members = (raw: Json): JsonObject => (typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as JsonObject) : {})

const known = (values: { readonly [member: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== undefined))
