import type { JsonObject } from '../../interlingua/json.ts'
import type { Response } from '../../interlingua/response.ts'
import { undecided } from '../../translate/fate.ts'
import type { Asked } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Writes a client's unary answer. */
export function encodeResponse(response: Response, ledger: Ledger, asked: Asked): JsonObject {
  return undecided
}
