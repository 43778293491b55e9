import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Json } from '../../interlingua/json.ts'
import type { Effort, Output, Request, ServiceTier } from '../../interlingua/request.ts'
import type { Reading } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import { withoutBeta } from './fates/request.ts'
import type { JSONOutputFormat, MessageCreateParams, OutputConfig } from './generated/shapes.ts'
import { decodeCache, newerValue } from './parts.decode.ts'
import { documentOf, loseHeaders } from './headers.ts'
import { decodeThinking } from './reasoning.ts'
import { decodeToolChoice, decodeTools } from './tools.decode.ts'
import { decodeMessages, decodeSystem } from './turns.decode.ts'

/** Reads the body of `POST /v1/messages`, and of its token count, of every API version (REQ-A-1 to REQ-A-33). */
export function decodeRequest(body: unknown, ledger: Ledger, { headers, settings }: Reading): Request {
  const reader = new Reader(ledger)
  loseHeaders(headers, ledger)
  const fates = knowsBeta(headers) ? core.MessageCreateParams : withoutBeta
  const wire = reader.fields(unread<MessageCreateParams>(body), fates, '')
  const { model, messages, system, max_tokens, stop_sequences, stream, temperature, top_p, top_k, ...others } = wire
  const { thinking, output_config, output_format, tools, tool_choice, metadata, service_tier, cache_control, ...more } = others
  const { speed, fallbacks, billing_policy, ...rest } = more
  rest satisfies Nothing

  const { effort, output } = decodeOutput(output_config, output_format, reader)
  const { choice, parallel } = decodeToolChoice(tool_choice, '/tool_choice', reader)
  const tier = reader.value<'auto' | 'standard_only', ServiceTier>(
    service_tier,
    '/service_tier',
    { auto: 'auto', standard_only: 'default' },
    newerValue('/service_tier', reader),
  )
  const fast = decodeSpeed(speed, service_tier, settings.allowPaidTierMapping, reader)
  carryFallbacks(reader.json(fallbacks), ledger)
  carryBilling(reader.json(billing_policy), ledger)

  return {
    model: reader.text(model, '/model'),
    turns: [...decodeSystem(system, '/system', { reader, settings }), ...decodeMessages(messages, '/messages', { reader, settings })],
    tools: decodeTools(tools, '/tools', reader),
    toolChoice: choice,
    parallelTools: parallel,
    limits: { maxTokens: reader.number(max_tokens, '/max_tokens') },
    sampling: {
      temperature: reader.number(temperature, '/temperature'),
      topP: reader.number(top_p, '/top_p'),
      topK: reader.number(top_k, '/top_k'),
    },
    stop: reader.list(stop_sequences, '/stop_sequences').map((stop, index) => reader.text(stop, `/stop_sequences/${index}`)),
    reasoning: decodeThinking(thinking, '/thinking', effort, reader),
    output,
    stream: reader.boolean(stream, '/stream') ?? false,
    streamOptions: { includeUsage: null, includeObfuscation: null },
    user: decodeUser(metadata, reader),
    serviceTier: fast ? 'fast' : tier,
    cache: decodeRequestCache(cache_control, reader),
    explicitCache: false,
    at: pointers(output_format ? '/output_format' : '/output_config/format', thinking ? '/thinking' : '/output_config/effort'),
  }
}

/** Whether the speed goes by the word for a tier; this format gets both members back as they came (REQ-A-21). */
function decodeSpeed(
  speed: Unread<Exclude<MessageCreateParams['speed'], null | undefined>> | undefined,
  tier: Unread<unknown> | undefined,
  mapsPaidTiers: boolean,
  reader: Reader,
): boolean {
  const { ledger } = reader
  const wanted = reader.value(speed, '/speed', { standard: 'standard', fast: 'fast' } as const, newerValue('/speed', reader))
  if (wanted === null) return false
  if (wanted === 'fast' && !mapsPaidTiers) {
    ledger.carry('/speed', wanted, { rule: 'REQ-A-21', why: 'a faster tier changes the price', level: 'warn' })
    return false
  }
  ledger.keep('/speed', wanted)
  if (wanted === 'fast' && tier !== undefined && tier !== null) ledger.keep('/service_tier', reader.json(tier))
  return wanted === 'fast'
}

