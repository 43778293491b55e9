import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { OpaquePart, Part, ToolResultPart } from '../../interlingua/part.ts'
import type { Effort } from '../../interlingua/request.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { writeExact } from '../../translate/exact-json.ts'
import { decide, elsewhere as elsewhereOf, type Lossy } from '../../translate/fate.ts'
import type { OtherArm, Reader } from '../../translate/reader.ts'
import type { Settings } from '../../translate/settings.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import { stated, type Stated } from './fates/tools.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { decodeContent, isMissing, unknown, type Content } from './parts.decode.ts'
import { decodeEffort, decodeReasoningItem } from './reasoning.ts'
import { decodeCustomCall, decodeFunctionCall, decodeTools } from './tools.decode.ts'

type Items = wire.Unions['ResponseInputItem']

type UpdatedFormat = wire.ResponseConfigurationUpdateItemParam_Text['format']

/** What the items of an input say: turns, and what some of them change of the request. */
export interface History {
  readonly turns: readonly Turn[]
  /** Tools that items bring (RI-11, TOOL-23). */
  readonly tools: readonly Tool[]
  /** The last effort that an item sets, with its place (RI-12). */
  readonly effort: { readonly at: string; readonly effort: Effort } | null
  /** The form of the answer that the last item sets, with its place (MSG-7). */
  readonly format: { readonly at: string; readonly wire: Unread<UpdatedFormat> | undefined } | null
}

/** The top-level `instructions` as the first turn, none where there are none (REQ-R-5). */
export function decodeInstructions(wireText: Unread<string> | undefined, at: string, reader: Reader): Turn[] {
  const text = reader.string(wireText, at)
  return text === null ? [] : [{ at, role: 'system', name: null, shorthand: true, parts: [{ kind: 'text', at, text, cache: null }] }]
}

/** The input as turns: a run of what the assistant said, thought and called is one, all else has its own (REQ-R-2, REQ-R-3, GRP-1). */
export function decodeTurns(
  input: Unread<NonNullable<wire.ResponseCreateParams['input']>> | undefined,
  at: string,
  reader: Reader,
  settings: Settings,
): History {
  const items = reader.stringOrList(input, at)
  if (typeof items === 'string') {
    const part = { kind: 'text', at, text: items, cache: null } as const
    return { turns: [{ at, role: 'user', name: null, shorthand: true, parts: [part] }], tools: [], effort: null, format: null }
  }
  // No items are something else than no input to this format.
  if (items?.length === 0) reader.ledger.keep(at, [])
  const reading = new ItemReading(reader, settings, (items ?? []).length - 1)
  items?.forEach((item, index) => reading.take(item, `${at}/${index}`, index))
  return reading
}

/** Which arm an item is: three kinds of message are told apart by nothing that matters here (RI-4, LEN-9). */
function shapeOf({ type, role, id }: JsonObject): JsonObject[string] | undefined {
  if (type === undefined || type === null)
    return role !== undefined ? 'EasyInputMessage' : id !== undefined ? 'ResponseInputItem_ItemReference' : type
  return typeof type === 'string' ? (shapes.get(type) ?? type) : type
}

