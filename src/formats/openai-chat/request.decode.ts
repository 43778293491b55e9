import type { Effort, Output, Reasoning, Request, ServiceTier, StreamOptions } from '../../interlingua/request.ts'
import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import { dropped } from '../../translate/fate.ts'
import type { Reading } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions, type enums } from './fates.ts'
import {
  extendedRequest,
  request as plainRequest,
  thinkingExtension,
  type RequestExtensions,
  type ThinkingExtension,
} from './fates/request.ts'
import type {
  ChatCompletionCreateParams,
  ChatCompletionCreateParams_PromptCacheOptions,
  ChatCompletionStreamOptions,
  ReasoningEffort,
  Unions,
} from './generated/shapes.ts'
import { loseHeaders } from './headers.ts'
import { blindTo, decodeCacheControl } from './parts.decode.ts'
import { decodeToolChoice, decodeTools } from './tools.decode.ts'
import { decodeTurns } from './turns.decode.ts'

type Formats = Unions['ChatCompletionCreateParams.response_format']
type Extended = ChatCompletionCreateParams & RequestExtensions

/** Reads a client's request (§2.2). Total: what is wrong or has no place in the hub is in the ledger. */
export function decodeRequest(body: unknown, ledger: Ledger, { headers, settings }: Reading): Request {
  const reader = new Reader(ledger)
  loseHeaders(headers, ledger)
  loseSeed(body, ledger)
  const wire = withoutDefaults(body, ledger)
  const meaning: Meaning<Extended, typeof extendedRequest> = settings.acceptVendorExtensions
    ? reader.fields(unread<Extended>(wire), extendedRequest, '')
    : blindTo(reader.fields(unread<ChatCompletionCreateParams>(wire), plainRequest, ''), 'thinking', 'top_k', 'cache_control')
  const { model, messages, tools, functions, web_search_options, tool_choice, function_call, parallel_tool_calls, ...more } = meaning
  const { max_completion_tokens, max_tokens, temperature, top_p, top_k, stop, stream, stream_options, prompt_cache_options, ...others } =
    more
  const { reasoning_effort, thinking, response_format, safety_identifier, user, service_tier, cache_control, ...rest } = others
  rest satisfies Nothing
  if (messages === undefined || messages === null)
    ledger.malformed('/messages', (isJsonObject(body) ? mistaken(body) : null) ?? 'expected an array, got nothing')
  const legacy = tools === undefined || tools === null
  return {
    model: reader.text(model, '/model'),
    turns: decodeTurns(messages, reader, settings.acceptVendorExtensions),
    tools: decodeTools({ tools, functions, web_search_options }, reader, settings.acceptVendorExtensions),
    toolChoice: decodeToolChoice(tool_choice, function_call, reader),
    parallelTools: decodeParallel(parallel_tool_calls, legacy && functions !== undefined && functions !== null, reader),
    limits: { maxTokens: decodeLimit(max_completion_tokens, max_tokens, reader) },
    sampling: {
      temperature: reader.number(temperature, '/temperature'),
      topP: reader.number(top_p, '/top_p'),
      topK: reader.number(top_k, '/top_k'),
    },
    stop: decodeStop(stop, reader),
    reasoning: decodeReasoning(reasoning_effort, thinking, reader),
    output: decodeOutput(response_format, reader),
    stream: reader.boolean(stream, '/stream') ?? false,
    streamOptions: decodeStreamOptions(stream_options, reader),
    user: decodeUser(safety_identifier, user, reader),
    serviceTier: decodeServiceTier(service_tier, reader),
    cache: decodeCacheControl(cache_control, '/cache_control', reader),
    explicitCache: cachesExplicitly(prompt_cache_options, reader),
    at: {
      ...pointers,
      ...stopPlaces(stop),
      'limits.maxTokens': max_completion_tokens ? '/max_completion_tokens' : '/max_tokens',
      reasoning: thinking ? '/thinking' : '/reasoning_effort',
      'reasoning.effort': '/reasoning_effort',
      user: safety_identifier ? '/safety_identifier' : '/user',
      tools: legacy && functions ? '/functions' : '/tools',
      toolChoice: tool_choice ? '/tool_choice' : '/function_call',
    },
  }
}

