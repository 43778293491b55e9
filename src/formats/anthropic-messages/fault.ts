import { fault, type Fault, type FaultKind } from '../../interlingua/fault.ts'
import type { Json } from '../../interlingua/json.ts'
import type { EncodedFault, Headers } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { dotted } from '../../translate/pointer.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { ErrorObjectDetails, ErrorResponse, InvalidRequestErrorObject, Unions } from './generated/shapes.ts'
import { name } from './name.ts'

type ErrorType = keyof Unions['ErrorObject']

/** Reads an error answer (ERA-1 to ERA-11): the type tells more than the status. */
export function decodeFault(status: number, headers: Headers, body: unknown): Fault {
  const { type, message, code } = errorOf(body)
  return fault(kindOf(type, status, message, code), message === '' ? `the provider answered ${status}` : message, {
    code,
    status,
    retryAfter: seconds(headers['retry-after']),
    raw: jsonOf(body),
  })
}

/** Reads the `error` event of a stream. */
export function decodeStreamFault(body: unknown): Fault {
  const { type, message, code } = errorOf(body)
  return fault(kindOf(type, 0, message, code), message, { code, raw: jsonOf(body) })
}

/** Writes an error answer (ERO-1 to ERO-17, GWE-1 to GWE-11). */
export function encodeFault(problem: Fault, requestId: string): EncodedFault {
  const { retryAfter, lasting, kind } = problem
  const retry = { ...(retryAfter === null ? {} : { 'retry-after': String(retryAfter) }), ...(lasting ? { 'x-should-retry': 'false' } : {}) }
  return { status: words[kind].status, headers: { 'request-id': requestId, ...retry }, body: { ...errorBody(problem, requestId) } }
}

/** The body of an error answer, and of the `error` event of a stream (SER-1). */
export function errorBody(problem: Fault, requestId: string | null): ErrorResponse & { readonly [member: string]: Json } {
  const details = problem.param === '/thread' ? { details: threadRefused } : {}
  const error = { type: words[problem.kind].type, message: messageOf(problem), ...details }
  return { type: 'error', error, request_id: requestId }
}

function messageOf({ kind, message, param }: Fault): string {
  const path = param === null ? '' : dotted(param)
  if (kind === 'contextLength' && !message.startsWith(tooLong)) return `${tooLong}: ${message}`
  return path === '' ? message : `${path}: ${message}`
}

/** By this code the official client's tool loop learns that it has to send the whole history itself (REQ-A-31, ERS-1). */
const threadRefused = { error_code: 'thread_unsupported_request' }

/** Agent clients look for these words (ERO-1). */
const tooLong = 'prompt is too long'

const words: { readonly [Kind in FaultKind]: { readonly status: number; readonly type: ErrorType } } = {
  invalidRequest: { status: 400, type: 'invalid_request_error' },
  contextLength: { status: 400, type: 'invalid_request_error' },
  unsupportedParameter: { status: 400, type: 'invalid_request_error' },
  unsupportedMediaType: { status: 400, type: 'invalid_request_error' },
  authentication: { status: 401, type: 'authentication_error' },
  billing: { status: 402, type: 'billing_error' },
  quota: { status: 402, type: 'billing_error' },
  permission: { status: 403, type: 'permission_error' },
  notFound: { status: 404, type: 'not_found_error' },
  modelNotFound: { status: 404, type: 'not_found_error' },
  conflict: { status: 409, type: 'conflict_error' },
  requestTooLarge: { status: 413, type: 'request_too_large' },
  rateLimit: { status: 429, type: 'rate_limit_error' },
  clientGone: { status: 499, type: 'api_error' },
  internal: { status: 500, type: 'api_error' },
  upstream: { status: 502, type: 'api_error' },
  timeout: { status: 504, type: 'timeout_error' },
  unavailable: { status: 529, type: 'overloaded_error' },
  overloaded: { status: 529, type: 'overloaded_error' },
}

const kinds: { readonly [Type in ErrorType]: FaultKind } = {
  invalid_request_error: 'invalidRequest',
  authentication_error: 'authentication',
  billing_error: 'billing',
  permission_error: 'permission',
  not_found_error: 'notFound',
  conflict_error: 'conflict',
  request_too_large: 'requestTooLarge',
  rate_limit_error: 'rateLimit',
  timeout_error: 'timeout',
  api_error: 'internal',
  overloaded_error: 'overloaded',
}

const byStatus: { readonly [status: number]: FaultKind } = {
  400: 'invalidRequest',
  401: 'authentication',
  402: 'billing',
  403: 'permission',
  404: 'notFound',
  408: 'timeout',
  409: 'conflict',
  413: 'requestTooLarge',
  415: 'unsupportedMediaType',
  422: 'invalidRequest',
  429: 'rateLimit',
  500: 'internal',
  502: 'upstream',
  503: 'unavailable',
  504: 'timeout',
  529: 'overloaded',
}

function kindOf(type: string, status: number, message: string, code: string | null): FaultKind {
  if (code?.endsWith('spend_limit_reached')) return 'quota'
  const kind = isErrorType(type) ? kinds[type] : (byStatus[status] ?? (status >= 400 && status < 500 ? 'invalidRequest' : 'upstream'))
  if (kind === 'invalidRequest' && /prompt is too long/i.test(message)) return 'contextLength'
  if (kind === 'invalidRequest' && /spend(ing)? limit/i.test(message)) return 'quota'
  if (kind === 'notFound' && /model/i.test(message)) return 'modelNotFound'
  return kind
}

const isErrorType = (type: string): type is ErrorType => Object.hasOwn(kinds, type)

interface WireError {
  readonly type: string
  readonly message: string
  readonly code: string | null
}

/** The error in a body, as far as there is one: providers behind proxies answer with all kinds of bodies. */
function errorOf(body: unknown): WireError {
  const reader = new Reader(new Ledger(name, { rule: 'ENV-5', why: 'unknown member', level: 'info' }))
  const { type, error, request_id, ...rest } = reader.fields(unread<ErrorResponse>(body), core.ErrorResponse, '')
  rest satisfies Nothing
  reader.known(type, request_id)
  const inner = unread<InvalidRequestErrorObject>(error ?? {})
  const { type: kind, message, details, ...more } = reader.fields(inner, core.InvalidRequestErrorObject, '/error')
  more satisfies Nothing
  const { error_code, ...others } = reader.fields(unread<ErrorObjectDetails>(details ?? {}), core.ErrorObjectDetails, '/error/details')
  others satisfies Nothing
  return {
    type: reader.string(kind, '/error/type') ?? '',
    message: reader.string(message, '/error/message') ?? '',
    code: reader.string(error_code, '/error/details/error_code'),
  }
}

const jsonOf = (body: unknown): Json => (body === undefined ? null : (body as Json))

function seconds(header: string | undefined): number | null {
  const value = header === undefined || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(value) ? value : null
}
