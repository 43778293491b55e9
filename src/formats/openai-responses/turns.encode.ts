import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import type { Part, ThinkingPart, ToolCallPart, ToolResultPart } from '../../interlingua/part.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { isCarrier } from '../../translate/carrier.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { hubFates } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import {
  breakpoint,
  earlierSearches,
  encodeInput,
  encodeOutput,
  isInputText,
  type EarlierSearch,
  type Encoding,
  type InputPart,
  type OutputPart,
} from './parts.encode.ts'
import { encodeReasoning, itemFor } from './reasoning.ts'

/** A conversation as it goes out. */
export interface EncodedTurns {
  readonly instructions: string | null
  readonly input: string | readonly JsonObject[]
}

/** Turns to items (§3.1): every message, call, result and block of reasoning is one, in the order in which they were said. */
export function encodeTurns(turns: readonly Turn[], encoding: Encoding): EncodedTurns {
  const { ledger } = encoding
  const items = new Items(turns, encoding)
  for (const turn of turns) {
    const heard = hear(turn, ledger)
    if (heard.role === 'assistant') items.assistant(heard)
    else if (heard.role === 'system' || heard.role === 'developer') items.instruction(heard)
    else items.userSide(heard)
  }
  if (ledger.format === own) return items.returned()
  const last = turns.at(-1)
  if (last?.role === 'assistant' && items.endsWithAssistant && !encoding.target.capabilities.prefill) {
    ledger.lose(last.at, 'rejected', 'MSG-4', 'reject', 'the model does not continue an assistant message: the last one must be the user’s')
  }
  items.leaveIdleReasoning()
  return { instructions: items.instructions, input: items.input }
}

/** A turn with the members that items are made of. */
function hear(turn: Turn, ledger: Ledger): Turn {
  const { role, shorthand, parts, ...rest } = spoken(turn, hubFates.Turn, (member) => `${turn.at}/${member}`, ledger)
  rest satisfies Nothing
  return { at: turn.at, role, name: null, shorthand, parts }
}

class Items {
  readonly #encoding: Encoding
  readonly #input: JsonObject[] = []
  /** Pointers of the source items that the items were made from. */
  readonly #sources: string[] = []
  /** Ids of calls of free-text tools: their results are told by another item (TR-13). */
  readonly #freeform: ReadonlySet<string>
  /** Searches that another provider ran (CB-17). */
  readonly #searches: ReadonlyMap<Part, EarlierSearch>
  readonly #found: ReadonlySet<Part>
  /** Ids of the reasoning sent back so far: the API refuses one that comes twice. */
  readonly #given = new Set<string>()
  #instructions: string | null = null
  /** Messages and blocks of reasoning so far: what they are named by depends on nothing behind them (LAW-9). */
  #named = 0

