import { carried, decide, dropped, mapped } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

/** What only Responses says about an answer (ENV-5). */
export const ownFact = carried('ENV-5', 'a fact about the answer that only OpenAI states')
/** What the client asked for, told back. */
export const echo = carried('ENV-3', 'an echo of the request, which the client knows', 'debug')
const finished = carried('ENV-8', 'only Responses tells when an answer was finished', 'debug')
const misalignment = carried('ENV-5', 'a detail of an error that only OpenAI states')
const tokenSplit = carried('USE-4', 'other formats do not split the tokens this way')
/** Ids and states of items. */
export const itemId = carried('L24', 'items of other formats have no ids of their own', 'debug')
export const itemStatus = carried('RI-2', 'items of other formats have no status', 'debug')
/** Who called a tool: a program that runs at OpenAI does so in answers with hosted tools alone. */
export const caller = carried('CB-14', 'other providers do not say who called a tool', 'debug')
/** An item of an answer that belongs to a tool of OpenAI's own. */
export const answer = dropped('RSP-13', 'it belongs to a tool that OpenAI runs')
const compaction = dropped('RSP-13', 'a compacted conversation is for its own provider')

/** The answer and what stands in it alone. */
export const responseFates = {
  ErrorObject: decide<CoreShapes['ErrorObject']>()({
    code: mapped,
    message: mapped,
    misalignment: misalignment,
    param: mapped,
    type: mapped,
  }),
  ErrorObject_Misalignment: decide<CoreShapes['ErrorObject_Misalignment']>()({
    detailed_explanation: misalignment,
    error_type: misalignment,
    review_target: misalignment,
    steer: misalignment,
  }),
  ErrorObject_Misalignment_Steer: decide<CoreShapes['ErrorObject_Misalignment_Steer']>()({ message: misalignment }),
  ErrorResponse: decide<CoreShapes['ErrorResponse']>()({ error: mapped }),
  InputTokenCountResponse: decide<CoreShapes['InputTokenCountResponse']>()({ input_tokens: mapped, object: mapped }),
  Response: decide<CoreShapes['Response']>()({
    access_programs: ownFact,
    background: echo,
    completed_at: finished,
    conversation: echo,
    created_at: mapped,
    error: mapped,
    id: mapped,
    image: ownFact,
    incomplete_details: mapped,
    input_transformations: ownFact,
    instructions: echo,
    max_output_tokens: echo,
    max_tool_calls: echo,
    metadata: echo,
    model: mapped,
    moderation: ownFact,
    object: mapped,
    output: mapped,
    parallel_tool_calls: echo,
    previous_response_id: echo,
    prompt: echo,
    prompt_cache_diagnostics: ownFact,
    prompt_cache_key: echo,
    prompt_cache_options: echo,
    prompt_cache_retention: echo,
    reasoning: echo,
    safety_identifier: echo,
    service_tier: mapped,
    status: mapped,
    store: echo,
    temperature: echo,
    text: echo,
    tool_choice: echo,
    tool_usage: ownFact,
    tools: echo,
    top_logprobs: echo,
    top_p: echo,
    truncation: echo,
    usage: mapped,
    user: echo,
  }),
  ResponseCompactionItem: decide<CoreShapes['ResponseCompactionItem']>()({
    created_by: compaction,
    encrypted_content: compaction,
    id: compaction,
    type: compaction,
  }),
  ResponseError: decide<CoreShapes['ResponseError']>()({
    code: mapped,
    message: mapped,
    misalignment: misalignment,
    param: mapped,
    type: mapped,
  }),
  ResponseError_Misalignment: decide<CoreShapes['ResponseError_Misalignment']>()({
    detailed_explanation: misalignment,
    error_type: misalignment,
    review_target: misalignment,
    steer: misalignment,
  }),
  ResponseError_Misalignment_Steer: decide<CoreShapes['ResponseError_Misalignment_Steer']>()({ message: misalignment }),
  ResponseUsage: decide<CoreShapes['ResponseUsage']>()({
    input_tokens: mapped,
    input_tokens_details: mapped,
    output_tokens: mapped,
    output_tokens_details: mapped,
    total_tokens: mapped,
  }),
  ResponseUsage_InputTokensDetails: decide<CoreShapes['ResponseUsage_InputTokensDetails']>()({
    cache_write_tokens: mapped,
    cache_write_tokens_details: tokenSplit,
    cached_tokens: mapped,
  }),
  ResponseUsage_InputTokensDetails_CacheWriteTokensDetails: decide<
    CoreShapes['ResponseUsage_InputTokensDetails_CacheWriteTokensDetails']
  >()({ ttl_12h_tokens: tokenSplit, ttl_30m_tokens: tokenSplit }),
  ResponseUsage_OutputTokensDetails: decide<CoreShapes['ResponseUsage_OutputTokensDetails']>()({ reasoning_tokens: mapped }),
  Response_AccessPrograms: decide<CoreShapes['Response_AccessPrograms']>()({ cyber: ownFact }),
  Response_CacheHit: decide<CoreShapes['Response_CacheHit']>()({ type: ownFact }),
  Response_CacheMiss: decide<CoreShapes['Response_CacheMiss']>()({
    cache_missed_tokens: ownFact,
    comparison_reusable_tokens: ownFact,
    reason: ownFact,
    type: ownFact,
  }),
  Response_ComparisonResponseNotFound: decide<CoreShapes['Response_ComparisonResponseNotFound']>()({ type: ownFact }),
  Response_Conversation: decide<CoreShapes['Response_Conversation']>()({ id: echo }),
  Response_Image: decide<CoreShapes['Response_Image']>()({ context_compression: ownFact }),
  Response_IncompleteDetails: decide<CoreShapes['Response_IncompleteDetails']>()({ reason: mapped }),
  Response_InputTransformation: decide<CoreShapes['Response_InputTransformation']>()({
    action: ownFact,
    id: ownFact,
    reason: ownFact,
    type: ownFact,
  }),
  Response_Moderation: decide<CoreShapes['Response_Moderation']>()({ input: ownFact, output: ownFact }),
  Response_Moderation_Error: decide<CoreShapes['Response_Moderation_Error']>()({ code: ownFact, message: ownFact, type: ownFact }),
  Response_Moderation_ModerationResult: decide<CoreShapes['Response_Moderation_ModerationResult']>()({
    categories: ownFact,
    category_applied_input_types: ownFact,
    category_scores: ownFact,
    flagged: ownFact,
    model: ownFact,
    type: ownFact,
  }),
  Response_PromptCacheOptions: decide<CoreShapes['Response_PromptCacheOptions']>()({
    comparison_response_id: echo,
    mode: echo,
    ttl: echo,
  }),
  Response_Unavailable: decide<CoreShapes['Response_Unavailable']>()({ type: ownFact }),
}
