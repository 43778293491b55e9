import { CaseError, matcherOf } from '../matchers.ts'

/** Whether a message is what a case expects, and may hold matchers, or what was received. */
export type Side = 'expected' | 'received'

/** Fragments of one text: joined, or the one matcher that stands for all of it. */
export class Fragments {
  readonly #side: Side
  readonly #parts: unknown[] = []

  constructor(side: Side) {
    this.#side = side
  }

  add(fragment: unknown): void {
    if (fragment === '' || fragment === null || fragment === undefined) return
    if (typeof fragment === 'string') this.#parts.push(fragment)
    else if (this.#side === 'received') this.#parts.push(JSON.stringify(fragment))
    else if (matcherOf(fragment)) this.#parts.push(fragment)
    else throw new CaseError(`a fragment of text is neither a string nor a matcher: ${JSON.stringify(fragment)}`)
  }

  /** The joined text, a matcher, or null where nothing was said. */
  get value(): unknown {
    const [first, ...others] = this.#parts
    if (first === undefined) return null
    if (this.#parts.every((part) => typeof part === 'string')) return this.#parts.join('')
    if (others.length > 0) throw new CaseError('a matcher of text stands beside other fragments of the same text')
    return first
  }
}