  constructor(turns: readonly Turn[], encoding: Encoding) {
    this.#encoding = encoding
    const calls = turns.flatMap(({ parts }) => parts.filter((part) => part.kind === 'toolCall'))
    this.#freeform = new Set(calls.flatMap((call) => (call.freeform ? [encoding.ids.get(call) ?? call.id] : [])))
    this.#searches = earlierSearches(
      turns.flatMap(({ parts }) => parts),
      encoding,
    )
    this.#found = new Set([...this.#searches.values()].map(({ result }) => result))
  }

  get instructions(): string | null {
    return this.#instructions
  }

  get input(): readonly JsonObject[] {
    return this.#input
  }

  get endsWithAssistant(): boolean {
    const { type, role } = this.#input.at(-1) ?? {}
    return type === 'reasoning' || role === 'assistant'
  }

  /** Reasoning that led to nothing stays out: the API refuses it without the item that must follow it (RSN-4). */
  leaveIdleReasoning(): void {
    let led = false
    for (let index = this.#input.length - 1; index >= 0; index -= 1) {
      const { type, role } = this.#input[index] ?? {}
      if (type !== 'reasoning') led = role === 'assistant' || (typeof type === 'string' && type.endsWith('_call'))
      else if (!led) {
        this.#encoding.ledger.lose(this.#sources[index] ?? '', 'dropped', 'RSN-4', 'info', 'nothing followed the reasoning')
        this.#input.splice(index, 1)
        this.#sources.splice(index, 1)
      }
    }
  }

  /** The items as their own format had them: as many, so that what was carried finds its place. */
  returned(): EncodedTurns {
    moveCarried(this.#sources, this.#encoding.ledger)
    const [only, ...more] = this.#input
    const text = only?.['content']
    const bare = this.#sources[0] === '/input' && more.length === 0 && typeof text === 'string'
    return { instructions: this.#instructions, input: bare ? text : this.#input }
  }

  /** The first instructions are a member of their own where they are one text, since its parts take no marker (REQ-A-5, REQ-A-6). */
  instruction(turn: Turn): void {
    const { ledger } = this.#encoding
    const update = ledger.format === own ? null : this.#configuration(turn.at)
    if (update) this.#push(update, turn.at, [])
    if (update && turn.parts.length === 0) return
    const content = encodeInput(turn.parts, this.#encoding)
    const [only, ...more] = content
    const marked = only?.['prompt_cache_breakpoint'] !== undefined || this.#encoding.marks(turn.parts)
    const alone = only && more.length === 0 && isInputText(only) && !marked ? only.text : null
    const first = ledger.format === own ? turn.at === '/instructions' : this.#input.length === 0 && this.#instructions === null
    if (alone !== null && first) this.#instructions = alone
    else this.#message(ledger.format === own ? turn.role : 'developer', turn, turn.parts, content)
  }

  /** MSG-7: an effort that holds from here on. */
  #configuration(turn: string): wire.ResponseConfigurationUpdateItemParam | null {
    const { ledger, target } = this.#encoding
    const config = ledger.take('messageConfig', turn)
    const wanted = isJsonObject(config) ? config['effort'] : null
    const effort = efforts.find((level) => level === wanted)
    if (effort === undefined) return null
    const at = `${turn}/output_config/effort`
    const told = { capabilities: target.capabilities, maxTokens: null, tools: false, at, effortAt: at, summaryAt: at, toolsAt: at, ledger }
    const { member } = encodeReasoning({ kind: 'effort', effort, summary: null }, told)
    return member.reasoning?.effort ? { type: 'configuration_update', reasoning: { effort: member.reasoning.effort } } : null
  }

  /** A user or tool turn: results, then what else it says (ROL-4, MSG-2). */
  userSide(turn: Turn): void {
    const { ledger } = this.#encoding
    const { parts } = turn
    const results = parts.filter((part) => part.kind === 'toolResult')
    const others = parts.filter((part) => part.kind !== 'toolResult')
    const late = results.find((result) => parts.indexOf(result) >= results.length)
    if (late) ledger.lose(late.at, 'folded', 'MSG-2', 'info', 'tool results go before the text beside them')
    for (const result of results) this.#result(result)
    if (others.length === 0 && results.length > 0) return
    for (const said of bySource(others, ledger)) this.#message('user', turn, said, encodeInput(said, this.#encoding, parts))
  }

  #message(role: Role, turn: Turn, said: readonly Part[], content: readonly InputPart[]): void {
    const { ledger } = this.#encoding
    const [only] = content
    const source = sourceOf(said[0]?.at ?? turn.at)
    if (ledger.format === own) {
      const item = only && said[0]?.kind === 'opaque' && said[0].at === source ? only : null
      const bare = (turn.shorthand || said[0]?.at.endsWith('/content')) && only && isInputText(only)
      return this.#push(item ?? { type: 'message', role, content: bare ? only.text : content }, source, said)
    }
    if (only) this.#push({ type: 'message', role, content }, turn.at, said)
    else ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
  }

  #result(result: ToolResultPart): void {
    const { ledger, ids } = this.#encoding
    const { parts, isError, ...rest } = spoken(result, hubFates.ToolResultPart, result.at, ledger)
    rest satisfies Nothing
    const id = ids.get(result)
    // What answers no call was reported when calls were bound (TR-1).
    if (id === undefined) return
    const content = this.#marked(result, this.#failed(isError, result, encodeInput(parts, this.#encoding)))
    const [only, ...more] = content
    const plain = only === undefined || (more.length === 0 && isInputText(only) && !only.prompt_cache_breakpoint)
    const bare = ledger.format === own ? parts.every(({ at }) => at.endsWith('/output')) : plain
    const output = bare && (only === undefined || isInputText(only)) ? (only?.text ?? '') : content
    const type = this.#freeform.has(id) ? 'custom_tool_call_output' : 'function_call_output'
    this.#push({ type, ...(id === '' ? {} : { call_id: id }), output }, result.at, parts)
  }

  /** TR-10: Responses has no flag for it. */
  #failed(isError: boolean, result: ToolResultPart, content: readonly InputPart[]): readonly InputPart[] {
    const [first, ...more] = content
    const text = first && isInputText(first) ? first : null
    if (!isError || this.#encoding.ledger.format === own || /^error/i.test(text?.text ?? '')) return content
    this.#encoding.ledger.lose(result.at, 'folded', 'TR-10', 'info', 'that the tool failed is said in its text')
    return text ? [{ ...text, text: `Error: ${text.text}` }, ...more] : [{ type: 'input_text', text: 'Error: ' }, ...content]
  }

  /** CAC-5: the marker of a result stands on its last part. */
  #marked(result: ToolResultPart, content: readonly InputPart[]): readonly InputPart[] {
    const marker = breakpoint(result, this.#encoding)
    if (!marker.prompt_cache_breakpoint) return content
    const last: InputPart = content.at(-1) ?? { type: 'input_text', text: '' }
    return [...content.slice(0, -1), written({ ...last, ...marker })]
  }

  /** ROL-5: what was said, thought and called, in that order; texts beside each other are one message. */
  assistant(turn: Turn): void {
    const { ledger } = this.#encoding
    const before = this.#input.length
    let saying: Part[] = []
    const say = (): void => {
      if (saying.length > 0) for (const said of bySource(saying, ledger)) this.#said(said, turn)
      saying = []
    }
    for (const part of turn.parts) {
      const search = this.#searches.get(part)
      if (search) {
        say()
        this.#search(part, search)
      } else if (this.#found.has(part)) continue
      else if (part.kind === 'thinking' || part.kind === 'toolCall') {
        say()
        if (part.kind === 'thinking') this.#reasoning(part)
        else this.#call(part)
      } else saying.push(part)
    }
    if (turn.parts.length === 0) this.#said([], turn)
    say()
    if (this.#input.length === before) ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
  }

  #said(said: readonly Part[], turn: Turn): void {
    const { ledger } = this.#encoding
    const [first] = said
    if (ledger.format === own && said.some(({ kind }) => mediaKinds.has(kind))) {
      return this.#push(
        { type: 'message', role: 'assistant', content: encodeInput(said, this.#encoding) },
        sourceOf(first?.at ?? turn.at),
        said,
      )
    }
    const content = said.flatMap((part) => encodeOutput(part, this.#encoding, turn.parts))
    const [only] = content
    const source = sourceOf(first?.at ?? turn.at)
    if (only && first?.kind === 'opaque' && ledger.format === own && first.at === source) return this.#push(only, source, said)
    const bare = ledger.format === own && first?.at.endsWith('/content') === true && first.kind === 'text'
    if (bare) return this.#push({ type: 'message', role: 'assistant', content: first.text }, source, said)
    if (content.length === 0 && ledger.format !== own) return
    this.#push({ type: 'message', role: 'assistant', id: this.#id('msg_h'), status: 'completed', content }, source, said)
  }

  #call(call: ToolCallPart): void {
    const { ledger, ids, names } = this.#encoding
    const { id, name, arguments: args, freeform, ...rest } = spoken(call, hubFates.ToolCallPart, call.at, ledger)
    rest satisfies Nothing
    const common = { call_id: ids.get(call) ?? id, ...names(name) }
    if (freeform) return this.#push({ type: 'custom_tool_call', ...common, input: args }, call.at, [])
    const json = ledger.format === own ? { arguments: args } : { arguments: args === '' ? '{}' : args, status: 'completed' }
    this.#push({ type: 'function_call', ...common, ...json }, call.at, [])
  }

  /** CB-17: what was searched for and which pages came, without what they said. */
  #search({ at }: Part, { item, result }: EarlierSearch): void {
    const { ledger } = this.#encoding
    ledger.lose(at, 'folded', 'CB-17', 'debug', 'a search at Anthropic becomes one at OpenAI')
    ledger.lose(result.at, 'folded', 'CB-17', 'info', 'of what a search found the addresses are sent')
    this.#push(item, at, [])
  }

  /** The upstream's own reasoning goes back to it as it came, any other stays out (RSN-2, RSN-4, CAR-8). */
  #reasoning(part: ThinkingPart): void {
    const { ledger, target } = this.#encoding
    const { text, seal, redacted, ...rest } = spoken(part, hubFates.ThinkingPart, part.at, ledger)
    rest satisfies Nothing
    const carried = seal !== null && isCarrier(seal)
    if (ledger.format === own && !carried) return this.#push(this.#native(text, seal), part.at, [])
    const item = carried && !redacted ? itemFor(seal, text, target) : null
    if (item && this.#given.has(item.id)) return ledger.lose(part.at, 'dropped', 'RSN-4', 'info', 'the same reasoning stands earlier')
    if (item?.encrypted_content) {
      this.#given.add(item.id)
      return this.#push(written(item), part.at, [])
    }
    const why = carried ? 'the reasoning came from another model, or was altered' : 'the reasoning is another provider’s'
    const level = carried && item === null ? 'warn' : 'info'
    ledger.lose(part.at, 'dropped', 'RSN-2', level, item ? 'the reasoning is kept by the upstream alone' : why)
  }

  #native(text: string, seal: string | null): JsonObject {
    const summary = text === '' ? [] : [{ type: 'summary_text', text }]
    return { type: 'reasoning', id: this.#id('rs_h'), summary, ...(seal === null ? {} : { encrypted_content: seal }) }
  }

  #id(prefix: string): string {
    this.#named += 1
    return `${prefix}${this.#named}`
  }

  /** Adds an item; `said` are the parts that its content was made of (ERO-3). */
  #push(item: OutputPart | object, at: string, said: readonly Part[]): void {
    const [only, ...more] = said
    const member = 'output' in item ? 'output' : 'content'
    this.#input.push(this.#encoding.origins.mark(written(item), at, only && more.length === 0 ? { [member]: only.at } : {}))
    this.#sources.push(sourceOf(at))
  }
}

