import { isArray, isObject, type Json, type JsonObject } from './json.ts'

/** A schema inside a document, with what is needed to put another in its place. */
export type Spot = { readonly schema: JsonObject; readonly replace: (schema: JsonObject) => void }

/**
 * Finds the schemas a name path means: `Tool.InputSchema.required[]` is a schema name, then properties, `[]` for the
 * items of an array, `{}` for the values of a map, `|array` for the branch of a union of that type; `*` is any schema.
 * `prefix` is what a document puts before its schema names (`Beta`).
 */
export function locate(schemas: JsonObject, path: string, prefix: string): readonly Spot[] {
  if (path.startsWith('*.')) {
    return Object.keys(schemas).flatMap((name) => descend(spotAt(schemas, name), steps(path.slice(2))))
  }
  const names = path.split('.')
  for (let length = names.length; length > 0; length -= 1) {
    const [last = '', ...selectors] = steps(names[length - 1] ?? '')
    const written = [...names.slice(0, length - 1), last].join('.')
    const name = schemaName(schemas, written, prefix)
    if (name === undefined) continue
    return descend(spotAt(schemas, name), [...selectors, ...steps(names.slice(length).join('.'))])
  }
  return []
}

/** The name a schema has in a document whose names may carry a prefix; undefined where there is none. */
export function schemaName(schemas: JsonObject, written: string, prefix: string): string | undefined {
  return [prefix + written, written].find((name) => schemas[name] !== undefined)
}

function steps(path: string): string[] {
  return path.split(/\.|(?=\[\]|\{\}|\|)/).filter((step) => step !== '')
}

function descend(spots: readonly Spot[], path: readonly string[]): readonly Spot[] {
  return path.reduce((found, step) => found.flatMap((spot) => into(spot.schema, step)), spots)
}

function into(schema: JsonObject, step: string): readonly Spot[] {
  if (step === '[]') return spotAt(schema, 'items')
  if (step === '{}') return spotAt(schema, 'additionalProperties')
  if (step.startsWith('|')) return branch(schema, step.slice(1))
  const properties = schema['properties']
  return isObject(properties) ? spotAt(properties, step) : []
}

function branch(schema: JsonObject, type: string): readonly Spot[] {
  const branches = schema['anyOf'] ?? schema['oneOf']
  if (!isArray(branches)) return []
  const copy: Json[] = [...branches]
  schema[schema['anyOf'] === undefined ? 'oneOf' : 'anyOf'] = copy
  return copy.flatMap((each, index) =>
    isObject(each) && each['type'] === type ? [{ schema: each, replace: (other: JsonObject) => void (copy[index] = other) }] : [],
  )
}

function spotAt(parent: JsonObject, key: string): readonly Spot[] {
  const schema = parent[key]
  return isObject(schema) ? [{ schema, replace: (other) => void (parent[key] = other) }] : []
}
