import type { Part } from '../interlingua/part.ts'
import { isCarrier, readCarrier } from '../translate/carrier.ts'
import type { Context } from '../translate/context.ts'
import { placesOf, type PlacedReasoning } from '../translate/placed-reasoning.ts'

/** How much is remembered, and how long. */
export interface ContinuityLimits {
  /** In milliseconds, from the last time it was asked for. */
  readonly ttl: number
  readonly maxEntries: number
  readonly maxBytes: number
}

export const defaultContinuity: ContinuityLimits = { ttl: 2 * 3_600_000, maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 }

/** Who a turn was made for, and by whom. */
export interface TurnOwner {
  readonly tenant: string
  /** Format and model family that the reasoning is of: no other gets it. */
  readonly origin: string
}

/**
 * Remembers the reasoning of turns that called tools, by tenant and tool call id, for clients that keep only content and calls
 * (CAR-5). In memory; what was asked for longest ago goes first. `now` is in milliseconds.
 */
export class ContinuityCache {
  readonly #limits: ContinuityLimits
  readonly #now: () => number
  /** Oldest use first. */
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(limits: ContinuityLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  /** Remembers the reasoning of an answer under each of its calls. Only reasoning that its provider sealed can be sent back. */
  remember({ tenant, origin }: TurnOwner, parts: readonly Part[], context: Context): void {
    const reasoning = placesOf(parts)
    if (!reasoning.some(({ part: { seal } }) => seal !== null && isSealed(seal, context))) return
    const size = reasoning.reduce((sum, { part }) => sum + 2 * (part.text.length + (part.seal?.length ?? 0)) + overhead, 0)
    for (const part of parts) {
      if (part.kind !== 'toolCall') continue
      const key = keyOf(tenant, part.id)
      this.#forget(key)
      const bytes = size + 2 * key.length
      if (bytes > this.#limits.maxBytes) continue
      this.#entries.set(key, { origin, reasoning, bytes, until: this.#now() + this.#limits.ttl })
      this.#bytes += bytes
    }
    this.#shrink()
  }

  /** The reasoning of the turn that made a call, null where it is unknown, too old, or another's. */
  recall({ tenant, origin }: TurnOwner, toolCallId: string): readonly PlacedReasoning[] | null {
    const key = keyOf(tenant, toolCallId)
    const entry = this.#entries.get(key)
    if (!entry) return null
    if (entry.until <= this.#now()) {
      this.#forget(key)
      return null
    }
    if (entry.origin !== origin) return null
    this.#entries.delete(key)
    this.#entries.set(key, { ...entry, until: this.#now() + this.#limits.ttl })
    return entry.reasoning
  }

  /** How much is remembered. */
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
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}

/** Whether a provider sealed it: by a signature of its own, or as the encrypted reasoning that a carrier of Responses holds (RSN-3). */
const isSealed = (seal: string, context: Context): boolean => (isCarrier(seal) ? readCarrier(seal, context)?.src === 'r' : seal !== '')

interface Entry {
  readonly origin: string
  readonly reasoning: readonly PlacedReasoning[]
  readonly bytes: number
  readonly until: number
}

/** About what a part costs beside its text. */
const overhead = 200

const keyOf = (tenant: string, toolCallId: string): string => `${tenant}\0${toolCallId}`
