import type { Request } from '../../interlingua/request.ts'
import type { FreeformTool, FunctionTool, HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import { toolNames, type ToolNames } from '../../translate/tool-names.ts'
import { below } from '../../translate/pointer.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Target } from '../../translate/format.ts'
import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import { encodeCache } from './cache-markers.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Tool as ToolParam, ToolChoice as ToolChoiceParam, ToolUnion, Tool_InputSchema } from './generated/shapes.ts'
import { name as format } from './name.ts'
import type { Writing } from './parts.encode.ts'
import { withoutIdentity } from '../../translate/schema-identity.ts'
import { strictProblem } from './schema.ts'
import { callsOf } from './turns.encode.ts'

/** The tools of a request as sent, and what the way back needs to know of them. */
export interface EncodedTools {
  readonly tools: readonly ToolUnion[]
  readonly choice: ToolChoiceParam | null
  /** Names, as the client knows them, of free-text tools sent as functions (TOOL-9). */
  readonly freeform: ReadonlySet<string>
}

/** Names of all tools that a request offers or has called (TOOL-7). */
export const namesOf = (request: Request, target: Target): ToolNames =>
  toolNames([...request.tools.map(({ name }) => name), ...callsOf(request.turns).map(({ name }) => name)], (text) =>
    target.context.hash(text),
  )

/** Writes the tools and the choice among them (TOOL-1 to TOOL-9, TOOL-20, TCH-1 to TCH-9). */
export function encodeTools(request: Request, writing: Writing): EncodedTools {
  const { own, names } = writing
  const offered = request.tools.filter((tool) => own || isAllowed(tool, request.toolChoice))
  const left = request.tools.filter((tool) => !offered.includes(tool))
  if (left.length > 0)
    writing.ledger.lose(at(request, 'toolChoice'), 'folded', 'TCH-8', 'info', 'tools that may not be called are left out')
  for (const tool of left) writing.ledger.lose(tool.at, 'dropped', 'TCH-8', 'info', 'the choice does not allow it')
  const strict = new StrictTools(writing)
  const tools = offered.flatMap((tool) => encodeTool(tool, request, strict, writing) ?? [])
  const freeform = new Set(offered.flatMap((tool) => (tool.kind === 'freeform' ? [tool.name] : [])))
  if (tools.length > 0) return { tools, choice: encodeChoice(request, tools, writing), freeform }
  if (own) return { tools, choice: encodeChoice(request, tools, writing), freeform }
  const called = [...new Set(callsOf(request.turns).map(({ name }) => names.sent(name)))]
  loseChoice(request, writing)
  if (called.length === 0) return { tools, choice: null, freeform }
  return { tools: called.map(uncallable), choice: { type: 'none' }, freeform }
}

/** Anthropic refuses calls in the history whose tools are not defined (TOOL-20). */
const uncallable = (name: string): ToolParam => ({
  name,
  description: '(not callable)',
  input_schema: { type: 'object', properties: {} },
})

function encodeTool(tool: Tool, request: Request, strict: StrictTools, writing: Writing): ToolUnion | null {
  switch (tool.kind) {
    case 'function':
      return encodeFunction(tool, strict, writing)
    case 'freeform':
      return encodeFreeform(tool, writing)
    case 'hosted':
      return encodeHosted(tool, request, writing)
  }
}

function encodeFunction(tool: FunctionTool, strict: StrictTools, { own, names, ledger }: Writing): ToolParam | null {
  const said = spoken(tool, hubFates.FunctionTool, () => tool.at, ledger)
  const { name, description, parameters, strict: wanted, examples, cache, ...rest } = said
  rest satisfies Nothing
  const schema = own ? parameters : objectSchema(parameters)
  if (!schema && !own) {
    ledger.lose(tool.at, 'rejected', 'TOOL-4', 'reject', 'the parameters of a tool must be an object')
    return null
  }
  const enforced = strict.of(wanted, parameters, tool.at)
  const bare = schema && enforced.strict && !own ? withoutIdentity(schema, tool.parametersAt, ledger) : schema
  return {
    name: own ? name : names.sent(name),
    ...(description === null ? {} : { description }),
    input_schema: (bare ?? {}) as JsonObject & Tool_InputSchema,
    ...enforced,
    ...(examples.length === 0 ? {} : { input_examples: examples as readonly JsonObject[] }),
    ...encodeCache(cache),
  }
}

/** A schema with an object root, null where it has another one (TOOL-2 to TOOL-4). */
function objectSchema(parameters: JsonObject | null): JsonObject | null {
  if (!parameters) return { type: 'object', properties: {} }
  if (parameters['type'] === 'object') return parameters
  if (parameters['type'] !== undefined || 'anyOf' in parameters || 'oneOf' in parameters || 'allOf' in parameters) return null
  if ('properties' in parameters || Object.keys(parameters).length === 0) return { type: 'object', properties: {}, ...parameters }
  return null
}

/** Anthropic has no free-text tools: a function with one string (TOOL-9). */
function encodeFreeform(tool: FreeformTool, { names, ledger }: Writing): ToolParam {
  const { name, description, grammar, ...rest } = spoken(tool, hubFates.FreeformTool, () => tool.at, ledger)
  rest satisfies Nothing
  const rule = grammar && `Input must match this ${grammar.syntax} grammar: ${grammar.definition}`
  const why = grammar ? 'sent as a function with one string; the grammar is not enforced' : 'sent as a function with one string'
  ledger.lose(tool.at, 'folded', 'TOOL-9', grammar ? 'warn' : 'info', why)
  const words = [description, rule].filter((text) => text !== null && text !== '').join('\n\n')
  return {
    name: names.sent(name),
    ...(words === '' ? {} : { description: words }),
    input_schema: {
      type: 'object',
      properties: { input: { type: 'string' } },
      required: ['input'],
      additionalProperties: false,
    } as Tool_InputSchema,
  }
}

/** A tool that another provider runs: mapped where this one has its like, else removed or refused (TOOL-22). */
function encodeHosted(tool: HostedTool, request: Request, { ledger, names, target }: Writing): ToolUnion | null {
  const { format: source, name, payload, asFunction, elsewhere, ...rest } = spoken(tool, hubFates.HostedTool, () => tool.at, ledger)
  rest satisfies Nothing
  if (source === format) return payload as JsonObject & ToolUnion
  const { rule, level, why } = elsewhere
  if (asFunction) {
    ledger.lose(tool.at, 'folded', rule, 'info', why)
    const { description, parameters } = asFunction
    return { name: names.sent(name), description, input_schema: parameters as JsonObject & Tool_InputSchema }
  }
  const policy = target.settings.hostedTools[name] ?? 'auto'
  const mappable = name === 'web_search' && target.capabilities.hostedTools.includes('web_search')
  if (mappable && (policy === 'auto' || policy === 'map')) return encodeWebSearch(payload, tool.at, rule, ledger)
  if (policy === 'map' || policy === 'reject') ledger.lose(tool.at, 'rejected', 'TOOL-22', 'reject', why)
  else {
    const needed = policy === 'auto' && (isForced(tool, request) || request.tools.every(({ kind }) => kind === 'hosted'))
    ledger.lose(tool.at, needed ? 'rejected' : 'dropped', rule, needed ? 'reject' : level, why)
  }
  return null
}

const isForced = ({ name }: HostedTool, { toolChoice: choice }: Request): boolean =>
  choice?.kind === 'hosted' || (choice?.kind === 'tool' && choice.name === name)

/** A search that another provider's tool asks for, where and among which pages it may look (REQ-C-29, TOOL-13). */
function encodeWebSearch(payload: JsonObject, pointer: string, rule: string, ledger: Ledger): ToolUnion {
  const { user_location: location, filters, external_web_access: outside, ...others } = payload
  const { allowed_domains: domains, ...filtered } = isJsonObject(filters) ? filters : {}
  if (outside === false) ledger.lose(`${pointer}/external_web_access`, 'dropped', rule, 'warn', 'Anthropic searches the web as it is')
  for (const [member, value] of Object.entries(filtered)) {
    if (value !== null)
      ledger.lose(below(`${pointer}/filters`, member), 'dropped', rule, 'warn', 'Anthropic’s web search has no such filter')
  }
  const { approximate, ...flat } = isJsonObject(location) ? location : {}
  const place: Record<string, string> = {}
  for (const [member, value] of Object.entries({ ...flat, ...(isJsonObject(approximate) ? approximate : {}) })) {
    if (member === 'type') continue
    if (typeof value === 'string' && placed[member]?.test(value)) place[member] = value
    else if (value !== null && value !== '') {
      const at = `${pointer}/user_location${isJsonObject(approximate) ? '/approximate' : ''}`
      ledger.lose(below(at, member), 'dropped', rule, 'warn', 'Anthropic takes no such place')
    }
  }
  for (const [member, value] of Object.entries(others)) {
    if (value === null || member === 'type' || member === 'name') continue
    ledger.lose(below(pointer, member), 'dropped', rule, 'warn', 'Anthropic’s web search has no such member')
  }
  const user_location = { ...place, type: 'approximate' as const }
  return {
    type: 'web_search_20260318',
    name: 'web_search',
    ...(Array.isArray(domains) && domains.length > 0 ? { allowed_domains: domains as readonly string[] } : {}),
    ...(isJsonObject(location) ? { user_location } : {}),
  }
}

/** What the members of a place may be. */
const placed: { readonly [member: string]: RegExp } = {
  city: /^.{1,255}$/su,
  region: /^.{1,255}$/su,
  timezone: /^.{1,255}$/su,
  country: /^.{2}$/su,
}

const isAllowed = (tool: Tool, choice: ToolChoice | null): boolean => choice?.kind !== 'allowed' || choice.names.includes(tool.name)

function encodeChoice(request: Request, tools: readonly ToolUnion[], writing: Writing): ToolChoiceParam | null {
  const single = request.parallelTools === false ? { disable_parallel_tool_use: true } : {}
  const { toolChoice: choice } = request
  const unforced: ToolChoiceParam | null = request.parallelTools === false ? { type: 'auto', ...single } : null
  const { ledger, own, names, target } = writing
  const forced = (wanted: ToolChoiceParam): ToolChoiceParam | null => {
    if (own || target.capabilities.forcedToolChoice) return wanted
    ledger.lose(at(request, 'toolChoice'), 'rejected', 'TC-4', 'reject', 'the model cannot be made to call a tool')
    return unforced
  }
  switch (choice?.kind) {
    case undefined:
      return unforced
    case 'auto':
      return { type: 'auto', ...single }
    case 'required':
      return forced({ type: 'any', ...single })
    case 'none':
      if (request.parallelTools === false) ledger.lose(at(request, 'parallelTools'), 'dropped', 'TC-1', 'debug', 'no tool is to be called')
      return { type: 'none' }
    case 'tool':
      return forced({ type: 'tool', name: own ? choice.name : names.sent(choice.name), ...single })
    case 'allowed':
      if (tools.length === 0) return { type: 'none' }
      return choice.mode === 'required' ? forced({ type: 'any', ...single }) : { type: 'auto', ...single }
    case 'hosted': {
      if (choice.format === format) return choice.payload as JsonObject & ToolChoiceParam
      const search = choice.type.startsWith('web_search') && tools.find(({ type }) => type?.startsWith('web_search_') === true)
      if (search && 'name' in search) return forced({ type: 'tool', name: search.name, ...single })
      ledger.lose(at(request, 'toolChoice'), 'rejected', 'TCH-9', 'reject', `no other provider has a choice of type '${choice.type}'`)
      return unforced
    }
  }
}

/** A choice without tools says nothing (TC-1). */
function loseChoice({ toolChoice, parallelTools, at: pointers }: Request, { ledger }: Writing): void {
  if (toolChoice) ledger.lose(pointers['toolChoice'] ?? '', 'dropped', 'TC-1', 'debug', 'there is no tool to choose')
  if (parallelTools === false) ledger.lose(pointers['parallelTools'] ?? '', 'dropped', 'TC-1', 'debug', 'there is no tool to call')
}

const at = (request: Request, path: string): string => request.at[path] ?? ''

/** Which tools can be strict (TOOL-5): the schema must fit, and a request has room for a few. */
class StrictTools {
  readonly #writing: Writing
  #count = 0

  constructor(writing: Writing) {
    this.#writing = writing
  }

  of(strict: boolean | null, parameters: JsonObject | null, tool: string): { readonly strict?: boolean } {
    if (strict === null) return {}
    const { own, ledger, target } = this.#writing
    if (own || !strict) return { strict }
    const problem = !target.capabilities.strictTools
      ? 'the model has no strict tools'
      : this.#count >= mostStrictTools
        ? `a request can have ${mostStrictTools} strict tools`
        : strictProblem(parameters ?? {})
    if (problem !== null) {
      ledger.lose(tool, 'folded', 'TOOL-5', 'warn', `the tool is not strict: ${problem}`)
      return { strict: false }
    }
    this.#count++
    return { strict: true }
  }
}

const mostStrictTools = 20
