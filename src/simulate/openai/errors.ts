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
export function faultRefusal({ path, problem, expected }: SchemaFault): Refusal {
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
      return invalid(`Invalid type for '${param}': expected ${expected.map(withArticle).join(' or ')}.`, param, 'invalid_type')
    case 'value':
      return expected.length === 0
        ? invalid(`Invalid value for '${param}'.`, param, 'invalid_value')
        : invalid(`Invalid value: '${param}'. Supported values are: ${expected.join(', ')}.`, param, 'invalid_value')
  }
}

const withArticle = (type: string): string => `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`
