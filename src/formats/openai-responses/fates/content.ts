import { carried, decide, mapped, undecided } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'
import { itemId, itemStatus } from './response.ts'
import { fileCitation } from './stream.ts'

const phase = carried('RI-2', 'other formats do not tell comments from the answer')

/** Shapes of the conversation. */
export const contentFates = {
  EasyInputMessage: decide<CoreShapes['EasyInputMessage']>()({ content: undecided, phase: undecided, role: undecided, type: undecided }),
  Reasoning: decide<CoreShapes['Reasoning']>()({
    context: undecided,
    effort: undecided,
    generate_summary: undecided,
    mode: undecided,
    summary: undecided,
  }),
  ResponseCompactionItemParam: decide<CoreShapes['ResponseCompactionItemParam']>()({
    encrypted_content: undecided,
    id: undecided,
    type: undecided,
  }),
  ResponseConfigurationUpdateItemParam: decide<CoreShapes['ResponseConfigurationUpdateItemParam']>()({
    id: undecided,
    reasoning: undecided,
    text: undecided,
    type: undecided,
  }),
  ResponseConfigurationUpdateItemParam_Reasoning: decide<CoreShapes['ResponseConfigurationUpdateItemParam_Reasoning']>()({
    effort: undecided,
  }),
  ResponseConfigurationUpdateItemParam_Text: decide<CoreShapes['ResponseConfigurationUpdateItemParam_Text']>()({ format: undecided }),
  ResponseConversationParam: decide<CoreShapes['ResponseConversationParam']>()({ id: undecided }),
  ResponseFormatJSONObject: decide<CoreShapes['ResponseFormatJSONObject']>()({ type: undecided }),
  ResponseFormatText: decide<CoreShapes['ResponseFormatText']>()({ type: undecided }),
  ResponseFormatTextJSONSchemaConfig: decide<CoreShapes['ResponseFormatTextJSONSchemaConfig']>()({
    description: undecided,
    name: undecided,
    schema: undecided,
    strict: undecided,
    type: undecided,
  }),
  ResponseInputFile: decide<CoreShapes['ResponseInputFile']>()({
    detail: undecided,
    file_data: undecided,
    file_id: undecided,
    file_url: undecided,
    filename: undecided,
    prompt_cache_breakpoint: undecided,
    type: undecided,
  }),
  ResponseInputFileContent: decide<CoreShapes['ResponseInputFileContent']>()({
    detail: undecided,
    file_data: undecided,
    file_id: undecided,
    file_url: undecided,
    filename: undecided,
    prompt_cache_breakpoint: undecided,
    type: undecided,
  }),
  ResponseInputFileContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputFileContent_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseInputFile_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputFile_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseInputImage: decide<CoreShapes['ResponseInputImage']>()({
    detail: undecided,
    file_id: undecided,
    image_url: undecided,
    prompt_cache_breakpoint: undecided,
    type: undecided,
  }),
  ResponseInputImageContent: decide<CoreShapes['ResponseInputImageContent']>()({
    detail: undecided,
    file_id: undecided,
    image_url: undecided,
    prompt_cache_breakpoint: undecided,
    type: undecided,
  }),
  ResponseInputImageContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputImageContent_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseInputImage_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputImage_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseInputItem_CompactionTrigger: decide<CoreShapes['ResponseInputItem_CompactionTrigger']>()({ id: undecided, type: undecided }),
  ResponseInputItem_ItemReference: decide<CoreShapes['ResponseInputItem_ItemReference']>()({ id: undecided, type: undecided }),
  ResponseInputItem_Message: decide<CoreShapes['ResponseInputItem_Message']>()({
    content: undecided,
    role: undecided,
    status: undecided,
    type: undecided,
  }),
  ResponseInputText: decide<CoreShapes['ResponseInputText']>()({ prompt_cache_breakpoint: undecided, text: undecided, type: undecided }),
  ResponseInputTextContent: decide<CoreShapes['ResponseInputTextContent']>()({
    prompt_cache_breakpoint: undecided,
    text: undecided,
    type: undecided,
  }),
  ResponseInputTextContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputTextContent_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseInputText_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputText_PromptCacheBreakpoint']>()({
    mode: undecided,
    ttl: undecided,
  }),
  ResponseOutputMessage: decide<CoreShapes['ResponseOutputMessage']>()({
    content: mapped,
    id: itemId,
    phase: phase,
    role: mapped,
    status: itemStatus,
    type: mapped,
  }),
  ResponseOutputRefusal: decide<CoreShapes['ResponseOutputRefusal']>()({ refusal: mapped, type: mapped }),
  ResponseOutputText: decide<CoreShapes['ResponseOutputText']>()({
    annotations: mapped,
    logprobs: mapped,
    text: mapped,
    type: mapped,
  }),
  ResponseOutputText_ContainerFileCitation: decide<CoreShapes['ResponseOutputText_ContainerFileCitation']>()({
    container_id: fileCitation,
    end_index: fileCitation,
    file_id: fileCitation,
    filename: fileCitation,
    start_index: fileCitation,
    type: fileCitation,
  }),
  ResponseOutputText_FileCitation: decide<CoreShapes['ResponseOutputText_FileCitation']>()({
    file_id: fileCitation,
    filename: fileCitation,
    index: fileCitation,
    type: fileCitation,
  }),
  ResponseOutputText_FilePath: decide<CoreShapes['ResponseOutputText_FilePath']>()({
    file_id: fileCitation,
    index: fileCitation,
    type: fileCitation,
  }),
  ResponseOutputText_Logprob: decide<CoreShapes['ResponseOutputText_Logprob']>()({
    bytes: mapped,
    logprob: mapped,
    token: mapped,
    top_logprobs: mapped,
  }),
  ResponseOutputText_Logprob_TopLogprob: decide<CoreShapes['ResponseOutputText_Logprob_TopLogprob']>()({
    bytes: mapped,
    logprob: mapped,
    token: mapped,
  }),
  ResponseOutputText_URLCitation: decide<CoreShapes['ResponseOutputText_URLCitation']>()({
    end_index: mapped,
    start_index: mapped,
    title: mapped,
    type: mapped,
    url: mapped,
  }),
  ResponsePrompt: decide<CoreShapes['ResponsePrompt']>()({ id: undecided, variables: undecided, version: undecided }),
  ResponseReasoningItem: decide<CoreShapes['ResponseReasoningItem']>()({
    content: mapped,
    encrypted_content: mapped,
    id: mapped,
    status: itemStatus,
    summary: mapped,
    type: mapped,
  }),
  ResponseReasoningItem_Content: decide<CoreShapes['ResponseReasoningItem_Content']>()({ text: mapped, type: mapped }),
  ResponseReasoningItem_Summary: decide<CoreShapes['ResponseReasoningItem_Summary']>()({ text: mapped, type: mapped }),
  ResponseTextConfig: decide<CoreShapes['ResponseTextConfig']>()({ format: undecided, verbosity: undecided }),
}
