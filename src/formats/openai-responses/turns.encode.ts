import type { JsonObject } from '../../interlingua/json.ts'
import type { Turn } from '../../interlingua/turn.ts'
import { undecided } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** The turns as the upstream has them. */
export function encodeTurns(turns: readonly Turn[], ledger: Ledger, target: Target): readonly JsonObject[] {
  return undecided
}
