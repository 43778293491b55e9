import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { FreeformTool, FunctionTool, HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Origins } from '../../translate/origins.ts'
import { withoutIdentity } from '../../translate/schema-identity.ts'
import { spoken } from '../../translate/spoken.ts'
import type { ToolNames } from '../../translate/tool-names.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { isStrictTool, withExamples } from '../../vendors/openai/functions.ts'
import { isForeign, loseHosted, loseRest } from '../../vendors/openai/hosted-tools.ts'
import { hubFates } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { api, name as own } from './name.ts'
import { without } from './schema.ts'

/** A tool's name as items have it: the name itself, and beside it the namespace it belongs to (TOOL-15). */
export interface ItemName {
  readonly name: string
  readonly namespace?: string
}

/** The names of tools as items have them, by the names the hub knows. */
export type ItemNames = (name: string) => ItemName

/** Names that every provider takes (TOOL-7); those that begin with a namespace are parted from it again (TOOL-15). */
export function itemNames(tools: readonly Tool[], legal: ToolNames): ItemNames {
  const parted = new Map(
    tools.flatMap((tool): [string, ItemName][] => {
      if (tool.kind === 'hosted' || tool.namespace === undefined) return []
      return [[tool.name, { name: tool.name.slice(`${tool.namespace}__`.length), namespace: tool.namespace }]]
    }),
  )
  return (name) => parted.get(name) ?? { name: legal.sent(name) }
}

/** What tools are encoded with. */
export interface ToolEncoding {
  readonly ledger: Ledger
  readonly target: Target
  readonly names: ItemNames
  readonly choice: ToolChoice | null
  readonly origins: Origins
}

/** Tools in their order (TOOL-1 to TOOL-22). */
export function encodeTools(tools: readonly Tool[], encoding: ToolEncoding): JsonObject[] {
  const encoded: JsonObject[] = []
  const namespaces = new Map<string, JsonObject[]>()
  const servers = handsOver(encoding) ? encoding.ledger.take('mcpServers') : undefined
  for (const tool of tools) {
    // Tools that an item of this format's own brought stand there (RI-11).
    if (encoding.ledger.format === own && tool.at.startsWith('/input/')) continue
    const out = isToolset(tool) && servers !== undefined ? encodeToolset(tool, servers, encoding) : encodeTool(tool, tools, encoding)
    if (out === null) continue
    const marked = encoding.origins.mark(out, tool.at, tool.kind === 'function' ? { parameters: tool.parametersAt } : {})
    const namespace = tool.kind === 'hosted' ? undefined : tool.namespace
    const siblings = namespace === undefined ? encoded : (namespaces.get(namespace) ?? newNamespace(namespace, namespaces, encoded))
    siblings.push(marked)
  }
  return encoded
}

/** The tools of a server that an Anthropic request names. */
const isToolset = (tool: Tool): tool is HostedTool => tool.kind === 'hosted' && tool.format !== own && tool.type === 'mcp_toolset'

/** A server's token goes to another provider where configuration says so, and nowhere else (REQ-A-29, TOOL-22). */
const handsOver = ({ ledger, target }: ToolEncoding): boolean => ledger.format !== own && target.settings.hostedTools['mcp'] === 'map'

function encodeToolset({ at, payload }: HostedTool, servers: Json, { ledger }: ToolEncoding): JsonObject | null {
  const { mcp_server_name: label, configs, default_config } = payload
  const server = Array.isArray(servers) ? servers.filter(isJsonObject).find(({ name }) => name === label) : undefined
  if (!server) {
    ledger.lose(at, 'rejected', 'REQ-A-29', 'reject', 'the request names no such server')
    return null
  }
  const told = Object.entries(isJsonObject(configs) ? configs : {})
  const named = (enabled: boolean): string[] =>
    told.flatMap(([name, config]) => (isJsonObject(config) && config['enabled'] === enabled ? [name] : []))
  const none = isJsonObject(default_config) && default_config['enabled'] === false
  if (!none && named(false).length > 0) ledger.lose(at, 'dropped', 'REQ-A-29', 'warn', 'tools of a server can be chosen, not left out')
  return {
    type: 'mcp',
    server_label: label ?? '',
    server_url: server['url'] ?? '',
    ...(server['authorization_token'] ? { authorization: server['authorization_token'] } : {}),
    ...(none ? { allowed_tools: named(true) } : {}),
    require_approval: 'never',
  }
}

