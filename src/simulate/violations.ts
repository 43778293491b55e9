import { itemsOf, objectOf, stringOf } from './json.ts'
import type { Check, SchemaFault } from './provider.ts'

/** A validator generated from a specification, with the violations of its last call. */
export interface Validate {
  (data: unknown): boolean
  errors?: readonly Violation[] | null
}

/** One reason why a validator refused a value. */
export interface Violation {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Makes a check of a validator: of all violations it reports the one that lies deepest, where the fault is. */
export const checkWith =
  (validate: Validate): Check =>
  (body) => {
    if (validate(body)) return null
    const telling = (validate.errors ?? []).filter(({ keyword }) => !COMBINING.includes(keyword))
    const deepest = telling.reduce<Violation | undefined>(
      (best, violation) => (best !== undefined && depth(best) >= depth(violation) ? best : violation),
      undefined,
    )
    return deepest === undefined ? { path: [], problem: 'value', expected: [], bound: null, actual: body } : faultOf(deepest, body)
  }

/** Whether the shape is right and only a value is not: there a provider's own rules have the more telling words. */
export const isQuestionOfValue = ({ problem }: SchemaFault): boolean => problem === 'value' || problem === 'bound'

const COMBINING = ['if', 'anyOf', 'oneOf', 'allOf', 'not']

const depth = ({ instancePath }: Violation): number => instancePath.split('/').length

function faultOf({ instancePath, keyword, params }: Violation, body: unknown): SchemaFault {
  const { path, value } = follow(instancePath, body)
  const fault = { path, expected: [], bound: null, actual: value }
  switch (keyword) {
    case 'required':
      return { ...fault, path: [...path, stringOf(params['missingProperty'])], problem: 'missing' }
    case 'additionalProperties':
      return { ...fault, path: [...path, stringOf(params['additionalProperty'])], problem: 'unknown' }
    case 'type':
      return { ...fault, problem: 'type', expected: [params['type']].flat().map(String) }
    case 'enum':
      return { ...fault, problem: 'value', expected: itemsOf(params['allowedValues']).map(quoted) }
    case 'const':
      return { ...fault, problem: 'value', expected: [quoted(params['allowedValue'])] }
    case 'discriminator': {
      const tag = stringOf(params['tag'])
      const problem = tag in objectOf(value) ? 'value' : 'missing'
      return { ...fault, path: [...path, tag], problem, actual: objectOf(value)[tag] }
    }
    default: {
      const limit = params['limit'] ?? params['pattern'] ?? params['format']
      return { ...fault, problem: 'bound', bound: keyword, expected: isPlain(limit) ? [String(limit)] : [] }
    }
  }
}

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

const quoted = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))

/** Where a JSON pointer leads, and its steps; a step into an array is a number. */
function follow(pointer: string, body: unknown): { path: readonly (string | number)[]; value: unknown } {
  const path: (string | number)[] = []
  let value = body
  for (const escaped of pointer.split('/').slice(1)) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(value) ? Number(step) : step)
    value = Array.isArray(value) ? value[Number(step)] : objectOf(value)[step]
  }
  return { path, value }
}
