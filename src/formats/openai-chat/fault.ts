import type { Fault } from '../../interlingua/fault.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { FaultCodec } from '../../translate/format.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, written } from '../../translate/unread.ts'
import * as openai from '../../vendors/openai/fault.ts'
import { core } from './fates.ts'
import type { ErrorObject, ErrorResponse } from './generated/shapes.ts'
import { name as own } from './name.ts'

/** Error answers, read (§6.2) and written (§6.3, §6.4). */
export const faultCodec: FaultCodec = {
  decode: (status, headers, body) => openai.decodeFault(status, headers, body, own, membersOf),
  encode: openai.encodeFault,
}

/** An error inside a stream: it has no status, only its own type and code (EMC-7). */
export const decodeStreamFault = (body: unknown): Fault => openai.decodeStreamFault(body, own, membersOf)

function membersOf(error: unknown, at: string, reader: Reader): openai.ErrorMembers {
  const { message, type, param, code, ...rest } = reader.fields(unread<ErrorObject>(error), core.ErrorObject, at)
  rest satisfies Nothing
  return { message, type, param, code }
}

/** The last frame of a broken stream; all four members (ERS-2). */
export function faultBody(fault: Fault): JsonObject {
  const body: ErrorResponse = { error: openai.errorObject(fault) }
  return written(body)
}