/** TOOL-15: the tools of a namespace stand within it; what describes it is carried. */
function newNamespace(name: string, namespaces: Map<string, JsonObject[]>, encoded: JsonObject[]): JsonObject[] {
  const tools: JsonObject[] = []
  namespaces.set(name, tools)
  encoded.push({ type: 'namespace', name, description: '', tools })
  return tools
}

function encodeTool(tool: Tool, all: readonly Tool[], encoding: ToolEncoding): JsonObject | null {
  if (tool.kind === 'function') return written(encodeFunction(tool, all.some(searchesTools(encoding.target)), encoding))
  if (tool.kind === 'freeform') return written(encodeFreeform(tool, encoding))
  if (tool.format === own) return tool.payload
  return tool.asFunction ? written(encodeAsFunction(tool, tool.asFunction, encoding)) : encodeHosted(tool, all, encoding)
}

function encodeFunction(tool: FunctionTool, searches: boolean, { ledger, names }: ToolEncoding): wire.FunctionTool {
  const { at } = tool
  const { name, description, parameters, strict, examples, ...rest } = spoken(tool, hubFates.FunctionTool, at, ledger)
  rest satisfies Nothing
  const words = withExamples(description, examples, at, ledger)
  const deferred = ledger.format !== own && searches ? ledger.take('deferLoading', at, true) : undefined
  const said = { type: 'function', name: names(name).name, ...(words === null ? {} : { description: words }) } as const
  if (ledger.format === own) return { ...said, parameters, strict }
  const enforced = strict === true && isStrictTool(parameters, at, ledger)
  const schema = enforced && parameters ? withoutIdentity(parameters, tool.parametersAt, ledger) : parameters
  return {
    ...said,
    parameters: schema ?? { type: 'object', properties: {} },
    strict: enforced,
    ...(deferred === undefined ? {} : { defer_loading: true }),
  }
}

function encodeFreeform(tool: FreeformTool, { ledger, names }: ToolEncoding): wire.CustomTool {
  const { name, description, grammar, ...rest } = spoken(tool, hubFates.FreeformTool, tool.at, ledger)
  rest satisfies Nothing
  const syntax = grammar?.syntax === 'regex' ? 'regex' : 'lark'
  return {
    type: 'custom',
    name: names(name).name,
    ...(description === null ? {} : { description }),
    ...(grammar === null ? {} : { format: { type: 'grammar', syntax, definition: grammar.definition } }),
  }
}

/** TOOL-10: the client executes it, so a function of the same name keeps its loop going. */
function encodeAsFunction(
  { at, name }: HostedTool,
  { description, parameters, examples }: NonNullable<HostedTool['asFunction']>,
  { ledger, names }: ToolEncoding,
): wire.FunctionTool {
  ledger.lose(at, 'folded', 'TOOL-10', 'info', `'${name}' becomes a function tool`)
  const words = withExamples(description, examples, at, ledger) ?? description
  return { type: 'function', name: names(name).name, description: words, parameters, strict: false }
}

/** TOOL-22: maps, removes or refuses a hosted tool of another format. */
function encodeHosted(tool: HostedTool, all: readonly Tool[], { ledger, target, choice }: ToolEncoding): JsonObject | null {
  if (isMapped(tool, target)) return equivalent(tool) === 'web_search' ? webSearch(tool, ledger) : toolSearch(tool, ledger)
  loseHosted(tool, { tools: all, choice, target, api }, ledger)
  return null
}

