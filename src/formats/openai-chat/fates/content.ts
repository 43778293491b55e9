import { carried, decide, mapped, rejected } from '../../../translate/fate.ts'
import type * as wire from '../generated/shapes.ts'
import type { CacheExtension } from './request.ts'

/** Reasoning that a client sends back with the message it came with (RSN-8, RSN-9). */
export interface ReasoningExtension {
  readonly reasoning_content?: string | null
  readonly reasoning?: string | null
  readonly reasoning_details?: readonly ReasoningDetail[] | null
}

/** One block of reasoning in the form that Chat gateways agree on. */
export interface ReasoningDetail {
  readonly type: 'reasoning.text' | 'reasoning.encrypted' | 'reasoning.summary'
  readonly text?: string | null
  readonly summary?: string | null
  readonly signature?: string | null
  readonly data?: string | null
  readonly format?: string | null
  readonly id?: string | null
  readonly index?: number | null
}

/** The cache marker of REQ-C-31 on a part or a tool. */
export interface Cached {
  readonly cache_control?: CacheExtension | null
}

const name = carried('ROL-7', 'other formats do not name participants', 'warn')
const sound = rejected('CP-9', 'the sound of an earlier answer is kept by its provider')

const assistant = {
  role: mapped,
  content: mapped,
  refusal: mapped,
  tool_calls: mapped,
  function_call: mapped,
  audio: sound,
  name,
} as const

/** The reasoning members alone. */
export const reasoningMembers = decide<ReasoningExtension>()({ reasoning_content: mapped, reasoning: mapped, reasoning_details: mapped })

/** An assistant message together with the reasoning a client may send back. */
export const assistantMessage = decide<wire.ChatCompletionAssistantMessageParam & ReasoningExtension>()({
  ...assistant,
  reasoning_content: mapped,
  reasoning: mapped,
  reasoning_details: mapped,
})

export const reasoningDetail = decide<ReasoningDetail>()({
  type: mapped,
  text: mapped,
  summary: mapped,
  signature: mapped,
  data: mapped,
  format: mapped,
  id: mapped,
  index: mapped,
})

const textPart = { type: mapped, text: mapped, prompt_cache_breakpoint: mapped } as const
const imagePart = { type: mapped, image_url: mapped, prompt_cache_breakpoint: mapped } as const
const filePart = { type: mapped, file: mapped, prompt_cache_breakpoint: mapped } as const
const audioPart = { type: mapped, input_audio: mapped, prompt_cache_breakpoint: mapped } as const

/** Content parts together with the cache marker of REQ-C-31. */
export const cachedParts = {
  text: decide<wire.ChatCompletionContentPartText & Cached>()({ ...textPart, cache_control: mapped }),
  image: decide<wire.ChatCompletionContentPartImage & Cached>()({ ...imagePart, cache_control: mapped }),
  file: decide<wire.ChatCompletionContentPart_File & Cached>()({ ...filePart, cache_control: mapped }),
}

/** Shapes of messages and of what they hold. */
export const contentFates = {
  ChatCompletionSystemMessageParam: decide<wire.ChatCompletionSystemMessageParam>()({ role: mapped, content: mapped, name }),
  ChatCompletionDeveloperMessageParam: decide<wire.ChatCompletionDeveloperMessageParam>()({ role: mapped, content: mapped, name }),
  ChatCompletionUserMessageParam: decide<wire.ChatCompletionUserMessageParam>()({ role: mapped, content: mapped, name }),
  ChatCompletionAssistantMessageParam: decide<wire.ChatCompletionAssistantMessageParam>()(assistant),
  ChatCompletionAssistantMessageParam_Audio: decide<wire.ChatCompletionAssistantMessageParam_Audio>()({ id: sound }),
  ChatCompletionAssistantMessageParam_FunctionCall: decide<wire.ChatCompletionAssistantMessageParam_FunctionCall>()({
    name: mapped,
    arguments: mapped,
  }),
  ChatCompletionToolMessageParam: decide<wire.ChatCompletionToolMessageParam>()({ role: mapped, content: mapped, tool_call_id: mapped }),
  ChatCompletionFunctionMessageParam: decide<wire.ChatCompletionFunctionMessageParam>()({ role: mapped, content: mapped, name: mapped }),
  ChatCompletionContentPartText: decide<wire.ChatCompletionContentPartText>()(textPart),
  ChatCompletionContentPartText_PromptCacheBreakpoint: decide<wire.ChatCompletionContentPartText_PromptCacheBreakpoint>()({
    mode: mapped,
    ttl: mapped,
  }),
  ChatCompletionContentPartImage: decide<wire.ChatCompletionContentPartImage>()(imagePart),
  ChatCompletionContentPartImage_ImageURL: decide<wire.ChatCompletionContentPartImage_ImageURL>()({ url: mapped, detail: mapped }),
  ChatCompletionContentPartImage_PromptCacheBreakpoint: decide<wire.ChatCompletionContentPartImage_PromptCacheBreakpoint>()({
    mode: mapped,
    ttl: mapped,
  }),
  ChatCompletionContentPart_File: decide<wire.ChatCompletionContentPart_File>()(filePart),
  ChatCompletionContentPart_File_File: decide<wire.ChatCompletionContentPart_File_File>()({
    file_data: mapped,
    file_id: mapped,
    filename: mapped,
  }),
  ChatCompletionContentPart_File_PromptCacheBreakpoint: decide<wire.ChatCompletionContentPart_File_PromptCacheBreakpoint>()({
    mode: mapped,
    ttl: mapped,
  }),
  ChatCompletionContentPartInputAudio: decide<wire.ChatCompletionContentPartInputAudio>()(audioPart),
  ChatCompletionContentPartInputAudio_InputAudio: decide<wire.ChatCompletionContentPartInputAudio_InputAudio>()({
    data: mapped,
    format: mapped,
  }),
  ChatCompletionContentPartInputAudio_PromptCacheBreakpoint: decide<wire.ChatCompletionContentPartInputAudio_PromptCacheBreakpoint>()({
    mode: mapped,
    ttl: mapped,
  }),
  ChatCompletionContentPartRefusal: decide<wire.ChatCompletionContentPartRefusal>()({ type: mapped, refusal: mapped }),
}
