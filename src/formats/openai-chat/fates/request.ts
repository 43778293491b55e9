import { carried, decide, dropped, folded, emulated, mapped, rejected, shared } from '../../../translate/fate.ts'
import type * as wire from '../generated/shapes.ts'

/** Members that many Chat clients and hosts use although the specification has none of them (REQ-C-31). */
export interface RequestExtensions {
  readonly thinking?: ThinkingExtension | null
  readonly top_k?: number | null
  readonly cache_control?: CacheExtension | null
}

/** Anthropic's `thinking`, as sent beside Chat members. */
export interface ThinkingExtension {
  readonly type: 'enabled' | 'disabled' | 'adaptive'
  readonly budget_tokens?: number | null
}

/** Anthropic's cache marker, as sent on Chat requests, parts and tools. */
export interface CacheExtension {
  readonly type: 'ephemeral'
  readonly ttl?: '5m' | '30m' | '1h' | '12h' | null
}

const penalty = dropped('REQ-C-9', 'other formats have no such sampling parameter')
const logprobs = rejected('REQ-C-12', 'no other upstream answers with log probabilities')
const moderation = shared('moderation', rejected('REQ-C-30', 'no other upstream moderates on request'))
const audio = rejected('REQ-C-27', 'no other upstream answers with sound', 'never')
const cacheHint = carried('REQ-C-25', 'caching is set by the route', 'debug')

const requestFields = {
  model: mapped,
  messages: mapped,
  audio,
  frequency_penalty: penalty,
  function_call: mapped,
  functions: mapped,
  logit_bias: penalty,
  logprobs: shared('logprobs', logprobs),
  max_completion_tokens: mapped,
  max_tokens: mapped,
  metadata: shared('metadata', carried('REQ-C-21', 'Anthropic keeps no metadata with a request', 'warn')),
  modalities: audio,
  moderation,
  n: rejected('REQ-C-11', 'other formats give one answer per request'),
  parallel_tool_calls: mapped,
  prediction: dropped('REQ-C-28', 'a prediction speeds the answer up and does not change it', 'debug'),
  presence_penalty: penalty,
  prompt_cache_key: shared('promptCacheKey', dropped('REQ-C-24', 'a cache key changes the cost and not the answer', 'debug')),
  prompt_cache_options: mapped,
  prompt_cache_retention: shared('promptCacheRetention', cacheHint),
  reasoning_effort: mapped,
  response_format: mapped,
  safety_identifier: mapped,
  seed: penalty,
  service_tier: mapped,
  stop: mapped,
  store: shared('store', dropped('REQ-C-22', 'the answer will not be found in the store later')),
  stream: mapped,
  stream_options: mapped,
  temperature: mapped,
  tool_choice: mapped,
  tools: mapped,
  top_logprobs: shared('topLogprobs', logprobs),
  top_p: mapped,
  user: mapped,
  verbosity: shared('verbosity', dropped('REQ-C-19', 'Anthropic has no verbosity')),
  web_search_options: folded('tools', 'REQ-C-29'),
} as const

export const request = decide<wire.ChatCompletionCreateParams>()(requestFields)

/** The request together with the members of REQ-C-31. */
export const extendedRequest = decide<wire.ChatCompletionCreateParams & RequestExtensions>()({
  ...requestFields,
  thinking: mapped,
  top_k: mapped,
  cache_control: mapped,
})

export const thinkingExtension = decide<ThinkingExtension>()({ type: mapped, budget_tokens: mapped })
export const cacheExtension = decide<CacheExtension>()({ type: mapped, ttl: mapped })

const { prediction, web_search_options: webSearch } = requestFields

/** Shapes of the request's own members. */
export const requestFates = {
  ChatCompletionCreateParams: request,
  ChatCompletionCreateParams_Function: decide<wire.ChatCompletionCreateParams_Function>()({
    name: mapped,
    description: mapped,
    parameters: mapped,
  }),
  ChatCompletionCreateParams_Moderation: decide<wire.ChatCompletionCreateParams_Moderation>()({ model: moderation, policy: moderation }),
  ChatCompletionCreateParams_Moderation_Policy: decide<wire.ChatCompletionCreateParams_Moderation_Policy>()({
    input: moderation,
    output: moderation,
  }),
  ChatCompletionCreateParams_Moderation_Policy_Input: decide<wire.ChatCompletionCreateParams_Moderation_Policy_Input>()({
    mode: moderation,
  }),
  ChatCompletionCreateParams_Moderation_Policy_Output: decide<wire.ChatCompletionCreateParams_Moderation_Policy_Output>()({
    mode: moderation,
  }),
  ChatCompletionCreateParams_PromptCacheOptions: decide<wire.ChatCompletionCreateParams_PromptCacheOptions>()({
    mode: shared('promptCacheMode', cacheHint),
    ttl: shared('promptCacheTtl', cacheHint),
  }),
  ChatCompletionCreateParams_WebSearchOptions: decide<wire.ChatCompletionCreateParams_WebSearchOptions>()({
    search_context_size: webSearch,
    user_location: webSearch,
  }),
  ChatCompletionCreateParams_WebSearchOptions_UserLocation: decide<wire.ChatCompletionCreateParams_WebSearchOptions_UserLocation>()({
    approximate: webSearch,
    type: webSearch,
  }),
  ChatCompletionCreateParams_UserLocation_Approximate: decide<wire.ChatCompletionCreateParams_UserLocation_Approximate>()({
    city: webSearch,
    country: webSearch,
    region: webSearch,
    timezone: webSearch,
  }),
  ChatCompletionStreamOptions: decide<wire.ChatCompletionStreamOptions>()({
    include_usage: emulated("the encoder of the client's stream", 'REQ-C-5'),
    include_obfuscation: mapped,
  }),
  ChatCompletionPredictionContent: decide<wire.ChatCompletionPredictionContent>()({ type: prediction, content: prediction }),
  ChatCompletionAudioParam: decide<wire.ChatCompletionAudioParam>()({ format: audio, voice: audio }),
  ChatCompletionAudioParam_ID: decide<wire.ChatCompletionAudioParam_ID>()({ id: audio }),
  ResponseFormatText: decide<wire.ResponseFormatText>()({ type: mapped }),
  ResponseFormatJSONObject: decide<wire.ResponseFormatJSONObject>()({ type: mapped }),
  ResponseFormatJSONSchema: decide<wire.ResponseFormatJSONSchema>()({ type: mapped, json_schema: mapped }),
  ResponseFormatJSONSchema_JSONSchema: decide<wire.ResponseFormatJSONSchema_JSONSchema>()({
    name: mapped,
    description: mapped,
    schema: mapped,
    strict: mapped,
  }),
}
