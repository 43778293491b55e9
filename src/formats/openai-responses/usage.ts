import type { JsonObject } from '../../interlingua/json.ts'
import type { Usage } from '../../interlingua/usage.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** The counters of an answer. */
export function decodeUsage(wire: Unread<unknown>, at: string, reader: Reader): Usage {
  return undecided
}

/** The counters, null where the upstream said nothing. */
export function encodeUsage(usage: Usage, ledger: Ledger): JsonObject | null {
  return undecided
}
