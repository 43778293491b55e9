import { carried, decide, dropped, mapped, shared } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

/** What becomes of tools and of the choice among them. */
export const toolFates = {
  Tool: decide<CoreShapes['Tool']>()({
    type: mapped,
    name: mapped,
    description: mapped,
    input_schema: mapped,
    input_examples: mapped,
    strict: mapped,
    cache_control: mapped,
    allowed_callers: mapped,
    defer_loading: shared('deferLoading', carried('TOOL-17', 'without tool search every tool is loaded at once')),
    eager_input_streaming: dropped('TOOL-17', 'how soon arguments stream is the provider’s own matter', 'debug'),
  }),
  Tool_InputSchema: decide<CoreShapes['Tool_InputSchema']>()({ type: mapped, properties: mapped, required: mapped }),
  ToolChoiceAuto: decide<CoreShapes['ToolChoiceAuto']>()({ type: mapped, disable_parallel_tool_use: mapped }),
  ToolChoiceAny: decide<CoreShapes['ToolChoiceAny']>()({ type: mapped, disable_parallel_tool_use: mapped }),
  ToolChoiceTool: decide<CoreShapes['ToolChoiceTool']>()({ type: mapped, name: mapped, disable_parallel_tool_use: mapped }),
  ToolChoiceNone: decide<CoreShapes['ToolChoiceNone']>()({ type: mapped }),
}
