import type { Event } from '../../interlingua/event.ts'
import { fault, type Fault } from '../../interlingua/fault.ts'
import type { Logprobs, Part, ToolCallPart } from '../../interlingua/part.ts'
import { dropped } from '../../translate/fate.ts'
import { GrowingParts, type Growth } from './growing-parts.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** An item of an answer that events tell of. */
export interface Item {
  /** Pointer of the item in the whole answer. */
  readonly at: string
  readonly id: string
  /** Empty where no event said it. */
  type: string
  /** What is told of it, by the pointer of each part. */
  readonly parts: Map<string, Growth>
  thought: Thought | null
  /** Arguments of a call whose name is not known yet. */
  early: string
  /** An event said that it begins. */
  added: boolean
  done: boolean
}

/** What streamed of a reasoning item: of its two kinds of text the one that came first (EVR-5). */
interface Thought {
  readonly kind: ThoughtKind
  readonly texts: string[]
  /** Index of the last text on the wire. */
  last: number
}

/** A summary of the reasoning, or the reasoning itself. */
export type ThoughtKind = 'summary' | 'content'

/** A reasoning item, whole. */
export interface ReasoningItem {
  readonly kind: 'reasoning'
  readonly at: string
  readonly id: string
  readonly encrypted: string | null
  readonly summary: readonly string[]
  readonly content: readonly string[]
}

/** What a stream of items depends on. */
export interface Stream {
  readonly emit: (event: Event) => void
  readonly fail: (broken: Fault) => void
  readonly ledger: Ledger
  /** What stands for the signature of a reasoning item (RSN-3). */
  readonly seal: (said: ReasoningItem) => string
}

/** What stands between two texts of one reasoning item (EVR-4). */
export const betweenThoughts = '\n\n'

/** Tells the parts of the items of a stream as they grow, and what the whole items have beyond that (EVR-3 to EVR-15). */
export class StreamedItems {
  /** A tool is called. */
  calls = false
  /** The model refuses. */
  refused = false
  readonly #stream: Stream
  readonly #parts: GrowingParts
  readonly #items: Item[] = []
  readonly #byIndex = new Map<number, Item>()
  readonly #byId = new Map<string, Item>()

  constructor(stream: Stream) {
    this.#stream = stream
    this.#parts = new GrowingParts(stream.emit)
  }

  /** The item that an event belongs to; some hosts leave out ids or indexes, or give an item a new id in every event. */
  itemOf(index: number | null, id: string): Item {
    const known = this.#byId.get(id) ?? this.#byIndex.get(index ?? -1) ?? (index === null ? this.#items.at(-1) : undefined)
    return known ?? this.#newItem(index, id)
  }

  /** The item that stands at a place of the whole answer. */
  itemInAnswer(index: number, id: string, type: string): Item {
    const there = this.#byIndex.get(index)
    return this.#byId.get(id) ?? (there && (there.type === '' || there.type === type) ? there : this.#newItem(index, id))
  }

