import type { Fault, FaultKind } from '../../interlingua/fault.ts'
import type { FaultCodec } from '../../translate/format.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import * as openai from '../../vendors/openai/fault.ts'
import { core } from './fates.ts'
import type { Enums, ErrorObject } from './generated/shapes.ts'
import { name as own } from './name.ts'

/** Error answers, read (§6.2) and written (§6.3, §6.4). */
export const faultCodec: FaultCodec = {
  decode: (status, headers, body) => openai.decodeFault(status, headers, body, own, membersOf),
  encode: openai.encodeFault,
}

/** An error inside a stream, or inside an answer that failed: it has no status, only its own code (ERO-18). */
export function decodeStreamFault(body: unknown): Fault {
  const told = openai.decodeStreamFault(body, own, membersOf)
  const kind = told.code !== null && Object.hasOwn(kinds, told.code) ? kinds[told.code as ErrorCode] : told.kind
  return { ...told, kind }
}

function membersOf(error: unknown, at: string, reader: Reader): openai.ErrorMembers {
  const { message, type, param, code, ...rest } = reader.fields(unread<ErrorObject>(error), core.ErrorObject, at)
  rest satisfies Nothing
  return { message, type, param, code }
}

type ErrorCode = Enums['ResponseError.code']

/** What ends an answer that failed. Policies end it as a refusal; where an error alone tells of them, the prompt was at fault. */
const kinds: { readonly [Code in ErrorCode]: FaultKind } = {
  server_error: 'internal',
  rate_limit_exceeded: 'rateLimit',
  invalid_prompt: 'invalidRequest',
  data_residency_mismatch: 'permission',
  bio_policy: 'invalidRequest',
  misalignment_policy_violation: 'invalidRequest',
  vector_store_timeout: 'timeout',
  invalid_image: 'invalidRequest',
  invalid_image_format: 'invalidRequest',
  invalid_base64_image: 'invalidRequest',
  invalid_image_url: 'invalidRequest',
  image_too_large: 'invalidRequest',
  image_too_small: 'invalidRequest',
  image_parse_error: 'invalidRequest',
  image_content_policy_violation: 'invalidRequest',
  invalid_image_mode: 'invalidRequest',
  image_file_too_large: 'invalidRequest',
  unsupported_image_media_type: 'invalidRequest',
  empty_image_file: 'invalidRequest',
  failed_to_download_image: 'invalidRequest',
  image_file_not_found: 'invalidRequest',
}
