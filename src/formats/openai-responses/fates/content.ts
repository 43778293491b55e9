import { carried, decide, dropped, folded, mapped, rejected, shared } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'
import { itemId, itemStatus } from './response.ts'
import { fileCitation } from './stream.ts'

const phase = carried('RI-2', 'other formats do not tell comments from the answer')
const template = rejected('REQ-R-4', 'it is kept at OpenAI', 'never')
const compaction = rejected('RI-9', 'a compacted conversation can be read by OpenAI alone')
const reference = rejected('RI-8', 'no such item is kept here: send the full items, or store:false', 'never')
const fileDetail = dropped('RI-1', 'only cost and latency depend on it', 'debug')

const breakpoint = { mode: mapped, ttl: mapped } as const
const text = { prompt_cache_breakpoint: mapped, text: mapped, type: mapped } as const
const image = { detail: mapped, file_id: mapped, image_url: mapped, prompt_cache_breakpoint: mapped, type: mapped } as const
const file = {
  detail: fileDetail,
  file_data: mapped,
  file_id: mapped,
  file_url: mapped,
  filename: mapped,
  prompt_cache_breakpoint: mapped,
  type: mapped,
} as const

/** Shapes of the conversation. */
export const contentFates = {
  EasyInputMessage: decide<CoreShapes['EasyInputMessage']>()({ content: mapped, phase, role: mapped, type: mapped }),
  Reasoning: decide<CoreShapes['Reasoning']>()({
    context: mapped,
    effort: mapped,
    generate_summary: folded('reasoning', 'REQ-R-8'),
    mode: mapped,
    summary: folded('reasoning', 'REQ-R-8'),
  }),
  ResponseCompactionItemParam: decide<CoreShapes['ResponseCompactionItemParam']>()({
    encrypted_content: compaction,
    id: compaction,
    type: compaction,
  }),
  ResponseConfigurationUpdateItemParam: decide<CoreShapes['ResponseConfigurationUpdateItemParam']>()({
    id: itemId,
    reasoning: mapped,
    text: mapped,
    type: mapped,
  }),
  ResponseConfigurationUpdateItemParam_Reasoning: decide<CoreShapes['ResponseConfigurationUpdateItemParam_Reasoning']>()({
    effort: mapped,
  }),
  ResponseConfigurationUpdateItemParam_Text: decide<CoreShapes['ResponseConfigurationUpdateItemParam_Text']>()({ format: mapped }),
  ResponseConversationParam: decide<CoreShapes['ResponseConversationParam']>()({ id: template }),
  ResponseFormatJSONObject: decide<CoreShapes['ResponseFormatJSONObject']>()({ type: mapped }),
  ResponseFormatText: decide<CoreShapes['ResponseFormatText']>()({ type: mapped }),
  ResponseFormatTextJSONSchemaConfig: decide<CoreShapes['ResponseFormatTextJSONSchemaConfig']>()({
    description: mapped,
    name: mapped,
    schema: mapped,
    strict: mapped,
    type: mapped,
  }),
  ResponseInputFile: decide<CoreShapes['ResponseInputFile']>()(file),
  ResponseInputFileContent: decide<CoreShapes['ResponseInputFileContent']>()(file),
  ResponseInputFileContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputFileContent_PromptCacheBreakpoint']>()(breakpoint),
  ResponseInputFile_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputFile_PromptCacheBreakpoint']>()(breakpoint),
  ResponseInputImage: decide<CoreShapes['ResponseInputImage']>()(image),
  ResponseInputImageContent: decide<CoreShapes['ResponseInputImageContent']>()(image),
  ResponseInputImageContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputImageContent_PromptCacheBreakpoint']>()(breakpoint),
  ResponseInputImage_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputImage_PromptCacheBreakpoint']>()(breakpoint),
  ResponseInputItem_CompactionTrigger: decide<CoreShapes['ResponseInputItem_CompactionTrigger']>()({ id: compaction, type: compaction }),
  ResponseInputItem_ItemReference: decide<CoreShapes['ResponseInputItem_ItemReference']>()({ id: reference, type: reference }),
  ResponseInputItem_Message: decide<CoreShapes['ResponseInputItem_Message']>()({
    content: mapped,
    role: mapped,
    status: itemStatus,
    type: mapped,
  }),
  ResponseInputText: decide<CoreShapes['ResponseInputText']>()(text),
  ResponseInputTextContent: decide<CoreShapes['ResponseInputTextContent']>()(text),
  ResponseInputTextContent_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputTextContent_PromptCacheBreakpoint']>()(breakpoint),
  ResponseInputText_PromptCacheBreakpoint: decide<CoreShapes['ResponseInputText_PromptCacheBreakpoint']>()(breakpoint),
  ResponseOutputMessage: decide<CoreShapes['ResponseOutputMessage']>()({
    content: mapped,
    id: itemId,
    phase,
    role: mapped,
    status: itemStatus,
    type: mapped,
  }),
  ResponseOutputRefusal: decide<CoreShapes['ResponseOutputRefusal']>()({ refusal: mapped, type: mapped }),
  ResponseOutputText: decide<CoreShapes['ResponseOutputText']>()({ annotations: mapped, logprobs: mapped, text: mapped, type: mapped }),
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
  ResponsePrompt: decide<CoreShapes['ResponsePrompt']>()({ id: template, variables: template, version: template }),
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
  ResponseTextConfig: decide<CoreShapes['ResponseTextConfig']>()({
    format: mapped,
    verbosity: shared('verbosity', dropped('REQ-R-11', 'the target has no such member')),
  }),
}
