import { fault, type Fault } from '../../interlingua/fault.ts'
import { undecided } from '../../translate/fate.ts'
import type { EncodedFault, FaultCodec, Headers } from '../../translate/format.ts'

/** Error answers, read and written. */
export const faultCodec: FaultCodec = { decode: decodeFault, encode: encodeFault }

function decodeFault(status: number, headers: Headers, body: unknown): Fault {
  return fault('upstream', `the upstream answered with status ${status}`, { status, code: undecided })
}

function encodeFault({ message, status }: Fault, requestId: string): EncodedFault {
  return { status: status ?? 500, headers: {}, body: { error: { message, type: undecided } } }
}
