import { arms, carried, dropped, folded, mapped, rejected } from '../../../translate/fate.ts'
import type { Unions } from '../generated/shapes.ts'

const history = rejected('CB-17', 'the history of a tool that Anthropic runs itself means nothing to another provider')
const answer = carried('EVA-19', 'it belongs to a tool that Anthropic runs itself')
const hosted = dropped('TOOL-22', 'the tool runs at Anthropic')
const toolset = rejected('TOOL-11', 'no other provider has this set of tools')
const client = folded('function', 'TOOL-10')
const toolChange = rejected('MSG-7', 'no other provider adds or removes tools by a message')
const requestCitation = carried('CB-3', 'other providers cite other sources in another form')
const citation = carried('RSP-4', 'citations name the documents of an Anthropic request')
const caller = carried('CB-14', 'other providers do not say who called a tool')
const missed = carried('ENV-5', 'no other format has a place for it')

const answerBlocks = {
  text: mapped,
  thinking: mapped,
  redacted_thinking: mapped,
  tool_use: mapped,
  server_tool_use: answer,
  web_search_tool_result: answer,
  web_fetch_tool_result: answer,
  advisor_tool_result: answer,
  code_execution_tool_result: answer,
  bash_code_execution_tool_result: answer,
  text_editor_code_execution_tool_result: answer,
  tool_search_tool_result: answer,
  mcp_tool_use: answer,
  mcp_tool_result: answer,
  mcp_tool_listing: answer,
  container_upload: answer,
  compaction: carried('STOP-A-8', 'a summary of the conversation is for its own provider'),
  fallback: dropped('EVA-18', 'which model took over is no part of the answer', 'info'),
} as const

const citations = {
  char_location: citation,
  page_location: citation,
  content_block_location: citation,
  web_search_result_location: mapped,
  search_result_location: citation,
} as const

const tools = {
  custom: mapped,
  bash_20250124: client,
  memory_20250818: client,
  text_editor_20250124: client,
  text_editor_20250429: client,
  text_editor_20250728: client,
  computer_toolset_20260801: toolset,
  browser_toolset_20260801: toolset,
  code_execution_20250522: hosted,
  code_execution_20250825: hosted,
  code_execution_20260120: hosted,
  code_execution_20260521: hosted,
  web_search_20250305: hosted,
  web_search_20260209: hosted,
  web_search_20260318: hosted,
  web_fetch_20250910: hosted,
  web_fetch_20260209: hosted,
  web_fetch_20260309: hosted,
  web_fetch_20260318: hosted,
  tool_search_tool_bm25: hosted,
  tool_search_tool_bm25_20251119: hosted,
  tool_search_tool_regex: hosted,
  tool_search_tool_regex_20251119: hosted,
} as const

const betaTools = {
  ...tools,
  bash_20241022: client,
  text_editor_20241022: client,
  computer_20241022: toolset,
  computer_20250124: toolset,
  computer_20251124: toolset,
  advisor_20260301: hosted,
  mcp_toolset: hosted,
} as const

const callers = { direct: mapped, code_execution_20250825: caller, code_execution_20260120: caller } as const

