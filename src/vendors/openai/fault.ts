import { fault as newFault, type Fault, type FaultKind } from '../../interlingua/fault.ts'
import type { Json } from '../../interlingua/json.ts'
import type { EncodedFault, Headers } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { dotted, undotted } from '../../translate/pointer.ts'
import { Reader } from '../../translate/reader.ts'
import { unread, type Unread } from '../../translate/unread.ts'

/** The members of an error that mean something, as the fates of a format pass them on. */
export interface ErrorMembers {
  readonly message: Unread<string> | undefined
  readonly type: Unread<string> | undefined
  readonly param: Unread<string> | undefined
  readonly code: Unread<string> | undefined
}

/** How a format reads its own error object, every member of which it has decided. */
export type MembersOf = (error: unknown, at: string, reader: Reader) => ErrorMembers

/** Reads an error answer (§6.2). */
export function decodeFault(status: number, headers: Headers, body: unknown, format: string, membersOf: MembersOf): Fault {
  return { ...readFault(status, body, format, membersOf), status, retryAfter: retryAfter(headers) }
}

/** Reads an error inside a stream: it has no status, only its own type and code (EMC-7). */
export const decodeStreamFault = (body: unknown, format: string, membersOf: MembersOf): Fault => readFault(null, body, format, membersOf)

function readFault(status: number | null, body: unknown, format: string, membersOf: MembersOf): Fault {
  const { message, type, param, code } = readError(body, format, membersOf)
  const kind = kindOf(status, type, code)
  return newFault(kind, message || `the upstream answered ${status === null ? 'with an error' : `with status ${status}`}`, {
    param: param === null || param === '' || status === null ? null : undotted(param),
    code,
    raw: (body ?? null) as Json,
  })
}

interface ReadError {
  readonly message: string | null
  readonly type: string | null
  readonly param: string | null
  readonly code: string | null
}

/** Hosts send `{error: {…}}`, some `{error: "…"}` or the error alone. */
function readError(body: unknown, format: string, membersOf: MembersOf): ReadError {
  if (typeof body !== 'object' || body === null) return { ...bareError, message: typeof body === 'string' && body !== '' ? body : null }
  const { error, ...bare }: { readonly error?: unknown } = body
  if (typeof error === 'string') return { ...bareError, message: error }
  const reader = new Reader(new Ledger(format, { rule: 'ENV-5', why: 'a member of an error that nobody knows', level: 'info' }))
  const { message, type, param, code } = membersOf(error ?? bare, '/error', reader)
  const number: unknown = code
  return {
    message: reader.string(message, '/error/message'),
    type: reader.string(type, '/error/type'),
    param: reader.string(param, '/error/param'),
    code: typeof number === 'number' ? String(number) : reader.string(code === undefined ? undefined : unread<string>(code), '/error/code'),
  }
}

const bareError: ReadError = { message: null, type: null, param: null, code: null }

