import type { Request } from '../../interlingua/request.ts'
import { undecided } from '../../translate/fate.ts'
import type { EncodedRequest, Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Writes an upstream's request. Total: what is lost is in the ledger. */
export function encodeRequest(request: Request, ledger: Ledger, target: Target): EncodedRequest {
  return undecided
}
