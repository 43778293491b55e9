import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import type { Output, Reasoning, Request, ServiceTier, StreamOptions } from '../../interlingua/request.ts'
import { dropped, rejected, shared } from '../../translate/fate.ts'
import type { Reading } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions, type enums } from './fates.ts'
import { extendedRequest, type RequestExtensions } from './fates/request.ts'
import type * as wire from './generated/shapes.ts'
import { loseHeaders } from './headers.ts'
import { decodeReasoning } from './reasoning.ts'
import { decodeToolChoice, decodeTools } from './tools.decode.ts'
import { decodeInstructions, decodeTurns, type History } from './turns.decode.ts'

type Body = wire.ResponseCreateParams

/** Reads a client's request (§2.3). Total: what is wrong or has no place in the hub is in the ledger. */
export function decodeRequest(body: unknown, ledger: Ledger, { headers, settings }: Reading): Request {
  const reader = new Reader(ledger)
  loseHeaders(headers, ledger)
  const meaning = reader.fields(unread<Body & RequestExtensions>(body), extendedRequest, '')
  const { model, input, instructions, tools, tool_choice, parallel_tool_calls, max_output_tokens, temperature, top_p, ...more } = meaning
  const { stream, stream_options, reasoning, text, safety_identifier, user, service_tier, prompt_cache_options, ...others } = more
  const { include, store, truncation, ...rest } = others
  rest satisfies Nothing
  loseNoInput(body, ledger)
  keepEmpty(body, ledger)
  loseNoCalls(body, ledger)
  decodeInclude(include, '/include', reader)
  loseStore(store, reader)
  loseTruncation(truncation, reader)
  const history = decodeTurns(input, '/input', reader, settings)
  const offered = [...decodeTools(tools, '/tools', reader), ...history.tools]
  const caching = decodeCacheOptions(prompt_cache_options, '/prompt_cache_options', reader)
  const limit = reader.number(max_output_tokens, '/max_output_tokens')
  if (caching.prewarm && limit !== null) ledger.settle('/max_output_tokens', limit, prewarmed)
  return {
    model: reader.text(model, '/model'),
    turns: [...decodeInstructions(instructions, '/instructions', reader), ...history.turns],
    tools: offered,
    toolChoice: decodeToolChoice(tool_choice, '/tool_choice', offered, reader),
    parallelTools: reader.boolean(parallel_tool_calls, '/parallel_tool_calls'),
    limits: { maxTokens: caching.prewarm ? 0 : limit },
    sampling: { temperature: reader.number(temperature, '/temperature'), topP: reader.number(top_p, '/top_p'), topK: null },
    stop: [],
    reasoning: effortOf(decodeReasoning(reasoning, '/reasoning', reader), history, body, ledger),
    output: decodeOutput(text, history, reader),
    stream: reader.boolean(stream, '/stream') ?? false,
    streamOptions: decodeStreamOptions(stream_options, '/stream_options', reader),
    user: decodeUser(safety_identifier, user, reader),
    serviceTier: decodeServiceTier(service_tier, '/service_tier', reader),
    cache: null,
    explicitCache: caching.explicit,
    at: {
      ...pointers,
      'limits.maxTokens': caching.prewarm ? '/prompt_cache_options/prewarm' : '/max_output_tokens',
      'reasoning.effort': history.effort?.at ?? '/reasoning/effort',
      'reasoning.summary': summaryPlace(body),
      ...outputPlaces(history.format?.at ?? '/text/format'),
      user: safety_identifier ? '/safety_identifier' : '/user',
    },
  }
}

const pointers = {
  model: '/model',
  turns: '/input',
  tools: '/tools',
  toolChoice: '/tool_choice',
  parallelTools: '/parallel_tool_calls',
  'sampling.temperature': '/temperature',
  'sampling.topP': '/top_p',
  reasoning: '/reasoning',
  stream: '/stream',
  streamOptions: '/stream_options',
  'streamOptions.includeObfuscation': '/stream_options/include_obfuscation',
  serviceTier: '/service_tier',
  explicitCache: '/prompt_cache_options/mode',
}

const outputPlaces = (at: string): { readonly [hubPath: string]: string } => ({
  output: at,
  'output.name': `${at}/name`,
  'output.description': `${at}/description`,
  'output.schema': `${at}/schema`,
  'output.strict': `${at}/strict`,
})

/** The counterpart of EP-5: clients of Chat Completions and of Messages call what is theirs `messages`. */
export const mistaken = (body: JsonObject): string | null =>
  (body['messages'] ?? null) === null || (body['input'] ?? null) !== null
    ? null
    : 'this is no body of a Responses request: send `input` instead of `messages`, or call /v1/chat/completions or /v1/messages'

