import { carried, decide, dropped, mapped, rejected, shared } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'
import { answer, caller, echo, itemId, itemStatus, ownFact } from './response.ts'

const background = dropped('TOOL-18', 'no other provider lets a call go on in the background')

const namespace = carried('RI-6', 'the call that it answers names the tool', 'debug')
const choice = rejected('TCH-9', 'the tool that is chosen runs at OpenAI')
const hosted = dropped('TOOL-22', 'the tool runs at OpenAI')
const functionTool = {
  allowed_callers: mapped,
  async: dropped('TOOL-18', 'no other provider goes on while a tool works'),
  defer_loading: shared('deferLoading', carried('TOOL-17', 'without tool search every tool is loaded at once')),
  description: mapped,
  name: mapped,
  output_schema: carried('TOOL-18', 'other formats do not describe what a tool returns'),
  parameters: mapped,
  strict: mapped,
  type: mapped,
} as const
const { allowed_callers, async, defer_loading } = functionTool

const customCall = {
  async: background,
  call_id: mapped,
  caller: caller,
  id: itemId,
  input: mapped,
  name: mapped,
  namespace: mapped,
  type: mapped,
} as const
const customOutput = {
  call_id: mapped,
  caller,
  id: itemId,
  output: mapped,
  type: mapped,
} as const

/** A state, which clients send back with items that have none in the specification (LEN-13). */
export interface Stated {
  readonly status?: string | null
}

/** Calls of free-text tools, and what they gave, with such a state. */
export const stated = {
  call: decide<CoreShapes['ResponseCustomToolCall'] & Stated>()({ ...customCall, status: itemStatus }),
  output: decide<CoreShapes['ResponseCustomToolCallOutput'] & Stated>()({ ...customOutput, status: itemStatus }),
}

