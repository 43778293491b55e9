import type { Request } from '../../interlingua/request.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { ContentBlockParam, MessageCreateParams, MessageParam, TextBlockParam } from './generated/shapes.ts'
import { encodePart, type Writing } from './parts.encode.ts'

/** A conversation as this format has it. */
export interface EncodedTurns {
  readonly system: MessageCreateParams['system'] | null
  readonly messages: readonly MessageParam[]
}

/** Writes the turns: as they came where they came in this format, else merged and put where they are legal (MSG-1 to MSG-6). */
export const encodeTurns = (request: Request, writing: Writing): EncodedTurns =>
  writing.own ? unchanged(request.turns, writing) : new Conversation(request, writing).encoded()

function unchanged(turns: readonly Turn[], writing: Writing): EncodedTurns {
  const [first, ...rest] = turns
  const top = first?.at === '/system' ? first : null
  return { system: top && systemContent(top, writing), messages: (top ? rest : turns).flatMap((turn) => ownMessage(turn, writing)) }
}

function ownMessage(turn: Turn, writing: Writing): MessageParam[] {
  if (turn.role === 'system') return [{ role: 'system', content: systemContent(turn, writing) }]
  const [only] = turn.parts
  const content = turn.shorthand && only?.kind === 'text' ? only.text : turn.parts.flatMap((part) => encodePart(part, writing) ?? [])
  // Nothing but reasoning of another provider (RSN-5): what is left is no message.
  if (turn.parts.length > 0 && content.length === 0 && content !== '') return []
  return [{ role: turn.role === 'assistant' ? 'assistant' : 'user', content }]
}

function systemContent({ shorthand, parts }: Turn, writing: Writing): string | readonly TextBlockParam[] {
  const [only] = parts
  if (shorthand && only?.kind === 'text') return only.text
  // Blocks of the beta surface that add or remove tools stand among the texts, whole.
  return parts.flatMap((part) => {
    const block = encodePart(part, writing)
    return block && (block.type === 'text' || part.kind === 'opaque') ? [block as TextBlockParam] : []
  })
}

/** A message while it grows. Results go before everything else of a user message (TR-2). */
interface Message {
  readonly role: 'user' | 'assistant' | 'system'
  readonly at: string
  /** Pointers of messages that joined this one. */
  readonly joined: string[]
  readonly results: ContentBlockParam[]
  readonly blocks: ContentBlockParam[]
}

class Conversation {
  readonly #writing: Writing
  readonly #system: TextBlockParam[] = []
  readonly #messages: Message[] = []
  /** System turns that look for a legal place, oldest first (MSG-6). */
  #waiting: { readonly turn: Turn; slid: boolean }[] = []

  constructor(request: Request, writing: Writing) {
    this.#writing = writing
    const start = request.turns.findIndex(({ role }) => !instructs(role))
    const leading = start === -1 ? request.turns.length : start
    for (const turn of request.turns.slice(0, leading)) this.#lead(turn)
    for (const turn of request.turns.slice(leading)) this.#take(turn)
    this.#placeWaiting(true)
    this.#finish()
  }

