import type { JsonObject } from '../../interlingua/json.ts'
import type { Reasoning } from '../../interlingua/request.ts'
import { undecided } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** How much the model is to think. */
export function decodeReasoning(wire: Unread<unknown>, at: string, reader: Reader): Reasoning | null {
  return undecided
}

/** How much the model is to think, as members of a request. */
export function encodeReasoning(reasoning: Reasoning | null, ledger: Ledger, target: Target): JsonObject {
  return undecided
}
