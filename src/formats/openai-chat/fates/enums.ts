import { carried, folded, mapped, rejected, values } from '../../../translate/fate.ts'
import type { Enums } from '../generated/shapes.ts'
import { requestFates } from './request.ts'

const {
  audio,
  moderation,
  prompt_cache_options: cacheOptions,
  prompt_cache_retention: retention,
  web_search_options: webSearch,
  verbosity,
} = requestFates.ChatCompletionCreateParams
const moderated = carried('ENV-5', 'moderation results are stated by OpenAI alone')
const breakpoint = { '30m': mapped, '12h': mapped } as const
const finish = {
  stop: mapped,
  length: mapped,
  tool_calls: mapped,
  content_filter: mapped,
  function_call: folded('toolCalls', 'STOP-C-4'),
} as const
const served = { auto: mapped, default: mapped, flex: mapped, scale: mapped, priority: mapped, fast: mapped } as const

/** Values of the closed enums. */
export const enumFates = {
  ChatCompletionToolChoiceOption: values<Enums['ChatCompletionToolChoiceOption']>()({ none: mapped, auto: mapped, required: mapped }),
  ReasoningEffort: values<Enums['ReasoningEffort']>()({
    none: mapped,
    minimal: mapped,
    low: mapped,
    medium: mapped,
    high: mapped,
    xhigh: mapped,
    max: mapped,
  }),
  'ChatCompletion.service_tier': values<Enums['ChatCompletion.service_tier']>()(served),
  'ChatCompletionAllowedTools.mode': values<Enums['ChatCompletionAllowedTools.mode']>()({ auto: mapped, required: mapped }),
  'ChatCompletionAudioParam.format': values<Enums['ChatCompletionAudioParam.format']>()({
    wav: audio,
    aac: audio,
    mp3: audio,
    flac: audio,
    opus: audio,
    pcm16: audio,
  }),
  'ChatCompletionChunk.service_tier': values<Enums['ChatCompletionChunk.service_tier']>()(served),
  'ChatCompletionChunk_Choice.finish_reason': values<Enums['ChatCompletionChunk_Choice.finish_reason']>()(finish),
  'ChatCompletionChunk_Choice_Delta.role': values<Enums['ChatCompletionChunk_Choice_Delta.role']>()({
    developer: mapped,
    system: mapped,
    user: mapped,
    assistant: mapped,
    tool: mapped,
  }),
  'ChatCompletionChunk_Choice_Delta_ToolCall.type': values<Enums['ChatCompletionChunk_Choice_Delta_ToolCall.type']>()({
    function: mapped,
    custom: mapped,
  }),
  'ChatCompletionChunk_Moderation_ModerationResults_Result.category_applied_input_types': values<
    Enums['ChatCompletionChunk_Moderation_ModerationResults_Result.category_applied_input_types']
  >()({ text: moderated, image: moderated }),
  'ChatCompletionContentPartImage_ImageURL.detail': values<Enums['ChatCompletionContentPartImage_ImageURL.detail']>()({
    auto: mapped,
    low: mapped,
    high: mapped,
    original: mapped,
  }),
  'ChatCompletionContentPartImage_PromptCacheBreakpoint.ttl':
    values<Enums['ChatCompletionContentPartImage_PromptCacheBreakpoint.ttl']>()(breakpoint),
  'ChatCompletionContentPartInputAudio_InputAudio.format': values<Enums['ChatCompletionContentPartInputAudio_InputAudio.format']>()({
    wav: mapped,
    mp3: mapped,
  }),
  'ChatCompletionContentPartInputAudio_PromptCacheBreakpoint.ttl':
    values<Enums['ChatCompletionContentPartInputAudio_PromptCacheBreakpoint.ttl']>()(breakpoint),
  'ChatCompletionContentPartText_PromptCacheBreakpoint.ttl':
    values<Enums['ChatCompletionContentPartText_PromptCacheBreakpoint.ttl']>()(breakpoint),
  'ChatCompletionContentPart_File_PromptCacheBreakpoint.ttl':
    values<Enums['ChatCompletionContentPart_File_PromptCacheBreakpoint.ttl']>()(breakpoint),
  'ChatCompletionCreateParams.function_call': values<Enums['ChatCompletionCreateParams.function_call']>()({ none: mapped, auto: mapped }),
  'ChatCompletionCreateParams.modalities': values<Enums['ChatCompletionCreateParams.modalities']>()({
    text: mapped,
    audio: rejected('REQ-C-27', 'no other upstream answers with sound', 'never'),
  }),
  'ChatCompletionCreateParams.prompt_cache_retention': values<Enums['ChatCompletionCreateParams.prompt_cache_retention']>()({
    in_memory: retention,
    '24h': retention,
  }),
  'ChatCompletionCreateParams.service_tier': values<Enums['ChatCompletionCreateParams.service_tier']>()(served),
  'ChatCompletionCreateParams.verbosity': values<Enums['ChatCompletionCreateParams.verbosity']>()({
    low: verbosity,
    medium: verbosity,
    high: verbosity,
  }),
  'ChatCompletionCreateParams_Moderation_Policy_Input.mode': values<Enums['ChatCompletionCreateParams_Moderation_Policy_Input.mode']>()({
    score: moderation,
    block: moderation,
  }),
  'ChatCompletionCreateParams_Moderation_Policy_Output.mode': values<Enums['ChatCompletionCreateParams_Moderation_Policy_Output.mode']>()({
    score: moderation,
    block: moderation,
  }),
  'ChatCompletionCreateParams_PromptCacheOptions.mode': values<Enums['ChatCompletionCreateParams_PromptCacheOptions.mode']>()({
    implicit: cacheOptions,
    explicit: cacheOptions,
  }),
  'ChatCompletionCreateParams_WebSearchOptions.search_context_size': values<
    Enums['ChatCompletionCreateParams_WebSearchOptions.search_context_size']
  >()({ low: webSearch, medium: webSearch, high: webSearch }),
  'ChatCompletionCustomTool_Custom_Grammar_Grammar.syntax': values<Enums['ChatCompletionCustomTool_Custom_Grammar_Grammar.syntax']>()({
    lark: mapped,
    regex: mapped,
  }),
  'ChatCompletion_Choice.finish_reason': values<Enums['ChatCompletion_Choice.finish_reason']>()(finish),
  'ChatCompletion_Moderation_ModerationResults_Result.category_applied_input_types': values<
    Enums['ChatCompletion_Moderation_ModerationResults_Result.category_applied_input_types']
  >()({ text: moderated, image: moderated }),
}
