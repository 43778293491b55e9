/** A stop sequence found: it ends at `end` of the text just fed and begins at `start`, below 0 where that was earlier text. */
export interface StopMatch {
  readonly sequence: string
  readonly start: number
  readonly end: number
}

/**
 * Looks for stop sequences in text that arrives in pieces (BR-3), by an Aho-Corasick automaton over UTF-16 units. The first
 * to end wins, and of those that end together the longest.
 */
export class StopScan {
  readonly #root: Node
  #at: Node

  constructor(sequences: readonly string[]) {
    this.#root = automaton(sequences)
    this.#at = this.#root
  }

  /** Characters at the end of all text fed that may be the beginning of a stop sequence. */
  get held(): number {
    return this.#at.depth
  }

  /** Forgets the text fed so far. */
  reset(): void {
    this.#at = this.#root
  }

  push(text: string): StopMatch | null {
    for (let i = 0; i < text.length; i++) {
      this.#at = step(this.#root, this.#at, text.charCodeAt(i))
      const { sequence } = this.#at
      if (sequence !== null) return { sequence, start: i + 1 - sequence.length, end: i + 1 }
    }
    return null
  }
}

interface Node {
  readonly next: Map<number, Node>
  readonly depth: number
  /** The longest proper suffix that begins a sequence. */
  fallback: Node | null
  /** The longest sequence that ends here. */
  sequence: string | null
}

function automaton(sequences: readonly string[]): Node {
  const root = node(0)
  for (const sequence of sequences) if (sequence !== '') insert(root, sequence)
  const queue: Node[] = [root]
  for (const at of queue) {
    for (const [unit, child] of at.next) {
      child.fallback = at === root ? root : step(root, at.fallback ?? root, unit)
      child.sequence ??= child.fallback.sequence
      queue.push(child)
    }
  }
  return root
}

function insert(root: Node, sequence: string): void {
  let at = root
  for (let i = 0; i < sequence.length; i++) {
    const unit = sequence.charCodeAt(i)
    let child = at.next.get(unit)
    if (!child) at.next.set(unit, (child = node(at.depth + 1)))
    at = child
  }
  at.sequence = sequence
}

function step(root: Node, from: Node, unit: number): Node {
  for (let at: Node | null = from; at; at = at.fallback) {
    const next = at.next.get(unit)
    if (next) return next
  }
  return root
}

const node = (depth: number): Node => ({ next: new Map(), depth, fallback: null, sequence: null })
