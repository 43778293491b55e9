import { isObject } from '../json.ts'
import { inside, is, isEmpty, stripped, type Defaults } from './defaults.ts'

/** A tool's JSON Schema without the words of its root that hold nothing: they allow what leaving them out allows. */
export const normalSchema = (schema: unknown): unknown => inside(schema, (it) => stripped(it, emptyWords))

const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0

const emptyWords: Defaults = { required: isEmpty, $defs: isEmptyObject, definitions: isEmptyObject, additionalProperties: is(true) }

/** Leaving the parameters out is documented as an empty list of them. */
export const takesNothing = (schema: unknown): boolean =>
  isObject(schema) &&
  Object.entries(schema).every(([word, value]) =>
    word === 'type' ? value === 'object' : word === 'properties' && isObject(value) && Object.keys(value).length === 0,
  )