const pointers = {
  model: '/model',
  turns: '/messages',
  parallelTools: '/parallel_tool_calls',
  'sampling.temperature': '/temperature',
  'sampling.topP': '/top_p',
  'sampling.topK': '/top_k',
  stop: '/stop',
  output: '/response_format',
  'output.schema': '/response_format/json_schema/schema',
  stream: '/stream',
  streamOptions: '/stream_options',
  serviceTier: '/service_tier',
  cache: '/cache_control',
}

/** Leaves out members whose value asks for what happens anyway: one answer, in text (REQ-C-11, REQ-C-27). */
function withoutDefaults(body: unknown, ledger: Ledger): unknown {
  if (typeof body !== 'object' || body === null) return body
  const { n, modalities }: { readonly n?: unknown; readonly modalities?: unknown } = body
  const one = n === 1
  const plain = Array.isArray(modalities) && modalities.every((each) => each === 'text')
  if (one) ledger.keep('/n', n)
  if (plain) ledger.keep('/modalities', modalities)
  return one || plain ? { ...body, ...(one ? { n: null } : {}), ...(plain ? { modalities: null } : {}) } : body
}

/** A seed of 0 is a seed like any other, while 0 asks for nothing elsewhere (LEN-2, REQ-C-9). */
function loseSeed(body: unknown, ledger: Ledger): void {
  if (typeof body === 'object' && body !== null && 'seed' in body && body.seed === 0) ledger.settle('/seed', 0, plainRequest.seed)
}

/** REQ-C-25: what the cache options say is kept for the formats that have them. */
function cachesExplicitly(options: Unread<ChatCompletionCreateParams_PromptCacheOptions> | undefined, reader: Reader): boolean {
  if (options === undefined || options === null) return false
  reader.fields(options, core.ChatCompletionCreateParams_PromptCacheOptions, '/prompt_cache_options') satisfies Nothing
  return reader.object(options, '/prompt_cache_options')?.['mode'] === 'explicit'
}

/** EP-5: some editors send a Responses body to this path. */
export const mistaken = (body: JsonObject): string | null =>
  body['input'] === undefined || body['input'] === null || (body['messages'] ?? null) !== null
    ? null
    : 'this is the body of a Responses request: send `messages` instead of `input`, or call /v1/responses'

/** The newer member wins (REQ-C-3). */
function decodeLimit(newer: Unread<number> | undefined, older: Unread<number> | undefined, reader: Reader): number | null {
  const limit = reader.number(newer, '/max_completion_tokens')
  const deprecated = reader.number(older, '/max_tokens')
  if (limit !== null && deprecated !== null && limit !== deprecated) {
    reader.ledger.settle('/max_tokens', deprecated, dropped('REQ-C-3', 'max_completion_tokens says something else'))
  }
  return limit ?? deprecated
}

function decodeStop(wire: Unread<string | readonly string[]> | undefined, reader: Reader): string[] {
  const stop = reader.stringOrList(wire, '/stop')
  if (stop === null || stop === '') return []
  if (typeof stop === 'string') {
    reader.ledger.keep('/stop', stop)
    return [stop]
  }
  return stop.flatMap((each, i) => reader.string(each, `/stop/${i}`) ?? [])
}

/** Where each of several stop sequences stands. */
function stopPlaces(wire: unknown): { readonly [hubPath: string]: string } {
  const places = Array.isArray(wire) ? wire.map((_, index): [string, string] => [`stop.${index}`, `/stop/${index}`]) : []
  return Object.fromEntries(places)
}

const efforts: { readonly [E in ReasoningEffort & string]: Effort } = {
  none: 'none',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
} satisfies { readonly [E in keyof typeof enums.ReasoningEffort]: Effort }

/** `thinking`, where a client sends it, says what kind; the effort then speaks of the work as a whole (REQ-C-18, REQ-C-31). */
function decodeReasoning(
  wireEffort: Unread<ReasoningEffort & string> | undefined,
  wireThinking: Unread<ThinkingExtension> | undefined,
  reader: Reader,
): Reasoning | null {
  const effort = reader.value(wireEffort, '/reasoning_effort', efforts, (value) => unknownValue('/reasoning_effort', value, reader))
  if (wireThinking === undefined || wireThinking === null) return effort === null ? null : effortOnly(effort)
  const { type, budget_tokens, ...rest } = reader.fields(wireThinking, thinkingExtension, '/thinking')
  rest satisfies Nothing
  const tokens = reader.number(budget_tokens, '/thinking/budget_tokens')
  return reader.value<ThinkingExtension['type'], Reasoning>(type, '/thinking/type', {
    disabled: { kind: 'off', effort },
    adaptive: { kind: 'adaptive', effort, summary: null, betweenTools: false },
    enabled:
      tokens === null
        ? { kind: 'adaptive', effort, summary: null, betweenTools: false }
        : { kind: 'budget', tokens, effort, summary: null },
  })
}

