import type { Stop } from '../../interlingua/response.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Why an answer ended. */
export function decodeStop(reason: string | null, at: string, ledger: Ledger): Stop {
  return undecided
}

/** Why an answer ended, in the provider's word. */
export function encodeStop(stop: Stop, ledger: Ledger): string {
  return undecided
}
