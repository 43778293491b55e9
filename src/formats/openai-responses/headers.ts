import { undecided } from '../../translate/fate.ts'
import type { Headers } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Document } from './generated/validate.js'

/** The document whose members a request may have: there is one, whatever its headers say. */
export const documentOf = (_: Headers): Document => 'v1'

/** Reports what another format does not get of the client's headers. */
export function loseHeaders(headers: Headers, ledger: Ledger): void {
  return undecided
}
