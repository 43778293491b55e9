import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** The markers a request gets, by the part that each stands on. */
export function placeMarkers(tools: readonly Tool[], turns: readonly Turn[], ledger: Ledger): ReadonlyMap<Part, CacheMarker> {
  return undecided
}
