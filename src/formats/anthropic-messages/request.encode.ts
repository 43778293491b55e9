import type { JsonObject } from '../../interlingua/json.ts'
import type { Limits, Output, Request } from '../../interlingua/request.ts'
import { plainMemo, type EncodedRequest, type Memo, type Target } from '../../translate/format.ts'
import { bindCalls } from '../../translate/call-ids.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { unpackReasoning } from '../../translate/packed-reasoning.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { automaticMarker, encodeCache, legalMarkers } from './cache-markers.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { MessageCreateParams, TextBlockParam, Tool_InputSchema } from './generated/shapes.ts'
import { name } from './name.ts'
import type { Writing } from './parts.encode.ts'
import { encodeThinking, ownThinking, type EncodedThinking } from './reasoning.ts'
import { encodeSampling } from './sampling.ts'
import { withoutIdentity } from '../../translate/schema-identity.ts'
import { reduceSchema } from './schema.ts'
import { encodeTools, namesOf, type EncodedTools } from './tools.encode.ts'
import { encodeTurns, lacksThinking, reasoningAskedFor } from './turns.encode.ts'

/** Writes the body of `POST /v1/messages` for an upstream (§2.2, §7). */
export function encodeRequest(asked: Request, ledger: Ledger, target: Target): EncodedRequest {
  const request = { ...asked, turns: reasoningAskedFor(unpackReasoning(asked.turns, { ...target, src: 'a' }), ledger) }
  const { at } = request
  const said = spoken(request, hubFates.Request, (member) => at[member] ?? '', ledger)
  const { turns, tools, toolChoice, parallelTools, limits, sampling, stop, ...others } = said
  const { reasoning, output, stream, streamOptions, user, serviceTier, cache, explicitCache, ...rest } = others
  rest satisfies Nothing
  const own = ledger.format === name
  const writing: Writing = {
    ledger,
    target,
    own,
    names: namesOf(request, target),
    unknownAlone: false,
    ids: own ? new Map() : bindCalls(turns, (text) => target.context.hash(text), ledger),
  }
  spoken(streamOptions, hubFates.StreamOptions, (member) => `/stream_options/${snake(member)}`, ledger)

  const limit = encodeLimit(limits, stream, at['limits.maxTokens'] ?? '', writing)
  const conversation = encodeTurns(request, writing)
  const offered = encodeTools({ ...request, tools, toolChoice, parallelTools }, writing)
  const wanted = own
    ? ownThinking(reasoning)
    : encodeThinking(reasoning, {
        capabilities: target.capabilities,
        maxTokens: limit.maxTokens,
        at: (member) => at[member] ?? '',
        ledger,
      })
  const thought = own
    ? withoutForeign(wanted, conversation.messages, request, ledger)
    : compatible(wanted, offered, conversation.messages, request, writing)
  const form = encodeOutput(output, offered, thought, at, writing)
  const params: MessageCreateParams = {
    model: target.model,
    max_tokens: limit.maxTokens,
    ...systemOf(conversation.system, form.instruction),
    messages: conversation.messages,
    ...(form.tool ? { tools: [form.tool], tool_choice: { type: 'tool', name: form.tool.name } } : toolsOf(offered)),
    ...(thought.thinking ? { thinking: thought.thinking } : {}),
    ...outputConfig(thought.effort, form.format),
    ...encodeSampling(sampling, thought.thinking, at, writing),
    ...stopOf(stop, at, writing),
    ...(user === null ? {} : { metadata: { user_id: user } }),
    ...tierOf(serviceTier, at['serviceTier'] ?? '', writing),
    ...encodeCache(cache ?? (own || explicitCache ? null : automaticMarker(request, target.settings.autoCache))),
    ...(stream || limit.mustStream ? { stream: true } : {}),
  }
  const memo: Memo = {
    ...plainMemo,
    toolNames: writing.names.changed,
    freeformTools: offered.freeform,
    jsonTool: form.tool?.name ?? null,
    stream: limit.mustStream,
    ownLimit: limit.ours,
  }
  const body = own ? params : legalMarkers(params, ledger)
  return { body: written(body), headers: own ? {} : { 'anthropic-version': versionFor(body) }, memo }
}

