import type { OpenEvent } from '../../interlingua/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { Tool } from '../../interlingua/tool.ts'
import { parseExact } from '../../translate/exact-json.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type * as wire from './generated/shapes.ts'
import { Item, type Delta, type Listener } from './items.encode.ts'
import { name as own } from './name.ts'

/** A call as its item names it. */
export interface Named {
  readonly callId: string
  readonly name: string
  /** The tool's own name without its namespace goes with it (TOOL-15). */
  readonly namespace?: string
}

/** What a client calls the tool of a call: by its name, or by namespace and name where it offered it in one (TOOL-15). */
export function namedCall(callId: string, flat: string, tool: Tool | undefined): Named {
  const namespace = tool === undefined || tool.kind === 'hosted' ? undefined : tool.namespace
  if (namespace === undefined || !flat.startsWith(`${namespace}__`)) return { callId, name: flat }
  return { callId, namespace, name: flat.slice(namespace.length + 2) }
}

/** A call of a function or of a custom tool: `function_call` or `custom_tool_call` (RSP-3). */
export class CallItem extends Item {
  readonly #named: Named
  readonly #freeform: boolean
  readonly #ledger: Ledger
  readonly #delta: Delta
  #text = ''

  constructor(at: string, id: string, index: number, listener: Listener | null, named: Named, freeform: boolean, ledger: Ledger) {
    super(at, id, index, listener)
    const type = freeform ? 'response.custom_tool_call_input.delta' : 'response.function_call_arguments.delta'
    this.#delta = { type, ...this.here, delta: '' }
    this.#named = named
    this.#freeform = freeform
    this.#ledger = ledger
  }

  takes(): boolean {
    return false
  }