/** A request goes on from something: where that is kept at OpenAI, it is refused already (REQ-R-4, REQ-R-29). */
function loseNoInput(body: unknown, ledger: Ledger): void {
  if (!isJsonObject(body)) return
  const { input = null } = body
  const told = ['prompt', 'conversation', 'previous_response_id', 'instructions'].some((member) => (body[member] ?? null) !== null)
  if (told) return
  if (input === null) ledger.malformed('/input', mistaken(body) ?? 'expected a string or an array, got nothing')
  else if (Array.isArray(input) && input.length === 0)
    ledger.loseElsewhere('/input', 'rejected', 'GWE-1', 'never', 'there is nothing to answer')
}

/** That no hosted tool may be called is a wish of its own, while 0 asks for nothing elsewhere (LEN-2, REQ-R-13). */
function loseNoCalls(body: unknown, ledger: Ledger): void {
  if (isJsonObject(body) && body['max_tool_calls'] === 0) ledger.settle('/max_tool_calls', 0, core.ResponseCreateParams.max_tool_calls)
}

/** Empty objects and lists, for which nothing in them stands, are what they were for this format. */
function keepEmpty(body: unknown, ledger: Ledger): void {
  for (const member of ['prompt_cache_options', 'reasoning', 'stream_options', 'text', 'tools']) {
    const value = isJsonObject(body) ? body[member] : null
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) ledger.keep(`/${member}`, value)
  }
}

/** What else the answer is to hold (REQ-R-14). */
function decodeInclude(include: Unread<readonly wire.ResponseIncludable[]> | undefined, at: string, reader: Reader): void {
  if (include === undefined || include === null) return
  reader.list(include, at).forEach((entry, i) => {
    const here = `${at}/${i}`
    const fate = reader.value<wire.ResponseIncludable, Included>(entry, here, included, (value) => {
      reader.ledger.carry(here, value, reader.ledger.unknown)
      return null
    })
    if (fate !== null && fate !== 'sealed') reader.ledger.settle(here, fate.fate === 'rejected' ? true : reader.json(entry), fate)
  })
  // Put back as a whole: there is no list for its elements to stand in.
  reader.ledger.keep(at, reader.json(include))
}

const ofHosted = dropped('REQ-R-14', 'no tool that OpenAI runs is called', 'info')
const logprobs = shared('logprobs', rejected('REQ-R-14', 'no other upstream answers with log probabilities'))
type Included = typeof ofHosted | typeof logprobs | 'sealed'

const included = {
  'file_search_call.results': ofHosted,
  'web_search_call.results': ofHosted,
  'web_search_call.action.sources': ofHosted,
  'message.input_image.image_url': ofHosted,
  'computer_call_output.output.image_url': ofHosted,
  'code_interpreter_call.outputs': ofHosted,
  'message.output_text.logprobs': logprobs,
  // The carrier in place of the encrypted reasoning is there in any case (CAR-3).
  'reasoning.encrypted_content': 'sealed',
} satisfies { readonly [V in keyof typeof enums.ResponseIncludable]: Included }

/** Whether the answer is to be found later: `store:false` is what every other format does (REQ-R-16). */
function loseStore(wireStore: Unread<boolean> | undefined, reader: Reader): void {
  const store = reader.boolean(wireStore, '/store')
  if (store === true) reader.ledger.settle('/store', true, storedHere)
  else if (store === false) reader.ledger.offer('/store', false, 'store')
}

const storedHere = shared(
  'store',
  dropped('REQ-R-16', 'its provider keeps no answer: the gateway does for a while, for the next turn', 'info'),
)

/** REQ-R-19. */
function loseTruncation(wireTruncation: Unread<string> | undefined, reader: Reader): void {
  const truncation = reader.string(wireTruncation, '/truncation')
  if (truncation === 'disabled') reader.ledger.keep('/truncation', truncation)
  else if (truncation !== null) reader.ledger.settle('/truncation', truncation, whole)
}

const whole = dropped('REQ-R-19', 'no other API shortens a conversation by itself')

/** What the cache options say that means something elsewhere; a request that warms the cache up wants no answer (REQ-R-24). */
function decodeCacheOptions(
  options: Unread<wire.ResponseCreateParams_PromptCacheOptions> | undefined,
  at: string,
  reader: Reader,
): { readonly prewarm: boolean; readonly explicit: boolean } {
  if (options === undefined || options === null) return { prewarm: false, explicit: false }
  const { prewarm, ...rest } = reader.fields(options, core.ResponseCreateParams_PromptCacheOptions, at)
  rest satisfies Nothing
  const warms = reader.boolean(prewarm, `${at}/prewarm`)
  if (warms !== null) reader.ledger.keep(`${at}/prewarm`, warms)
  return { prewarm: warms ?? false, explicit: reader.object(options, at)?.['mode'] === 'explicit' }
}

const prewarmed = dropped('REQ-R-24', 'no answer is asked for', 'debug')

