import type { Event, OpenEvent } from '../../interlingua/event.ts'
import type { Json } from '../../interlingua/json.ts'
import type { Logprobs, Part, WebCitation } from '../../interlingua/part.ts'
import { unfoldPart } from '../../interlingua/unfold.ts'

/** A part of a streamed answer, as far as it is told. */
export interface Growth {
  readonly key: number
  readonly kind: Part['kind']
  /** All of its deltas. */
  text: string
  /** How many pages it cites. */
  pages: number
  closed: boolean
}

/** What opens a part, but for its key. */
export type Opening = OpenEvent extends infer E ? (E extends OpenEvent ? Omit<E, 'type' | 'key'> : never) : never

/** Tells parts of which the pieces arrive first and the whole again at the end. */
export class GrowingParts {
  readonly #emit: (event: Event) => void
  readonly #open = new Set<Growth>()
  #nextKey = 0

  constructor(emit: (event: Event) => void) {
    this.#emit = emit
  }

  open(opening: Opening): Growth {
    const part: Growth = { key: this.#nextKey++, kind: opening.kind, text: '', pages: 0, closed: false }
    this.#open.add(part)
    this.#emit({ type: 'open', key: part.key, ...opening })
    return part
  }

  grow(part: Growth, text: string, logprobs?: Logprobs | null): void {
    if (text === '') return
    part.text += text
    this.#emit({ type: 'delta', key: part.key, text, ...(logprobs ? { logprobs } : {}) })
  }

  /** Tells what the whole text has beyond its pieces; false where it begins otherwise. */
  complete(part: Growth, whole: string, logprobs?: Logprobs | null): boolean {
    if (!whole.startsWith(part.text)) return false
    if (part.closed) return whole === part.text
    this.grow(part, whole.slice(part.text.length), part.text === '' ? logprobs : null)
    return true
  }

  cite(part: Growth, format: string, data: Json, cited: WebCitation | null): void {
    if (cited) part.pages++
    this.#emit({ type: 'annotate', key: part.key, format, data, ...(cited ? { cited } : {}) })
  }

  seal(part: Growth, data: string): void {
    this.#emit({ type: 'seal', key: part.key, data })
  }

  close(part: Growth): void {
    if (part.closed) return
    part.closed = true
    this.#open.delete(part)
    this.#emit({ type: 'close', key: part.key })
  }

  /** Closes all that is open, in the order in which it was opened. */
  closeAll(): void {
    for (const part of this.#open) this.close(part)
  }

  /** A part that came whole. */
  whole(part: Part): Growth {
    const key = this.#nextKey++
    for (const event of unfoldPart(part, key)) this.#emit(event)
    const text = part.kind === 'toolCall' ? part.arguments : part.kind === 'opaque' || !('text' in part) ? '' : part.text
    return { key, kind: part.kind, text, pages: part.kind === 'text' ? (part.cited?.length ?? 0) : 0, closed: true }
  }
}