/** Types of items, by the names of their shapes. */
const types: { readonly [Shape in keyof Items]: string } = {
  EasyInputMessage: 'message',
  ResponseInputItem_Message: 'message',
  ResponseOutputMessage: 'message',
  ResponseFileSearchToolCall: 'file_search_call',
  ResponseComputerToolCall: 'computer_call',
  ResponseInputItem_ComputerCallOutput: 'computer_call_output',
  ResponseFunctionWebSearch: 'web_search_call',
  ResponseFunctionToolCall: 'function_call',
  ResponseInputItem_FunctionCallOutput: 'function_call_output',
  ResponseInputItem_ToolSearchCall: 'tool_search_call',
  ResponseToolSearchOutputItemParam: 'tool_search_output',
  ResponseInputItem_AdditionalTools: 'additional_tools',
  ResponseConfigurationUpdateItemParam: 'configuration_update',
  ResponseReasoningItem: 'reasoning',
  ResponseCompactionItemParam: 'compaction',
  ResponseInputItem_ImageGenerationCall: 'image_generation_call',
  ResponseCodeInterpreterToolCall: 'code_interpreter_call',
  ResponseInputItem_LocalShellCall: 'local_shell_call',
  ResponseInputItem_LocalShellCallOutput: 'local_shell_call_output',
  ResponseInputItem_ShellCall: 'shell_call',
  ResponseInputItem_ShellCallOutput: 'shell_call_output',
  ResponseInputItem_ApplyPatchCall: 'apply_patch_call',
  ResponseInputItem_ApplyPatchCallOutput: 'apply_patch_call_output',
  ResponseInputItem_McpListTools: 'mcp_list_tools',
  ResponseInputItem_McpApprovalRequest: 'mcp_approval_request',
  ResponseInputItem_McpApprovalResponse: 'mcp_approval_response',
  ResponseInputItem_McpCall: 'mcp_call',
  ResponseCustomToolCallOutput: 'custom_tool_call_output',
  ResponseCustomToolCall: 'custom_tool_call',
  ResponseInputItem_CompactionTrigger: 'compaction_trigger',
  ResponseInputItem_ItemReference: 'item_reference',
  ResponseInputItem_Program: 'program',
  ResponseInputItem_ProgramOutput: 'program_output',
}

const shapes: ReadonlyMap<string, string> = new Map(Object.entries(types).map(([shape, type]) => [type, shape]))

/** The item without what Codex notes beside it: which turn it is of, when and by whom it was written. No model reads that (RI-13). */
function setAside<T>(item: Unread<T>, at: string, reader: Reader): Unread<T> {
  const members: unknown = item
  if (!isJsonObject(members) || members[passthrough] === undefined) return item
  const { [passthrough]: notes, ...others } = members
  reader.ledger.carry(`${at}/${passthrough}`, notes, { rule: 'RI-13', why: 'Codex tells it to OpenAI alone', level: 'debug' })
  return unread<T>(others)
}

const passthrough = 'internal_chat_message_metadata_passthrough'

/** What any message may have. */
type Message = Pick<wire.EasyInputMessage, 'role' | 'type'> &
  Pick<wire.ResponseOutputMessage, 'phase'> &
  Partial<Pick<wire.ResponseOutputMessage, 'id' | 'status'>> & {
    readonly content: wire.EasyInputMessage['content'] | wire.ResponseInputItem_Message['content'] | wire.ResponseOutputMessage['content']
  }

const message = decide<Message>()({ ...core.EasyInputMessage, ...core.ResponseInputItem_Message, ...core.ResponseOutputMessage })

const roles: { readonly [R in Message['role']]: Role } = { user: 'user', assistant: 'assistant', system: 'system', developer: 'developer' }

/** An action as the model wrote it: a response must have the members that are null or empty here, also where nobody gave them. */
const asCalled = (action: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(action).filter(([member, value]) => value !== null && !isAdded(member, value)))
const isAdded = (member: string, value: Json): boolean =>
  (member === 'type' && value === 'exec') || (member === 'env' && isJsonObject(value) && Object.keys(value).length === 0)

/** Reads the items of an input, in their order. */
class ItemReading implements History {
  readonly turns: Turn[] = []
  readonly tools: Tool[] = []
  effort: History['effort'] = null
  format: History['format'] = null
  readonly #reader: Reader
  readonly #settings: Settings
  readonly #last: number
  /** The outputs of local shells name the id of the item that they answer. */
  readonly #localCalls = new Map<string, string>()

  constructor(reader: Reader, settings: Settings, last: number) {
    this.#reader = reader
    this.#settings = settings
    this.#last = last
  }

