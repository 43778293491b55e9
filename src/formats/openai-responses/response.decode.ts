import type { Response } from '../../interlingua/response.ts'
import type { Context } from '../../translate/context.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Reads an upstream's unary answer. */
export function decodeResponse(body: unknown, ledger: Ledger, context: Context): Response {
  return undecided
}
