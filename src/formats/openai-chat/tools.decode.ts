import type { JsonObject } from '../../interlingua/json.ts'
import type { Tool, ToolChoice } from '../../interlingua/tool.ts'
import { dropped } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import type { Cached } from './fates/content.ts'
import type { request } from './fates/request.ts'
import { cachedFunctionTool } from './fates/tools.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { blindTo, decodeCacheControl, isMissing } from './parts.decode.ts'

/** The members of a request that offer tools. */
export type ToolMembers = Pick<Meaning<wire.ChatCompletionCreateParams, typeof request>, 'tools' | 'functions' | 'web_search_options'>

/** Tools in their order (TOOL-1, TOOL-9, TOOL-19, TOOL-21); the web search member is a hosted tool after them (REQ-C-29). */
export function decodeTools(
  { tools, functions, web_search_options }: { readonly [K in keyof ToolMembers]: ToolMembers[K] | undefined },
  reader: Reader,
  extensions: boolean,
): Tool[] {
  return [
    ...reader.list(tools, '/tools').flatMap((tool, i) => decodeTool(tool, `/tools/${i}`, reader, extensions) ?? []),
    ...reader.list(functions, '/functions').map((legacy, i) => decodeLegacyFunction(legacy, `/functions/${i}`, reader)),
    ...webSearch(web_search_options, reader),
  ]
}

function decodeTool(tool: Unread<wire.ChatCompletionTool>, at: string, reader: Reader, extensions: boolean): Tool | null {
  if (isMissing(tool, at, reader)) return null
  const nested = nest(tool)
  const inner = (member: string): string => (nested === null ? `${at}/${member}` : at)
  return reader.arm<wire.Unions['ChatCompletionTool'], (typeof unions)['ChatCompletionTool'], Tool | null>(
    nested ?? tool,
    at,
    'type',
    unions.ChatCompletionTool,
    {
      function: (offered) => decodeFunctionTool(offered, at, inner('function'), reader, extensions),
      custom: (offered) => decodeCustomTool(offered, at, inner('custom'), reader),
    },
    ({ tag, payload, elsewhere: loss }) => ({
      kind: 'hosted',
      at,
      format: own,
      type: tag,
      name: tag,
      payload,
      asFunction: null,
      elsewhere: loss,
    }),
    'function',
  )
}

/** LEN-14: agents that also speak Responses send its flat tools. Nested as Chat has them; null where the tool is nested already. */
function nest(tool: Unread<wire.ChatCompletionTool>): Unread<wire.ChatCompletionTool> | null {
  const flat: unknown = tool
  if (typeof flat !== 'object' || flat === null || !('name' in flat) || 'function' in flat || 'custom' in flat) return null
  const { type = 'function', cache_control, ...definition } = { cache_control: undefined, ...flat, ...nestFormat(flat) }
  if (type !== 'function' && type !== 'custom') return null
  return unread({ type, ...(cache_control === undefined ? {} : { cache_control }), [type]: definition })
}

/** Responses has a grammar's members beside its type, Chat has them one level below. */
function nestFormat(flat: object): { readonly type?: unknown; readonly format?: unknown } {
  if (!('format' in flat) || typeof flat.format !== 'object' || flat.format === null || 'grammar' in flat.format) return {}
  const { type, ...grammar } = { type: 'text', ...flat.format }
  return { format: type === 'grammar' ? { type, grammar } : flat.format }
}

function decodeFunctionTool(
  offered: Unread<wire.ChatCompletionFunctionTool>,
  at: string,
  inner: string,
  reader: Reader,
  extensions: boolean,
): Tool | null {
  const meaning: Meaning<wire.ChatCompletionFunctionTool & Cached, typeof cachedFunctionTool> = extensions
    ? reader.fields(unread<wire.ChatCompletionFunctionTool & Cached>(offered), cachedFunctionTool, at)
    : blindTo(reader.fields(offered, core.ChatCompletionFunctionTool, at), 'cache_control')
  const { type, function: definition, cache_control, ...rest } = meaning
  rest satisfies Nothing
  reader.known(type)
  if (definition === undefined || definition === null) {
    reader.ledger.malformed(inner, 'expected an object, got nothing')
    return null
  }
  const { name, description, parameters, strict, ...none } = reader.fields(definition, core.FunctionDefinition, inner)
  none satisfies Nothing
  return {
    kind: 'function',
    at,
    name: reader.text(name, `${inner}/name`),
    description: reader.string(description, `${inner}/description`),
    parameters: reader.object(parameters, `${inner}/parameters`),
    parametersAt: `${inner}/parameters`,
    strict: reader.boolean(strict, `${inner}/strict`),
    examples: [],
    cache: decodeCacheControl(cache_control, `${at}/cache_control`, reader),
  }
}