  take(item: Unread<Items[keyof Items]>, at: string, index: number): void {
    const reader = this.#reader
    if (isMissing(item, at, reader)) return
    this.#known(setAside(item, at, reader), at, index)
  }

  #known(item: Unread<Items[keyof Items]>, at: string, index: number): void {
    const reader = this.#reader
    const say = (arm: Unread<object>): void => this.#message(unread<Message>(arm), at)
    const called = (name: string, member: string) => (arm: Unread<object>) => this.#clientCall(arm, name, member, at)
    const gave = (arm: Unread<object>): void => this.#clientOutput(arm, at)
    reader.arm<Items, typeof unions.ResponseInputItem, void>(
      item,
      at,
      shapeOf,
      unions.ResponseInputItem,
      {
        EasyInputMessage: say,
        ResponseInputItem_Message: say,
        ResponseOutputMessage: say,
        ResponseReasoningItem: (arm) => this.#assistant(at, decodeReasoningItem(arm, at, reader)),
        ResponseFunctionToolCall: (arm) => this.#assistant(at, decodeFunctionCall(arm, at, reader)),
        ResponseCustomToolCall: (arm) => this.#assistant(at, decodeCustomCall(arm, at, reader)),
        ResponseInputItem_FunctionCallOutput: (arm) => {
          const { type, call_id, output, ...rest } = reader.fields(arm, core.ResponseInputItem_FunctionCallOutput, at)
          rest satisfies Nothing
          reader.known(type)
          this.#output(at, reader.text(call_id, `${at}/call_id`), decodeContent(output, `${at}/output`, reader))
        },
        ResponseCustomToolCallOutput: (arm) => {
          const { type, call_id, output, ...rest } = reader.fields<wire.ResponseCustomToolCallOutput & Stated, typeof stated.output>(
            unread(arm),
            stated.output,
            at,
          )
          rest satisfies Nothing
          reader.known(type)
          // Its call may stand in an earlier request.
          reader.ledger.keep(`${at}/type`, 'custom_tool_call_output')
          this.#output(at, reader.text(call_id, `${at}/call_id`), decodeContent(output, `${at}/output`, reader))
        },
        ResponseInputItem_LocalShellCall: called('local_shell', 'action'),
        ResponseInputItem_ShellCall: called('shell', 'action'),
        ResponseInputItem_ApplyPatchCall: called('apply_patch', 'operation'),
        ResponseInputItem_LocalShellCallOutput: gave,
        ResponseInputItem_ShellCallOutput: gave,
        ResponseInputItem_ApplyPatchCallOutput: gave,
        ResponseInputItem_ToolSearchCall: (arm) => this.#toolSearch(reader.object(arm, at) ?? {}, at),
        ResponseToolSearchOutputItemParam: (arm) => this.#toolSearchOutput(reader.object(arm, at) ?? {}, at),
        ResponseInputItem_AdditionalTools: (arm) => this.#additionalTools(arm, at),
        ResponseConfigurationUpdateItemParam: (arm) => this.#configuration(arm, at, index),
      },
      (other) => this.#other(other),
    )
  }

  #message(arm: Unread<Message>, at: string): void {
    const reader = this.#reader
    const { type, role, content, ...rest } = reader.fields(arm, message, at)
    rest satisfies Nothing
    reader.known(type)
    if (content === undefined || content === null) reader.ledger.malformed(`${at}/content`, 'expected a string or an array, got nothing')
    if (role === undefined || role === null) reader.ledger.malformed(`${at}/role`, 'expected a string, got nothing')
    const speaker = reader.value<Message['role'], Role>(role, `${at}/role`, roles)
    const said = decodeContent(content, `${at}/content`, reader)
    if (speaker === 'assistant' && said.parts.length === 0) this.#assistant(at, opaque(reader.object(arm, at) ?? {}, at, null, empty))
    else if (speaker === 'assistant') this.#assistant(at, ...said.parts)
    else if (speaker) this.turns.push({ at, role: speaker, name: null, ...said })
  }

  /** Adds to the assistant's turn, which goes on until somebody else speaks. */
  #assistant(at: string, ...parts: readonly Part[]): void {
    const last = this.turns.at(-1)
    if (last?.role === 'assistant') this.turns[this.turns.length - 1] = { ...last, parts: [...last.parts, ...parts] }
    else this.turns.push({ at, role: 'assistant', name: null, shorthand: false, parts })
  }

  #output(at: string, callId: string, { shorthand, parts }: Content): void {
    const [only] = parts
    // Nothing is an empty text, and an empty list too.
    if (only === undefined && !shorthand) this.#reader.ledger.keep(`${at}/output`, [])
    this.#result(at, callId, shorthand && only?.kind === 'text' && only.text === '' ? [] : parts)
  }

  #result(at: string, callId: string, parts: readonly Part[], isError = false): void {
    const result: ToolResultPart = { kind: 'toolResult', at, callId, parts, isError, cache: null }
    this.turns.push({ at, role: 'tool', name: null, shorthand: false, parts: [result] })
  }

  /** A call of a tool that the client executes after a schema that OpenAI publishes, as the function it is elsewhere (TOOL-14). */
  #clientCall(arm: Unread<object>, name: string, member: string, at: string): void {
    const item = this.#kept(arm, at)
    const action = this.#reader.object(unread<object>(item[member]), `${at}/${member}`) ?? {}
    const args = writeExact(asCalled(action))
    const id = this.#reader.text(unread(item['call_id']), `${at}/call_id`)
    if (typeof item['id'] === 'string') this.#localCalls.set(item['id'], id)
    this.#assistant(at, { kind: 'toolCall', at, id, name, arguments: args, freeform: false, cache: null })
  }

  #clientOutput(arm: Unread<object>, at: string): void {
    const { call_id, id, output, status } = this.#kept(arm, at)
    const named = call_id ?? (typeof id === 'string' ? (this.#localCalls.get(id) ?? id) : id)
    const text = typeof output === 'string' ? output : output === undefined || output === null ? '' : writeExact(output)
    const said = text === '' && typeof status === 'string' ? status : text
    const part = { kind: 'text', at: `${at}/output`, text: said, cache: null } as const
    this.#result(at, this.#reader.text(unread(named), `${at}/call_id`), [part], status === 'failed')
  }

  /** An item that is translated whole: this format gets it back as it was. */
  #kept(arm: Unread<object>, at: string): JsonObject {
    const item = this.#reader.object(arm, at) ?? {}
    this.#reader.ledger.keep(at, item)
    return item
  }

  /** A search for tools that the client runs is a call; one that OpenAI ran is none (TOOL-23, RI-10). */
  #toolSearch(item: JsonObject, at: string): void {
    if (item['execution'] !== 'client') return this.#hosted(item, at)
    this.#reader.ledger.keep(at, item)
    const id = this.#reader.text(unread(item['call_id']), `${at}/call_id`)
    const args = writeExact(item['arguments'] ?? {})
    this.#assistant(at, { kind: 'toolCall', at, id, name: 'tool_search', arguments: args, freeform: false, cache: null })
  }

  #toolSearchOutput(item: JsonObject, at: string): void {
    if (item['execution'] !== 'client') return this.#hosted(item, at)
    this.#reader.ledger.keep(at, item)
    const found = decodeTools(unread(item['tools']), `${at}/tools`, this.#reader)
    this.tools.push(...found)
    const text = found.length === 0 ? 'No tools found.' : `Tools available: ${found.map(({ name }) => name).join(', ')}`
    const id = this.#reader.text(unread(item['call_id']), `${at}/call_id`)
    this.#result(at, id, [{ kind: 'text', at: `${at}/tools`, text, cache: null }])
  }

  #additionalTools(arm: Unread<wire.ResponseInputItem_AdditionalTools>, at: string): void {
    const reader = this.#reader
    const { type, role, tools, ...rest } = reader.fields(arm, core.ResponseInputItem_AdditionalTools, at)
    rest satisfies Nothing
    reader.known(type, role)
    this.tools.push(...decodeTools(tools, `${at}/tools`, reader))
    reader.ledger.loseElsewhere(at, 'folded', 'RI-11', 'info', 'its tools join the others')
    this.#ownItem(arm, at, 'RI-11')
  }

  #configuration(arm: Unread<wire.ResponseConfigurationUpdateItemParam>, at: string, index: number): void {
    const reader = this.#reader
    const { type, reasoning, text, ...rest } = reader.fields(arm, core.ResponseConfigurationUpdateItemParam, at)
    rest satisfies Nothing
    reader.known(type)
    if (reasoning !== undefined && reasoning !== null) {
      const here = `${at}/reasoning`
      const { effort: wanted, ...none } = reader.fields(reasoning, core.ResponseConfigurationUpdateItemParam_Reasoning, here)
      none satisfies Nothing
      const effort = decodeEffort(wanted, `${here}/effort`, reader)
      if (effort !== null) {
        this.effort = { at: `${here}/effort`, effort }
        reader.ledger.loseElsewhere(`${here}/effort`, 'folded', 'RI-12', 'warn', 'the last effort holds for the whole request')
      }
    }
    if (text !== undefined && text !== null) {
      const here = `${at}/text`
      const { format, ...none } = reader.fields(text, core.ResponseConfigurationUpdateItemParam_Text, here)
      none satisfies Nothing
      if (index === this.#last) this.format = { at: `${here}/format`, wire: format }
      else
        reader.ledger.loseElsewhere(
          here,
          'rejected',
          'MSG-7',
          'reject',
          'no other provider changes the form of answers in mid-conversation',
        )
    }
    this.#ownItem(arm, at, 'RI-12')
  }

  /** An item that says nothing to the model: it stands where it was for this format alone. */
  #ownItem(arm: Unread<object>, at: string, rule: string): void {
    const payload = this.#reader.object(arm, at) ?? {}
    const elsewhere = { rule, why: 'it means something by its place to OpenAI alone', level: 'debug' } as const
    this.turns.push({ at, role: 'developer', name: null, shorthand: false, parts: [opaque(payload, at, null, elsewhere)] })
  }

  /** Items of tools that OpenAI runs (RI-10), of conversations kept there (RI-8, RI-9), and those nobody knows (RI-13). */
  #other({ payload, at, fate }: OtherArm): void {
    if (!fate) return this.#beside(payload, unknown(payload, at, 'item'))
    if (fate.rule === 'RI-10') return this.#hosted(payload, at, fate)
    this.#assistant(at, opaque(payload, at, null, elsewhereOf(fate)))
  }

  #hosted(payload: JsonObject, at: string, fate: Lossy = unions.ResponseInputItem.ResponseInputItem_Program): void {
    const told = this.#settings.historyServerTools === 'text'
    const text = told ? writeExact(payload) : null
    this.#beside(payload, opaque(payload, at, text, told ? { ...elsewhereOf(fate), level: 'info' } : elsewhereOf(fate)))
  }

  /** Calls are the assistant's, what answers them is not. */
  #beside({ type }: JsonObject, part: Part): void {
    if (typeof type === 'string' && /(output|response)$/.test(type)) {
      this.turns.push({ at: part.at, role: 'user', name: null, shorthand: false, parts: [part] })
    } else this.#assistant(part.at, part)
  }
}

const empty = { rule: 'MSG-5', why: 'an empty message', level: 'debug' } as const

const opaque = (payload: JsonObject, at: string, text: string | null, elsewhere: OpaquePart['elsewhere']): OpaquePart => ({
  kind: 'opaque',
  at,
  format: own,
  type: typeof payload['type'] === 'string' ? payload['type'] : 'item_reference',
  payload,
  text,
  elsewhere,
})
