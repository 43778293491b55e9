import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'

const limits = [
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]

/** The limits and the default a schema sets, in the words of JSON Schema 2020-12. */
export function constraintsOf(schema: JsonObject): JsonObject {
  const kept: JsonObject = {}
  for (const name of limits) {
    const value = schema[name]
    if (value !== undefined && value !== null && !isProse(value)) kept[name] = value
  }
  exclusive(schema, kept, 'exclusiveMinimum', 'minimum')
  exclusive(schema, kept, 'exclusiveMaximum', 'maximum')
  const standard = schema['default']
  if (standard !== undefined && standard !== null && !isArray(standard) && !isObject(standard) && !isProse(standard)) {
    kept['default'] = standard
  }
  return kept
}

/** OpenAPI 3.0 says by a boolean that a limit is itself excluded; later versions give the limit. */
function exclusive(schema: JsonObject, kept: JsonObject, name: string, limit: string): void {
  const value = schema[name]
  if (typeof value === 'number') kept[name] = value
  if (value !== true || kept[limit] === undefined) return
  kept[name] = kept[limit]
  delete kept[limit]
}

/** Sentences are no facts. */
const isProse = (value: Json): boolean => typeof value === 'string' && (value.length > 80 || /\s\S+\s/.test(value))