  /** An item that begins. */
  add(index: number | null, id: string, type: string): Item {
    const known = this.#byId.get(id) ?? this.#byIndex.get(index ?? -1)
    const item = known && !known.done && (!known.added || known === this.#byId.get(id)) ? known : this.#newItem(index, id)
    item.added = true
    item.type = type
    return item
  }

  grow(item: Item, at: string, kind: 'text' | 'refusal', text: string, logprobs: Logprobs | null): void {
    if (text === '') return
    const part = item.parts.get(at) ?? this.#open(item, at, kind)
    if (part.closed || part.kind !== kind) return this.#loseLate(at)
    this.#parts.grow(part, text, logprobs)
  }

  /** EVR-10: tells what the whole text has beyond its deltas. */
  complete(item: Item, at: string, kind: 'text' | 'refusal', whole: string, logprobs: Logprobs | null): void {
    const part = item.parts.get(at)
    if (part === undefined) this.grow(item, at, kind, whole, logprobs)
    else if (part.kind !== kind || !this.#parts.complete(part, whole, logprobs)) this.#contradict(at)
  }

  /** The part that has begun and not ended, null where there is none. */
  openPart(item: Item, at: string): Growth | null {
    const part = item.parts.get(at)
    return part && !part.closed ? part : null
  }

  cite(
    part: Growth,
    ...annotation: [format: string, data: Parameters<GrowingParts['cite']>[2], cited: Parameters<GrowingParts['cite']>[3]]
  ): void {
    this.#parts.cite(part, ...annotation)
  }

  /** EVR-3 to EVR-5: reasoning opens with its first word. */
  think(item: Item, kind: ThoughtKind, index: number, text: string): void {
    if (item.done) return this.#loseLate(item.at)
    const thought = (item.thought ??= { kind, texts: Array.from({ length: Math.min(index, maxGap) + 1 }, () => ''), last: index })
    if (thought.kind !== kind) return
    const part = item.parts.get(item.at)
    if (index > thought.last) {
      thought.last = index
      thought.texts.push('')
      if (part) this.#parts.grow(part, betweenThoughts)
    }
    if (text === '') return
    thought.texts.push((thought.texts.pop() ?? '') + text)
    this.#parts.grow(part ?? this.#openThought(item), part ? text : thought.texts.join(betweenThoughts))
  }

  /** Tells what a whole text of the reasoning has beyond its deltas. */
  completeThought(item: Item, kind: ThoughtKind, index: number, whole: string): void {
    const { thought } = item
    const said = thought?.kind === kind && index === thought.last ? (thought.texts.at(-1) ?? '') : ''
    const ended = thought !== null && (thought.kind !== kind || index < thought.last)
    if (!ended && !item.done && whole.startsWith(said)) this.think(item, kind, index, whole.slice(said.length))
  }

  /** A call begins, if its name is known. */
  call(item: Item, { at, id, name, freeform }: ToolCallPart): void {
    if (name === '' || item.parts.has(at)) return
    const part = this.#parts.open({ at, kind: 'toolCall', id, name, freeform })
    item.parts.set(at, part)
    this.calls = true
    this.#parts.grow(part, item.early)
  }

  /** EVR-12, EVR-13. */
  growCall(item: Item, text: string): void {
    const part = item.parts.get(item.at)
    if (part === undefined) item.early += text
    else if (part.closed) this.#loseLate(item.at)
    else this.#parts.grow(part, text)
  }

  /** Tells what the whole arguments have beyond their deltas. */
  completeCall(item: Item, whole: string): void {
    const part = item.parts.get(item.at)
    if (part === undefined) item.early = whole || item.early
    else if (whole !== '' && !this.#parts.complete(part, whole) && !isSameJson(part.text, whole)) this.#contradict(item.at)
  }

  /** The whole item: what it has beyond what streamed of it is told now, and it is closed. */
  settle(item: Item, parts: readonly (Part | ReasoningItem)[]): void {
    if (item.done) return
    for (const part of parts) {
      if (part.kind === 'reasoning') this.#settleThought(item, part)
      else this.settlePart(item, part)
    }
    this.#end(item)
  }

  /** The whole part, which is closed. */
  settlePart(item: Item, part: Part): void {
    const seen = item.parts.get(part.at)
    if (seen === undefined) return this.#tellWhole(item, part)
    if (part.kind === 'toolCall') this.completeCall(item, part.arguments)
    else if (part.kind === 'text') {
      this.complete(item, part.at, 'text', part.text, part.logprobs ?? null)
      if (!seen.closed) for (const page of (part.cited ?? []).slice(seen.pages)) this.#parts.cite(seen, '', null, page)
    } else if (part.kind === 'refusal') this.complete(item, part.at, 'refusal', part.text, null)
    this.#parts.close(seen)
  }

  /** Ends all that is open: the answer says no more. */
  endAll(): void {
    for (const item of this.#items) this.#end(item)
  }

  #tellWhole(item: Item, part: Part): void {
    const whole = part.kind === 'toolCall' && part.arguments === '' ? { ...part, arguments: item.early } : part
    item.parts.set(part.at, this.#parts.whole(whole))
    this.calls ||= part.kind === 'toolCall'
    this.refused ||= part.kind === 'refusal'
  }

  #settleThought(item: Item, said: ReasoningItem): void {
    const kind = item.thought?.kind ?? shownKind(said)
    const other = kind === 'summary' ? 'content' : 'summary'
    const part = item.parts.get(item.at) ?? this.#openThought(item)
    const streamed = item.thought?.texts ?? []
    const isWhole = this.#parts.complete(part, said[kind].join(betweenThoughts))
    loseOtherThought(said, other, this.#stream.ledger)
    this.#sealThought(item, part, { ...said, [kind]: isWhole ? said[kind] : streamed, [other]: [] })
  }

  #sealThought(item: Item, part: Growth, said: ReasoningItem): void {
    this.#parts.seal(part, this.#stream.seal(said))
    this.#parts.close(part)
    item.done = true
  }

  #end(item: Item): void {
    const { at, id, thought } = item
    const part = item.parts.get(at)
    if (!item.done && thought && part && !part.closed) {
      const texts = { summary: [], content: [], [thought.kind]: thought.texts }
      this.#sealThought(item, part, { kind: 'reasoning', at, id, encrypted: null, ...texts })
    }
    item.done = true
    for (const each of item.parts.values()) this.#parts.close(each)
  }

  #open(item: Item, at: string, kind: 'text' | 'refusal'): Growth {
    const part = this.#parts.open({ at, kind })
    item.parts.set(at, part)
    this.refused ||= kind === 'refusal'
    return part
  }

  #openThought(item: Item): Growth {
    const part = this.#parts.open({ at: item.at, kind: 'thinking', redacted: false })
    item.parts.set(item.at, part)
    return part
  }

