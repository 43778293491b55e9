import { carried, decide, dropped, mapped } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'
import { toolFates } from './tools.ts'

/** Files at OpenAI that a text rests on. */
export const fileCitation = carried('RSP-4', 'it cites a file that is kept at OpenAI')
/** How a tool or a step gets on that OpenAI runs. */
export const progress = dropped('EVR-14', 'it tells how a step gets on that OpenAI takes by itself', 'debug')

/** Shapes of the events of a stream. */
export const streamFates = {
  OutputTextAnnotationAddedEvent_ContainerFileCitation: decide<CoreShapes['OutputTextAnnotationAddedEvent_ContainerFileCitation']>()({
    container_id: fileCitation,
    end_index: fileCitation,
    file_id: fileCitation,
    filename: fileCitation,
    start_index: fileCitation,
    type: fileCitation,
  }),
  ResponseCompactionCompactingEvent: decide<CoreShapes['ResponseCompactionCompactingEvent']>()({
    item_id: progress,
    output_index: progress,
    sequence_number: progress,
    type: progress,
  }),
  ResponseCompletedEvent: decide<CoreShapes['ResponseCompletedEvent']>()({
    response: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseContentPartAddedEvent: decide<CoreShapes['ResponseContentPartAddedEvent']>()({
    content_index: mapped,
    item_id: mapped,
    output_index: mapped,
    part: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseContentPartAddedEvent_ReasoningText: decide<CoreShapes['ResponseContentPartAddedEvent_ReasoningText']>()({
    text: mapped,
    type: mapped,
  }),
  ResponseContentPartDoneEvent: decide<CoreShapes['ResponseContentPartDoneEvent']>()({
    content_index: mapped,
    item_id: mapped,
    output_index: mapped,
    part: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseContentPartDoneEvent_ReasoningText: decide<CoreShapes['ResponseContentPartDoneEvent_ReasoningText']>()({
    text: mapped,
    type: mapped,
  }),
  ResponseCreatedEvent: decide<CoreShapes['ResponseCreatedEvent']>()({ response: mapped, sequence_number: mapped, type: mapped }),
  ResponseErrorEvent: decide<CoreShapes['ResponseErrorEvent']>()({
    code: mapped,
    message: mapped,
    param: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseFailedEvent: decide<CoreShapes['ResponseFailedEvent']>()({ response: mapped, sequence_number: mapped, type: mapped }),
  ResponseInProgressEvent: decide<CoreShapes['ResponseInProgressEvent']>()({
    response: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseIncompleteEvent: decide<CoreShapes['ResponseIncompleteEvent']>()({
    response: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseOutputItemAddedEvent: decide<CoreShapes['ResponseOutputItemAddedEvent']>()({
    item: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseOutputItemDoneEvent: decide<CoreShapes['ResponseOutputItemDoneEvent']>()({
    item: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseOutputTextAnnotationAddedEvent: decide<CoreShapes['ResponseOutputTextAnnotationAddedEvent']>()({
    annotation: mapped,
    annotation_index: mapped,
    content_index: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseOutputTextAnnotationAddedEvent_FileCitation: decide<CoreShapes['ResponseOutputTextAnnotationAddedEvent_FileCitation']>()({
    file_id: fileCitation,
    filename: fileCitation,
    index: fileCitation,
    type: fileCitation,
  }),
  ResponseOutputTextAnnotationAddedEvent_FilePath: decide<CoreShapes['ResponseOutputTextAnnotationAddedEvent_FilePath']>()({
    file_id: fileCitation,
    index: fileCitation,
    type: fileCitation,
  }),
  ResponseOutputTextAnnotationAddedEvent_URLCitation: decide<CoreShapes['ResponseOutputTextAnnotationAddedEvent_URLCitation']>()({
    end_index: mapped,
    start_index: mapped,
    title: mapped,
    type: mapped,
    url: mapped,
  }),
  ResponseQueuedEvent: decide<CoreShapes['ResponseQueuedEvent']>()({ response: mapped, sequence_number: mapped, type: mapped }),
  ResponseReasoningSummaryPartAddedEvent: decide<CoreShapes['ResponseReasoningSummaryPartAddedEvent']>()({
    item_id: mapped,
    output_index: mapped,
    part: mapped,
    sequence_number: mapped,
    summary_index: mapped,
    type: mapped,
  }),
  ResponseReasoningSummaryPartAddedEvent_Part: decide<CoreShapes['ResponseReasoningSummaryPartAddedEvent_Part']>()({
    text: mapped,
    type: mapped,
  }),
  ResponseReasoningSummaryPartDoneEvent: decide<CoreShapes['ResponseReasoningSummaryPartDoneEvent']>()({
    item_id: mapped,
    output_index: mapped,
    part: mapped,
    sequence_number: mapped,
    status: mapped,
    summary_index: mapped,
    type: mapped,
  }),
  ResponseReasoningSummaryPartDoneEvent_Part: decide<CoreShapes['ResponseReasoningSummaryPartDoneEvent_Part']>()({
    text: mapped,
    type: mapped,
  }),
  ResponseReasoningSummaryTextDeltaEvent: decide<CoreShapes['ResponseReasoningSummaryTextDeltaEvent']>()({
    delta: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    summary_index: mapped,
    type: mapped,
  }),
  ResponseReasoningSummaryTextDoneEvent: decide<CoreShapes['ResponseReasoningSummaryTextDoneEvent']>()({
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    summary_index: mapped,
    text: mapped,
    type: mapped,
  }),
  ResponseReasoningTextDeltaEvent: decide<CoreShapes['ResponseReasoningTextDeltaEvent']>()({
    content_index: mapped,
    delta: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseReasoningTextDoneEvent: decide<CoreShapes['ResponseReasoningTextDoneEvent']>()({
    content_index: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    text: mapped,
    type: mapped,
  }),
  ResponseRefusalDeltaEvent: decide<CoreShapes['ResponseRefusalDeltaEvent']>()({
    content_index: mapped,
    delta: mapped,
    item_id: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseRefusalDoneEvent: decide<CoreShapes['ResponseRefusalDoneEvent']>()({
    content_index: mapped,
    item_id: mapped,
    output_index: mapped,
    refusal: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseTextDeltaEvent: decide<CoreShapes['ResponseTextDeltaEvent']>()({
    content_index: mapped,
    delta: mapped,
    item_id: mapped,
    logprobs: mapped,
    output_index: mapped,
    sequence_number: mapped,
    type: mapped,
  }),
  ResponseTextDeltaEvent_Logprob: decide<CoreShapes['ResponseTextDeltaEvent_Logprob']>()({
    logprob: mapped,
    token: mapped,
    top_logprobs: mapped,
  }),
  ResponseTextDeltaEvent_Logprob_TopLogprob: decide<CoreShapes['ResponseTextDeltaEvent_Logprob_TopLogprob']>()({
    logprob: mapped,
    token: mapped,
  }),
  ResponseTextDoneEvent: decide<CoreShapes['ResponseTextDoneEvent']>()({
    content_index: mapped,
    item_id: mapped,
    logprobs: mapped,
    output_index: mapped,
    sequence_number: mapped,
    text: mapped,
    type: mapped,
  }),
  ResponseTextDoneEvent_Logprob: decide<CoreShapes['ResponseTextDoneEvent_Logprob']>()({
    logprob: mapped,
    token: mapped,
    top_logprobs: mapped,
  }),
  ResponseTextDoneEvent_Logprob_TopLogprob: decide<CoreShapes['ResponseTextDoneEvent_Logprob_TopLogprob']>()({
    logprob: mapped,
    token: mapped,
  }),
}

/** A delta with what its schema does not name: padding against listeners. */
export type Padded<T> = T & { readonly obfuscation?: string }
const obfuscation = dropped('EVR-18', 'padding says nothing', 'debug')

/** Deltas, as they come with padding. */
export const paddedFates = {
  text: decide<Padded<CoreShapes['ResponseTextDeltaEvent']>>()({ ...streamFates.ResponseTextDeltaEvent, obfuscation }),
  refusal: decide<Padded<CoreShapes['ResponseRefusalDeltaEvent']>>()({ ...streamFates.ResponseRefusalDeltaEvent, obfuscation }),
  summary: decide<Padded<CoreShapes['ResponseReasoningSummaryTextDeltaEvent']>>()({
    ...streamFates.ResponseReasoningSummaryTextDeltaEvent,
    obfuscation,
  }),
  reasoning: decide<Padded<CoreShapes['ResponseReasoningTextDeltaEvent']>>()({
    ...streamFates.ResponseReasoningTextDeltaEvent,
    obfuscation,
  }),
  call: decide<Padded<CoreShapes['ResponseFunctionCallArgumentsDeltaEvent']>>()({
    ...toolFates.ResponseFunctionCallArgumentsDeltaEvent,
    obfuscation,
  }),
  customCall: decide<Padded<CoreShapes['ResponseCustomToolCallInputDeltaEvent']>>()({
    ...toolFates.ResponseCustomToolCallInputDeltaEvent,
    obfuscation,
  }),
}