const effortOnly = (effort: Effort): Reasoning => ({ kind: 'effort', effort, summary: null })

function decodeOutput(wire: Unread<NonNullable<ChatCompletionCreateParams['response_format']>> | undefined, reader: Reader): Output | null {
  return reader.arm<Formats, (typeof unions)['ChatCompletionCreateParams.response_format'], Output | null>(
    wire,
    '/response_format',
    'type',
    unions['ChatCompletionCreateParams.response_format'],
    {
      text: (arm, at) => {
        reader.ledger.keep(at, reader.json(arm))
        return null
      },
      json_object: () => ({ kind: 'json' }),
      json_schema: (format, at) => {
        const { type, json_schema, ...rest } = reader.fields(format, core.ResponseFormatJSONSchema, at)
        rest satisfies Nothing
        reader.known(type)
        if (json_schema === undefined || json_schema === null) {
          reader.ledger.malformed(`${at}/json_schema`, 'expected an object, got nothing')
          return null
        }
        const inner = `${at}/json_schema`
        const { name, description, schema, strict, ...none } = reader.fields(json_schema, core.ResponseFormatJSONSchema_JSONSchema, inner)
        none satisfies Nothing
        return {
          kind: 'schema',
          schema: reader.object(schema, `${inner}/schema`) ?? {},
          name: reader.text(name, `${inner}/name`),
          description: reader.string(description, `${inner}/description`),
          strict: reader.boolean(strict, `${inner}/strict`),
        }
      },
    },
    ({ tag, at }) => {
      reader.ledger.malformed(`${at}/type`, `unknown value '${tag}', expected 'text', 'json_object' or 'json_schema'`)
      return null
    },
  )
}

function decodeStreamOptions(wire: Unread<ChatCompletionStreamOptions> | undefined, reader: Reader): StreamOptions {
  if (wire === undefined || wire === null) return { includeUsage: null, includeObfuscation: null }
  const { include_usage, include_obfuscation, ...rest } = reader.fields(wire, core.ChatCompletionStreamOptions, '/stream_options')
  rest satisfies Nothing
  return {
    includeUsage: reader.boolean(include_usage, '/stream_options/include_usage'),
    includeObfuscation: reader.boolean(include_obfuscation, '/stream_options/include_obfuscation'),
  }
}

/** TOOL-21: a client that offers `functions` reads one call per answer. */
function decodeParallel(wire: Unread<boolean> | undefined, legacy: boolean, reader: Reader): boolean | null {
  const wanted = reader.boolean(wire, '/parallel_tool_calls')
  if (!legacy) return wanted
  if (wanted === true)
    reader.ledger.loseElsewhere('/parallel_tool_calls', 'folded', 'TOOL-21', 'info', 'functions are called one at a time')
  return false
}

/** The newer member wins (REQ-C-20). */
function decodeUser(newer: Unread<string> | undefined, older: Unread<string> | undefined, reader: Reader): string | null {
  const identifier = reader.string(newer, '/safety_identifier') || null
  const user = reader.string(older, '/user') || null
  if (identifier !== null && user !== null && identifier !== user) {
    reader.ledger.settle('/user', user, dropped('REQ-C-20', 'safety_identifier says something else'))
  }
  return identifier ?? user
}

const tiers = {
  auto: 'auto',
  default: 'default',
  flex: 'flex',
  scale: 'scale',
  priority: 'priority',
  fast: 'fast',
} as const satisfies { readonly [T in Tier]: ServiceTier }

type Tier = keyof (typeof enums)['ChatCompletionCreateParams.service_tier']

const decodeServiceTier = (wire: Unread<Tier> | undefined, reader: Reader): ServiceTier | null =>
  reader.value<Tier, ServiceTier>(wire, '/service_tier', tiers, (value) => unknownValue('/service_tier', value, reader))

/** A value newer than the specification: the same format keeps it, another one is told (REQ-C-32). */
function unknownValue(at: string, value: string, reader: Reader): null {
  reader.ledger.carry(at, value, reader.ledger.unknown)
  return null
}
