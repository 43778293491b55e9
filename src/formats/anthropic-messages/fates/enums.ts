import { carried, dropped, folded, mapped, rejected, values } from '../../../translate/fate.ts'
import type { Enums } from '../generated/shapes.ts'

const containers = rejected('REQ-A-24', 'a container means something only to tools that Anthropic runs')
const unhoused = carried('ENV-5', 'no other format has a place for it')
const updates = carried('REQ-A-12', 'other providers show a summary or none')
const otherCallers = rejected('TOOL-17', 'only code that Anthropic runs can call the tool')
const clearing = dropped('MSG-7', 'no other provider clears a system message later')
const fast = dropped('REQ-A-21', 'a faster tier changes the price')
const oversized = carried('CB-7', 'how an oversized image is treated is Anthropic’s alone')

/** What becomes of every value of every closed enum. */
export const enumFates = {
  StopReason: values<Enums['StopReason']>()({
    end_turn: mapped,
    max_tokens: mapped,
    stop_sequence: mapped,
    tool_use: mapped,
    pause_turn: mapped,
    refusal: mapped,
    model_context_window_exceeded: mapped,
    compaction: mapped,
  }),
  'RefusalStopDetails.category': values<Enums['RefusalStopDetails.category']>()({
    cyber: mapped,
    bio: mapped,
    frontier_llm: mapped,
    reasoning_extraction: mapped,
    general_harms: mapped,
  }),
  'Usage.service_tier': values<Enums['Usage.service_tier']>()({
    standard: mapped,
    priority: mapped,
    batch: folded('default', 'USE-6'),
  }),
  'Usage.speed': values<Enums['Usage.speed']>()({
    standard: carried('L12', 'other providers do not report the speed'),
    fast: carried('L12', 'other providers do not report the speed'),
  }),
  'CacheControlEphemeral.ttl': values<Enums['CacheControlEphemeral.ttl']>()({ '5m': mapped, '1h': mapped }),
  'MessageCreateParams.service_tier': values<Enums['MessageCreateParams.service_tier']>()({ auto: mapped, standard_only: mapped }),
  'MessageCreateParams.speed': values<Enums['MessageCreateParams.speed']>()({ standard: mapped, fast }),
  'MessageCountTokensParams.speed': values<Enums['MessageCountTokensParams.speed']>()({ standard: mapped, fast }),
  'OutputConfig.effort': values<Enums['OutputConfig.effort']>()({
    low: mapped,
    medium: mapped,
    high: mapped,
    xhigh: mapped,
    max: mapped,
  }),
  'ThinkingConfigAdaptive.display': values<Enums['ThinkingConfigAdaptive.display']>()({ summarized: mapped, omitted: mapped, updates }),
  'ThinkingConfigEnabled.display': values<Enums['ThinkingConfigEnabled.display']>()({ summarized: mapped, omitted: mapped, updates }),
  'Tool.allowed_callers': values<Enums['Tool.allowed_callers']>()({
    direct: mapped,
    code_execution_20250825: otherCallers,
    code_execution_20260120: otherCallers,
    code_execution_20260521: otherCallers,
  }),
  'Base64ImageSource.media_type': values<Enums['Base64ImageSource.media_type']>()({
    'image/jpeg': mapped,
    'image/png': mapped,
    'image/gif': mapped,
    'image/webp': mapped,
  }),
  'ImageTransformationsParam.oversized_image': values<Enums['ImageTransformationsParam.oversized_image']>()({
    downsize: oversized,
    error: oversized,
  }),
  'SystemMessageParam.clear_at': values<Enums['SystemMessageParam.clear_at']>()({ next_user_message: clearing, never: clearing }),
  'SkillParams.type': values<Enums['SkillParams.type']>()({ anthropic: containers, custom: containers }),
  'ContainerSkill.type': values<Enums['ContainerSkill.type']>()({ anthropic: unhoused, custom: unhoused }),
  ModelLine: values<Enums['ModelLine']>()({ haiku: unhoused, sonnet: unhoused, opus: unhoused, fable: unhoused, mythos: unhoused }),
  'ModelInfo.lifecycle': values<Enums['ModelInfo.lifecycle']>()({ active: unhoused, deprecated: unhoused, retired: unhoused }),
}
