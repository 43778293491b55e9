import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import { elsewhere as elsewhereOf } from '../../translate/fate.ts'
import { below } from '../../translate/pointer.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, outer, unions, type enums } from './fates.ts'
import type { Tool as ToolParam, ToolChoice as ToolChoiceParam, ToolUnion, Unions } from './generated/shapes.ts'
import { name as format } from './name.ts'
import { decodeCache } from './parts.decode.ts'

/** The tools, in order (TOOL-1, TOOL-8, TOOL-10 to TOOL-12, TOOL-19). */
export function decodeTools(wire: Unread<readonly ToolUnion[]> | undefined, at: string, reader: Reader): Tool[] {
  return reader.list(wire, at).flatMap((tool, index) => {
    const here = `${at}/${index}`
    const client = (payload: Unread<object>): Tool => published(reader.object(payload, here) ?? {}, here, reader)
    return (
      reader.arm<Unions['ToolUnion'], typeof unions.ToolUnion, Tool>(
        tool,
        here,
        'type',
        unions.ToolUnion,
        {
          custom: (custom) => decodeTool(custom, here, reader),
          bash_20241022: client,
          bash_20250124: client,
          memory_20250818: client,
          text_editor_20241022: client,
          text_editor_20250124: client,
          text_editor_20250429: client,
          text_editor_20250728: client,
        },
        ({ tag, payload, fate, elsewhere }) => hosted(payload, tag, here, fate ? elsewhere : unknownTool(tag)),
        'custom',
      ) ?? []
    )
  })
}

/** What the client wants done with the tools (TCH-1 to TCH-6). */
export interface DecodedChoice {
  readonly choice: ToolChoice | null
  readonly parallel: boolean | null
}

/** Reads `tool_choice`. */
export function decodeToolChoice(wire: Unread<ToolChoiceParam> | undefined, at: string, reader: Reader): DecodedChoice {
  const parallel = (disabled: Unread<boolean> | undefined): boolean | null =>
    reader.boolean(disabled, `${at}/disable_parallel_tool_use`) === true ? false : null
  return (
    reader.arm<Unions['ToolChoice'], typeof unions.ToolChoice, DecodedChoice>(
      wire,
      at,
      'type',
      unions.ToolChoice,
      {
        auto: (auto) => {
          const { type, disable_parallel_tool_use, ...rest } = reader.fields(auto, core.ToolChoiceAuto, at)
          rest satisfies Nothing
          reader.known(type)
          return { choice: { kind: 'auto' }, parallel: parallel(disable_parallel_tool_use) }
        },
        any: (any) => {
          const { type, disable_parallel_tool_use, ...rest } = reader.fields(any, core.ToolChoiceAny, at)
          rest satisfies Nothing
          reader.known(type)
          return { choice: { kind: 'required' }, parallel: parallel(disable_parallel_tool_use) }
        },
        tool: (tool) => {
          const { type, name, disable_parallel_tool_use, ...rest } = reader.fields(tool, core.ToolChoiceTool, at)
          rest satisfies Nothing
          reader.known(type)
          return { choice: { kind: 'tool', name: reader.text(name, `${at}/name`) }, parallel: parallel(disable_parallel_tool_use) }
        },
        none: (none) => {
          const { type, ...rest } = reader.fields(none, core.ToolChoiceNone, at)
          rest satisfies Nothing
          reader.known(type)
          return { choice: { kind: 'none' }, parallel: null }
        },
      },
      ({ tag, payload }) => ({ choice: { kind: 'hosted', format, type: tag, payload }, parallel: null }),
    ) ?? { choice: null, parallel: null }
  )
}

function decodeTool(wire: Unread<ToolParam>, at: string, reader: Reader): Tool {
  const { type, name, description, input_schema, input_examples, strict, cache_control, allowed_callers, ...rest } = reader.fields(
    wire,
    core.Tool,
    at,
  )
  rest satisfies Nothing
  reader.known(type)
  decodeCallers(allowed_callers, `${at}/allowed_callers`, reader)
  return {
    kind: 'function',
    at,
    name: reader.text(name, `${at}/name`),
    description: reader.string(description, `${at}/description`),
    parameters: reader.object(unread<object>(input_schema), `${at}/input_schema`),
    parametersAt: `${at}/input_schema`,
    strict: reader.boolean(strict, `${at}/strict`),
    examples: reader.list(input_examples, `${at}/input_examples`).map((example) => reader.json(example)),
    cache: decodeCache(cache_control, `${at}/cache_control`, reader),
  }
}

function decodeCallers(wire: Unread<readonly Json[]> | undefined, at: string, reader: Reader): void {
  const callers = reader.list(wire, at).map((caller) => reader.json(caller))
  if (callers.length === 0) return
  const direct = callers.includes('direct' satisfies keyof (typeof enums)['Tool.allowed_callers'])
  const why = direct ? 'the client can call the tool as any other' : 'only code that Anthropic runs can call the tool'
  reader.ledger.carry(at, callers, { rule: 'TOOL-17', why, level: direct ? 'debug' : 'reject' })
}

