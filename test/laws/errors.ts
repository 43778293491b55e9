import fc from 'fast-check'

const quota = ['insufficient_quota', 'billing_hard_limit_reached']

/** Codes that are about the account, not about the pace. */
export const isQuota = (code: string | null): boolean => code !== null && quota.includes(code)

const code = fc.constantFrom(null, 'context_length_exceeded', 'unsupported_value', 'rate_limit_exceeded', 'model_not_found', ...quota)

/** The body of an error of Chat Completions. */
export const chatErrorBody = code.map((said) => ({ error: { message: 'm', type: 'x', param: null, code: said } }))

const types: readonly (readonly [number, string])[] = [
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [409, 'conflict_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
]

/** A status of the Messages API and the type of error it comes with. */
export const messagesError = fc.oneof(fc.constantFrom(...types), fc.tuple(fc.integer({ min: 400, max: 599 }), fc.constant('of_the_future')))

/** The body of an error of the Messages API. */
export const messagesErrorBody = messagesError.map(([, type]) => bodyOf(type))

/** An error body of the Messages API. */
export const bodyOf = (type: string): { readonly type: 'error'; readonly error: { readonly type: string; readonly message: string } } => ({
  type: 'error',
  error: { type, message: 'm' },
})