/** Whether a hosted tool goes out as one of this API's own, which the host offers (TOOL-12, TOOL-22). */
function isMapped(tool: HostedTool, { capabilities, settings }: Target): boolean {
  const mapped = equivalent(tool)
  if (mapped === null) return false
  const policy = settings.hostedTools[tool.name] ?? 'auto'
  // Every model that is called by this API by default has search.
  const offered = capabilities.hostedTools.includes(mapped) || (mapped === 'web_search' && capabilities.api === 'responses')
  return offered && (policy === 'auto' || policy === 'map')
}

/** The tool of this API that does what another's hosted one does. */
function equivalent({ name, format, asFunction }: HostedTool): 'web_search' | 'tool_search' | null {
  if (format === own || asFunction) return null
  if (name === 'web_search') return name
  return name.startsWith('tool_search_tool') ? 'tool_search' : null
}

/** Without a search for tools, those to be loaded later would never be (TOOL-17). */
const searchesTools =
  (target: Target) =>
  (tool: Tool): boolean =>
    tool.kind === 'hosted' && equivalent(tool) === 'tool_search' && isMapped(tool, target)

/** Whether a search of another format goes out as this API's own, so that the searches of the history do too (CB-17). */
export const mapsSearch = (tools: readonly Tool[], target: Target): boolean =>
  tools.some((tool) => tool.kind === 'hosted' && equivalent(tool) === 'web_search' && isMapped(tool, target))

/** TOOL-12, REQ-C-29: of the other formats' settings those that this search has. */
function webSearch(tool: HostedTool, ledger: Ledger): JsonObject {
  const { payload } = tool
  loseRest(tool, ['allowed_domains', 'user_location', 'search_context_size'], ledger)
  const {
    allowed_domains: domains,
    user_location: location,
    search_context_size: size,
  } = payload as {
    readonly allowed_domains?: readonly string[] | null
    readonly user_location?: JsonObject | null
    readonly search_context_size?: string | null
  }
  const { approximate } = (location ?? {}) as { readonly approximate?: JsonObject }
  return {
    type: 'web_search',
    ...(domains ? { filters: { allowed_domains: domains } } : {}),
    ...(size ? { search_context_size: size } : {}),
    ...(location ? { user_location: { type: 'approximate', ...without(approximate ?? location, ['type']) } } : {}),
  }
}

/** TOOL-17: what is searched for are the tools that are to be loaded later. */
function toolSearch(tool: HostedTool, ledger: Ledger): JsonObject {
  loseRest(tool, [], ledger)
  return { type: 'tool_search' }
}

/** The choice among tools (TCH-1 to TCH-9, TC-4). */
export function encodeToolChoice(
  choice: ToolChoice | null,
  tools: readonly Tool[],
  at: string,
  { ledger, target, names }: ToolEncoding,
): wire.ResponseCreateParams['tool_choice'] | JsonObject | null {
  if (choice === null) return null
  const freeform = new Set(tools.flatMap((tool) => (tool.kind === 'freeform' ? [tool.name] : [])))
  const named = (name: string): wire.ToolChoiceFunction | wire.ToolChoiceCustom => ({
    type: freeform.has(name) ? 'custom' : 'function',
    name: names(name).name,
  })
  if ((choice.kind === 'tool' || choice.kind === 'required') && !target.capabilities.forcedToolChoice) {
    ledger.lose(at, 'rejected', 'TC-4', 'reject', 'the model cannot be made to call a tool')
    return null
  }
  switch (choice.kind) {
    case 'auto':
    case 'required':
    case 'none':
      return choice.kind
    case 'tool': {
      const foreign = tools.find((tool): tool is HostedTool => tool.name === choice.name && isForeign(tool, api))
      if (!foreign) return named(choice.name)
      // A forced tool that nothing stands for was refused with the tool itself (TOOL-22).
      return isMapped(foreign, target) ? { type: 'allowed_tools', mode: 'required', tools: [{ type: equivalent(foreign) }] } : null
    }
    case 'allowed':
      return { type: 'allowed_tools', mode: choice.mode, tools: choice.names.map((name) => ({ ...named(name) })) }
    case 'hosted':
      if (choice.format === own) return choice.payload
      ledger.lose(at, 'rejected', 'TCH-9', 'reject', `there is no tool '${choice.type}' to choose`)
      return null
  }
}
