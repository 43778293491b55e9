import type { Part, ThinkingPart } from '../interlingua/part.ts'

/**
 * A block of reasoning and its place in its turn: how many things stand before it, when all texts of the turn count as one, as
 * they do in formats that keep a message's text in one string (CNT-1). Reasoning that comes first has the places 0, 1, 2 …
 */
export interface PlacedReasoning {
  readonly part: ThinkingPart
  readonly place: number
}

/** The reasoning of a turn, in order, with its places. */
export function placesOf(parts: readonly Part[]): PlacedReasoning[] {
  const counter = new Counter()
  return parts.flatMap((part) => {
    const place = counter.count
    counter.pass(part)
    return part.kind === 'thinking' ? [{ part, place }] : []
  })
}

/**
 * A turn with its reasoning put back where it stood (RSN-9): providers want it unaltered and in order. Where the places do not
 * fit what else the turn says, all of it goes first.
 */
export function putBack(others: readonly Part[], reasoning: readonly PlacedReasoning[]): Part[] {
  const waiting = reasoning.toSorted((a, b) => a.place - b.place)
  const counter = new Counter()
  const out: Part[] = []
  const settle = (): void => {
    for (let next = waiting[0]; next && next.place <= counter.count; next = waiting[0]) {
      out.push(next.part)
      counter.pass(next.part)
      waiting.shift()
    }
  }
  settle()
  for (const part of others) {
    out.push(part)
    counter.pass(part)
    settle()
  }
  const fits = waiting.length === 0 && (others.length === 0 || out.at(-1)?.kind !== 'thinking')
  return fits ? out : [...reasoning.map(({ part }) => part), ...others]
}

/** Counts what stands before a place. */
class Counter {
  #others = 0
  #text = 0

  get count(): number {
    return this.#others + this.#text
  }

  pass(part: Part): void {
    if (part.kind === 'text') {
      if (part.text !== '') this.#text = 1
    } else if (part.kind === 'thinking' || part.kind === 'toolCall') this.#others += 1
  }
}
