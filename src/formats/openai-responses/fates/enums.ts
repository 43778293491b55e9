import { carried, dropped, folded, mapped, rejected, values } from '../../../translate/fate.ts'
import type { Enums } from '../generated/shapes.ts'
import { answer, echo, itemStatus as status, ownFact } from './response.ts'

const truncation = dropped('REQ-R-19', 'no other API shortens a conversation by itself')
const verbosity = dropped('REQ-R-11', 'the target has no such member')
const context = dropped('REQ-R-9', 'no other API chooses which reasoning to keep')
const cacheHint = dropped('REQ-R-24', 'only cost and latency depend on it', 'debug')
const access = rejected('REQ-R-26', 'access programmes are between the client and OpenAI', 'never')
const compression = dropped('REQ-R-27', 'only cost and latency depend on it', 'debug')
const moderation = rejected('REQ-R-25', 'only OpenAI moderates within a request')
const phase = carried('RI-2', 'other formats do not tell comments from the answer')
const fileDetail = dropped('RI-1', 'only cost and latency depend on it', 'debug')
const logprobs = rejected('REQ-R-14', 'the answer will hold no log probabilities')
const hostedResults = dropped('REQ-R-14', 'the tool runs at OpenAI', 'info')
const hosted = dropped('TOOL-22', 'the tool runs at OpenAI')
const hostedChoice = rejected('TCH-9', 'the tool that is chosen runs at OpenAI')
const programmatic = rejected('TOOL-18', 'no other provider lets a program call the tool')

