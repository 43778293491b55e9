import { carried, decide, dropped, folded, mapped, rejected, shared } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

const context = dropped('REQ-R-18', 'no other provider shortens a conversation by these rules')
const cacheHint = dropped('REQ-R-24', 'only cost and latency depend on it', 'debug')
const moderation = shared('moderation', rejected('REQ-R-25', 'only OpenAI moderates within a request'))
const kept = 'it is kept at OpenAI'
const access = rejected('REQ-R-26', 'access programmes are between the client and OpenAI', 'never')
const compression = dropped('REQ-R-27', 'only cost and latency depend on it', 'debug')

const requestFields = {
  access_programs: access,
  background: rejected('REQ-R-17', 'only OpenAI answers in the background', 'never'),
  context_management: context,
  conversation: rejected('REQ-R-4', kept, 'never'),
  image: compression,
  include: mapped,
  input: mapped,
  instructions: folded('turns', 'REQ-R-5'),
  max_output_tokens: mapped,
  max_tool_calls: dropped('REQ-R-13', 'it counts calls of tools that OpenAI runs'),
  metadata: shared('metadata', carried('REQ-R-22', 'other formats keep no metadata with a request', 'warn')),
  model: mapped,
  moderation,
  parallel_tool_calls: mapped,
  previous_response_id: rejected('STO-2', 'no such response is kept here: send the full items, or store:false', 'never'),
  prompt: rejected('REQ-R-4', kept, 'never'),
  prompt_cache_key: shared('promptCacheKey', cacheHint),
  prompt_cache_options: mapped,
  prompt_cache_retention: shared('promptCacheRetention', cacheHint),
  reasoning: mapped,
  safety_identifier: mapped,
  service_tier: mapped,
  store: mapped,
  stream: mapped,
  stream_options: mapped,
  temperature: mapped,
  text: mapped,
  tool_choice: mapped,
  tools: mapped,
  top_logprobs: shared('topLogprobs', rejected('REQ-R-15', 'no other upstream answers with log probabilities')),
  top_p: mapped,
  truncation: mapped,
  user: mapped,
} as const

const { conversation, previous_response_id } = requestFields

/** A member that Codex sends although the specification does not have it. */
export interface RequestExtensions {
  readonly client_metadata?: { readonly [name: string]: string } | null
}

/** The request together with what Codex adds. */
export const extendedRequest = decide<CoreShapes['ResponseCreateParams'] & RequestExtensions>()({
  ...requestFields,
  client_metadata: carried('RI-13', 'Codex tells OpenAI of its session and turn', 'debug'),
})

/** The request and what stands in it alone. */
export const requestFates = {
  InputTokenCountParams: decide<CoreShapes['InputTokenCountParams']>()({
    conversation,
    input: mapped,
    instructions: folded('turns', 'REQ-R-5'),
    model: mapped,
    parallel_tool_calls: mapped,
    personality: carried('REQ-A-33', 'only OpenAI has ready-made manners', 'warn'),
    previous_response_id,
    reasoning: mapped,
    text: mapped,
    tool_choice: mapped,
    tools: mapped,
    truncation: mapped,
  }),
  InputTokenCountParams_Text: decide<CoreShapes['InputTokenCountParams_Text']>()({ format: mapped, verbosity: mapped }),
  ResponseCreateParams: decide<CoreShapes['ResponseCreateParams']>()(requestFields),
  ResponseCreateParams_AccessPrograms: decide<CoreShapes['ResponseCreateParams_AccessPrograms']>()({ cyber: access }),
  ResponseCreateParams_ContextManagement: decide<CoreShapes['ResponseCreateParams_ContextManagement']>()({
    compact_threshold: context,
    type: context,
  }),
  ResponseCreateParams_Image: decide<CoreShapes['ResponseCreateParams_Image']>()({ context_compression: compression }),
  ResponseCreateParams_Moderation: decide<CoreShapes['ResponseCreateParams_Moderation']>()({ model: moderation, policy: moderation }),
  ResponseCreateParams_Moderation_Policy: decide<CoreShapes['ResponseCreateParams_Moderation_Policy']>()({
    input: moderation,
    output: moderation,
  }),
  ResponseCreateParams_Moderation_Policy_Input: decide<CoreShapes['ResponseCreateParams_Moderation_Policy_Input']>()({ mode: moderation }),
  ResponseCreateParams_Moderation_Policy_Output: decide<CoreShapes['ResponseCreateParams_Moderation_Policy_Output']>()({
    mode: moderation,
  }),
  ResponseCreateParams_PromptCacheOptions: decide<CoreShapes['ResponseCreateParams_PromptCacheOptions']>()({
    comparison_response_id: cacheHint,
    mode: shared('promptCacheMode', cacheHint),
    prewarm: mapped,
    ttl: shared('promptCacheTtl', cacheHint),
  }),
  ResponseCreateParams_StreamOptions: decide<CoreShapes['ResponseCreateParams_StreamOptions']>()({ include_obfuscation: mapped }),
}