  open(): void {
    this.added(this.#item('in_progress'))
  }

  more(delta: string): void {
    if (delta === '') return
    this.#text += delta
    this.listener?.more(this.#delta, delta)
  }

  close(): 'over' {
    // No arguments are an empty object, not broken JSON (EVA-12).
    if (this.#text === '' && !this.#freeform && this.#ledger.format !== own) this.more('{}')
    const said = this.#text
    if (this.#freeform) this.listener?.tell({ type: 'response.custom_tool_call_input.done', ...this.here, input: said })
    else this.listener?.tell({ type: 'response.function_call_arguments.done', ...this.here, arguments: said })
    return 'over'
  }

  finish(): wire.ResponseOutputItem {
    return this.done(this.#item(this.#freeform || isWhole(this.#text) ? 'completed' : 'incomplete'))
  }

  #item(status: 'in_progress' | 'completed' | 'incomplete'): wire.ResponseFunctionToolCall | wire.ResponseCustomToolCall {
    const { callId: call_id, ...named } = this.#named
    return this.#freeform
      ? { type: 'custom_tool_call', id: this.id, call_id, ...named, input: this.#text }
      : { type: 'function_call', id: this.id, call_id, ...named, arguments: this.#text, status }
  }
}

/** A call of a tool that this API has an item of its own for: told as a whole, since no event tells of its pieces (TOOL-14, TOOL-23). */
export class NativeCallItem extends Item {
  readonly #tool: NativeTool
  readonly #named: Named
  readonly #ledger: Ledger
  #text = ''

  constructor(at: string, id: string, index: number, listener: Listener | null, tool: NativeTool, named: Named, ledger: Ledger) {
    super(at, id, index, listener)
    this.#tool = tool
    this.#named = named
    this.#ledger = ledger
  }

  takes(): boolean {
    return false
  }

  open(): void {}

  more(text: string): void {
    this.#text += text
  }

  close(): 'over' {
    return 'over'
  }

  finish(): wire.ResponseOutputItem {
    const { callId } = this.#named
    const call = natives[this.#tool](inputOf(this.#text), { id: this.id, call_id: callId })
    if (!call) return this.#asFunction()
    this.added({ ...call, status: 'in_progress' })
    return this.done(call)
  }

  /** TR-9: input that the tool does not take is shown as what it is, and not run as something else. */
  #asFunction(): wire.ResponseOutputItem {
    this.#ledger.lose(this.at, 'folded', 'TR-9', 'warn', `the arguments are no call of the tool '${this.#tool}'`)
    const call = new CallItem(this.at, this.id, this.index, this.listener, this.#named, false, this.#ledger)
    call.open()
    call.more(this.#text)
    call.close()
    return call.finish()
  }
}

/** An item that only this API knows, as its own upstream wrote it. */
export class WholeItem extends Item {
  readonly #payload: wire.ResponseOutputItem

  constructor(open: Extract<OpenEvent, { kind: 'opaque' }>, index: number, listener: Listener | null) {
    const payload = open.payload as JsonObject & wire.ResponseOutputItem
    super(open.at, payload.id ?? '', index, listener)
    this.#payload = payload
  }

  takes(): boolean {
    return false
  }

  open(): void {}

  more(): void {}

  close(): 'over' {
    return 'over'
  }

  finish(): wire.ResponseOutputItem {
    this.added(this.#payload)
    return this.done(this.#payload)
  }
}

/** How ids of calls begin: of function calls, of custom ones, and of those of each native tool. */
export const prefixes = { function: 'fc', custom: 'ctc', shell: 'sh', local_shell: 'lsh', apply_patch: 'apc', tool_search: 'tsc' } as const

/** Tools of this API that the client runs, and whose calls are items of their own. */
export type NativeTool = 'shell' | 'local_shell' | 'apply_patch' | 'tool_search'

/** The native tool that a call is one of, null where it is none. */
export const nativeTool = (tool: Tool | undefined): NativeTool | null =>
  tool?.kind === 'hosted' && tool.format === own && tool.asFunction !== null && Object.hasOwn(natives, tool.type)
    ? (tool.type as NativeTool)
    : null

interface Ids {
  readonly id: string
  readonly call_id: string
}

type NativeCall =
  | wire.ResponseFunctionShellToolCall
  | wire.ResponseOutputItem_LocalShellCall
  | wire.ResponseApplyPatchToolCall
  | wire.ResponseToolSearchCall

/** Calls by tool, null where the input is not what the tool takes. */
const natives: { readonly [T in NativeTool]: (input: JsonObject, ids: Ids) => NativeCall | null } = {
  shell({ commands, timeout_ms, max_output_length }, ids) {
    if (!isTexts(commands)) return null
    const action = { commands, timeout_ms: numberOf(timeout_ms), max_output_length: numberOf(max_output_length) }
    return { type: 'shell_call', ...ids, action, environment: { type: 'local' }, status: 'completed' }
  },
  local_shell({ command, env, timeout_ms, user, working_directory }, ids) {
    if (!isTexts(command)) return null
    const variables = isJsonObject(env)
      ? Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      : []
    const action = {
      type: 'exec',
      command,
      env: Object.fromEntries(variables),
      timeout_ms: numberOf(timeout_ms),
      user: textOf(user),
      working_directory: textOf(working_directory),
    } as const
    return { type: 'local_shell_call', ...ids, action, status: 'completed' }
  },
  apply_patch({ type, path, diff }, ids) {
    if (typeof path !== 'string') return null
    const call = { type: 'apply_patch_call', ...ids, status: 'completed' } as const
    if (type === 'delete_file') return { ...call, operation: { type, path } }
    if ((type !== 'create_file' && type !== 'update_file') || typeof diff !== 'string') return null
    return { ...call, operation: { type, path, diff } }
  },
  tool_search: (input, ids) => ({ type: 'tool_search_call', ...ids, arguments: input, execution: 'client', status: 'completed' }),
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
const numberOf = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null)
const textOf = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

/** Arguments as an object; without members where they are none. */
function inputOf(text: string): JsonObject {
  try {
    const value = parseExact(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
