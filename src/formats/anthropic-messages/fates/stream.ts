import { carried, decide, dropped, mapped } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

const unhoused = carried('ENV-5', 'no other format has a place for it')
const billing = carried('L12', 'other providers do not split usage this way')

/** What becomes of the events of a streamed answer. */
export const streamFates = {
  RawMessageStartEvent: decide<CoreShapes['RawMessageStartEvent']>()({ type: mapped, message: mapped }),
  RawContentBlockStartEvent: decide<CoreShapes['RawContentBlockStartEvent']>()({ type: mapped, index: mapped, content_block: mapped }),
  RawContentBlockDeltaEvent: decide<CoreShapes['RawContentBlockDeltaEvent']>()({ type: mapped, index: mapped, delta: mapped }),
  RawContentBlockStopEvent: decide<CoreShapes['RawContentBlockStopEvent']>()({ type: mapped, index: mapped }),
  RawMessageDeltaEvent: decide<CoreShapes['RawMessageDeltaEvent']>()({
    type: mapped,
    delta: mapped,
    usage: mapped,
    context_management: unhoused,
    input_transformations: unhoused,
  }),
  RawMessageDeltaEvent_Delta: decide<CoreShapes['RawMessageDeltaEvent_Delta']>()({
    stop_reason: mapped,
    stop_sequence: mapped,
    stop_details: mapped,
    container: unhoused,
  }),
  MessageDeltaUsage: decide<CoreShapes['MessageDeltaUsage']>()({
    input_tokens: mapped,
    output_tokens: mapped,
    cache_creation_input_tokens: mapped,
    cache_read_input_tokens: mapped,
    output_tokens_details: mapped,
    server_tool_use: unhoused,
    fallback_credit: billing,
    iterations: carried('USE-7', 'the tokens of inner iterations are no part of the totals'),
  }),
  RawMessageStopEvent: decide<CoreShapes['RawMessageStopEvent']>()({ type: mapped }),
  TextDelta: decide<CoreShapes['TextDelta']>()({ type: mapped, text: mapped }),
  InputJSONDelta: decide<CoreShapes['InputJSONDelta']>()({ type: mapped, partial_json: mapped }),
  ThinkingDelta: decide<CoreShapes['ThinkingDelta']>()({
    type: mapped,
    thinking: mapped,
    estimated_tokens: dropped('EVA-18', 'an estimate that the final usage replaces', 'debug'),
  }),
  SignatureDelta: decide<CoreShapes['SignatureDelta']>()({ type: mapped, signature: mapped }),
  CitationsDelta: decide<CoreShapes['CitationsDelta']>()({ type: mapped, citation: mapped }),
  PingEvent: decide<CoreShapes['PingEvent']>()({ type: mapped }),
  ErrorEvent: decide<CoreShapes['ErrorEvent']>()({ type: mapped, error: mapped, request_id: unhoused }),
}
