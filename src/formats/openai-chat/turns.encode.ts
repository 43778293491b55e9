import type { JsonObject } from '../../interlingua/json.ts'
import type { Part, ThinkingPart, ToolCallPart, ToolResultPart } from '../../interlingua/part.ts'
import type { Turn } from '../../interlingua/turn.ts'
import { carriedFor, isCarrier } from '../../translate/carrier.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import type { ReasoningExtension } from './fates/content.ts'
import { spoken } from '../../translate/spoken.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import { breakpoint, encodeOpaque, encodeParts, isUnknown, type ContentPart, type Encoding } from './parts.encode.ts'
import { oneString } from './response.encode.ts'

type AssistantMessage = Omit<wire.ChatCompletionAssistantMessageParam, 'content'> &
  ReasoningExtension & { readonly content: AssistantContent }
type AssistantContent = string | readonly (ContentPart | wire.ChatCompletionContentPartRefusal)[] | null
type InstructionMessage = wire.ChatCompletionSystemMessageParam | wire.ChatCompletionDeveloperMessageParam
type UserMessage = Omit<wire.ChatCompletionUserMessageParam, 'content'> & { readonly content: string | readonly ContentPart[] }

/** A message as it goes out. */
export type Message = InstructionMessage | UserMessage | AssistantMessage | wire.ChatCompletionToolMessageParam

/** Turns to messages (§3.1): instructions first, tool results before what else their turn says. */
export function encodeTurns(history: readonly Turn[], encoding: Encoding): Message[] {
  const turns = history.map((turn) => heard(turn, encoding.ledger)).reduce(joined, [])
  const messages = new Messages(encoding)
  const first = turns.findIndex((turn) => !instructs(turn))
  const lead = first === -1 ? turns.length : first
  const { midSystem } = encoding.target.capabilities
  const hoists = !midSystem && encoding.target.settings.midSystem.chat === 'hoist'
  const later = turns.slice(lead)
  messages.instructions(turns.slice(0, lead), hoists ? later.filter(instructs) : [])
  for (const turn of later) {
    if (turn.role === 'assistant') messages.assistant(turn, turn === turns.at(-1))
    else if (!instructs(turn)) messages.userSide(turn)
    else if (midSystem) messages.instruction(turn)
    else if (!hoists) messages.wrapped(turn)
  }
  return messages.finished()
}

/** A turn with the members that a message is made of. */
function heard(turn: Turn, ledger: Ledger): Turn {
  const { role, name, shorthand, parts, ...rest } = spoken(turn, hubFates.Turn, turn.at, ledger)
  rest satisfies Nothing
  return { at: turn.at, role, name, shorthand, parts }
}

/** Nothing may stand between calls and their results, so what the assistant says after a call joins its message (MSG-1). */
function joined(turns: Turn[], turn: Turn): Turn[] {
  const before = turns.at(-1)
  const calls = before?.role === 'assistant' && before.parts.some(({ kind }) => kind === 'toolCall')
  if (!before || !calls || turn.role !== 'assistant') return [...turns, turn]
  return [...turns.slice(0, -1), { ...before, shorthand: false, parts: [...before.parts, ...turn.parts] }]
}

const instructs = ({ role }: Turn): boolean => role === 'system' || role === 'developer'

class Messages {
  readonly #encoding: Encoding
  readonly #out: Message[] = []
  /** Media of tool results, which follow the last result of their group (TR-7). */
  #attachments: ContentPart[] = []

  constructor(encoding: Encoding) {
    this.#encoding = encoding
  }

  finished(): Message[] {
    this.#flush()
    const { ledger } = this.#encoding
    if (this.#out.length === 0 && ledger.format !== own) {
      ledger.lose('', 'folded', 'MSG-5', 'warn', 'no message is left: a minimal one is sent')
      this.#out.push({ role: 'user', content: '.' })
    }
    return this.#out
  }