/** A tool that the client executes after a schema that Anthropic publishes (TOOL-10). */
function published(payload: JsonObject, at: string, reader: Reader): HostedTool {
  const { type: kind, cache_control, allowed_callers, input_examples, ...settings } = payload
  const type = typeof kind === 'string' ? kind : ''
  decodeCallers(unread(allowed_callers), `${at}/allowed_callers`, reader)
  if (cache_control) reader.ledger.carry(`${at}/cache_control`, cache_control, unmarked)
  for (const [member, value] of Object.entries(settings)) {
    if (member !== 'name' && value !== null && value !== false)
      reader.ledger.carry(below(at, member), value, member === 'defer_loading' ? eager : unsaid)
  }
  const examples = reader.list<Json>(unread(input_examples), `${at}/input_examples`).map((example) => reader.json(example))
  const known = clientTool(type)
  return { ...hosted(payload, type, at, elsewhereOf(outer.ToolBash20250124)), asFunction: known && { ...known, examples } }
}

const unmarked = { rule: 'CAC-1', why: 'a tool of Anthropic’s own is marked for Anthropic alone', level: 'debug' } as const
const eager = { rule: 'TOOL-17', why: 'without tool search every tool is loaded at once', level: 'info' } as const
const unsaid = { rule: 'TOOL-10', why: 'the published schema goes without it', level: 'info' } as const

function hosted(payload: JsonObject, type: string, at: string, elsewhere: HostedTool['elsewhere']): HostedTool {
  const name = typeof payload['name'] === 'string' ? payload['name'] : type
  return { kind: 'hosted', at, format, type, name, payload, asFunction: null, elsewhere }
}

/** A client tool of an unknown version, or a kind of tool that is not known yet. */
const unknownTool = (type: string): HostedTool['elsewhere'] => ({
  rule: /^(bash|text_editor|memory)_/.test(type) ? 'TOOL-10' : 'TOOL-22',
  why: `only Anthropic knows a tool of type '${type}'`,
  level: /^(bash|text_editor|memory)_/.test(type) ? 'reject' : 'warn',
})

type PublishedTool = Omit<NonNullable<HostedTool['asFunction']>, 'examples'>

/**
 * Schemas that Anthropic publishes for tools the client executes (TOOL-10): platform documentation of the bash, text editor
 * and memory tools. Null for a version that is not known.
 */
function clientTool(type: string): PublishedTool | null {
  switch (type) {
    case 'bash_20241022':
    case 'bash_20250124':
      return bash
    case 'text_editor_20241022':
    case 'text_editor_20250124':
      return editor([...editing, 'undo_edit'])
    case 'text_editor_20250429':
    case 'text_editor_20250728':
      return editor(editing)
    case 'memory_20250818':
      return memory
    default:
      return null
  }
}

const text = (description: string): JsonObject => ({ type: 'string', description })
const integer = (description: string): JsonObject => ({ type: 'integer', description })

const bash: PublishedTool = {
  description: 'Run a command in a bash shell that keeps its state between calls, or restart the shell.',
  parameters: {
    type: 'object',
    properties: {
      command: text('The command to run. Required unless the shell is restarted.'),
      restart: { type: 'boolean', description: 'True to restart the shell.' },
    },
  },
}

const editing = ['view', 'create', 'str_replace', 'insert']
const range: JsonObject = {
  type: 'array',
  items: { type: 'integer' },
  description: 'First and last line to view, counted from 1; -1 is the end of the file.',
}

const editor = (commands: readonly string[]): PublishedTool => ({
  description: 'View, create and edit text files.',
  parameters: {
    type: 'object',
    properties: {
      command: { type: 'string', enum: commands, description: 'What to do.' },
      path: text('Path of the file or directory.'),
      file_text: text('Content of the file to create.'),
      old_str: text('Text to replace: it must occur once.'),
      new_str: text('Text to put in its place, or to insert.'),
      insert_line: integer('Line after which to insert; 0 is the beginning of the file.'),
      insert_text: text('Text to insert.'),
      view_range: range,
    },
    required: ['command', 'path'],
  },
})

const memory: PublishedTool = {
  description: 'Keep notes in files below /memories that last from one conversation to the next.',
  parameters: {
    type: 'object',
    properties: {
      command: { type: 'string', enum: ['view', 'create', 'str_replace', 'insert', 'delete', 'rename'], description: 'What to do.' },
      path: text('Path of the file or directory below /memories.'),
      file_text: text('Content of the file to create.'),
      old_str: text('Text to replace.'),
      new_str: text('Text to put in its place.'),
      insert_line: integer('Line after which to insert.'),
      insert_text: text('Text to insert.'),
      old_path: text('Path of the file to rename.'),
      new_path: text('New path of the file.'),
      view_range: range,
    },
    required: ['command'],
  },
}
