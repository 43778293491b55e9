import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Turn } from '../../interlingua/turn.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Settings } from '../../translate/settings.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import type {
  AssistantMessageParam,
  MessageCreateParams,
  MessageParam,
  SystemMessageParam,
  Unions,
  UserMessageParam,
} from './generated/shapes.ts'
import { decodeContent, decodeText, opaqueBlock } from './parts.decode.ts'

type System = Exclude<MessageCreateParams['system'], undefined>
type SystemContent = Exclude<SystemMessageParam['content'], undefined>

/** How turns are read. */
export interface TurnReading {
  readonly reader: Reader
  readonly settings: Settings
}

/** The top-level `system` as the first turn, none where there is none (ROL-1, REQ-A-5, REQ-A-6). */
export function decodeSystem(wire: Unread<System> | undefined, at: string, reading: TurnReading): Turn[] {
  const turn = instructions(wire, at, at, reading)
  return turn.parts.length === 0 ? [] : [turn]
}

/** The messages, one turn each (ROL-2 to ROL-5). */
export function decodeMessages(wire: Unread<readonly MessageParam[]> | undefined, at: string, reading: TurnReading): Turn[] {
  const { reader } = reading
  if (wire === undefined || wire === null) reader.ledger.malformed(at, 'expected an array, got nothing')
  refusePendingCode(wire, at, reader.ledger)
  return reader.list(wire, at).flatMap((message, index) => {
    const here = `${at}/${index}`
    return (
      reader.arm<Unions['MessageParam'], typeof unions.MessageParam, Turn>(
        message,
        here,
        'role',
        unions.MessageParam,
        {
          user: (user) => decodeSpoken(user, here, 'user', reading),
          assistant: (assistant) => decodeSpoken(assistant, here, 'assistant', reading),
          system: (system) => {
            const { role, content, ...rest } = reader.fields(system, core.SystemMessageParam, here)
            rest satisfies Nothing
            reader.known(role)
            return instructions(content, `${here}/content`, here, reading)
          },
        },
        ({ tag }) => {
          reader.ledger.malformed(`${here}/role`, `unknown role '${tag}', expected one of 'user', 'assistant', 'system'`)
          return null
        },
      ) ?? []
    )
  })
}

function decodeSpoken(
  wire: Unread<UserMessageParam> | Unread<AssistantMessageParam>,
  at: string,
  role: 'user' | 'assistant',
  { reader, settings }: TurnReading,
): Turn {
  const {
    role: tag,
    content,
    ...rest
  } = reader.fields<UserMessageParam | AssistantMessageParam, typeof core.UserMessageParam>(wire, core.UserMessageParam, at)
  rest satisfies Nothing
  reader.known(tag)
  if (content === undefined || content === null) reader.ledger.malformed(`${at}/content`, 'expected a string or an array, got nothing')
  return { at, role, name: null, ...decodeContent(content, `${at}/content`, { reader, settings, role }) }
}

function instructions(wire: Unread<System> | Unread<SystemContent> | undefined, at: string, turn: string, { reader }: TurnReading): Turn {
  const content = reader.stringOrList<System | SystemContent>(wire, at)
  const common = { at: turn, role: 'system', name: null } as const
  if (content === null) return { ...common, shorthand: false, parts: [] }
  if (typeof content === 'string') return { ...common, shorthand: true, parts: [{ kind: 'text', at, text: content, cache: null }] }
  const parts = content.flatMap((block, index) => {
    const here = `${at}/${index}`
    return (
      reader.arm<Unions['SystemMessageParam.content'], (typeof unions)['SystemMessageParam.content'], Part>(
        block,
        here,
        'type',
        unions['SystemMessageParam.content'],
        { text: (text) => decodeText(text, here, { reader, role: 'system' }) },
        ({ tag, payload, elsewhere }) => opaqueBlock(payload, tag, here, null, elsewhere),
        'text',
      ) ?? []
    )
  })
  return { ...common, shorthand: false, parts }
}

/** Refuses elsewhere a history in which code at Anthropic waits for a call's result: no other provider can go on with it (CB-14). */
function refusePendingCode(messages: unknown, at: string, ledger: Ledger): void {
  const blocks = blocksOf(messages, at)
  const callers = blocks.flatMap(({ block, here }) => {
    const { type, caller } = block
    const code = type === 'tool_use' && isJsonObject(caller) && caller['type'] !== 'direct' ? caller['tool_id'] : undefined
    return typeof code === 'string' ? [{ code, here: `${here}/caller` }] : []
  })
  if (callers.length === 0) return
  const done = new Set(blocks.flatMap(({ block: { type, tool_use_id } }) => (codeResults.has(type) ? [tool_use_id] : [])))
  for (const { code, here } of callers) {
    if (!done.has(code)) ledger.loseElsewhere(here, 'rejected', 'CB-14', 'reject', 'the code that made the call waits for its result')
  }
}

const codeResults: ReadonlySet<Json | undefined> = new Set([
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
])

interface Placed {
  readonly block: JsonObject
  readonly here: string
}

function blocksOf(messages: unknown, at: string): readonly Placed[] {
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message: unknown, i) => {
    const content = isJsonObject(message) ? message['content'] : null
    if (!Array.isArray(content)) return []
    return content.flatMap((block: unknown, j) => (isJsonObject(block) ? [{ block, here: `${at}/${i}/content/${j}` }] : []))
  })
}
