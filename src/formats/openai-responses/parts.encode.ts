import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import { undecided } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Parts of a turn. */
export function encodeParts(parts: readonly Part[], ledger: Ledger, target: Target): readonly JsonObject[] {
  return undecided
}
