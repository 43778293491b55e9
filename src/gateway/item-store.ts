import type { JsonObject } from '../interlingua/json.ts'
import type { Kept } from '../translate/format.ts'
import { Bounded, type Bounds } from './bounded.ts'

/** An hour from when an exchange was kept. */
export const defaultItemStore: Bounds = { ttl: 3_600_000, maxEntries: 10_000, maxBytes: 256 * 1024 * 1024 }

/**
 * Keeps the exchanges of clients that left this to their provider, by tenant, so that their next request can refer to them
 * (STO-1, §13-18). In memory; the oldest go first. `now` is in milliseconds.
 */
export class ItemStore {
  /** By tenant and the id of the answer that ends the conversation. */
  readonly #conversations: Bounded<Conversation>
  /** The newest conversation that holds an item, by tenant and item id. */
  readonly #items = new Map<string, Conversation>()
  /** What items weigh: those that a conversation goes on with are weighed once. */
  readonly #weights = new WeakMap<JsonObject, number>()

  constructor(bounds: Bounds, now: () => number) {
    this.#conversations = new Bounded(bounds, now, (conversation) => this.#forget(conversation))
  }

  /** Keeps a conversation under the id of its last answer. One that is larger than the whole store is not kept. */
  keep(tenant: string, id: string, items: readonly JsonObject[]): void {
    const key = keyOf(tenant, id)
    const bytes = items.reduce((sum, item) => sum + this.#weightOf(item), 2 * key.length)
    const byId = new Map(items.flatMap((item) => (typeof item['id'] === 'string' ? [[keyOf(tenant, item['id']), item]] : [])))
    const conversation: Conversation = { items, byId }
    if (!this.#conversations.keep(key, conversation, bytes)) return
    for (const itemKey of byId.keys()) this.#items.set(itemKey, conversation)
  }

  /** What is kept for a tenant, and for no other. */
  of(tenant: string): Kept {
    this.#conversations.shrink()
    return {
      item: (id) => {
        const key = keyOf(tenant, id)
        return this.#items.get(key)?.byId.get(key) ?? null
      },
      conversation: (id) => this.#conversations.get(keyOf(tenant, id))?.items ?? null,
    }
  }

  /** How much is kept. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#conversations.size
  }

  #weightOf(item: JsonObject): number {
    const known = this.#weights.get(item)
    if (known !== undefined) return known
    const weight = 2 * JSON.stringify(item).length + overhead
    this.#weights.set(item, weight)
    return weight
  }

  #forget(conversation: Conversation): void {
    for (const key of conversation.byId.keys()) if (this.#items.get(key) === conversation) this.#items.delete(key)
  }
}

interface Conversation {
  readonly items: readonly JsonObject[]
  readonly byId: ReadonlyMap<string, JsonObject>
}

/** About what an item costs beside its text. */
const overhead = 200

const keyOf = (tenant: string, id: string): string => `${tenant}\0${id}`
