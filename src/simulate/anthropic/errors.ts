import { itemsOf, type JsonObject } from '../json.ts'
import type { SchemaFault } from '../provider.ts'

/** A refusal before it is put on the wire. */
export interface Refusal {
  readonly status: number
  readonly type: string
  readonly message: string
}

/** A refusal of the request body; Anthropic puts the dotted path in front of the reason. */
export const invalid = (message: string): Refusal => ({ status: 400, type: 'invalid_request_error', message })

/** The refusal of an unknown path or model. */
export const notFound = (message: string): Refusal => ({ status: 404, type: 'not_found_error', message })

/** The refusal of a request without a key. */
export const unauthenticated: Refusal = {
  status: 401,
  type: 'authentication_error',
  message: 'x-api-key header is required',
}

/** The body of an error answer (ERS-1). */
export const errorBody = ({ type, message }: Refusal, requestId: string): JsonObject => ({
  type: 'error',
  error: { type, message },
  request_id: requestId,
})

/** A schema fault in Anthropic's words: `messages.0.role: Field required`. */
export function faultRefusal(fault: SchemaFault): Refusal {
  const path = fault.path.join('.')
  return invalid(path === '' ? reason(fault) : `${path}: ${reason(fault)}`)
}

function reason({ problem, expected, bound, actual }: SchemaFault): string {
  switch (problem) {
    case 'missing':
      return 'Field required'
    case 'unknown':
      return 'Extra inputs are not permitted'
    case 'type':
      return `Input should be a valid ${expected.map((type) => TYPES[type] ?? type).join(' or ')}`
    case 'value':
      return expected.length === 0
        ? `Input tag '${String(actual)}' is not one of the expected tags`
        : `Input should be ${expected.join(' or ')}`
    case 'bound':
      return BOUNDS[bound ?? '']?.(expected.join(''), actual) ?? 'Input is invalid'
  }
}

const TYPES: Readonly<Record<string, string>> = { object: 'dictionary', array: 'list' }

const BOUNDS: Readonly<Record<string, (limit: string, actual: unknown) => string>> = {
  minimum: (limit) => `Input should be greater than or equal to ${limit}`,
  maximum: (limit) => `Input should be less than or equal to ${limit}`,
  minLength: (limit) => `String should have at least ${limit} character${limit === '1' ? '' : 's'}`,
  maxLength: (limit) => `String should have at most ${limit} characters`,
  minItems: (limit, actual) => `List should have at least ${limit} items after validation, not ${itemsOf(actual).length}`,
  maxItems: (limit, actual) => `List should have at most ${limit} items after validation, not ${itemsOf(actual).length}`,
  pattern: (limit) => `String should match pattern '${limit}'`,
}