/** HDR-3: a client that names its version and no beta cannot mean what only the beta surface has. A caller without headers may. */
const knowsBeta = (headers: Reading['headers']): boolean => headers['anthropic-version'] === undefined || documentOf(headers) === 'beta'

const pointers = (output: string, reasoning: string): Request['at'] => ({
  model: '/model',
  turns: '/messages',
  tools: '/tools',
  toolChoice: '/tool_choice',
  parallelTools: '/tool_choice/disable_parallel_tool_use',
  'limits.maxTokens': '/max_tokens',
  'sampling.temperature': '/temperature',
  'sampling.topP': '/top_p',
  'sampling.topK': '/top_k',
  stop: '/stop_sequences',
  reasoning,
  'reasoning.effort': '/output_config/effort',
  'reasoning.tokens': '/thinking/budget_tokens',
  'reasoning.summary': '/thinking/display',
  output,
  stream: '/stream',
  user: '/metadata/user_id',
  serviceTier: '/service_tier',
  cache: '/cache_control',
})

interface DecodedOutput {
  readonly effort: Effort | null
  readonly output: Output | null
}

function decodeOutput(
  config: Unread<OutputConfig> | undefined,
  deprecated: Unread<JSONOutputFormat> | undefined,
  reader: Reader,
): DecodedOutput {
  const { effort, format, ...rest } =
    config === undefined || config === null ? {} : reader.fields(config, core.OutputConfig, '/output_config')
  rest satisfies Nothing
  return {
    effort: reader.value(
      effort,
      '/output_config/effort',
      { low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'max' } as const,
      newerValue('/output_config/effort', reader),
    ),
    output: decodeFormat(format, '/output_config/format', reader) ?? decodeFormat(deprecated, '/output_format', reader),
  }
}

function decodeFormat(wire: Unread<JSONOutputFormat> | undefined, at: string, reader: Reader): Output | null {
  if (wire === undefined || wire === null) return null
  const { type, schema, ...rest } = reader.fields(wire, core.JSONOutputFormat, at)
  rest satisfies Nothing
  if (reader.value(type, `${at}/type`, { json_schema: 'schema' } as const) === null) return null
  return { kind: 'schema', schema: reader.object(schema, `${at}/schema`) ?? {}, name: null, description: null, strict: null }
}

function decodeUser(wire: Unread<Exclude<MessageCreateParams['metadata'], undefined>> | undefined, reader: Reader): string | null {
  if (wire === undefined || wire === null) return null
  const { user_id, ...rest } = reader.fields(wire, core.Metadata, '/metadata')
  rest satisfies Nothing
  return reader.string(user_id, '/metadata/user_id')
}

const decodeRequestCache = (wire: Parameters<typeof decodeCache>[0], reader: Reader): CacheMarker | null =>
  decodeCache(wire, '/cache_control', reader)

/** A list of models to fall back on cannot be honoured elsewhere; the provider's own default can be left out (REQ-A-30). */
function carryFallbacks(fallbacks: Json, ledger: Ledger): void {
  if (fallbacks === null || (Array.isArray(fallbacks) && fallbacks.length === 0)) return
  const level = fallbacks === 'default' ? 'warn' : 'reject'
  ledger.carry('/fallbacks', fallbacks, { rule: 'REQ-A-30', why: 'the fallbacks are models of Anthropic', level })
}

/** Billing oneself is what every provider does (REQ-A-32). */
function carryBilling(policy: Json, ledger: Ledger): void {
  if (policy === null) return
  const other = typeof policy === 'object' && !Array.isArray(policy) && 'bill_to' in policy && policy['bill_to'] === 'user_profile'
  ledger.carry('/billing_policy', policy, {
    rule: 'REQ-A-32',
    why: 'whom to bill is between the client and Anthropic',
    level: other ? 'never' : 'debug',
  })
}
