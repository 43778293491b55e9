import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import type { ToolCallPart } from '../../interlingua/part.ts'
import type { FreeformTool, FunctionTool, HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import { carried, elsewhere as elsewhereOf, rejected } from '../../translate/fate.ts'
import type { OtherArm, Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { clientTools } from '../../vendors/openai/client-tools.ts'
import { core, outer, unions } from './fates.ts'
import { stated, type Stated } from './fates/tools.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { isMissing } from './parts.decode.ts'

type ToolArms = wire.Unions['Tool']

/** Tools in their order, those of a namespace in its place (TOOL-1, TOOL-9, TOOL-13 to TOOL-15, TOOL-19, TOOL-23). */
export const decodeTools = (tools: Unread<readonly wire.Tool[]> | undefined, at: string, reader: Reader): Tool[] =>
  reader.list(tools, at).flatMap((tool, i) => decodeTool(tool, `${at}/${i}`, reader))

function decodeTool(tool: Unread<wire.Tool>, at: string, reader: Reader): Tool[] {
  if (isMissing(tool, at, reader)) return []
  const client = (type: keyof typeof clientTools) => (payload: Unread<object>) => [clientTool(payload, type, at, reader)]
  return (
    reader.arm<ToolArms, typeof unions.Tool, Tool[]>(
      tool,
      at,
      'type',
      unions.Tool,
      {
        function: (offered) => [decodeFunction(offered, at, null, reader)],
        custom: (offered) => [decodeCustom(offered, at, null, reader)],
        namespace: (offered) => decodeNamespace(offered, at, reader),
        tool_search: (offered) => [decodeToolSearch(offered, at, reader)],
        local_shell: client('local_shell'),
        shell: client('shell'),
        apply_patch: client('apply_patch'),
      },
      ({ tag, payload, fate, elsewhere }) => [hosted(payload, tag, at, fate ? elsewhere : unknownTool(tag))],
      'function',
    ) ?? []
  )
}

const unknownTool = (type: string): HostedTool['elsewhere'] => ({
  rule: 'TOOL-22',
  why: `only OpenAI knows a tool of type '${type}'`,
  level: 'warn',
})

type FunctionMembers = Meaning<wire.FunctionTool, typeof core.FunctionTool>

function decodeFunction(
  offered: Unread<wire.FunctionTool> | Unread<wire.NamespaceTool_Function>,
  at: string,
  namespace: string | null,
  reader: Reader,
): FunctionTool {
  const meaning: FunctionMembers = reader.fields<wire.FunctionTool | wire.NamespaceTool_Function, typeof core.FunctionTool>(
    offered,
    core.FunctionTool,
    at,
  )
  const { type, name, description, parameters, strict, allowed_callers, ...rest } = meaning
  rest satisfies Nothing
  reader.known(type)
  decodeCallers(allowed_callers, `${at}/allowed_callers`, reader)
  return {
    kind: 'function',
    at,
    ...flattened(reader.text(name, `${at}/name`), namespace),
    description: reader.string(description, `${at}/description`),
    parameters: reader.object(parameters, `${at}/parameters`),
    parametersAt: `${at}/parameters`,
    strict: reader.boolean(strict, `${at}/strict`),
    examples: [],
    cache: null,
  }
}

/** TOOL-15: what a tool of a namespace is called where there are no namespaces. */
const flattened = (name: string, namespace: string | null): { readonly name: string; readonly namespace?: string } =>
  namespace === null || namespace === '' ? { name } : { name: `${namespace}__${name}`, namespace }

/** TOOL-18: a tool that only a program at OpenAI may call cannot be called elsewhere. */
function decodeCallers(wireCallers: Unread<readonly string[]> | undefined, at: string, reader: Reader): void {
  const callers = reader.list(wireCallers, at).map((caller) => reader.json(caller))
  const direct = callers.includes('direct')
  if (callers.length === 0 && Array.isArray(wireCallers)) reader.ledger.keep(at, callers)
  else if (callers.length > 0) reader.ledger.settle(at, callers, direct ? withoutPrograms : programsAlone)
}

const withoutPrograms = carried('TOOL-18', 'the model can call the tool as any other', 'debug')
const programsAlone = rejected('TOOL-18', 'only programs that OpenAI runs can call the tool')

function decodeCustom(offered: Unread<wire.CustomTool>, at: string, namespace: string | null, reader: Reader): FreeformTool {
  const { type, name, description, format, allowed_callers, ...rest } = reader.fields(offered, core.CustomTool, at)
  rest satisfies Nothing
  reader.known(type)
  decodeCallers(allowed_callers, `${at}/allowed_callers`, reader)
  const grammar = reader.arm<wire.Unions['CustomToolInputFormat'], typeof unions.CustomToolInputFormat, FreeformTool['grammar']>(
    format,
    `${at}/format`,
    'type',
    unions.CustomToolInputFormat,
    {
      text: (arm) => {
        reader.ledger.keep(`${at}/format`, reader.json(arm))
        return null
      },
      grammar: (arm) => {
        const { type: tag, syntax, definition, ...none } = reader.fields(arm, core.CustomToolInputFormat_Grammar, `${at}/format`)
        none satisfies Nothing
        reader.known(tag)
        return {
          syntax: reader.text(syntax, `${at}/format/syntax`),
          definition: reader.text(definition, `${at}/format/definition`),
        }
      },
    },
    ({ payload, elsewhere }) => {
      reader.ledger.carry(`${at}/format`, payload, elsewhere)
      return null
    },
  )
  const words = reader.string(description, `${at}/description`)
  return { kind: 'freeform', at, ...flattened(reader.text(name, `${at}/name`), namespace), description: words, grammar }
}

/** Other formats have no namespaces: their tools stand among the others, by names that begin with theirs (TOOL-15). */
function decodeNamespace(offered: Unread<wire.NamespaceTool>, at: string, reader: Reader): Tool[] {
  const { type, name, description, tools, ...rest } = reader.fields(offered, core.NamespaceTool, at)
  rest satisfies Nothing
  reader.known(type)
  const namespace = reader.text(name, `${at}/name`)
  reader.ledger.loseElsewhere(`${at}/name`, 'folded', 'TOOL-15', 'info', `its tools are called '${namespace}__…'`)
  const words = reader.string(description, `${at}/description`)
  if (words) reader.ledger.settle(`${at}/description`, words, undescribed)
  return reader.list(tools, `${at}/tools`).flatMap((tool, i): Tool[] => {
    const here = `${at}/tools/${i}`
    if (isMissing(tool, here, reader)) return []
    const found = reader.arm<wire.Unions['NamespaceTool.tools'], (typeof unions)['NamespaceTool.tools'], Tool>(
      tool,
      here,
      'type',
      unions['NamespaceTool.tools'],
      {
        function: (arm) => decodeFunction(arm, here, namespace, reader),
        custom: (arm) => decodeCustom(arm, here, namespace, reader),
      },
      ({ tag, payload }) => hosted(payload, tag, here, unknownTool(tag)),
      'function',
    )
    return found ? [found] : []
  })
}

const undescribed = carried('TOOL-15', 'what a namespace is for is said to OpenAI alone')

/** A search that the client runs is a function to other providers; one that OpenAI runs is not (TOOL-13, TOOL-23). */
function decodeToolSearch(offered: Unread<wire.ToolSearchTool>, at: string, reader: Reader): HostedTool {
  const payload = reader.object(offered, at) ?? {}
  if (payload['execution'] !== 'client') return hosted(payload, 'tool_search', at, elsewhereOf(atOpenAi))
  const { type, execution, description, parameters, ...rest } = reader.fields(offered, core.ToolSearchTool, at)
  rest satisfies Nothing
  reader.known(type, execution)
  const words = reader.string(description, `${at}/description`) ?? 'Search for tools to load.'
  const schema = { type: 'object', properties: {}, ...reader.object(parameters, `${at}/parameters`) }
  const search = hosted(payload, 'tool_search', at, { rule: 'TOOL-23', why: 'offered as a function', level: 'info' })
  return { ...search, asFunction: { description: words, parameters: schema, examples: [] } }
}

/** What is run by OpenAI. */
const atOpenAi = core.WebSearchTool.type

/** A tool that the client executes after a schema that OpenAI publishes (TOOL-14). */
function clientTool(offered: Unread<object>, type: keyof typeof clientTools, at: string, reader: Reader): HostedTool {
  const payload = reader.object(offered, at) ?? {}
  decodeCallers(unread(payload['allowed_callers']), `${at}/allowed_callers`, reader)
  const { environment } = payload
  // A container is run by OpenAI, which executes the commands in it.
  const remote = type === 'shell' && typeof environment === 'object' && environment !== null && !isLocal(environment)
  if (remote) return hosted(payload, type, at, elsewhereOf(atOpenAi))
  if (isJsonObject(environment) && 'skills' in environment) reader.ledger.settle(`${at}/environment`, environment, withoutSkills)
  const { description, parameters } = clientTools[type]
  const tool = hosted(payload, type, at, elsewhereOf(outer.ApplyPatchTool))
  return { ...tool, asFunction: { description, parameters, examples: [] } }
}

const withoutSkills = carried('TOOL-14', 'skills of the user’s machine are told to OpenAI alone', 'warn')
const isLocal = (environment: object): boolean => 'type' in environment && environment.type === 'local'

function hosted(payload: JsonObject, type: string, at: string, elsewhere: HostedTool['elsewhere']): HostedTool {
  return {
    kind: 'hosted',
    at,
    format: own,
    type,
    name: type.replace(/^web_search_.*$/, 'web_search'),
    payload,
    asFunction: null,
    elsewhere,
  }
}

type Choice = Exclude<wire.ResponseCreateParams['tool_choice'], undefined>
type ChoiceArms = wire.Unions['ResponseCreateParams.tool_choice']

/** The choice among tools (TCH-1 to TCH-9). What is chosen by an object is kept as it came for this format. */
export function decodeToolChoice(
  choice: Unread<Choice> | undefined,
  at: string,
  tools: readonly Tool[],
  reader: Reader,
): ToolChoice | null {
  const value: unknown = choice ?? null
  if (value === null) return null
  if (typeof value === 'string') return reader.value<keyof typeof modes, ToolChoice>(unread(value), at, modes)
  const named = (name: Unread<string> | undefined): ToolChoice => {
    reader.ledger.keep(at, reader.json(choice))
    return { kind: 'tool', name: offeredAs(reader.text(name, `${at}/name`), tools) }
  }
  return reader.arm<ChoiceArms, (typeof unions)['ResponseCreateParams.tool_choice'], ToolChoice | null>(
    unread(value),
    at,
    ({ type }) => (typeof type === 'string' ? (choices.get(type) ?? type) : type),
    unions['ResponseCreateParams.tool_choice'],
    {
      ToolChoiceAllowed: (arm) => decodeAllowed(arm, at, tools, reader),
      ToolChoiceFunction: (arm) => {
        const { type, name, ...rest } = reader.fields(arm, core.ToolChoiceFunction, at)
        rest satisfies Nothing
        reader.known(type)
        return named(name)
      },
      ToolChoiceCustom: (arm) => {
        const { type, name, ...rest } = reader.fields(arm, core.ToolChoiceCustom, at)
        rest satisfies Nothing
        reader.known(type)
        return named(name)
      },
    },
    ({ payload }) => otherChoice(payload, at, reader),
  )
}

const modes = { auto: { kind: 'auto' }, required: { kind: 'required' }, none: { kind: 'none' } } as const

/** Names of the choices that mean something elsewhere, by their types; those of tools that OpenAI runs have many. */
const choices: ReadonlyMap<string, keyof ChoiceArms> = new Map([
  ['allowed_tools', 'ToolChoiceAllowed'],
  ['function', 'ToolChoiceFunction'],
  ['custom', 'ToolChoiceCustom'],
])

/** A choice names a tool without its namespace (TOOL-15). */
function offeredAs(name: string, tools: readonly Tool[]): string {
  if (tools.some((tool) => tool.name === name)) return name
  const inside = tools.filter(
    (tool) => tool.kind !== 'hosted' && tool.namespace !== undefined && tool.name === `${tool.namespace}__${name}`,
  )
  return inside[0]?.name ?? name
}

/** A tool of OpenAI's own: a function elsewhere where the client executes it, else nothing (TCH-9). */
function otherChoice(payload: OtherArm['payload'], at: string, reader: Reader): ToolChoice {
  const type = typeof payload['type'] === 'string' ? payload['type'] : ''
  if (!Object.hasOwn(clientTools, type)) return { kind: 'hosted', format: own, type, payload }
  reader.ledger.keep(at, payload)
  return { kind: 'tool', name: type }
}

function decodeAllowed(arm: Unread<wire.ToolChoiceAllowed>, at: string, offered: readonly Tool[], reader: Reader): ToolChoice {
  const { type, mode, tools, ...rest } = reader.fields(arm, core.ToolChoiceAllowed, at)
  rest satisfies Nothing
  reader.known(type)
  reader.ledger.keep(at, reader.json(arm))
  const names = reader.list(tools, `${at}/tools`).map((entry, i) => {
    const tool = reader.object(entry, `${at}/tools/${i}`) ?? {}
    // Tools that OpenAI has are named by their types.
    const { name, type: kind } = tool
    const called = name ?? (kind === 'function' || kind === 'custom' ? undefined : kind)
    return offeredAs(reader.text(unread(called), `${at}/tools/${i}/name`), offered)
  })
  return { kind: 'allowed', mode: reader.value(mode, `${at}/mode`, { auto: 'auto', required: 'required' } as const) ?? 'auto', names }
}

/** A call of a function (RI-6, LEN-13). */
export function decodeFunctionCall(call: Unread<wire.ResponseFunctionToolCall>, at: string, reader: Reader): ToolCallPart {
  const { type, call_id, name, namespace, arguments: args, ...rest } = reader.fields(call, core.ResponseFunctionToolCall, at)
  rest satisfies Nothing
  reader.known(type)
  return {
    kind: 'toolCall',
    at,
    id: reader.text(call_id, `${at}/call_id`),
    name: calledName(name, namespace, at, reader),
    arguments: reader.string(args, `${at}/arguments`) ?? '',
    freeform: false,
    cache: null,
  }
}

/** A call of a free-text tool (RI-7). */
export function decodeCustomCall(call: Unread<wire.ResponseCustomToolCall>, at: string, reader: Reader): ToolCallPart {
  const { type, call_id, name, namespace, input, ...rest } = reader.fields<wire.ResponseCustomToolCall & Stated, typeof stated.call>(
    unread(call),
    stated.call,
    at,
  )
  rest satisfies Nothing
  reader.known(type)
  return {
    kind: 'toolCall',
    at,
    id: reader.text(call_id, `${at}/call_id`),
    name: calledName(name, namespace, at, reader),
    arguments: reader.string(input, `${at}/input`) ?? '',
    freeform: true,
    cache: null,
  }
}

/** The name as other formats have it; this one gets it and its namespace back (TOOL-15). */
function calledName(name: Unread<string> | undefined, namespace: Unread<string> | undefined, at: string, reader: Reader): string {
  const called = reader.text(name, `${at}/name`)
  const space = reader.string(namespace, `${at}/namespace`)
  if (space === null) return called
  reader.ledger.keep(`${at}/name`, called)
  reader.ledger.keep(`${at}/namespace`, space)
  return flattened(called, space).name
}