function decodeLegacyFunction(offered: Unread<wire.ChatCompletionCreateParams_Function>, at: string, reader: Reader): Tool {
  const { name, description, parameters, ...rest } = reader.fields(offered, core.ChatCompletionCreateParams_Function, at)
  rest satisfies Nothing
  return {
    kind: 'function',
    at,
    name: reader.text(name, `${at}/name`),
    description: reader.string(description, `${at}/description`),
    parameters: reader.object(parameters, `${at}/parameters`),
    parametersAt: `${at}/parameters`,
    strict: null,
    examples: [],
    cache: null,
  }
}

function decodeCustomTool(offered: Unread<wire.ChatCompletionCustomTool>, at: string, inner: string, reader: Reader): Tool | null {
  const { type, custom, ...rest } = reader.fields(offered, core.ChatCompletionCustomTool, at)
  rest satisfies Nothing
  reader.known(type)
  if (custom === undefined || custom === null) {
    reader.ledger.malformed(inner, 'expected an object, got nothing')
    return null
  }
  const { name, description, format, ...none } = reader.fields(custom, core.ChatCompletionCustomTool_Custom, inner)
  none satisfies Nothing
  return {
    kind: 'freeform',
    at,
    name: reader.text(name, `${inner}/name`),
    description: reader.string(description, `${inner}/description`),
    grammar: decodeGrammar(format, `${inner}/format`, reader),
  }
}

type Grammar = { readonly syntax: string; readonly definition: string }

function decodeGrammar(
  format: Unread<NonNullable<wire.ChatCompletionCustomTool_Custom['format']>> | undefined,
  at: string,
  reader: Reader,
): Grammar | null {
  return reader.arm<
    wire.Unions['ChatCompletionCustomTool_Custom.format'],
    (typeof unions)['ChatCompletionCustomTool_Custom.format'],
    Grammar | null
  >(
    format,
    at,
    'type',
    unions['ChatCompletionCustomTool_Custom.format'],
    {
      text: () => null,
      grammar: (arm) => {
        const { type, grammar, ...rest } = reader.fields(arm, core.ChatCompletionCustomTool_Custom_Grammar, at)
        rest satisfies Nothing
        reader.known(type)
        const inner = `${at}/grammar`
        if (grammar === undefined) return null
        const { syntax, definition, ...none } = reader.fields(grammar, core.ChatCompletionCustomTool_Custom_Grammar_Grammar, inner)
        none satisfies Nothing
        return { syntax: reader.text(syntax, `${inner}/syntax`), definition: reader.text(definition, `${inner}/definition`) }
      },
    },
    ({ tag }) => {
      reader.ledger.malformed(`${at}/type`, `unknown value '${tag}', expected 'text' or 'grammar'`)
      return null
    },
  )
}

function webSearch(options: Unread<wire.ChatCompletionCreateParams_WebSearchOptions> | undefined, reader: Reader): Tool[] {
  const payload = reader.object(options, '/web_search_options')
  if (payload === null) return []
  return [
    {
      kind: 'hosted',
      at: '/web_search_options',
      format: own,
      type: 'web_search_options',
      name: 'web_search',
      payload,
      asFunction: null,
      elsewhere: { rule: 'REQ-C-29', why: 'the search of a search model', level: 'warn' },
    },
  ]
}

