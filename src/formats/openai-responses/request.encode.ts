import type { JsonObject } from '../../interlingua/json.ts'
import type { Part, ToolCallPart, ToolResultPart } from '../../interlingua/part.ts'
import type { Limits, Output, Request, StreamOptions } from '../../interlingua/request.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import { bindCalls, type CallIds } from '../../translate/call-ids.ts'
import { plainMemo, type EncodedRequest, type Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { memberOrigins, Origins } from '../../translate/origins.ts'
import { spoken } from '../../translate/spoken.ts'
import { toolNames, type ToolNames } from '../../translate/tool-names.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { clampedLimit } from '../../vendors/openai/limits.ts'
import { encodeSchemaFormat } from '../../vendors/openai/schema-format.ts'
import { encodeUser } from '../../vendors/openai/user.ts'
import { present, sameMembers } from '../../vendors/openai/shared-members.ts'
import { choiceMembers } from '../../vendors/openai/tool-choice.ts'
import { breakpointLifetime, placeMarkers } from './cache-markers.ts'
import { hubFates } from './fates.ts'
import type { ResponseCreateParams, ResponseFormatTextConfig } from './generated/shapes.ts'
import { api, name as own } from './name.ts'
import { encodeReasoning } from './reasoning.ts'
import { encodeSampling } from './sampling.ts'
import { encodeToolChoice, encodeTools, itemNames, mapsSearch } from './tools.encode.ts'
import { encodeTurns } from './turns.encode.ts'

/** The body as far as its members are written here; items and tools may hold parts of this format's own. */
type Body = Partial<Omit<ResponseCreateParams, 'input' | 'tools' | 'tool_choice'>>

/** Writes an upstream's request (§2.1, §2.2). Total: what is lost is in the ledger. */
export function encodeRequest(request: Request, ledger: Ledger, target: Target): EncodedRequest {
  const said = spoken(request, hubFates.Request, '', ledger)
  const { turns, tools, toolChoice, parallelTools, limits, sampling, reasoning, output, stream, streamOptions, ...others } = said
  const { user, serviceTier, cache, ...rest } = others
  rest satisfies Nothing
  const { capabilities, context } = target
  const at = (hubPath: string): string => request.at[hubPath] ?? ''
  const sent = ledger.format === own ? asTheyAre : toolNames(tools.map(nameOf), context.hash)
  const origins = new Origins()
  const names = itemNames(tools, sent)
  const toolEncoding = { ledger, target, names, choice: toolChoice, origins }
  const encodedTools = encodeTools(tools, toolEncoding)
  const most = ledger.format === own ? Infinity : capabilities.promptCacheBreakpoints ? (cache ? 3 : 4) : 0
  const markers = placeMarkers(tools, turns, most, ledger)
  const offered = tools.some((tool) => tool.kind === 'function' && tool.cache !== null)
  const marks = (parts: readonly Part[]): boolean =>
    most > 0 && (offered || parts.some((part) => part.kind === 'text' && part.cache !== null))
  const ids = ledger.format === own ? ownIds(turns) : bindCalls(turns, context.hash, ledger)
  const searches = mapsSearch(tools, target)
  const { instructions, input } = encodeTurns(turns, { ledger, target, ids, names, markers, marks, searches, origins })
  const { effort, member } = encodeReasoning(reasoning, {
    capabilities,
    maxTokens: limits.maxTokens,
    tools: encodedTools.length > 0,
    at: at('reasoning'),
    effortAt: request.at['reasoning.effort'] ?? at('reasoning'),
    summaryAt: request.at['reasoning.summary'] ?? at('reasoning'),
    toolsAt: at('tools'),
    ledger,
  })
  const body = {
    ...(instructions === null ? {} : { instructions }),
    ...encodeLimit(limits, at('limits.maxTokens'), ledger, target),
    ...encodeSampling(sampling, effort, at, ledger, target),
    ...member,
    ...encodeText(output, request.at, ledger),
    ...(ledger.format === own ? ownUser(user, at('user')) : encodeUser(user, at('user'), ledger, target, api)),
    ...(serviceTier === null ? {} : { service_tier: serviceTier }),
    ...encodeCache(request, at('cache'), ledger, target),
    ...encodeStream(stream, streamOptions, at('streamOptions'), ledger),
    ...keeping(ledger),
  } satisfies Body
  const stop = ledger.format === own ? [] : request.stop
  if (stop.length > 0) ledger.lose(at('stop'), 'emulated', 'REQ-A-7', 'debug', 'the gateway looks for the stop sequences itself')
  const document: JsonObject = {
    model: target.model,
    ...(ledger.format === own && typeof input !== 'string' && input.length === 0 ? {} : { input }),
    ...(encodedTools.length > 0 ? { tools: encodedTools } : {}),
    ...choiceMembers({ toolChoice, parallelTools, at: request.at }, encodedTools.length > 0, ledger, api, () =>
      encodeToolChoice(toolChoice, tools, at('toolChoice'), toolEncoding),
    ),
    ...written(body),
    ...sharedMembers(ledger, target),
  }
  origins.mark(document, '', memberOrigins(topLevel, request.at))
  return {
    body: document,
    headers: {},
    memo: { ...plainMemo, toolNames: sent.changed, stop, origin: (pointer) => origins.of(document, pointer) },
  }
}

/** Names that this format's own client gives are its provider's to judge. */
const asTheyAre: ToolNames = { sent: (name) => name, changed: new Map() }
const nameOf = ({ name }: Tool): string => name

/** Calls and results of this format's own client: those whose call or result stands elsewhere are its provider's to judge (TR-1). */
const ownIds = (turns: readonly Turn[]): CallIds =>
  new Map(
    turns.flatMap(({ parts }) =>
      parts.flatMap((part): [ToolCallPart | ToolResultPart, string][] => {
        if (part.kind === 'toolCall') return [[part, part.id]]
        return part.kind === 'toolResult' ? [[part, part.callId]] : []
      }),
    ),
  )

/** The limit, from the least that Responses takes to the most that the model does (REQ-A-2, REQ-A-3, LIM-3, LIM-4). */
function encodeLimit(limits: Limits, at: string, ledger: Ledger, { capabilities }: Target): Pick<Body, 'max_output_tokens'> {
  const { maxTokens, ...rest } = spoken(limits, hubFates.Limits, at, ledger)
  rest satisfies Nothing
  // A request that warms the cache: this format's own says so beside its cache options, which it gets back.
  if (maxTokens === 0 && ledger.format === own) return {}
  if (maxTokens === 0) {
    if (!capabilities.prewarm) ledger.lose(at, 'rejected', 'REQ-A-3', 'reject', 'the model’s host has no request that only warms the cache')
    return {}
  }
  const clamped = clampedLimit(maxTokens, at, ledger, capabilities, api)
  if (clamped === null) return {}
  if (clamped >= leastLimit || ledger.format === own) return { max_output_tokens: clamped }
  ledger.lose(at, 'folded', 'REQ-A-2', 'warn', `Responses takes no limit below ${leastLimit} tokens`)
  return { max_output_tokens: leastLimit }
}

const leastLimit = 16

/** The form of the answer (REQ-A-14, REQ-C-13 to REQ-C-15), and how wordy it is to be (REQ-C-19). */
function encodeText(output: Output | null, at: Request['at'], ledger: Ledger): { readonly text?: JsonObject } {
  const format = encodeFormat(output, at, ledger)
  const verbosity = ledger.format === own ? undefined : ledger.take('verbosity')
  if (format === null && verbosity === undefined) return {}
  return { text: { ...(format === null ? {} : { format: written(format) }), ...(verbosity === undefined ? {} : { verbosity }) } }
}

function encodeFormat(output: Output | null, at: Request['at'], ledger: Ledger): ResponseFormatTextConfig | null {
  if (output === null) return null
  if (output.kind === 'json') return { type: 'json_object' }
  const format = encodeSchemaFormat(output, at['output'] ?? '', ledger, api, at['output.schema'])
  return format && { type: 'json_schema', ...format }
}

/** REQ-A-22: what is said of the request as a whole; options that a client of OpenAI's gives itself count for more (REQ-C-25). */
function encodeCache(
  { cache, limits }: Request,
  at: string,
  ledger: Ledger,
  { capabilities }: Target,
): { readonly prompt_cache_options?: JsonObject } {
  if (ledger.format === own) return {}
  const marked = cache !== null && capabilities.promptCacheBreakpoints
  if (cache !== null && !marked) ledger.lose(at, 'dropped', 'REQ-A-22', 'debug', 'the model caches prompts by itself')
  const options = {
    ...(marked ? { mode: 'implicit', ttl: breakpointLifetime(cache.ttl) } : {}),
    ...present({ mode: ledger.take('promptCacheMode'), ttl: ledger.take('promptCacheTtl') }),
    ...(limits.maxTokens === 0 && capabilities.prewarm ? { prewarm: true } : {}),
  }
  return Object.keys(options).length === 0 ? {} : { prompt_cache_options: options }
}

/** A stream goes without padding, but for a client that wants it (REQ-A-8, REQ-C-6). */
function encodeStream(stream: boolean, options: StreamOptions, at: string, ledger: Ledger): Pick<Body, 'stream' | 'stream_options'> {
  const { includeObfuscation, ...rest } = spoken(options, hubFates.StreamOptions, at, ledger)
  rest satisfies Nothing
  const padded = includeObfuscation ?? (ledger.format === own ? null : false)
  const said = padded === null || (!stream && ledger.format !== own) ? {} : { stream_options: { include_obfuscation: padded } }
  return { ...(stream ? { stream } : {}), ...said }
}

/** Nothing is stored but what a client of OpenAI's wants stored: Responses stores by default, other formats do not (REQ-A-34, REQ-C-22). */
function keeping(ledger: Ledger): { readonly store?: boolean } {
  if (ledger.format === own) return {}
  return { store: ledger.take('store') === true }
}

/** The end user by the member that the client chose. */
const ownUser = (user: string | null, at: string): Pick<Body, 'user' | 'safety_identifier'> =>
  user === null ? {} : at === '/user' ? { user } : { safety_identifier: user }

/** What the other API of OpenAI's says in the same words (REQ-C-12, REQ-C-21, REQ-C-24, REQ-C-25, REQ-C-30). */
function sharedMembers(ledger: Ledger, { capabilities }: Target): JsonObject {
  if (ledger.format === own) return {}
  // A model that takes no sampling parameters tells no log probabilities either (SAM-5): then the wish stays refused.
  const tells = capabilities.sampling !== 'never'
  return {
    ...sameMembers(ledger),
    ...present({
      include: tells && ledger.take('logprobs', '', true) ? ['message.output_text.logprobs'] : undefined,
      top_logprobs: tells ? ledger.take('topLogprobs') : undefined,
    }),
  }
}

/** What the members of the request itself are made of (ERO-3). */
const topLevel: { readonly [member: string]: string } = {
  model: 'model',
  input: 'turns',
  instructions: 'turns',
  tools: 'tools',
  tool_choice: 'toolChoice',
  parallel_tool_calls: 'parallelTools',
  max_output_tokens: 'limits.maxTokens',
  temperature: 'sampling.temperature',
  top_p: 'sampling.topP',
  reasoning: 'reasoning',
  text: 'output',
  safety_identifier: 'user',
  user: 'user',
  service_tier: 'serviceTier',
  prompt_cache_options: 'cache',
  stream: 'stream',
}
