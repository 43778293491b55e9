import { arms, carried, mapped } from '../../../translate/fate.ts'
import type { Unions } from '../generated/shapes.ts'

const moderation = carried('ENV-5', 'moderation results are stated by OpenAI alone')

/** Arms of the tagged unions. */
export const unionFates = {
  ChatCompletionContentPart: arms<Unions['ChatCompletionContentPart']>()({
    text: mapped,
    image_url: mapped,
    input_audio: mapped,
    file: mapped,
  }),
  ChatCompletionMessageParam: arms<Unions['ChatCompletionMessageParam']>()({
    developer: mapped,
    system: mapped,
    user: mapped,
    assistant: mapped,
    tool: mapped,
    function: mapped,
  }),
  ChatCompletionMessageToolCall: arms<Unions['ChatCompletionMessageToolCall']>()({ function: mapped, custom: mapped }),
  ChatCompletionStreamItem: arms<Unions['ChatCompletionStreamItem']>()({ 'chat.completion.chunk': mapped, ErrorResponse: mapped }),
  ChatCompletionTool: arms<Unions['ChatCompletionTool']>()({ function: mapped, custom: mapped }),
  ChatCompletionToolChoiceOption: arms<Unions['ChatCompletionToolChoiceOption']>()({
    allowed_tools: mapped,
    function: mapped,
    custom: mapped,
  }),
  'ChatCompletionAssistantMessageParam.content': arms<Unions['ChatCompletionAssistantMessageParam.content']>()({
    text: mapped,
    refusal: mapped,
  }),
  'ChatCompletionCreateParams.response_format': arms<Unions['ChatCompletionCreateParams.response_format']>()({
    text: mapped,
    json_schema: mapped,
    json_object: mapped,
  }),
  'ChatCompletionCustomTool_Custom.format': arms<Unions['ChatCompletionCustomTool_Custom.format']>()({ text: mapped, grammar: mapped }),
  'ChatCompletion_Moderation.input': arms<Unions['ChatCompletion_Moderation.input']>()({
    moderation_results: moderation,
    error: moderation,
  }),
  'ChatCompletion_Moderation.output': arms<Unions['ChatCompletion_Moderation.output']>()({
    moderation_results: moderation,
    error: moderation,
  }),
  'ChatCompletionChunk_Moderation.input': arms<Unions['ChatCompletionChunk_Moderation.input']>()({
    moderation_results: moderation,
    error: moderation,
  }),
  'ChatCompletionChunk_Moderation.output': arms<Unions['ChatCompletionChunk_Moderation.output']>()({
    moderation_results: moderation,
    error: moderation,
  }),
}