/** What becomes of every arm of every union. */
export const unionFates = {
  MessageParam: arms<Unions['MessageParam']>()({ user: mapped, assistant: mapped, system: mapped }),
  ContentBlockParam: arms<Unions['ContentBlockParam']>()({
    text: mapped,
    image: mapped,
    document: mapped,
    search_result: folded('text', 'CB-12'),
    thinking: mapped,
    redacted_thinking: mapped,
    tool_use: mapped,
    tool_result: mapped,
    server_tool_use: history,
    web_search_tool_result: history,
    web_fetch_tool_result: history,
    advisor_tool_result: history,
    code_execution_tool_result: history,
    bash_code_execution_tool_result: history,
    text_editor_code_execution_tool_result: history,
    tool_search_tool_result: history,
    mcp_tool_use: history,
    mcp_tool_result: history,
    mcp_tool_listing: history,
    container_upload: history,
    compaction: folded('text', 'CB-18'),
    fallback: dropped('CB-19', 'which model took over is no part of the conversation', 'info'),
    tool_addition: toolChange,
    tool_removal: toolChange,
  }),
  'SystemMessageParam.content': arms<Unions['SystemMessageParam.content']>()({
    text: mapped,
    tool_addition: toolChange,
    tool_removal: toolChange,
  }),
  'ToolResultBlockParam.content': arms<Unions['ToolResultBlockParam.content']>()({
    text: mapped,
    image: mapped,
    document: mapped,
    search_result: folded('text', 'TR-11'),
    tool_reference: folded('text', 'TR-11'),
    browser_state: folded('text', 'TR-11'),
  }),
  ContentBlockSourceContent: arms<Unions['ContentBlockSourceContent']>()({ text: mapped, image: mapped }),
  'DocumentBlockParam.source': arms<Unions['DocumentBlockParam.source']>()({
    base64: mapped,
    text: mapped,
    content: mapped,
    url: mapped,
    file: mapped,
  }),
  'ImageBlockParam.source': arms<Unions['ImageBlockParam.source']>()({ base64: mapped, url: mapped, file: mapped }),
  TextCitationParam: arms<Unions['TextCitationParam']>()({
    char_location: requestCitation,
    page_location: requestCitation,
    content_block_location: requestCitation,
    web_search_result_location: requestCitation,
    search_result_location: requestCitation,
  }),
  'ToolUseBlockParam.caller': arms<Unions['ToolUseBlockParam.caller']>()(callers),
  ToolUnion: arms<Unions['ToolUnion']>()(betaTools),
  MessageCountTokensTool: arms<Unions['MessageCountTokensTool']>()(tools),
  'MessageCountTokensParams.tools': arms<Unions['MessageCountTokensParams.tools']>()(betaTools),
  ToolChoice: arms<Unions['ToolChoice']>()({ auto: mapped, any: mapped, tool: mapped, none: mapped }),
  ThinkingConfigParam: arms<Unions['ThinkingConfigParam']>()({
    enabled: mapped,
    disabled: mapped,
    between_tools: mapped,
    adaptive: mapped,
  }),
  ContentBlock: arms<Unions['ContentBlock']>()(answerBlocks),
  'RawContentBlockStartEvent.content_block': arms<Unions['RawContentBlockStartEvent.content_block']>()(answerBlocks),
  'ToolUseBlock.caller': arms<Unions['ToolUseBlock.caller']>()(callers),
  TextCitation: arms<Unions['TextCitation']>()(citations),
  'CitationsDelta.citation': arms<Unions['CitationsDelta.citation']>()(citations),
  CacheMissReason: arms<Unions['CacheMissReason']>()({
    model_changed: missed,
    system_changed: missed,
    tools_changed: missed,
    messages_changed: missed,
    previous_message_not_found: missed,
    unavailable: missed,
  }),
  RawMessageStreamEvent: arms<Unions['RawMessageStreamEvent']>()({
    message_start: mapped,
    content_block_start: mapped,
    content_block_delta: mapped,
    content_block_stop: mapped,
    message_delta: mapped,
    message_stop: mapped,
    ping: mapped,
    error: mapped,
  }),
  RawContentBlockDelta: arms<Unions['RawContentBlockDelta']>()({
    text_delta: mapped,
    input_json_delta: mapped,
    thinking_delta: mapped,
    signature_delta: mapped,
    citations_delta: mapped,
    compaction_delta: dropped('EVA-18', 'a summary streams to nobody but its own provider’s client', 'debug'),
  }),
  ErrorObject: arms<Unions['ErrorObject']>()({
    invalid_request_error: mapped,
    authentication_error: mapped,
    billing_error: mapped,
    permission_error: mapped,
    not_found_error: mapped,
    rate_limit_error: mapped,
    timeout_error: mapped,
    api_error: mapped,
    overloaded_error: mapped,
    conflict_error: mapped,
    request_too_large: mapped,
  }),
}
