import { decide, mapped } from '../../../translate/fate.ts'
import type * as wire from '../generated/shapes.ts'
import type { Cached } from './content.ts'

const functionTool = { type: mapped, function: mapped } as const

/** A function tool together with the cache marker of REQ-C-31. */
export const cachedFunctionTool = decide<wire.ChatCompletionFunctionTool & Cached>()({ ...functionTool, cache_control: mapped })

/** Shapes of tools, of choices among them and of calls. */
export const toolFates = {
  ChatCompletionFunctionTool: decide<wire.ChatCompletionFunctionTool>()(functionTool),
  FunctionDefinition: decide<wire.FunctionDefinition>()({ name: mapped, description: mapped, parameters: mapped, strict: mapped }),
  ChatCompletionCustomTool: decide<wire.ChatCompletionCustomTool>()({ type: mapped, custom: mapped }),
  ChatCompletionCustomTool_Custom: decide<wire.ChatCompletionCustomTool_Custom>()({ name: mapped, description: mapped, format: mapped }),
  ChatCompletionCustomTool_Custom_Text: decide<wire.ChatCompletionCustomTool_Custom_Text>()({ type: mapped }),
  ChatCompletionCustomTool_Custom_Grammar: decide<wire.ChatCompletionCustomTool_Custom_Grammar>()({ type: mapped, grammar: mapped }),
  ChatCompletionCustomTool_Custom_Grammar_Grammar: decide<wire.ChatCompletionCustomTool_Custom_Grammar_Grammar>()({
    syntax: mapped,
    definition: mapped,
  }),
  ChatCompletionAllowedToolChoice: decide<wire.ChatCompletionAllowedToolChoice>()({ type: mapped, allowed_tools: mapped }),
  ChatCompletionAllowedTools: decide<wire.ChatCompletionAllowedTools>()({ mode: mapped, tools: mapped }),
  ChatCompletionNamedToolChoice: decide<wire.ChatCompletionNamedToolChoice>()({ type: mapped, function: mapped }),
  ChatCompletionNamedToolChoice_Function: decide<wire.ChatCompletionNamedToolChoice_Function>()({ name: mapped }),
  ChatCompletionNamedToolChoiceCustom: decide<wire.ChatCompletionNamedToolChoiceCustom>()({ type: mapped, custom: mapped }),
  ChatCompletionNamedToolChoiceCustom_Custom: decide<wire.ChatCompletionNamedToolChoiceCustom_Custom>()({ name: mapped }),
  ChatCompletionFunctionCallOption: decide<wire.ChatCompletionFunctionCallOption>()({ name: mapped }),
  ChatCompletionMessageFunctionToolCall: decide<wire.ChatCompletionMessageFunctionToolCall>()({
    id: mapped,
    type: mapped,
    function: mapped,
  }),
  ChatCompletionMessageFunctionToolCall_Function: decide<wire.ChatCompletionMessageFunctionToolCall_Function>()({
    name: mapped,
    arguments: mapped,
  }),
  ChatCompletionMessageCustomToolCall: decide<wire.ChatCompletionMessageCustomToolCall>()({ id: mapped, type: mapped, custom: mapped }),
  ChatCompletionMessageCustomToolCall_Custom: decide<wire.ChatCompletionMessageCustomToolCall_Custom>()({ name: mapped, input: mapped }),
}