  /** The leading instructions; hosts without `midSystem` take one message of them alone (IRO-1, MSG-9). */
  instructions(leading: readonly Turn[], hoisted: readonly Turn[]): void {
    for (const { at } of hoisted) this.#encoding.ledger.lose(at, 'folded', 'MSG-9', 'warn', 'a later system message moves to the front')
    const [first, ...more] = [...leading, ...hoisted]
    if (!first) return
    if (more.length === 0 || (hoisted.length === 0 && this.#encoding.target.capabilities.midSystem)) {
      for (const turn of leading) this.instruction(turn)
    } else {
      this.instruction({ ...first, shorthand: false, parts: [first, ...more].flatMap(({ parts }) => parts) })
    }
  }

  instruction(turn: Turn): void {
    this.#flush()
    const { ledger, target } = this.#encoding
    const { role, name, parts } = turn
    const content = textContent(parts, this.#encoding)
    if (content.length === 0) {
      ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
      return
    }
    const kept = ledger.format === own && role === 'developer' ? role : target.capabilities.instructionRole
    this.#push({ role: kept, content: collapsed(content), ...(name === null ? {} : { name }) }, turn.at, parts)
  }

  /** A later instruction as user text, for hosts that refuse it where it stands (MSG-9). */
  wrapped(turn: Turn): void {
    const { ledger } = this.#encoding
    const text = textContent(turn.parts, this.#encoding)
      .map((part) => part.text)
      .join('\n\n')
    if (text === '') {
      ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
      return
    }
    ledger.lose(turn.at, 'folded', 'MSG-9', 'warn', 'the host takes system messages at the beginning alone: it becomes user text')
    this.#flush()
    this.#push({ role: 'user', content: `<system-reminder>\n${text}\n</system-reminder>` }, turn.at, turn.parts)
  }

  /** A user or tool turn: results, then what else it says (ROL-4, MSG-2). */
  userSide(turn: Turn): void {
    const { ledger } = this.#encoding
    const { name, shorthand, parts } = turn
    const results = parts.filter((part) => part.kind === 'toolResult')
    const others = parts.filter((part) => part.kind !== 'toolResult')
    const late = results.find((result) => parts.indexOf(result) >= results.length)
    if (late) ledger.lose(late.at, 'folded', 'MSG-2', 'info', 'tool results go before the text beside them')
    if (results.length > 0 && this.#attachments.length > 0 && this.#out.at(-1)?.role !== 'tool') this.#flush()
    for (const result of results) this.#result(result)
    if (others.length === 0 && results.length > 0) return
    const said = encodeParts(others, this.#encoding, parts)
    const content = [...this.#attachments.splice(0), ...said]
    if (content.length === 0) {
      ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
      return
    }
    const plain = shorthand || (ledger.format !== own && content.length === 1)
    this.#push({ role: 'user', content: plain ? collapsed(content) : content, ...(name === null ? {} : { name }) }, turn.at, others)
  }

  #result(result: ToolResultPart): void {
    const { ledger, ids, origins } = this.#encoding
    const { parts, isError, ...rest } = spoken(result, hubFates.ToolResultPart, result.at, ledger)
    rest satisfies Nothing
    const id = ids.get(result)
    // What answers no call was reported when calls were bound (TR-1).
    if (id === undefined) return
    const { texts, media } = this.#split(parts)
    const [first, ...more] = texts
    if (isError && !/^error/i.test(first?.text ?? '')) {
      ledger.lose(result.at, 'folded', 'TR-10', 'info', 'that the tool failed is said in its text')
      texts.splice(0, 1, { type: 'text', text: `Error: ${first?.text ?? ''}` })
    }
    const marked = breakpoint(result, this.#encoding)
    if (marked.prompt_cache_breakpoint) texts.push({ ...(texts.pop() ?? { type: 'text', text: '' }), ...marked })
    const alone = more.length === 0 && !texts[0]?.prompt_cache_breakpoint
    this.#push({ role: 'tool', tool_call_id: id, content: alone ? (texts[0]?.text ?? '') : texts }, result.at, parts)
    if (media.length === 0) return
    this.#attachments.push(origins.mark({ type: 'text', text: `Attachments for tool call ${id}:` }, result.at), ...media)
  }

  /** Chat's tool messages hold text alone: media is announced there and follows in a user message (TR-7, TR-11). */
  #split(parts: readonly Part[]): { readonly texts: wire.ChatCompletionContentPartText[]; readonly media: ContentPart[] } {
    const texts: wire.ChatCompletionContentPartText[] = []
    const media: ContentPart[] = []
    const count = { image: 0, document: 0, audio: 0 }
    for (const part of parts) {
      for (const encoded of encodeParts([part], this.#encoding, parts)) {
        if (isText(encoded)) texts.push(encoded)
        else {
          const kind = part.kind === 'document' || part.kind === 'audio' ? part.kind : 'image'
          texts.push({ type: 'text', text: `[${kind} ${(count[kind] += 1)} attached below]` })
          media.push(encoded)
          this.#encoding.ledger.lose(part.at, 'folded', 'TR-7', 'info', 'media of a tool result follows in a user message')
        }
      }
    }
    return { texts, media }
  }

  assistant(turn: Turn, last: boolean): void {
    this.#flush()
    const { ledger } = this.#encoding
    const { name, shorthand, parts } = turn
    const content = this.#assistantContent(parts, shorthand)
    const refusal = parts.flatMap((part) => (part.kind === 'refusal' ? [part.text] : [])).join('')
    const calls = parts.flatMap((part) => (part.kind === 'toolCall' ? [this.#call(part)] : []))
    const reasoning = this.#reasoning(parts.filter((part) => part.kind === 'thinking'))
    if (content === null && refusal === '' && calls.length === 0) {
      ledger.lose(turn.at, 'dropped', 'MSG-5', 'debug', 'an empty message')
      return
    }
    if (last)
      ledger.lose(turn.at, 'folded', 'MSG-4', 'warn', 'the model may answer the trailing assistant message instead of continuing it')
    const message: AssistantMessage = {
      role: 'assistant',
      content,
      ...(refusal === '' ? {} : { refusal }),
      ...(name === null ? {} : { name }),
      ...reasoning,
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    }
    this.#push(
      message,
      turn.at,
      parts.filter(({ kind }) => kind === 'text'),
    )
  }

  /** The texts as one string (CB-2, CNT-1); a list of parts stays one for the format that it came from. */
  #assistantContent(parts: readonly Part[], shorthand: boolean): AssistantContent {
    const { ledger } = this.#encoding
    if (ledger.format === own && !shorthand && parts.some((part) => part.kind === 'opaque' || part.kind === 'text')) {
      const said = parts.filter((part) => part.kind === 'text' || part.kind === 'opaque')
      const kept = encodeParts(said, this.#encoding)
      return kept.length === 0 ? null : kept
    }
    let joined = ''
    let apart = false
    for (const part of parts) {
      const texts = part.kind === 'toolCall' || part.kind === 'thinking' || part.kind === 'refusal' ? [] : this.#assistantText(part, parts)
      for (const text of texts) {
        if (joined !== '') ledger.lose(part.at, ...oneString)
        joined += joined !== '' && apart ? `\n\n${text}` : text
        apart = false
      }
      if (part.kind !== 'text') apart = true
    }
    return joined === '' ? null : joined
  }

  #assistantText(part: Part, whole: readonly Part[]): string[] {
    const { ledger } = this.#encoding
    const encoded =
      part.kind === 'opaque' ? encodeOpaque(part, this.#encoding, whole.every(isUnknown)) : encodeParts([part], this.#encoding, whole)
    return encoded.flatMap((each) => {
      if (isText(each)) return [each.text]
      ledger.lose(part.at, 'rejected', 'CB-20', 'reject', 'an assistant message of Chat holds text alone')
      return []
    })
  }

  #call(call: ToolCallPart): wire.ChatCompletionMessageToolCall {
    const { ledger, ids, names, origins } = this.#encoding
    const { id, name, arguments: args, freeform, ...rest } = spoken(call, hubFates.ToolCallPart, call.at, ledger)
    rest satisfies Nothing
    const sent = ids.get(call) ?? id
    const encoded: wire.ChatCompletionMessageToolCall = freeform
      ? { id: sent, type: 'custom', custom: { name: names.sent(name), input: args } }
      : { id: sent, type: 'function', function: { name: names.sent(name), arguments: args === '' ? '{}' : args } }
    return origins.mark(encoded, call.at)
  }

  /** Earlier reasoning goes to hosts that read it back, and nowhere else (RSN-2). */
  #reasoning(thinking: readonly ThinkingPart[]): ReasoningExtension {
    const { ledger, target } = this.#encoding
    const { reasoningField } = target.capabilities
    const heard = thinking.filter((part) => {
      if (reasoningField === 'none' || part.redacted) {
        ledger.lose(part.at, 'dropped', 'RSN-2', 'info', 'the provider takes no reasoning of earlier turns')
        return false
      }
      if (part.seal === null || !isCarrier(part.seal) || carriedFor(part.seal, { src: 'c', ...target })) return true
      ledger.lose(part.at, 'dropped', 'RSN-2', 'warn', 'the reasoning came from another model, or its carrier was altered')
      return false
    })
    const text = heard.map((part) => part.text).join('')
    if (text === '' || reasoningField === 'none') return {}
    return reasoningField === 'reasoning' ? { reasoning: text } : { reasoning_content: text }
  }

  #flush(): void {
    const content = this.#attachments.splice(0)
    if (content.length > 0) this.#out.push({ role: 'user', content })
  }

  /** Adds the message of a turn; `said` are the parts that its content was made of (ERO-3). */
  #push(message: Message, at: string, said: readonly Part[]): void {
    const [only, ...more] = said
    this.#out.push(this.#encoding.origins.mark(message, at, only && more.length === 0 ? { content: only.at } : {}))
  }
}

const isText = (part: ContentPart | JsonObject): part is wire.ChatCompletionContentPartText =>
  part.type === 'text' && 'text' in part && typeof part.text === 'string'

/** The texts of instructions; what is no text cannot instruct a Chat model. */
function textContent(parts: readonly Part[], encoding: Encoding): wire.ChatCompletionContentPartText[] {
  return parts.flatMap((part) =>
    encodeParts([part], encoding, parts).flatMap((encoded) => {
      if (isText(encoded)) return [encoded]
      encoding.ledger.lose(part.at, 'rejected', 'CB-20', 'reject', 'instructions of Chat hold text alone')
      return []
    }),
  )
}

/** One unmarked text is a bare string (REQ-A-6). */
function collapsed<P extends ContentPart>(content: readonly P[]): string | readonly P[] {
  const [only, ...more] = content
  return only && more.length === 0 && isText(only) && !only.prompt_cache_breakpoint ? only.text : content
}
