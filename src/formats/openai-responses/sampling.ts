import type { JsonObject } from '../../interlingua/json.ts'
import type { Sampling } from '../../interlingua/request.ts'
import { undecided } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Sampling members of a request. */
export function encodeSampling(sampling: Sampling, ledger: Ledger, target: Target): JsonObject {
  return undecided
}
