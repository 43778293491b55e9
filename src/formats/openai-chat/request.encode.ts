import type { JsonObject } from '../../interlingua/json.ts'
import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Limits, Output, Request, ServiceTier } from '../../interlingua/request.ts'
import { bindCalls } from '../../translate/call-ids.ts'
import { plainMemo, type EncodedRequest, type Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { memberOrigins, Origins } from '../../translate/origins.ts'
import { toolNames } from '../../translate/tool-names.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { clampedLimit } from '../../vendors/openai/limits.ts'
import { encodeSchemaFormat } from '../../vendors/openai/schema-format.ts'
import { encodeUser } from '../../vendors/openai/user.ts'
import { present, sameMembers } from '../../vendors/openai/shared-members.ts'
import { choiceMembers } from '../../vendors/openai/tool-choice.ts'
import { hubFates } from './fates.ts'
import type { RequestExtensions } from './fates/request.ts'
import { spoken } from '../../translate/spoken.ts'
import type { ChatCompletionCreateParams } from './generated/shapes.ts'
import { api, name as own } from './name.ts'
import { placeMarkers } from './cache-markers.ts'
import { encodeEffort } from './reasoning.ts'
import { encodeSampling } from './sampling.ts'
import { encodeToolChoice, encodeTools } from './tools.encode.ts'
import { encodeTurns } from './turns.encode.ts'

/** The body as far as its members are written here; messages, tools and the choice among them may hold parts of Chat's own. */
type Body = Partial<Omit<ChatCompletionCreateParams & RequestExtensions, 'messages' | 'tools' | 'tool_choice' | 'web_search_options'>>

/** Writes an upstream's request (§2.1). Total: what is lost is in the ledger. */
export function encodeRequest(request: Request, ledger: Ledger, target: Target): EncodedRequest {
  const said = spoken(request, hubFates.Request, '', ledger)
  const { turns, tools, toolChoice, parallelTools, limits, sampling, stop, reasoning, output, stream, user, serviceTier, cache, ...rest } =
    said
  rest satisfies Nothing
  const { capabilities, context } = target
  const at = (hubPath: string): string => request.at[hubPath] ?? ''
  const names = toolNames(
    tools.map(({ name }) => name),
    context.hash,
  )
  const origins = new Origins()
  const toolEncoding = { ledger, target, names, choice: toolChoice, origins }
  const encodedTools = encodeTools(tools, toolEncoding)
  const offersTools = encodedTools.tools.length > 0
  const most = capabilities.promptCacheBreakpoints ? (cache ? 3 : 4) : 0
  const markers = placeMarkers(tools, turns, most, ledger)
  const ids = bindCalls(turns, context.hash, ledger)
  const messages = encodeTurns(turns, { ledger, target, ids, names, markers, origins })
  const maxTokens = limitOf(limits, at('limits.maxTokens'), ledger, target)
  const effort = encodeEffort(reasoning, {
    capabilities,
    maxTokens: limits.maxTokens,
    tools: offersTools,
    at: at('reasoning'),
    effortAt: request.at['reasoning.effort'] ?? at('reasoning'),
    summaryAt: request.at['reasoning.summary'] ?? at('reasoning'),
    toolsAt: at('tools'),
    ledger,
  })
  const scanned = stop.length > 0 && ledger.format !== own && scansItself(stop, target)
  const body = {
    ...encodeLimit(maxTokens, target),
    ...(stop.length === 0 || scanned ? {} : { stop }),
    ...encodeSampling(sampling, effort, at, ledger, target),
    ...(effort === null ? {} : { reasoning_effort: effort }),
    ...encodeOutput(output, request.at, ledger),
    ...encodeUser(user, at('user'), ledger, target, api),
    ...encodeTier(serviceTier, at('serviceTier'), ledger),
    ...encodeCache(cache, at('cache'), ledger, target),
    ...(stream ? { stream, stream_options: { include_usage: true, include_obfuscation: includesObfuscation(request) } } : {}),
  } satisfies Body
  if (stop.length > 0 && scanned) ledger.lose(at('stop'), 'emulated', 'REQ-A-7', 'debug', 'the gateway looks for the stop sequences itself')
  const document = {
    model: target.model,
    messages: messages.map(written),
    ...(offersTools ? { tools: encodedTools.tools.map(written) } : {}),
    ...(encodedTools.webSearch === null ? {} : { web_search_options: encodedTools.webSearch }),
    ...choiceMembers({ toolChoice, parallelTools, at: request.at }, offersTools, ledger, api, () =>
      encodeToolChoice(toolChoice, tools, at('toolChoice'), toolEncoding),
    ),
    ...written(body),
    ...sharedMembers(ledger),
  }
  origins.mark(document, '', memberOrigins(topLevel, request.at))
  return {
    body: document,
    headers: {},
    memo: {
      ...plainMemo,
      toolNames: names.changed,
      stop: scanned ? stop : [],
      silentStop: stop.length > 0 && !scanned,
      origin: (pointer) => origins.of(document, pointer),
    },
  }
}

/** The client's limit, at most what the model takes (LIM-3). */
function limitOf({ maxTokens }: Limits, at: string, ledger: Ledger, { capabilities }: Target): number | null {
  if (maxTokens !== 0 || ledger.format === own) return clampedLimit(maxTokens, at, ledger, capabilities, api)
  ledger.lose(at, 'rejected', 'REQ-A-3', 'reject', 'Chat has no request that only warms the cache')
  return null
}

/** LIM-1: never both members. */
function encodeLimit(maxTokens: number | null, { capabilities: { maxTokensParam } }: Target) {
  if (maxTokens === null) return {}
  return maxTokensParam === 'max_tokens' ? { max_tokens: maxTokens } : { max_completion_tokens: maxTokens }
}

/** Whether the gateway looks for stop sequences, because the upstream does not or takes fewer (REQ-A-7, §13-2). */
function scansItself(stop: readonly string[], { capabilities, settings }: Target): boolean {
  if (settings.stopSequences !== 'auto') return settings.stopSequences === 'gateway'
  return !capabilities.stop || stop.length > capabilities.stopMax
}

/** The form of the answer (REQ-A-14, REQ-C-13 to REQ-C-15). */
function encodeOutput(output: Output | null, at: Request['at'], ledger: Ledger): Pick<Body, 'response_format'> {
  if (output === null) return {}
  if (output.kind === 'json') return { response_format: { type: 'json_object' } }
  const schema = encodeSchemaFormat(output, at['output'] ?? '', ledger, api, at['output.schema'])
  return schema === null ? {} : { response_format: { type: 'json_schema', json_schema: schema } }
}

/** REQ-R-21. */
function encodeTier(tier: ServiceTier | null, at: string, ledger: Ledger): Pick<Body, 'service_tier'> {
  if (tier !== 'ultrafast') return tier === null ? {} : { service_tier: tier }
  ledger.lose(at, 'dropped', 'REQ-R-21', 'warn', 'Chat has no such tier')
  return {}
}

/** REQ-R-28: padding is the client's wish. */
const includesObfuscation = ({ streamOptions }: Request): boolean => streamOptions.includeObfuscation ?? false

/** What the other API of OpenAI's says in the same words (REQ-R-11, REQ-R-14 to REQ-R-16, REQ-R-22, REQ-R-24, REQ-R-25). */
function sharedMembers(ledger: Ledger): JsonObject {
  if (ledger.format === own) return {}
  // Only 30 minutes can be asked for a request as a whole (CAC-2).
  const caching = present({ mode: ledger.take('promptCacheMode'), ttl: ledger.take('promptCacheTtl', '', '30m') })
  const topLogprobs = ledger.take('topLogprobs')
  const logprobs = ledger.take('logprobs') ?? (topLogprobs === undefined ? undefined : true)
  return {
    ...sameMembers(ledger),
    ...(Object.keys(caching).length === 0 ? {} : { prompt_cache_options: caching }),
    ...present({ store: ledger.take('store'), verbosity: ledger.take('verbosity'), logprobs, top_logprobs: topLogprobs }),
  }
}

/** REQ-A-22. */
function encodeCache(cache: CacheMarker | null, at: string, ledger: Ledger, { capabilities }: Target): Pick<Body, 'prompt_cache_options'> {
  if (cache === null) return {}
  if (capabilities.promptCacheBreakpoints) return { prompt_cache_options: { mode: 'implicit' } }
  ledger.lose(at, 'dropped', 'REQ-A-22', 'debug', 'the model caches prompts by itself')
  return {}
}

/** What the members of the request itself are made of (ERO-3). */
const topLevel: { readonly [member: string]: string } = {
  model: 'model',
  messages: 'turns',
  tools: 'tools',
  web_search_options: 'tools',
  tool_choice: 'toolChoice',
  parallel_tool_calls: 'parallelTools',
  max_completion_tokens: 'limits.maxTokens',
  max_tokens: 'limits.maxTokens',
  temperature: 'sampling.temperature',
  top_p: 'sampling.topP',
  top_k: 'sampling.topK',
  stop: 'stop',
  reasoning_effort: 'reasoning',
  response_format: 'output',
  safety_identifier: 'user',
  user: 'user',
  service_tier: 'serviceTier',
  prompt_cache_options: 'cache',
  stream: 'stream',
}