/** VER-2: sampling parameters exist in the older version alone. */
const versionFor = ({ temperature, top_p, top_k }: MessageCreateParams): string =>
  temperature === undefined && top_p === undefined && top_k === undefined ? '2026-10-21' : '2023-06-01'

interface Limit {
  readonly maxTokens: number
  /** Named by us, not by the client (LIM-2). */
  readonly ours: boolean
  /** Anthropic answers so long an answer by a stream alone (BR-1). */
  readonly mustStream: boolean
}

/** Most tokens of an answer that need not stream (LIM-2, BR-1). */
const mostUnary = 21_333

function encodeLimit(limits: Limits, stream: boolean, at: string, { own, ledger, target }: Writing): Limit {
  const { maxTokens: asked, ...rest } = spoken(limits, hubFates.Limits, () => at, ledger)
  rest satisfies Nothing
  const { maxOutput } = target.capabilities
  const most = maxOutput ?? Number.MAX_SAFE_INTEGER
  if (asked === null) {
    const ours = target.settings.maxTokens ?? (stream ? (maxOutput ?? mostUnary) : mostUnary)
    return { maxTokens: Math.min(ours, most), ours: true, mustStream: !own && !stream && Math.min(ours, most) > mostUnary }
  }
  if (own || asked <= most) return { maxTokens: asked, ours: false, mustStream: !own && !stream && asked > mostUnary }
  ledger.lose(at, 'folded', 'LIM-3', 'warn', `the model answers with at most ${most} tokens`)
  return { maxTokens: most, ours: false, mustStream: !stream && most > mostUnary }
}

/** Thinking with a budget goes neither with a forced tool (TC-3) nor with a tool loop that lost its thinking (RSN-11); adaptive thinking goes on (RSN-10). */
function compatible(
  wanted: EncodedThinking,
  { choice }: EncodedTools,
  messages: MessageCreateParams['messages'],
  request: Request,
  { ledger, target }: Writing,
): EncodedThinking {
  const { reasoning: at = '' } = request.at
  if (wanted.thinking?.type !== 'enabled') {
    if (wanted.thinking?.type === 'adaptive' && lacksThinking(messages))
      ledger.lose(at, 'mapped', 'RSN-10', 'info', 'the thinking of this tool loop is not there, and need not be')
    return wanted
  }
  const forced = choice?.type === 'any' || choice?.type === 'tool'
  if (forced && !target.capabilities.forcedWithManualThinking) {
    ledger.lose(at, 'dropped', 'TC-3', 'warn', 'a forced tool call goes without thinking')
    return { ...wanted, thinking: { type: 'disabled' } }
  }
  return lacksThinking(messages) ? thoughtless(wanted, at, ledger) : wanted
}

/** A tool loop of this format lacks its thinking because that was another provider's and had to go (RSN-5). */
function withoutForeign(
  wanted: EncodedThinking,
  messages: MessageCreateParams['messages'],
  { at: { reasoning: at = '' } }: Request,
  ledger: Ledger,
): EncodedThinking {
  const left = wanted.thinking?.type === 'enabled' && ledger.losses.some(({ rule }) => rule === 'RSN-5')
  return left && lacksThinking(messages) ? thoughtless(wanted, at, ledger) : wanted
}

function thoughtless(wanted: EncodedThinking, at: string, ledger: Ledger): EncodedThinking {
  ledger.lose(at, 'dropped', 'RSN-11', 'warn', 'the thinking of this tool loop is not there: it goes on without')
  return { ...wanted, thinking: { type: 'disabled' } }
}

/** How the form of the answer is asked for. */
interface Form {
  readonly format: { readonly type: 'json_schema'; readonly schema: JsonObject } | null
  readonly instruction: string | null
  readonly tool: { readonly name: string; readonly description: string; readonly input_schema: Tool_InputSchema } | null
}

const formless: Form = { format: null, instruction: null, tool: null }