const byCode: ReadonlyMap<string, FaultKind> = new Map([
  ['context_length_exceeded', 'contextLength'],
  ['unsupported_parameter', 'unsupportedParameter'],
  ['unsupported_value', 'unsupportedParameter'],
  ['insufficient_quota', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['model_not_found', 'modelNotFound'],
  ['invalid_api_key', 'authentication'],
  ['rate_limit_exceeded', 'rateLimit'],
])

const byStatus: ReadonlyMap<number, FaultKind> = new Map([
  [401, 'authentication'],
  [402, 'billing'],
  [403, 'permission'],
  [404, 'notFound'],
  [408, 'timeout'],
  [409, 'conflict'],
  [413, 'requestTooLarge'],
  [415, 'unsupportedMediaType'],
  [429, 'rateLimit'],
  [500, 'internal'],
  [502, 'upstream'],
  [503, 'overloaded'],
  [504, 'timeout'],
])

const byType: ReadonlyMap<string, FaultKind> = new Map([
  ['invalid_request_error', 'invalidRequest'],
  ['rate_limit_error', 'rateLimit'],
  ['insufficient_quota', 'quota'],
  ['server_error', 'internal'],
])

/** Codes that say more than the statuses they come with (ERO-1, ERO-3, ERO-6). */
const refining: ReadonlyMap<FaultKind, readonly number[]> = new Map([
  ['contextLength', [400]],
  ['unsupportedParameter', [400]],
  ['quota', [429]],
  ['modelNotFound', [404]],
])

/** ERO-1 to ERO-17. */
function kindOf(status: number | null, type: string | null, code: string | null): FaultKind {
  const coded = byCode.get(code ?? '')
  if (status === null) return coded ?? byStatus.get(Number(code)) ?? byType.get(type ?? '') ?? 'upstream'
  if (coded && refining.get(coded)?.includes(status)) return coded
  if (status === 429 && byType.get(type ?? '') === 'quota') return 'quota'
  return byStatus.get(status) ?? (status >= 500 ? 'internal' : 'invalidRequest')
}

/** Seconds, from the finer header first (RTF-2); dates are left to the header that is passed on. */
function retryAfter(headers: Headers): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (Number.isFinite(milliseconds)) return milliseconds / 1000
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

interface Spelling {
  readonly status: number
  readonly type: string
  readonly code: string | null
  /** The client must not try again: nothing changes by itself. */
  readonly final?: true
}

/** ERA-1 to ERA-11, GWE-1 to GWE-11. */
const spellings: { readonly [K in FaultKind]: Spelling } = {
  invalidRequest: { status: 400, type: 'invalid_request_error', code: null },
  contextLength: { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  unsupportedParameter: { status: 400, type: 'invalid_request_error', code: 'unsupported_parameter' },
  authentication: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  billing: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', final: true },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', final: true },
  permission: { status: 403, type: 'invalid_request_error', code: 'permission_denied' },
  notFound: { status: 404, type: 'invalid_request_error', code: null },
  modelNotFound: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  conflict: { status: 409, type: 'invalid_request_error', code: 'conflict' },
  requestTooLarge: { status: 413, type: 'invalid_request_error', code: 'request_too_large' },
  unsupportedMediaType: { status: 415, type: 'invalid_request_error', code: 'unsupported_media_type' },
  rateLimit: { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  upstream: { status: 502, type: 'server_error', code: 'server_error' },
  unavailable: { status: 503, type: 'server_error', code: 'overloaded' },
  overloaded: { status: 503, type: 'server_error', code: 'overloaded' },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
  internal: { status: 500, type: 'server_error', code: 'server_error' },
  clientGone: { status: 499, type: 'invalid_request_error', code: null },
}

/** Writes an error answer (§6.3, §6.4). */
export function encodeFault(fault: Fault, requestId: string): EncodedFault {
  const { status, final } = spellings[fault.kind]
  return {
    status,
    headers: {
      'x-request-id': requestId,
      ...retryHeaders(fault.retryAfter),
      ...(final || fault.lasting ? { 'x-should-retry': 'false' } : {}),
    },
    body: { error: { ...errorObject(fault) } },
  }
}

/** Whole seconds, and the exact time where it is finer (RTF-2). */
function retryHeaders(seconds: number | null): Headers {
  if (seconds === null) return {}
  const whole = { 'retry-after': String(Math.ceil(seconds)) }
  return Number.isInteger(seconds) ? whole : { ...whole, 'retry-after-ms': String(Math.round(seconds * 1000)) }
}

/** An error as both APIs write it, in an answer or in the last frame of a broken stream. */
export interface WrittenError {
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

/** An error with all four members (ERS-2). */
export function errorObject({ kind, message, param, code }: Fault): WrittenError {
  const spelling = spellings[kind]
  const invalid =
    kind === 'invalidRequest' ? (code === 'image_dimensions_too_large' ? 'image_too_large' : param === null ? null : 'invalid_value') : null
  return { message, type: spelling.type, param: param === null ? null : dotted(param), code: spelling.code ?? invalid }
}
