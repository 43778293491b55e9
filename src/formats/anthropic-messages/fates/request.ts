import { carried, decide, dropped, folded, mapped, rejected, shared } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

const containers = rejected('REQ-A-24', 'a container means something only to tools that Anthropic runs')
const previousMessage = dropped('REQ-A-26', 'cache diagnostics compare with an earlier message of the same provider', 'debug')
const contextManagement = dropped('REQ-A-27', 'no other provider edits the context by these rules')
const compaction = rejected('REQ-A-28', 'no other provider summarises a conversation into readable text')
const mcpServers = dropped('REQ-A-29', 'a server’s token is handed to no other provider unless configuration says so')
const placement = carried('REQ-A-25', 'placement is between the client and its provider', 'never')
const blockBinding = carried('REQ-A-13', 'only Anthropic binds thinking blocks to a conversation')

/** What becomes of the request itself and its settings. */
export const requestFates = {
  MessageCreateParams: decide<CoreShapes['MessageCreateParams']>()({
    model: mapped,
    messages: mapped,
    system: mapped,
    max_tokens: mapped,
    stop_sequences: mapped,
    stream: mapped,
    temperature: mapped,
    top_p: mapped,
    top_k: mapped,
    thinking: mapped,
    output_config: mapped,
    output_format: folded('output', 'REQ-A-16'),
    tools: mapped,
    tool_choice: mapped,
    metadata: mapped,
    service_tier: mapped,
    speed: mapped,
    cache_control: mapped,
    container: containers,
    inference_geo: placement,
    diagnostics: previousMessage,
    context_management: contextManagement,
    compaction,
    mcp_servers: shared('mcpServers', mcpServers),
    fallbacks: mapped,
    fallback_credit_token: dropped('REQ-A-30', 'the credit is Anthropic’s to redeem'),
    thread: carried('REQ-A-31', 'the conversation is kept at Anthropic', 'never'),
    billing_policy: mapped,
  }),
  MessageCountTokensParams: decide<CoreShapes['MessageCountTokensParams']>()({
    model: mapped,
    messages: mapped,
    system: mapped,
    thinking: mapped,
    output_config: mapped,
    output_format: folded('output', 'REQ-A-16'),
    tools: mapped,
    tool_choice: mapped,
    speed: mapped,
    cache_control: mapped,
    context_management: contextManagement,
    compaction,
    mcp_servers: mcpServers,
    billing_policy: mapped,
  }),
  OutputConfig: decide<CoreShapes['OutputConfig']>()({
    effort: mapped,
    format: mapped,
    task_budget: dropped('REQ-A-15', 'no other provider takes a budget for a whole task'),
  }),
  JSONOutputFormat: decide<CoreShapes['JSONOutputFormat']>()({ type: mapped, schema: mapped }),
  Metadata: decide<CoreShapes['Metadata']>()({ user_id: mapped }),
  ThinkingConfigEnabled: decide<CoreShapes['ThinkingConfigEnabled']>()({
    type: mapped,
    budget_tokens: mapped,
    display: mapped,
    block_binding: blockBinding,
  }),
  ThinkingConfigAdaptive: decide<CoreShapes['ThinkingConfigAdaptive']>()({ type: mapped, display: mapped, block_binding: blockBinding }),
  ThinkingConfigDisabled: decide<CoreShapes['ThinkingConfigDisabled']>()({ type: mapped }),
  ThinkingConfigBetweenTools: decide<CoreShapes['ThinkingConfigBetweenTools']>()({ type: mapped }),
  DiagnosticsParam: decide<CoreShapes['DiagnosticsParam']>()({ previous_message_id: previousMessage }),
  ContainerParams: decide<CoreShapes['ContainerParams']>()({ id: containers, skills: containers }),
  SkillParams: decide<CoreShapes['SkillParams']>()({ skill_id: containers, type: containers, version: containers }),
  CacheControlEphemeral: decide<CoreShapes['CacheControlEphemeral']>()({ type: mapped, ttl: mapped }),
  UserMessageParam: decide<CoreShapes['UserMessageParam']>()({ role: mapped, content: mapped }),
  AssistantMessageParam: decide<CoreShapes['AssistantMessageParam']>()({ role: mapped, content: mapped }),
  SystemMessageParam: decide<CoreShapes['SystemMessageParam']>()({
    role: mapped,
    content: mapped,
    clear_at: dropped('MSG-7', 'no other provider clears a system message later'),
    output_config: shared('messageConfig', dropped('MSG-7', 'the effort is that of the whole request')),
  }),
}

const betaAlone = carried('REQ-A-33', 'a member of the beta surface, which the request does not ask for', 'warn')

/**
 * The request of a client that did not ask for the beta surface: what only that has is unknown (HDR-3). Members that would
 * be refused stay refused.
 */
export const withoutBeta = decide<CoreShapes['MessageCreateParams']>()({
  ...requestFates.MessageCreateParams,
  context_management: betaAlone,
  mcp_servers: betaAlone,
  fallback_credit_token: betaAlone,
})
