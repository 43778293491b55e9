import type { JsonObject } from '../json.ts'
import type { SchemaFault } from '../provider.ts'

/** A refusal before it is put on the wire. */
export interface Refusal {
  readonly status: number
  readonly message: string
  readonly param: string | null
  readonly code: string | null
}

/** A refusal of the request body. */
export const invalid = (message: string, param: string | null = null, code: string | null = null): Refusal => ({
  status: 400,
  message,
  param,
  code,
})

/** The refusal of a member that the model does not take. */
export const unsupported = (param: string, advice = ''): Refusal =>
  invalid(`Unsupported parameter: '${param}' is not supported with this model.${advice}`, param, 'unsupported_parameter')

/** The refusal of a request without a key. */
export const unauthenticated: Refusal = {
  status: 401,
  message:
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth " +
    '(i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys.',
  param: null,
  code: null,
}

/** The refusal of an unknown model. */
export const unknownModel = (name: string, param: string | null): Refusal => ({
  status: 404,
  message: `The model \`${name}\` does not exist or you do not have access to it.`,
  param,
  code: 'model_not_found',
})

/** The refusal of an unknown path. */
export const unknownPath = (method: string, path: string): Refusal => ({
  status: 404,
  message: `Invalid URL (${method} ${path})`,
  param: null,
  code: null,
})

/** The body of an error answer (ERS-2). */
export const errorBody = ({ message, param, code }: Refusal): JsonObject => ({
  error: { message, type: 'invalid_request_error', param, code },
})

/** A schema fault in OpenAI's words: `Missing required parameter: 'messages[0].role'.` */
export function faultRefusal({ path, problem, expected, bound, actual }: SchemaFault): Refusal {
  const param = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
  switch (problem) {
    case 'missing':
      return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter')
    case 'unknown':
      return invalid(`Unknown parameter: '${param}'.`, param, 'unknown_parameter')
    case 'type':
      return invalid(
        `Invalid type for '${param}': expected ${expected.map(named).join(' or ')}, but got ${named(typeOf(actual))} instead.`,
        param,
        'invalid_type',
      )
    case 'value':
      return invalid(
        `Invalid value: '${String(actual)}'.${expected.length === 0 ? '' : ` Supported values are: ${expected.join(', ')}.`}`,
        param,
        'invalid_value',
      )
    case 'bound':
      return boundRefusal(param, bound ?? '', expected.join(''), actual)
  }
}

function boundRefusal(param: string, bound: string, limit: string, actual: unknown): Refusal {
  const known = BOUNDS[bound]
  if (known === undefined) return invalid(`Invalid value for '${param}'.`, param, 'invalid_value')
  const size = typeof actual === 'number' ? actual : Array.isArray(actual) ? actual.length : String(actual).length
  const got =
    size === 0 && bound !== 'minimum'
      ? `an empty ${known.kind}`
      : typeof actual === 'number'
        ? String(actual)
        : `${named(known.kind)} with length ${size}`
  return invalid(
    `Invalid '${param}': ${size === 0 && bound === 'minItems' ? 'empty array' : known.complaint}. Expected ${known.wish} ${limit}, but got ${got} instead.`,
    param,
    size === 0 && bound === 'minItems' ? 'empty_array' : known.code,
  )
}

interface Bound {
  readonly kind: string
  readonly complaint: string
  readonly wish: string
  readonly code: string
}

const BOUNDS: Readonly<Record<string, Bound>> = {
  minimum: { kind: 'number', complaint: 'number below minimum value', wish: 'a value >=', code: 'integer_below_min_value' },
  maximum: { kind: 'number', complaint: 'number above maximum value', wish: 'a value <=', code: 'integer_above_max_value' },
  minLength: { kind: 'string', complaint: 'string too short', wish: 'a string with minimum length', code: 'string_below_min_length' },
  maxLength: { kind: 'string', complaint: 'string too long', wish: 'a string with maximum length', code: 'string_above_max_length' },
  minItems: { kind: 'array', complaint: 'array too short', wish: 'an array with minimum length', code: 'array_below_min_length' },
  maxItems: { kind: 'array', complaint: 'array too long', wish: 'an array with maximum length', code: 'array_above_max_length' },
}

const TYPES: Readonly<Record<string, string>> = { number: 'a decimal', boolean: 'a boolean', null: 'null', undefined: 'nothing' }

const named = (type: string): string => TYPES[type] ?? `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
