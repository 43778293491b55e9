import type { JsonObject } from '../../interlingua/json.ts'
import type { Request } from '../../interlingua/request.ts'
import { undecided } from '../../translate/fate.ts'
import type { Reading } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Reads a client's request. Total: what is wrong or has no place in the hub is in the ledger. */
export function decodeRequest(body: unknown, ledger: Ledger, reading: Reading): Request {
  return undecided
}

/** Which other API a body is meant for that clients send here by mistake. */
export function mistaken(body: JsonObject): string | null {
  return undecided
}
