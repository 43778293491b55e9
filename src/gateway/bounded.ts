/** How much is kept, and how long. */
export interface Bounds {
  /** In milliseconds, from when it was kept or asked for last. */
  readonly ttl: number
  readonly maxEntries: number
  readonly maxBytes: number
}

/**
 * Values in memory, bounded in number, size and age: what was kept, or renewed, longest ago goes first. `now` is in milliseconds;
 * `forgotten` is told of each value that goes.
 */
export class Bounded<V> {
  readonly #bounds: Bounds
  readonly #now: () => number
  readonly #forgotten: (value: V) => void
  /** Oldest first. */
  readonly #entries = new Map<string, Entry<V>>()
  #bytes = 0

  constructor(bounds: Bounds, now: () => number, forgotten: (value: V) => void = () => undefined) {
    this.#bounds = bounds
    this.#now = now
    this.#forgotten = forgotten
  }

  /** Keeps a value that weighs `bytes`, and says whether it did: one that is larger than all there is room for is not kept. */
  keep(key: string, value: V, bytes: number): boolean {
    this.#forget(key)
    if (bytes > this.#bounds.maxBytes) return false
    this.#entries.set(key, { value, bytes, until: this.#now() + this.#bounds.ttl })
    this.#bytes += bytes
    this.shrink()
    return true
  }

  /** The value, undefined where it is unknown or too old. */
  get(key: string): V | undefined {
    this.shrink()
    return this.#entries.get(key)?.value
  }

  /** Lets a value live as long as if it were kept now. */
  renew(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#entries.set(key, { ...entry, until: this.#now() + this.#bounds.ttl })
  }

  /** How much is kept. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes }
  }

  /** Lets go of what is too old, or too much. */
  shrink(): void {
    const now = this.#now()
    for (const [key, { until }] of this.#entries) {
      const full = this.#entries.size > this.#bounds.maxEntries || this.#bytes > this.#bounds.maxBytes
      if (!full && until > now) return
      this.#forget(key)
    }
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
    this.#forgotten(entry.value)
  }
}

interface Entry<V> {
  readonly value: V
  readonly bytes: number
  readonly until: number
}