  encoded(): EncodedTurns {
    return {
      system: this.#system.length === 0 ? null : this.#system,
      messages: this.#messages.map(({ role, results, blocks }): MessageParam => {
        if (role === 'system') return { role, content: blocks as TextBlockParam[] }
        return { role, content: [...results, ...blocks] }
      }),
    }
  }

  /** Instructions at the beginning are one list of texts, whoever divided them into messages (L29). */
  #lead(turn: Turn): void {
    const texts = this.#texts(turn)
    if (texts.length > 0 && this.#system.length > 0)
      this.#writing.ledger.lose(turn.at, 'folded', 'L29', 'info', 'the message joins the instructions before it')
    this.#system.push(...texts)
  }

  #take(turn: Turn): void {
    const { ledger, target } = this.#writing
    const { at } = turn
    const { role, parts, ...rest } = spoken(turn, hubFates.Turn, (member) => `${at}/${member}`, ledger)
    rest satisfies Nothing
    if (instructs(role)) {
      if (target.capabilities.midSystem) this.#waiting.push({ turn, slid: false })
      else this.#displace(turn)
      return
    }
    const side = role === 'assistant' ? 'assistant' : 'user'
    const writing = { ...this.#writing, unknownAlone: parts.every(isUnknown) }
    const content = parts.map((part) => [part, encodePart(part, writing)] as const)
    const blocks = content.flatMap(([part, block]) => (block && part.kind !== 'toolResult' ? [block] : []))
    const results = content.flatMap(([part, block]) => (block && part.kind === 'toolResult' ? [block] : []))
    if (blocks.length === 0 && results.length === 0) ledger.lose(at, 'dropped', 'MSG-5', 'debug', 'the message is empty')
    if (side === 'assistant') {
      if (blocks.length === 0) return
      this.#placeWaiting(false)
    } else if (blocks.length > 0 || results.length > 0) {
      for (const waiting of this.#waiting) waiting.slid = true
    }
    // Parts of a turn that was made of items stand beside each other: where the message is left out, each of them is told.
    const beside = parts.map((part) => part.at).filter((place) => place !== at && !place.startsWith(`${at}/`))
    this.#add(side, at, blocks, results, beside)
  }

  /** Adjacent messages of one side are one (MSG-1). */
  #add(
    role: Message['role'],
    at: string,
    blocks: readonly ContentBlockParam[],
    results: readonly ContentBlockParam[],
    beside: readonly string[] = [],
  ): void {
    if (blocks.length === 0 && results.length === 0) return
    const last = this.#messages.at(-1)
    if (last?.role === role && role !== 'system') {
      if (last.blocks.length > 0 && blocks.length > 0)
        this.#writing.ledger.lose(at, 'folded', 'L30', 'info', 'the message joins the one before it')
      last.blocks.push(...blocks)
      last.results.push(...results)
      last.joined.push(at, ...beside)
    } else this.#messages.push({ role, at, joined: [...beside], blocks: [...blocks], results: [...results] })
  }

  /** A system message is legal after a user message and before an assistant one, or at the end. */
  #placeWaiting(last: boolean): void {
    const legal = this.#messages.at(-1)?.role === 'user'
    if (!legal && !last) return
    for (const { turn, slid } of this.#waiting) {
      if (!legal) this.#displace(turn)
      else {
        if (slid) this.#writing.ledger.lose(turn.at, 'folded', 'MSG-6', 'info', 'the message moves to the next place it may stand')
        this.#add('system', turn.at, this.#texts(turn), [])
      }
    }
    this.#waiting = []
  }

  /** No place among the messages: to the other instructions, or into the user's words (MSG-6). */
  #displace(turn: Turn): void {
    const { ledger, target } = this.#writing
    const texts = this.#texts(turn)
    if (texts.length === 0) return
    if (target.settings.midSystem.messages === 'hoist') {
      ledger.lose(turn.at, 'folded', 'MSG-6', 'warn', 'the model takes no system message here: it joins the first ones')
      this.#system.push(...texts)
      return
    }
    ledger.lose(turn.at, 'folded', 'MSG-6', 'warn', 'the model takes no system message here: it becomes a reminder of the user’s')
    const reminder = texts.map(({ text }) => text).join('\n')
    this.#add('user', turn.at, [{ type: 'text', text: `<system-reminder>\n${reminder}\n</system-reminder>` }], [])
  }

  /** Instructions are text; anything else has no place among them. */
  #texts({ parts }: Turn): TextBlockParam[] {
    const writing = { ...this.#writing, unknownAlone: parts.length > 0 && parts.every(isUnknown) }
    return parts.flatMap((part) => {
      const block = encodePart(part, writing)
      if (!block || block.type === 'text') return block ?? []
      this.#writing.ledger.lose(part.at, 'rejected', 'CB-20', 'reject', 'instructions can hold nothing but text')
      return []
    })
  }

  #finish(): void {
    const { ledger, target } = this.#writing
    const surplus = this.#messages[mostMessages]
    if (surplus) ledger.lose(surplus.at, 'rejected', 'MSG-8', 'reject', `Anthropic takes at most ${mostMessages} messages`)
    const last = this.#messages.at(-1)
    if (last?.role === 'assistant') {
      if (target.capabilities.prefill) trimEnd(last.blocks)
      else {
        const why = 'the model does not continue an assistant message: the conversation must end with a user message'
        for (const at of [last.at, ...last.joined]) ledger.lose(at, 'rejected', 'MSG-4', 'reject', why)
        this.#messages.pop()
      }
      if (last.blocks.length === 0) this.#messages.pop()
    }
    const first = this.#messages[0]
    if (first?.role === 'user') return
    const [rule, why] = first
      ? ['MSG-3', 'a conversation starts with the user: a minimal message is put first']
      : ['MSG-5', 'no message is left: a minimal one is sent']
    ledger.lose(first?.at ?? '', 'folded', rule, 'warn', why)
    this.#messages.unshift({ role: 'user', at: '', joined: [], results: [], blocks: [{ type: 'text', text: '.' }] })
  }
}

/** Most messages of one request (MSG-8). */
const mostMessages = 100_000

/** Anthropic refuses white space at the end of a text to be continued (MSG-4). */
function trimEnd(blocks: ContentBlockParam[]): void {
  const last = blocks.at(-1)
  if (last?.type !== 'text') return
  const text = last.text.trimEnd()
  if (text === '') blocks.pop()
  else blocks[blocks.length - 1] = { ...last, text }
}

/** A part without words that another format alone knows. */
const isUnknown = (part: Part): boolean => part.kind === 'opaque' && (part.text === null || part.text === '')

const instructs = (role: Role): boolean => role === 'system' || role === 'developer'

/** Turns with the reasoning that another format's client asks the model to see: all of it, or that of the turn that goes on (REQ-R-9). */
export function reasoningAskedFor(turns: readonly Turn[], ledger: Ledger): readonly Turn[] {
  ledger.take('reasoningContext', '', 'all_turns')
  if (ledger.take('reasoningContext', '', 'current_turn') === undefined) return turns
  const current = turns.findLastIndex(({ role }) => role === 'user')
  return turns.map((turn, index) => {
    const finished = turn.parts.filter(({ kind }) => kind === 'thinking' && index < current)
    for (const { at } of finished) ledger.lose(at, 'dropped', 'REQ-R-9', 'info', 'the reasoning of a finished turn')
    return finished.length === 0 ? turn : { ...turn, parts: turn.parts.filter((part) => !finished.includes(part)) }
  })
}

/** Whether an assistant turn of a tool loop begins with its thinking (RSN-11). */
export function lacksThinking(messages: readonly MessageParam[]): boolean {
  const last = messages.findLast(({ role }) => role === 'user')
  if (!last || typeof last.content === 'string' || !last.content?.some(({ type }) => type === 'tool_result')) return false
  const turn = messages.findLast(({ role }) => role === 'assistant')
  const first = turn && typeof turn.content !== 'string' ? turn.content?.[0] : undefined
  return first?.type !== 'thinking' && first?.type !== 'redacted_thinking'
}

/** Parts of a turn that are calls. */
export const callsOf = (turns: readonly Turn[]): Extract<Part, { kind: 'toolCall' }>[] =>
  turns.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'toolCall' ? [part] : [])))
