import type { JsonObject } from '../../interlingua/json.ts'
import type { FreeformTool, FunctionTool, HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Origins } from '../../translate/origins.ts'
import type { ToolNames } from '../../translate/tool-names.ts'
import type { Nothing } from '../../translate/triage.ts'
import { isStrictTool, withExamples } from '../../vendors/openai/functions.ts'
import { isForeign, loseHosted, loseRest } from '../../vendors/openai/hosted-tools.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type * as wire from './generated/shapes.ts'
import { api, name as own } from './name.ts'
import { withoutIdentity } from '../../translate/schema-identity.ts'
import { without } from './schema.ts'

/** What tools are encoded with. */
export interface ToolEncoding {
  readonly ledger: Ledger
  readonly target: Target
  readonly names: ToolNames
  readonly choice: ToolChoice | null
  readonly origins: Origins
}

/** Tools as they go out; the web search of a search model is a member of its own. */
export interface EncodedTools {
  readonly tools: readonly (wire.ChatCompletionTool | JsonObject)[]
  readonly webSearch: JsonObject | null
}

/** Tools in their order (TOOL-1 to TOOL-22). */
export function encodeTools(tools: readonly Tool[], encoding: ToolEncoding): EncodedTools {
  const encoded: (wire.ChatCompletionTool | JsonObject)[] = []
  const add = (out: wire.ChatCompletionTool, { at }: Tool): number => encoded.push(encoding.origins.mark(out, at))
  let webSearch: JsonObject | null = null
  for (const tool of tools) {
    if (tool.kind === 'function') add(encodeFunction(tool, encoding), tool)
    else if (tool.kind === 'freeform') add(encodeFreeform(tool, encoding), tool)
    else if (tool.format === own) {
      if (tool.type === 'web_search_options') webSearch = tool.payload
      else encoded.push(tool.payload)
    } else if (tool.asFunction) add(encodeAsFunction(tool, tool.asFunction, encoding), tool)
    else webSearch = encodeHosted(tool, tools, encoding) ?? webSearch
  }
  return { tools: encoded, webSearch }
}

function encodeFunction(tool: FunctionTool, { ledger, names, origins }: ToolEncoding): wire.ChatCompletionFunctionTool {
  const { at } = tool
  const { name, description, parameters, strict, examples, ...rest } = spoken(tool, hubFates.FunctionTool, at, ledger)
  rest satisfies Nothing
  const words = withExamples(description, examples, at, ledger)
  const enforced = strict === null ? null : strict && isStrictTool(parameters, at, ledger)
  const schema = enforced && parameters && ledger.format !== own ? withoutIdentity(parameters, tool.parametersAt, ledger) : parameters
  const definition = {
    name: names.sent(name),
    ...(words === null ? {} : { description: words }),
    ...(schema === null ? {} : { parameters: schema }),
    ...(enforced === null ? {} : { strict: enforced }),
  }
  return { type: 'function', function: origins.mark(definition, at, { parameters: tool.parametersAt }) }
}

function encodeFreeform(tool: FreeformTool, { ledger, names }: ToolEncoding): wire.ChatCompletionCustomTool {
  const { name, description, grammar, ...rest } = spoken(tool, hubFates.FreeformTool, tool.at, ledger)
  rest satisfies Nothing
  const syntax = grammar?.syntax === 'regex' ? 'regex' : 'lark'
  return {
    type: 'custom',
    custom: {
      name: names.sent(name),
      ...(description === null ? {} : { description }),
      ...(grammar === null ? {} : { format: { type: 'grammar', grammar: { syntax, definition: grammar.definition } } }),
    },
  }
}

/** TOOL-10: the client executes it, so a function of the same name keeps its loop going. */
function encodeAsFunction(
  { at, name, elsewhere }: HostedTool,
  { description, parameters, examples }: NonNullable<HostedTool['asFunction']>,
  { ledger, names }: ToolEncoding,
): wire.ChatCompletionFunctionTool {
  ledger.lose(at, 'folded', elsewhere.rule, 'info', `'${name}' becomes a function tool`)
  const words = withExamples(description, examples, at, ledger) ?? description
  return { type: 'function', function: { name: names.sent(name), description: words, parameters } }
}

/** TOOL-22: maps, removes or refuses a hosted tool of another format; gives the search member where it is mapped. */
function encodeHosted(tool: HostedTool, all: readonly Tool[], { ledger, target, choice }: ToolEncoding): JsonObject | null {
  const { name } = tool
  const policy = target.settings.hostedTools[name] ?? 'auto'
  const equivalent = name === 'web_search' && target.capabilities.hostedTools.includes('web_search')
  if (equivalent && (policy === 'auto' || policy === 'map')) return webSearchOptions(tool, ledger)
  loseHosted(tool, { tools: all, choice, target, api }, ledger)
  return null
}

/** TOOL-12, TOOL-13: of the other formats' settings those that a search model has. */
function webSearchOptions(tool: HostedTool, ledger: Ledger): JsonObject {
  loseRest(tool, ['user_location', 'search_context_size'], ledger)
  const { user_location: location, search_context_size: size } = tool.payload as {
    readonly user_location?: JsonObject | null
    readonly search_context_size?: string | null
  }
  return {
    ...(size ? { search_context_size: size } : {}),
    ...(location ? { user_location: { type: 'approximate', approximate: without(location, ['type']) } } : {}),
  }
}

/** The choice among tools (TCH-1 to TCH-9, TC-1, TC-4). */
export function encodeToolChoice(
  choice: ToolChoice | null,
  tools: readonly Tool[],
  at: string,
  { ledger, target, names }: ToolEncoding,
): wire.ChatCompletionToolChoiceOption | JsonObject | null {
  if (choice === null) return null
  const freeform = new Set(tools.flatMap((tool) => (tool.kind === 'freeform' ? [tool.name] : [])))
  const named = (name: string): wire.ChatCompletionNamedToolChoice | wire.ChatCompletionNamedToolChoiceCustom =>
    freeform.has(name) ? { type: 'custom', custom: { name: names.sent(name) } } : { type: 'function', function: { name: names.sent(name) } }
  if ((choice.kind === 'tool' || choice.kind === 'required') && !target.capabilities.forcedToolChoice) {
    ledger.lose(at, 'rejected', 'TC-4', 'reject', 'the model cannot be made to call a tool')
    return null
  }
  switch (choice.kind) {
    case 'auto':
    case 'required':
    case 'none':
      return choice.kind
    case 'tool':
      // A forced tool that no function stands for was refused with the tool itself (TOOL-22).
      return tools.some((tool) => tool.name === choice.name && isForeign(tool, api)) ? null : named(choice.name)
    case 'allowed':
      return { type: 'allowed_tools', allowed_tools: { mode: choice.mode, tools: choice.names.map((name) => ({ ...named(name) })) } }
    case 'hosted':
      if (choice.format === own) return choice.payload
      ledger.lose(at, 'rejected', 'TCH-9', 'reject', `there is no tool '${choice.type}' to choose`)
      return null
  }
}
