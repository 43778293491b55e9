import { Fragments, type Side } from './fragments.ts'

/** Fragments of one text, and the event that the first of them came with. */
export class Joined {
  readonly #fragments: Fragments
  #event: number | null = null

  constructor(side: Side) {
    this.#fragments = new Fragments(side)
  }

  add(event: number, fragment: unknown): void {
    if (fragment === '' || fragment === null || fragment === undefined) return
    this.#event ??= event
    this.#fragments.add(fragment)
  }

  /** The number of the event that said the first of it; null where nothing was said. */
  get event(): number | null {
    return this.#event
  }

  get value(): unknown {
    return this.#fragments.value
  }
}
