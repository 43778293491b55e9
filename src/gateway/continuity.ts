import type { Part } from '../interlingua/part.ts'
import { isCarrier, readCarrier } from '../translate/carrier.ts'
import type { Context } from '../translate/context.ts'
import { placesOf, type PlacedReasoning } from '../translate/placed-reasoning.ts'
import { Bounded, type Bounds } from './bounded.ts'

/** Two hours from the last time it was asked for. */
export const defaultContinuity: Bounds = { ttl: 2 * 3_600_000, maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 }

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
  readonly #turns: Bounded<Turn>

  constructor(bounds: Bounds, now: () => number) {
    this.#turns = new Bounded(bounds, now)
  }

  /** Remembers the reasoning of an answer under each of its calls. Only reasoning that its provider sealed can be sent back. */
  remember({ tenant, origin }: TurnOwner, parts: readonly Part[], context: Context): void {
    const reasoning = placesOf(parts)
    if (!reasoning.some(({ part: { seal } }) => seal !== null && isSealed(seal, context))) return
    const size = reasoning.reduce((sum, { part }) => sum + 2 * (part.text.length + (part.seal?.length ?? 0)) + overhead, 0)
    for (const part of parts) {
      if (part.kind !== 'toolCall') continue
      const key = keyOf(tenant, part.id)
      this.#turns.keep(key, { origin, reasoning }, size + 2 * key.length)
    }
  }

  /** The reasoning of the turn that made a call, null where it is unknown, too old, or another's. */
  recall({ tenant, origin }: TurnOwner, toolCallId: string): readonly PlacedReasoning[] | null {
    const key = keyOf(tenant, toolCallId)
    const turn = this.#turns.get(key)
    if (turn?.origin !== origin) return null
    this.#turns.renew(key)
    return turn.reasoning
  }

  /** How much is remembered. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#turns.size
  }
}

/** Whether a provider sealed it: by a signature of its own, or as the encrypted reasoning that a carrier of Responses holds (RSN-3). */
const isSealed = (seal: string, context: Context): boolean => (isCarrier(seal) ? readCarrier(seal, context)?.src === 'r' : seal !== '')

interface Turn {
  readonly origin: string
  readonly reasoning: readonly PlacedReasoning[]
}

/** About what a part costs beside its text. */
const overhead = 200

const keyOf = (tenant: string, toolCallId: string): string => `${tenant}\0${toolCallId}`