  #newItem(index: number | null, id: string): Item {
    const isFree = index !== null && Number.isSafeInteger(index) && index >= 0 && !this.#byIndex.has(index)
    let place = isFree ? index : this.#items.length
    while (this.#byIndex.has(place)) place++
    const item: Item = { at: `/output/${place}`, id, type: '', parts: new Map(), thought: null, early: '', added: false, done: false }
    this.#items.push(item)
    this.#byIndex.set(place, item)
    if (id !== '') this.#byId.set(id, item)
    return item
  }

  #contradict(at: string): void {
    this.#stream.fail(fault('upstream', `the upstream ended ${at} with another text than it streamed`))
  }

  #loseLate(at: string): void {
    this.#stream.ledger.lose(at, 'dropped', 'EVR-10', 'warn', 'a delta after the end')
  }
}

/** Texts that a stream may leave out before the first one it tells. */
const maxGap = 64

/** The reasoning itself where the model shows it, else its summary (RSN-3). */
export const shownKind = ({ content }: Pick<ReasoningItem, 'content'>): ThoughtKind =>
  content.some((text) => text !== '') ? 'content' : 'summary'

/** Keeps the kind of text that nobody reads of a reasoning item for the same format (EVR-5). */
export function loseOtherThought({ at, ...item }: ReasoningItem, other: ThoughtKind, ledger: Ledger): void {
  if (item[other].every((text) => text === '')) return
  const type = other === 'summary' ? 'summary_text' : 'reasoning_text'
  const texts = item[other].map((text) => ({ type, text }))
  ledger.settle(`${at}/${other}`, texts, otherThought)
}

const otherThought = dropped('EVR-5', 'one kind of text is read of a reasoning item', 'info')

/** The same value, spelled in another way. */
function isSameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other))
  } catch {
    return false
  }
}