/** Shapes of tools, of choices among them and of calls. */
export const toolFates = {
  CustomTool: decide<CoreShapes['CustomTool']>()({
    allowed_callers,
    async,
    defer_loading,
    description: mapped,
    format: mapped,
    name: mapped,
    type: mapped,
  }),
  CustomToolInputFormat_Grammar: decide<CoreShapes['CustomToolInputFormat_Grammar']>()({
    definition: mapped,
    syntax: mapped,
    type: mapped,
  }),
  CustomToolInputFormat_Text: decide<CoreShapes['CustomToolInputFormat_Text']>()({ type: mapped }),
  FunctionTool: decide<CoreShapes['FunctionTool']>()(functionTool),
  InputTokenCountParams_SpecificProgrammaticToolCallingParam: decide<
    CoreShapes['InputTokenCountParams_SpecificProgrammaticToolCallingParam']
  >()({ type: choice }),
  NamespaceTool: decide<CoreShapes['NamespaceTool']>()({ description: mapped, name: mapped, tools: mapped, type: mapped }),
  NamespaceTool_Function: decide<CoreShapes['NamespaceTool_Function']>()(functionTool),
  ResponseCreateParams_SpecificProgrammaticToolCallingParam: decide<
    CoreShapes['ResponseCreateParams_SpecificProgrammaticToolCallingParam']
  >()({ type: choice }),
  ResponseCustomToolCall: decide<CoreShapes['ResponseCustomToolCall']>()(customCall),
  ResponseCustomToolCallInputDeltaEvent: decide<CoreShapes['ResponseCustomToolCallInputDeltaEvent']>()({
    delta: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseCustomToolCallInputDoneEvent: decide<CoreShapes['ResponseCustomToolCallInputDoneEvent']>()({
    input: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseCustomToolCallOutput: decide<CoreShapes['ResponseCustomToolCallOutput']>()(customOutput),
  ResponseCustomToolCallOutputItem: decide<CoreShapes['ResponseCustomToolCallOutputItem']>()({
    call_id: answer,
    caller: answer,
    created_by: answer,
    id: answer,
    output: answer,
    status: answer,
    type: answer,
  }),
  ResponseCustomToolCallOutput_Direct: decide<CoreShapes['ResponseCustomToolCallOutput_Direct']>()({ type: caller }),
  ResponseCustomToolCallOutput_Program: decide<CoreShapes['ResponseCustomToolCallOutput_Program']>()({
    caller_id: caller,
    type: caller,
  }),
  ResponseCustomToolCall_Direct: decide<CoreShapes['ResponseCustomToolCall_Direct']>()({ type: caller }),
  ResponseCustomToolCall_Program: decide<CoreShapes['ResponseCustomToolCall_Program']>()({ caller_id: caller, type: caller }),
  ResponseFunctionCallArgumentsDeltaEvent: decide<CoreShapes['ResponseFunctionCallArgumentsDeltaEvent']>()({
    delta: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseFunctionCallArgumentsDoneEvent: decide<CoreShapes['ResponseFunctionCallArgumentsDoneEvent']>()({
    arguments: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseFunctionToolCall: decide<CoreShapes['ResponseFunctionToolCall']>()({
    arguments: mapped,
    async: background,
    call_id: mapped,
    caller: caller,
    id: itemId,
    name: mapped,
    namespace: mapped,
    status: itemStatus,
    type: mapped,
  }),
  ResponseFunctionToolCallOutputItem: decide<CoreShapes['ResponseFunctionToolCallOutputItem']>()({
    call_id: answer,
    caller: answer,
    created_by: answer,
    id: answer,
    name: answer,
    namespace: answer,
    output: answer,
    status: answer,
    type: answer,
  }),
  ResponseFunctionToolCallOutputItem_Direct: decide<CoreShapes['ResponseFunctionToolCallOutputItem_Direct']>()({ type: caller }),
  ResponseFunctionToolCallOutputItem_Program: decide<CoreShapes['ResponseFunctionToolCallOutputItem_Program']>()({
    caller_id: caller,
    type: caller,
  }),
  ResponseFunctionToolCall_Direct: decide<CoreShapes['ResponseFunctionToolCall_Direct']>()({ type: caller }),
  ResponseFunctionToolCall_Program: decide<CoreShapes['ResponseFunctionToolCall_Program']>()({ caller_id: caller, type: caller }),
  ResponseInputItem_AdditionalTools: decide<CoreShapes['ResponseInputItem_AdditionalTools']>()({
    id: itemId,
    role: mapped,
    tools: mapped,
    type: mapped,
  }),
  ResponseInputItem_FunctionCallOutput: decide<CoreShapes['ResponseInputItem_FunctionCallOutput']>()({
    call_id: mapped,
    caller,
    id: itemId,
    name: namespace,
    namespace,
    output: mapped,
    status: itemStatus,
    type: mapped,
  }),
  ResponseInputItem_FunctionCallOutput_Direct: decide<CoreShapes['ResponseInputItem_FunctionCallOutput_Direct']>()({ type: caller }),
  ResponseInputItem_FunctionCallOutput_Program: decide<CoreShapes['ResponseInputItem_FunctionCallOutput_Program']>()({
    caller_id: caller,
    type: caller,
  }),
  ResponseOutputItem_AdditionalTools: decide<CoreShapes['ResponseOutputItem_AdditionalTools']>()({
    id: answer,
    role: answer,
    tools: answer,
    type: answer,
  }),
  Response_SpecificProgrammaticToolCallingParam: decide<CoreShapes['Response_SpecificProgrammaticToolCallingParam']>()({ type: echo }),
  Response_ToolUsage: decide<CoreShapes['Response_ToolUsage']>()({ image_gen: ownFact, web_search: ownFact }),
  Response_ToolUsage_WebSearch: decide<CoreShapes['Response_ToolUsage_WebSearch']>()({ num_requests: ownFact }),
  ToolChoiceAllowed: decide<CoreShapes['ToolChoiceAllowed']>()({ mode: mapped, tools: mapped, type: mapped }),
  ToolChoiceApplyPatch: decide<CoreShapes['ToolChoiceApplyPatch']>()({ type: choice }),
  ToolChoiceCustom: decide<CoreShapes['ToolChoiceCustom']>()({ name: mapped, type: mapped }),
  ToolChoiceFunction: decide<CoreShapes['ToolChoiceFunction']>()({ name: mapped, type: mapped }),
  ToolChoiceMcp: decide<CoreShapes['ToolChoiceMcp']>()({ name: choice, server_label: choice, type: choice }),
  ToolChoiceShell: decide<CoreShapes['ToolChoiceShell']>()({ type: choice }),
  ToolChoiceTypes: decide<CoreShapes['ToolChoiceTypes']>()({ type: choice }),
  ToolSearchTool: decide<CoreShapes['ToolSearchTool']>()({ description: mapped, execution: mapped, parameters: mapped, type: mapped }),
  WebSearchTool: decide<CoreShapes['WebSearchTool']>()({
    external_web_access: hosted,
    filters: hosted,
    search_context_size: hosted,
    type: hosted,
    user_location: hosted,
  }),
  WebSearchTool_Filters: decide<CoreShapes['WebSearchTool_Filters']>()({ allowed_domains: hosted }),
  WebSearchTool_UserLocation: decide<CoreShapes['WebSearchTool_UserLocation']>()({
    city: hosted,
    country: hosted,
    region: hosted,
    timezone: hosted,
    type: hosted,
  }),
}
