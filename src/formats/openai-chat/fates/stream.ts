import { decide, dropped, mapped } from '../../../translate/fate.ts'
import type * as wire from '../generated/shapes.ts'
import type { ReasoningExtension } from './content.ts'
import { ownFact, refusalLogprobs, sound } from './response.ts'

const moderation = ownFact

const delta = {
  role: mapped,
  content: mapped,
  refusal: mapped,
  tool_calls: mapped,
  function_call: mapped,
  audio: sound,
} as const

/** A delta with what its schema does not name: reasoning of other Chat hosts (EVC-3), and annotations of those that search (EVA-4, EVC-10). */
export type ExtendedDelta = wire.ChatCompletionChunk_Choice_Delta &
  ReasoningExtension & { readonly annotations?: readonly wire.ChatCompletionMessage_Annotation[] | null }

export const extendedDelta = decide<ExtendedDelta>()({
  ...delta,
  annotations: mapped,
  reasoning_content: mapped,
  reasoning: mapped,
  reasoning_details: mapped,
})

/** Shapes of the chunks of a stream. */
export const streamFates = {
  ChatCompletionChunk: decide<wire.ChatCompletionChunk>()({
    id: mapped,
    choices: mapped,
    created: mapped,
    model: mapped,
    object: mapped,
    service_tier: mapped,
    usage: mapped,
    moderation,
    system_fingerprint: ownFact,
    obfuscation: dropped('EVR-18', 'padding says nothing', 'debug'),
  }),
  ChatCompletionChunk_Choice: decide<wire.ChatCompletionChunk_Choice>()({
    index: mapped,
    delta: mapped,
    finish_reason: mapped,
    logprobs: mapped,
  }),
  ChatCompletionChunk_Choice_Logprobs: decide<wire.ChatCompletionChunk_Choice_Logprobs>()({ content: mapped, refusal: refusalLogprobs }),
  ChatCompletionChunk_Choice_Delta: decide<wire.ChatCompletionChunk_Choice_Delta>()(delta),
  ChatCompletionChunk_Choice_Delta_Audio: decide<wire.ChatCompletionChunk_Choice_Delta_Audio>()({
    id: sound,
    data: sound,
    expires_at: sound,
    transcript: sound,
  }),
  ChatCompletionChunk_Choice_Delta_FunctionCall: decide<wire.ChatCompletionChunk_Choice_Delta_FunctionCall>()({
    name: mapped,
    arguments: mapped,
  }),
  ChatCompletionChunk_Choice_Delta_ToolCall: decide<wire.ChatCompletionChunk_Choice_Delta_ToolCall>()({
    index: mapped,
    id: mapped,
    type: mapped,
    function: mapped,
    custom: mapped,
  }),
  ChatCompletionChunk_Choice_Delta_ToolCall_Function: decide<wire.ChatCompletionChunk_Choice_Delta_ToolCall_Function>()({
    name: mapped,
    arguments: mapped,
  }),
  ChatCompletionChunk_Choice_Delta_ToolCall_Custom: decide<wire.ChatCompletionChunk_Choice_Delta_ToolCall_Custom>()({
    name: mapped,
    input: mapped,
  }),
  ChatCompletionChunk_Moderation: decide<wire.ChatCompletionChunk_Moderation>()({ input: moderation, output: moderation }),
  ChatCompletionChunk_Moderation_Error: decide<wire.ChatCompletionChunk_Moderation_Error>()({
    type: moderation,
    code: moderation,
    message: moderation,
  }),
  ChatCompletionChunk_Moderation_ModerationResults: decide<wire.ChatCompletionChunk_Moderation_ModerationResults>()({
    type: moderation,
    model: moderation,
    results: moderation,
  }),
  ChatCompletionChunk_Moderation_ModerationResults_Result: decide<wire.ChatCompletionChunk_Moderation_ModerationResults_Result>()({
    type: moderation,
    model: moderation,
    flagged: moderation,
    categories: moderation,
    category_applied_input_types: moderation,
    category_scores: moderation,
  }),
}
