import type { JsonObject } from '../interlingua/json.ts'
import type { Kept } from '../translate/format.ts'

/** How much is kept, and how long. */
export interface ItemStoreLimits {
  /** In milliseconds, from when it was kept. */
  readonly ttl: number
  readonly maxEntries: number
  readonly maxBytes: number
}

export const defaultItemStore: ItemStoreLimits = { ttl: 3_600_000, maxEntries: 10_000, maxBytes: 256 * 1024 * 1024 }

/**
 * Keeps the exchanges of clients that left this to their provider, by tenant, so that their next request can refer to them
 * (STO-1, §13-18). In memory; the oldest go first. `now` is in milliseconds.
 */
export class ItemStore {
  readonly #limits: ItemStoreLimits
  readonly #now: () => number
  /** Conversations by tenant and the id of the answer that ends them, oldest first. */
  readonly #entries = new Map<string, Entry>()
  /** The newest entry that holds an item, by tenant and item id. */
  readonly #items = new Map<string, Entry>()
  #bytes = 0

  constructor(limits: ItemStoreLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  /** Keeps a conversation under the id of its last answer. One that is larger than the whole store is not kept. */
  keep(tenant: string, id: string, items: readonly JsonObject[]): void {
    const key = keyOf(tenant, id)
    this.#forget(key)
    const bytes = items.reduce((sum, item) => sum + 2 * JSON.stringify(item).length + overhead, 2 * key.length)
    if (bytes > this.#limits.maxBytes) return
    const byId = new Map(items.flatMap((item) => (typeof item['id'] === 'string' ? [[keyOf(tenant, item['id']), item]] : [])))
    const entry: Entry = { items, byId, bytes, until: this.#now() + this.#limits.ttl }
    this.#entries.set(key, entry)
    for (const itemKey of byId.keys()) this.#items.set(itemKey, entry)
    this.#bytes += bytes
    this.#shrink()
  }

  /** What is kept for a tenant, and for no other. */
  of(tenant: string): Kept {
    this.#shrink()
    return {
      item: (id) => {
        const key = keyOf(tenant, id)
        return this.#items.get(key)?.byId.get(key) ?? null
      },
      conversation: (id) => this.#entries.get(keyOf(tenant, id))?.items ?? null,
    }
  }

  /** How much is kept. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes }
  }

  #shrink(): void {
    const now = this.#now()
    for (const [key, { until }] of this.#entries) {
      const full = this.#entries.size > this.#limits.maxEntries || this.#bytes > this.#limits.maxBytes
      if (!full && until > now) return
      this.#forget(key)
    }
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
    for (const itemKey of entry.byId.keys()) if (this.#items.get(itemKey) === entry) this.#items.delete(itemKey)
  }
}

interface Entry {
  readonly items: readonly JsonObject[]
  readonly byId: ReadonlyMap<string, JsonObject>
  readonly bytes: number
  readonly until: number
}

/** About what an item costs beside its text. */
const overhead = 200

const keyOf = (tenant: string, id: string): string => `${tenant}\0${id}`