/** The effort of an item in mid-conversation holds elsewhere for the whole request (RI-12). */
function effortOf(reasoning: Reasoning | null, { effort }: History, body: unknown, ledger: Ledger): Reasoning | null {
  if (effort === null) return reasoning
  const told = isJsonObject(body) ? body['reasoning'] : null
  ledger.keep('/reasoning', told ?? {})
  if (reasoning?.kind === 'effort' && reasoning.effort !== null) {
    ledger.loseElsewhere('/reasoning/effort', 'dropped', 'RI-12', 'info', 'an item sets another effort later on')
  }
  return { kind: 'effort', effort: effort.effort, summary: reasoning?.kind === 'effort' ? reasoning.summary : null }
}

const summaryPlace = (body: unknown): string =>
  isJsonObject(body) && isJsonObject(body['reasoning']) && !body['reasoning']['summary'] && body['reasoning']['generate_summary']
    ? '/reasoning/generate_summary'
    : '/reasoning/summary'

/** The form of the answer: of `text`, or of the item that sets it last (REQ-R-10, MSG-7). */
function decodeOutput(text: Unread<wire.ResponseTextConfig> | undefined, { format: updated }: History, reader: Reader): Output | null {
  const { format, ...rest } = text === undefined || text === null ? {} : reader.fields(text, core.ResponseTextConfig, '/text')
  rest satisfies Nothing
  const asked = decodeFormat(format, '/text/format', reader)
  if (updated === null) return asked
  reader.ledger.keep('/text', text === undefined || text === null ? {} : reader.json(text))
  if (asked) reader.ledger.loseElsewhere('/text/format', 'dropped', 'MSG-7', 'info', 'the last item sets another form')
  return decodeFormat(updated.wire, updated.at, reader)
}

function decodeFormat(format: Unread<wire.ResponseFormatTextConfig> | undefined, at: string, reader: Reader): Output | null {
  return reader.arm<wire.Unions['ResponseFormatTextConfig'], typeof unions.ResponseFormatTextConfig, Output | null>(
    format,
    at,
    'type',
    unions.ResponseFormatTextConfig,
    {
      text: (arm) => {
        reader.ledger.keep(at, reader.json(arm))
        return null
      },
      json_object: () => ({ kind: 'json' }),
      json_schema: (arm) => {
        const { type, name, description, schema, strict, ...rest } = reader.fields(arm, core.ResponseFormatTextJSONSchemaConfig, at)
        rest satisfies Nothing
        reader.known(type)
        if (schema === undefined || schema === null) reader.ledger.malformed(`${at}/schema`, 'expected an object, got nothing')
        return {
          kind: 'schema',
          schema: reader.object(schema, `${at}/schema`) ?? {},
          name: reader.text(name, `${at}/name`),
          description: reader.string(description, `${at}/description`),
          strict: reader.boolean(strict, `${at}/strict`),
        }
      },
    },
    ({ tag }) => {
      reader.ledger.malformed(`${at}/type`, `unknown value '${tag}', expected 'text', 'json_object' or 'json_schema'`)
      return null
    },
  )
}

/** A stream of this API always tells the usage; whether it is padded is the client's choice (REQ-R-28). */
function decodeStreamOptions(
  options: Unread<wire.ResponseCreateParams_StreamOptions> | undefined,
  at: string,
  reader: Reader,
): StreamOptions {
  if (options === undefined || options === null) return { includeUsage: null, includeObfuscation: null }
  const { include_obfuscation, ...rest } = reader.fields(options, core.ResponseCreateParams_StreamOptions, at)
  rest satisfies Nothing
  return { includeUsage: null, includeObfuscation: reader.boolean(include_obfuscation, `${at}/include_obfuscation`) }
}

/** The newer member wins (REQ-R-23, REQ-C-20). */
function decodeUser(newer: Unread<string> | undefined, older: Unread<string> | undefined, reader: Reader): string | null {
  const identifier = reader.string(newer, '/safety_identifier')
  const user = reader.string(older, '/user')
  if (identifier && user && identifier !== user) {
    reader.ledger.settle('/user', user, dropped('REQ-R-23', 'safety_identifier says something else'))
  } else if (user !== null) reader.ledger.keep('/user', user)
  if (identifier === '') reader.ledger.keep('/safety_identifier', identifier)
  return identifier || user || null
}

const tiers = {
  auto: 'auto',
  default: 'default',
  flex: 'flex',
  scale: 'scale',
  priority: 'priority',
  fast: 'fast',
  ultrafast: 'ultrafast',
} as const satisfies { readonly [T in keyof typeof enums.ServiceTier]: ServiceTier }

/** REQ-R-21. A tier newer than the specification is kept for this format. */
const decodeServiceTier = (tier: Unread<ServiceTier> | undefined, at: string, reader: Reader): ServiceTier | null =>
  reader.value<ServiceTier, ServiceTier>(tier, at, tiers, (value) => {
    reader.ledger.carry(at, value, reader.ledger.unknown)
    return null
  })