/** The choice among tools (TCH-1 to TCH-9); `function_call` speaks where `tool_choice` does not (TOOL-21). */
export function decodeToolChoice(
  choice: Unread<wire.ChatCompletionToolChoiceOption> | undefined,
  legacy: Unread<NonNullable<wire.ChatCompletionCreateParams['function_call']>> | undefined,
  reader: Reader,
): ToolChoice | null {
  const value: unknown = choice ?? null
  const older = decodeFunctionCall(legacy, reader)
  if (value === null) return older
  const newer =
    typeof value === 'string'
      ? reader.value<keyof typeof modes, ToolChoice>(unread(value), '/tool_choice', modes)
      : decodeNamedChoice(unread(value), reader)
  if (older !== null && JSON.stringify(older) !== JSON.stringify(newer)) {
    reader.ledger.settle('/function_call', reader.json(legacy), dropped('TOOL-21', 'tool_choice says something else'))
  }
  return newer
}

const modes = { auto: { kind: 'auto' }, required: { kind: 'required' }, none: { kind: 'none' } } as const

function decodeNamedChoice(choice: Unread<Exclude<wire.ChatCompletionToolChoiceOption, string>>, reader: Reader): ToolChoice | null {
  const at = '/tool_choice'
  return reader.arm<wire.Unions['ChatCompletionToolChoiceOption'], (typeof unions)['ChatCompletionToolChoiceOption'], ToolChoice | null>(
    choice,
    at,
    'type',
    unions.ChatCompletionToolChoiceOption,
    {
      function: (arm) => {
        const { type, function: named, ...rest } = reader.fields(arm, core.ChatCompletionNamedToolChoice, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'tool', name: nameIn(reader.object(named, `${at}/function`), `${at}/function`, reader) }
      },
      custom: (arm) => {
        const { type, custom, ...rest } = reader.fields(arm, core.ChatCompletionNamedToolChoiceCustom, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'tool', name: nameIn(reader.object(custom, `${at}/custom`), `${at}/custom`, reader) }
      },
      allowed_tools: (arm) => decodeAllowed(arm, reader),
    },
    ({ tag, payload }) => ({ kind: 'hosted', format: own, type: tag, payload }),
  )
}

function decodeAllowed(arm: Unread<wire.ChatCompletionAllowedToolChoice>, reader: Reader): ToolChoice | null {
  const { type, allowed_tools, ...rest } = reader.fields(arm, core.ChatCompletionAllowedToolChoice, '/tool_choice')
  rest satisfies Nothing
  reader.known(type)
  const at = '/tool_choice/allowed_tools'
  if (allowed_tools === undefined || allowed_tools === null) {
    reader.ledger.malformed(at, 'expected an object, got nothing')
    return null
  }
  const { mode, tools, ...none } = reader.fields(allowed_tools, core.ChatCompletionAllowedTools, at)
  none satisfies Nothing
  const names = reader.list(tools, `${at}/tools`).map((entry, i) => {
    const tool = reader.object(entry, `${at}/tools/${i}`) ?? {}
    const named = ['function', 'custom'].find((kind) => kind in tool)
    return named === undefined
      ? nameIn(tool, `${at}/tools/${i}`, reader)
      : nameIn(reader.object(unread(tool[named]), `${at}/tools/${i}/${named}`), `${at}/tools/${i}/${named}`, reader)
  })
  return {
    kind: 'allowed',
    mode: reader.value<'auto' | 'required', 'auto' | 'required'>(mode, `${at}/mode`, { auto: 'auto', required: 'required' }) ?? 'auto',
    names,
  }
}

const nameIn = (holder: JsonObject | null, at: string, reader: Reader): string => reader.text(unread(holder?.['name']), `${at}/name`)

function decodeFunctionCall(
  legacy: Unread<NonNullable<wire.ChatCompletionCreateParams['function_call']>> | undefined,
  reader: Reader,
): ToolChoice | null {
  const value: unknown = legacy ?? null
  if (value === null) return null
  if (typeof value === 'string') return reader.value<'auto' | 'none', ToolChoice>(unread(value), '/function_call', modes)
  const { name, ...rest } = reader.fields(
    unread<wire.ChatCompletionFunctionCallOption>(value),
    core.ChatCompletionFunctionCallOption,
    '/function_call',
  )
  rest satisfies Nothing
  return { kind: 'tool', name: reader.text(name, '/function_call/name') }
}
