import { carried, decide, dropped, mapped } from '../../../translate/fate.ts'
import type * as wire from '../generated/shapes.ts'
import { logprobFates, topLogprobFates } from '../../../vendors/openai/logprobs.ts'
import type { ReasoningExtension } from './content.ts'

/** What only OpenAI says about an answer (ENV-5). */
export const ownFact = carried('ENV-5', 'a fact about the answer that only OpenAI states')
const moderation = ownFact
export const refusalLogprobs = dropped('EVC-11', 'log probabilities of a refusal', 'debug')
export const sound = carried('RSP-9', 'an answer in sound has no place in other formats', 'warn')
const tokenSplit = carried('USE-4', 'other formats do not split the tokens this way')
const misalignment = carried('ENV-5', 'a detail of an error that only OpenAI states')

const message = {
  role: mapped,
  content: mapped,
  refusal: mapped,
  tool_calls: mapped,
  function_call: mapped,
  annotations: mapped,
  audio: sound,
} as const

/** A message together with the reasoning members of other Chat hosts (RSN-12). */
export const reasoningMessage = decide<wire.ChatCompletionMessage & ReasoningExtension>()({
  ...message,
  reasoning_content: mapped,
  reasoning: mapped,
  reasoning_details: mapped,
})

/** Shapes of answers, errors and models. */
export const responseFates = {
  ChatCompletion: decide<wire.ChatCompletion>()({
    id: mapped,
    choices: mapped,
    created: mapped,
    model: mapped,
    object: mapped,
    service_tier: mapped,
    usage: mapped,
    metadata: ownFact,
    moderation,
    system_fingerprint: ownFact,
  }),
  ChatCompletion_Choice: decide<wire.ChatCompletion_Choice>()({ index: mapped, message: mapped, finish_reason: mapped, logprobs: mapped }),
  ChatCompletion_Choice_Logprobs: decide<wire.ChatCompletion_Choice_Logprobs>()({ content: mapped, refusal: refusalLogprobs }),
  ChatCompletionTokenLogprob: decide<wire.ChatCompletionTokenLogprob>()(logprobFates),
  ChatCompletionTokenLogprob_TopLogprob: decide<wire.ChatCompletionTokenLogprob_TopLogprob>()(topLogprobFates),
  ChatCompletionMessage: decide<wire.ChatCompletionMessage>()(message),
  ChatCompletionMessage_FunctionCall: decide<wire.ChatCompletionMessage_FunctionCall>()({ name: mapped, arguments: mapped }),
  ChatCompletionMessage_Annotation: decide<wire.ChatCompletionMessage_Annotation>()({ type: mapped, url_citation: mapped }),
  ChatCompletionMessage_Annotation_URLCitation: decide<wire.ChatCompletionMessage_Annotation_URLCitation>()({
    start_index: mapped,
    end_index: mapped,
    title: mapped,
    url: mapped,
  }),
  ChatCompletionAudio: decide<wire.ChatCompletionAudio>()({ id: sound, data: sound, expires_at: sound, transcript: sound }),
  ChatCompletion_Moderation: decide<wire.ChatCompletion_Moderation>()({ input: moderation, output: moderation }),
  ChatCompletion_Moderation_Error: decide<wire.ChatCompletion_Moderation_Error>()({
    type: moderation,
    code: moderation,
    message: moderation,
  }),
  ChatCompletion_Moderation_ModerationResults: decide<wire.ChatCompletion_Moderation_ModerationResults>()({
    type: moderation,
    model: moderation,
    results: moderation,
  }),
  ChatCompletion_Moderation_ModerationResults_Result: decide<wire.ChatCompletion_Moderation_ModerationResults_Result>()({
    type: moderation,
    model: moderation,
    flagged: moderation,
    categories: moderation,
    category_applied_input_types: moderation,
    category_scores: moderation,
  }),
  CompletionUsage: decide<wire.CompletionUsage>()({
    prompt_tokens: mapped,
    completion_tokens: mapped,
    total_tokens: mapped,
    prompt_tokens_details: mapped,
    completion_tokens_details: mapped,
  }),
  CompletionUsage_PromptTokensDetails: decide<wire.CompletionUsage_PromptTokensDetails>()({
    cached_tokens: mapped,
    cache_write_tokens: mapped,
    audio_tokens: tokenSplit,
    image_tokens: tokenSplit,
    text_tokens: tokenSplit,
  }),
  CompletionUsage_CompletionTokensDetails: decide<wire.CompletionUsage_CompletionTokensDetails>()({
    reasoning_tokens: mapped,
    accepted_prediction_tokens: tokenSplit,
    rejected_prediction_tokens: tokenSplit,
    audio_tokens: tokenSplit,
    text_tokens: tokenSplit,
  }),
  ErrorResponse: decide<wire.ErrorResponse>()({ error: mapped }),
  ErrorObject: decide<wire.ErrorObject>()({ message: mapped, type: mapped, param: mapped, code: mapped, misalignment }),
  ErrorObject_Misalignment: decide<wire.ErrorObject_Misalignment>()({
    detailed_explanation: misalignment,
    error_type: misalignment,
    review_target: misalignment,
    steer: misalignment,
  }),
  ErrorObject_Misalignment_Steer: decide<wire.ErrorObject_Misalignment_Steer>()({ message: misalignment }),
  Model: decide<wire.Model>()({
    id: mapped,
    created: mapped,
    object: mapped,
    owned_by: mapped,
    shutdown_date: carried('ENV-5', 'when a model ends is stated by OpenAI alone'),
  }),
  ModelsPage: decide<wire.ModelsPage>()({ data: mapped, object: mapped }),
}