/** Values of the closed enums. */
export const enumFates = {
  ImageDetail: values<Enums['ImageDetail']>()({ low: mapped, high: mapped, auto: mapped, original: mapped }),
  ReasoningEffort: values<Enums['ReasoningEffort']>()({
    none: mapped,
    minimal: mapped,
    low: mapped,
    medium: mapped,
    high: mapped,
    xhigh: mapped,
    max: mapped,
  }),
  ResponseIncludable: values<Enums['ResponseIncludable']>()({
    'file_search_call.results': hostedResults,
    'web_search_call.results': hostedResults,
    'web_search_call.action.sources': hostedResults,
    'message.input_image.image_url': hostedResults,
    'computer_call_output.output.image_url': hostedResults,
    'code_interpreter_call.outputs': hostedResults,
    'reasoning.encrypted_content': folded('reasoning', 'REQ-R-14'),
    'message.output_text.logprobs': logprobs,
  }),
  ResponseStatus: values<Enums['ResponseStatus']>()({
    completed: mapped,
    failed: mapped,
    in_progress: mapped,
    cancelled: mapped,
    queued: mapped,
    incomplete: mapped,
  }),
  ServiceTier: values<Enums['ServiceTier']>()({
    auto: mapped,
    default: mapped,
    flex: mapped,
    scale: mapped,
    priority: mapped,
    fast: mapped,
    ultrafast: mapped,
  }),
  ToolChoiceOptions: values<Enums['ToolChoiceOptions']>()({ none: mapped, auto: mapped, required: mapped }),
  'CustomTool.allowed_callers': values<Enums['CustomTool.allowed_callers']>()({ direct: mapped, programmatic: programmatic }),
  'CustomToolInputFormat_Grammar.syntax': values<Enums['CustomToolInputFormat_Grammar.syntax']>()({ lark: mapped, regex: mapped }),
  'EasyInputMessage.phase': values<Enums['EasyInputMessage.phase']>()({ commentary: phase, final_answer: phase }),
  'EasyInputMessage.role': values<Enums['EasyInputMessage.role']>()({
    user: mapped,
    assistant: mapped,
    system: mapped,
    developer: mapped,
  }),
  'FunctionTool.allowed_callers': values<Enums['FunctionTool.allowed_callers']>()({ direct: mapped, programmatic: programmatic }),
  'InputTokenCountParams.truncation': values<Enums['InputTokenCountParams.truncation']>()({ auto: truncation, disabled: truncation }),
  'InputTokenCountParams_Text.verbosity': values<Enums['InputTokenCountParams_Text.verbosity']>()({
    low: verbosity,
    medium: verbosity,
    high: verbosity,
  }),
  'NamespaceTool_Function.allowed_callers': values<Enums['NamespaceTool_Function.allowed_callers']>()({
    direct: mapped,
    programmatic: programmatic,
  }),
  'Reasoning.context': values<Enums['Reasoning.context']>()({ auto: context, current_turn: context, all_turns: context }),
  'Reasoning.generate_summary': values<Enums['Reasoning.generate_summary']>()({
    auto: folded('reasoning', 'REQ-R-8'),
    concise: folded('reasoning', 'REQ-R-8'),
    detailed: folded('reasoning', 'REQ-R-8'),
  }),
  'Reasoning.summary': values<Enums['Reasoning.summary']>()({
    auto: folded('reasoning', 'REQ-R-8'),
    concise: folded('reasoning', 'REQ-R-8'),
    detailed: folded('reasoning', 'REQ-R-8'),
  }),
  'Response.prompt_cache_retention': values<Enums['Response.prompt_cache_retention']>()({ in_memory: echo, '24h': echo }),
  'Response.truncation': values<Enums['Response.truncation']>()({ auto: echo, disabled: echo }),
  'ResponseCreateParams.prompt_cache_retention': values<Enums['ResponseCreateParams.prompt_cache_retention']>()({
    in_memory: cacheHint,
    '24h': cacheHint,
  }),
  'ResponseCreateParams.truncation': values<Enums['ResponseCreateParams.truncation']>()({ auto: truncation, disabled: truncation }),
  'ResponseCreateParams_AccessPrograms.cyber': values<Enums['ResponseCreateParams_AccessPrograms.cyber']>()({
    standard: access,
    daybreak_blue: access,
    daybreak_red: access,
  }),
  'ResponseCreateParams_Image.context_compression': values<Enums['ResponseCreateParams_Image.context_compression']>()({
    auto: compression,
    enabled: compression,
    disabled: compression,
  }),
  'ResponseCreateParams_Moderation_Policy_Input.mode': values<Enums['ResponseCreateParams_Moderation_Policy_Input.mode']>()({
    score: moderation,
    block: moderation,
  }),
  'ResponseCreateParams_Moderation_Policy_Output.mode': values<Enums['ResponseCreateParams_Moderation_Policy_Output.mode']>()({
    score: moderation,
    block: moderation,
  }),
  'ResponseCreateParams_PromptCacheOptions.mode': values<Enums['ResponseCreateParams_PromptCacheOptions.mode']>()({
    implicit: cacheHint,
    explicit: cacheHint,
  }),
  'ResponseCreateParams_PromptCacheOptions.ttl': values<Enums['ResponseCreateParams_PromptCacheOptions.ttl']>()({
    '30m': cacheHint,
    '12h': cacheHint,
  }),
  'ResponseCustomToolCallOutputItem.status': values<Enums['ResponseCustomToolCallOutputItem.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseError.code': values<Enums['ResponseError.code']>()({
    server_error: mapped,
    rate_limit_exceeded: mapped,
    invalid_prompt: mapped,
    data_residency_mismatch: mapped,
    bio_policy: mapped,
    misalignment_policy_violation: mapped,
    vector_store_timeout: mapped,
    invalid_image: mapped,
    invalid_image_format: mapped,
    invalid_base64_image: mapped,
    invalid_image_url: mapped,
    image_too_large: mapped,
    image_too_small: mapped,
    image_parse_error: mapped,
    image_content_policy_violation: mapped,
    invalid_image_mode: mapped,
    image_file_too_large: mapped,
    unsupported_image_media_type: mapped,
    empty_image_file: mapped,
    failed_to_download_image: mapped,
    image_file_not_found: mapped,
  }),
  'ResponseFunctionToolCall.status': values<Enums['ResponseFunctionToolCall.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseFunctionToolCallOutputItem.status': values<Enums['ResponseFunctionToolCallOutputItem.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseInputFile.detail': values<Enums['ResponseInputFile.detail']>()({ auto: fileDetail, low: fileDetail, high: fileDetail }),
  'ResponseInputFileContent.detail': values<Enums['ResponseInputFileContent.detail']>()({
    auto: fileDetail,
    low: fileDetail,
    high: fileDetail,
  }),
  'ResponseInputFileContent_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputFileContent_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseInputFile_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputFile_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseInputImageContent_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputImageContent_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseInputImage_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputImage_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseInputItem_FunctionCallOutput.status': values<Enums['ResponseInputItem_FunctionCallOutput.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseInputItem_Message.role': values<Enums['ResponseInputItem_Message.role']>()({
    user: mapped,
    system: mapped,
    developer: mapped,
  }),
  'ResponseInputItem_Message.status': values<Enums['ResponseInputItem_Message.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseInputTextContent_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputTextContent_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseInputText_PromptCacheBreakpoint.ttl': values<Enums['ResponseInputText_PromptCacheBreakpoint.ttl']>()({
    '30m': mapped,
    '12h': mapped,
  }),
  'ResponseOutputItem_AdditionalTools.role': values<Enums['ResponseOutputItem_AdditionalTools.role']>()({
    unknown: answer,
    user: answer,
    assistant: answer,
    system: answer,
    critic: answer,
    discriminator: answer,
    developer: answer,
    tool: answer,
  }),
  'ResponseOutputMessage.phase': values<Enums['ResponseOutputMessage.phase']>()({ commentary: phase, final_answer: phase }),
  'ResponseOutputMessage.status': values<Enums['ResponseOutputMessage.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseReasoningItem.status': values<Enums['ResponseReasoningItem.status']>()({
    in_progress: status,
    completed: status,
    incomplete: status,
  }),
  'ResponseTextConfig.verbosity': values<Enums['ResponseTextConfig.verbosity']>()({ low: verbosity, medium: verbosity, high: verbosity }),
  'Response_AccessPrograms.cyber': values<Enums['Response_AccessPrograms.cyber']>()({
    standard: ownFact,
    daybreak_blue: ownFact,
    daybreak_red: ownFact,
  }),
  'Response_CacheMiss.reason': values<Enums['Response_CacheMiss.reason']>()({
    model_changed: ownFact,
    prompt_cache_key_changed: ownFact,
    tools_changed: ownFact,
    text_format_changed: ownFact,
    reasoning_effort_changed: ownFact,
    verbosity_changed: ownFact,
    context_compacted: ownFact,
    input_changed: ownFact,
    service_tier_changed: ownFact,
  }),
  'Response_Image.context_compression': values<Enums['Response_Image.context_compression']>()({ enabled: ownFact, disabled: ownFact }),
  'Response_IncompleteDetails.reason': values<Enums['Response_IncompleteDetails.reason']>()({
    max_output_tokens: mapped,
    max_messages: mapped,
    content_filter: mapped,
    steered: mapped,
  }),
  'Response_InputTransformation.reason': values<Enums['Response_InputTransformation.reason']>()({
    organization_mismatch: ownFact,
    end_user_mismatch: ownFact,
    model_mismatch: ownFact,
    prefix_mismatch: ownFact,
    turn_boundary: ownFact,
  }),
  'Response_Moderation_ModerationResult.category_applied_input_types': values<
    Enums['Response_Moderation_ModerationResult.category_applied_input_types']
  >()({ text: ownFact, image: ownFact }),
  'Response_PromptCacheOptions.mode': values<Enums['Response_PromptCacheOptions.mode']>()({ implicit: echo, explicit: echo }),
  'Response_PromptCacheOptions.ttl': values<Enums['Response_PromptCacheOptions.ttl']>()({ '30m': echo, '12h': echo }),
  'ToolChoiceAllowed.mode': values<Enums['ToolChoiceAllowed.mode']>()({ auto: mapped, required: mapped }),
  'ToolChoiceTypes.type': values<Enums['ToolChoiceTypes.type']>()({
    file_search: hostedChoice,
    web_search_preview: hostedChoice,
    computer: hostedChoice,
    computer_use_preview: hostedChoice,
    computer_use: hostedChoice,
    web_search_preview_2025_03_11: hostedChoice,
    image_generation: hostedChoice,
    code_interpreter: hostedChoice,
    mcp: hostedChoice,
  }),
  'ToolSearchTool.execution': values<Enums['ToolSearchTool.execution']>()({ server: hosted, client: folded('function', 'TOOL-23') }),
  'WebSearchTool.search_context_size': values<Enums['WebSearchTool.search_context_size']>()({
    low: hosted,
    medium: hosted,
    high: hosted,
  }),
  'WebSearchTool.type': values<Enums['WebSearchTool.type']>()({ web_search: hosted, web_search_2025_08_26: hosted }),
}