/** REQ-C-14, REQ-C-15. */
function encodeOutput(
  output: Output | null,
  offered: EncodedTools,
  thought: EncodedThinking,
  pointers: Request['at'],
  writing: Writing,
): Form {
  const at = pointers['output'] ?? ''
  const pointer = (member: string): string => pointers[`output.${member}`] ?? `${at}/json_schema/${member}`
  if (!output) return formless
  const { own, ledger, target } = writing
  if (output.kind === 'json') {
    const shim = offered.tools.length === 0 && target.capabilities.forcedToolChoice && thought.thinking?.type !== 'enabled'
    ledger.lose(at, 'folded', 'REQ-C-15', shim ? 'info' : 'warn', shim ? 'a tool takes the JSON answer' : 'asked for in words')
    return shim ? { ...formless, tool: jsonTool } : { ...formless, instruction: 'Respond with one JSON object and nothing else.' }
  }
  if (own) return { ...formless, format: { type: 'json_schema', schema: output.schema } }
  const { schema: named, ...rest } = spoken(output, hubFates.OutputSchema, pointer, ledger)
  rest satisfies Nothing
  const schema = withoutIdentity(named, pointer('schema'), ledger)
  const inWords = (rule: string, why: string): Form => {
    ledger.lose(pointer('schema'), 'folded', rule, 'warn', why)
    return {
      ...formless,
      instruction: `Respond with one JSON object and nothing else. It must match this JSON Schema: ${JSON.stringify(schema)}`,
    }
  }
  if (!target.capabilities.structuredOutputs) return inWords('REQ-C-14', 'the model has no structured outputs: asked for in words')
  const reduced = reduceSchema(schema, output.strict === true)
  switch (reduced.kind) {
    case 'schema':
      for (const { path, keyword } of reduced.described) {
        ledger.lose(`${pointer('schema')}${path}`, 'folded', 'SCH-5', 'info', `'${keyword}' is told in the description`)
      }
      return { ...formless, format: { type: 'json_schema', schema: reduced.schema } }
    case 'words':
      return inWords(reduced.rule, reduced.why)
    case 'refused':
      ledger.lose(`${pointer('schema')}${reduced.path}`, 'rejected', reduced.rule, 'reject', reduced.why)
      return formless
  }
}

const jsonTool = {
  name: 'json_object_output',
  description: 'Give the answer as one JSON object.',
  input_schema: { type: 'object' },
} as const

function systemOf(system: MessageCreateParams['system'] | null, instruction: string | null): Pick<MessageCreateParams, 'system'> {
  if (instruction === null) return system === null || system === undefined ? {} : { system }
  const before: readonly TextBlockParam[] =
    system === null || system === undefined ? [] : typeof system === 'string' ? [{ type: 'text', text: system }] : system
  return { system: [...before, { type: 'text', text: instruction }] }
}

const toolsOf = ({ tools, choice }: EncodedTools): Pick<MessageCreateParams, 'tools' | 'tool_choice'> => ({
  ...(tools.length === 0 ? {} : { tools }),
  ...(choice ? { tool_choice: choice } : {}),
})

function outputConfig(effort: EncodedThinking['effort'], format: Form['format']): Pick<MessageCreateParams, 'output_config'> {
  if (effort === null && !format) return {}
  return { output_config: { ...(effort === null ? {} : { effort }), ...(format ? { format } : {}) } }
}

/** REQ-C-10: a stop sequence of nothing but white space is refused. */
function stopOf(stop: readonly string[], at: Request['at'], { own, ledger }: Writing): Pick<MessageCreateParams, 'stop_sequences'> {
  const kept = stop.filter((text, index) => {
    if (own || text.trim() !== '') return true
    const place = at[`stop.${index}`] ?? at['stop'] ?? ''
    ledger.lose(place, 'dropped', 'REQ-C-10', 'warn', 'Anthropic refuses a stop sequence of white space')
    return false
  })
  return kept.length === 0 ? {} : { stop_sequences: kept }
}

/** REQ-C-23. */
function tierOf(
  tier: Request['serviceTier'],
  at: string,
  { ledger, target }: Writing,
): Pick<MessageCreateParams, 'service_tier' | 'speed'> {
  switch (tier) {
    case null:
      return {}
    case 'auto':
      return { service_tier: 'auto' }
    case 'default':
      return { service_tier: 'standard_only' }
    case 'fast':
    case 'priority':
      if (target.settings.allowPaidTierMapping) return { speed: 'fast' }
      break
    case 'scale':
    case 'flex':
    case 'ultrafast':
      break
  }
  ledger.lose(at, 'folded', 'REQ-C-23', 'warn', `Anthropic has no service tier '${tier}'`)
  return { service_tier: 'auto' }
}

const snake = (member: string): string => member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