/** What of this API's own stands in assistant messages in the form of input alone. */
const mediaKinds: ReadonlySet<Part['kind']> = new Set(['image', 'document'])

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const

/** The pointer of the item that a part stands in. */
const sourceOf = (at: string): string => /^\/input\/\d+/.exec(at)?.[0] ?? at

/** Parts by the items of this format that they came from; of another format they all go together. */
function bySource(parts: readonly Part[], { format }: Ledger): readonly (readonly Part[])[] {
  if (format !== own || parts.length === 0) return [parts]
  const groups: Part[][] = []
  let source: string | null = null
  for (const part of parts) {
    if (sourceOf(part.at) === source) groups.at(-1)?.push(part)
    else groups.push([part])
    source = sourceOf(part.at)
  }
  return groups
}

/** Moves what was carried with items to where they stand now that others were left out; what belonged to those goes with them. */
function moveCarried(sources: readonly string[], { entries }: Ledger): void {
  const places = new Map(sources.map((source, index) => [source, `/input/${index}`]))
  const moved = entries.flatMap((entry) => {
    const source = sourceOf(entry.path)
    if (!/^\/input\/\d/.test(source)) return [entry]
    const place = places.get(source)
    return place === undefined ? [] : [{ ...entry, path: place + entry.path.slice(source.length) }]
  })
  if (moved.length !== entries.length || moved.some((entry, index) => entry.path !== entries[index]?.path)) {
    entries.splice(0, entries.length, ...moved)
  }
}
