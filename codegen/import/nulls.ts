import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { alternatives } from '../distil/unions.ts'
import { branchesOf, without } from './all-of.ts'
import type { References } from './references.ts'

/** Whether a schema, or one that it refers to, allows null. */
export function allowsNull(schema: Json, references: References, at: string, seen: readonly string[] = []): boolean {
  if (!isObject(schema)) return false
  if (schema['nullable'] === true || schema['const'] === null || [schema['type']].flat().includes('null')) return true
  if (isArray(schema['enum']) && schema['enum'].includes(null)) return true
  const ref = schema['$ref']
  if (typeof ref === 'string') return !seen.includes(ref) && allowsNull(references.target(ref, at), references, at, [...seen, ref])
  return (branchesOf(schema) ?? []).some((branch) => allowsNull(branch, references, at, seen))
}

/** What a schema itself says of everything but null; undefined where it allows null alone. */
export function withoutNull(schema: JsonObject): JsonObject | undefined {
  if (isNull(schema)) return undefined
  const bare = without(schema, 'nullable')
  if (isArray(bare['type'])) bare['type'] = bare['type'].filter((type) => type !== 'null')
  if (isArray(bare['enum'])) bare['enum'] = bare['enum'].filter((value) => value !== null)
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = bare[keyword]
    if (isArray(branches)) bare[keyword] = branches.filter((branch) => !isNull(branch))
  }
  return isArray(bare['enum']) && bare['enum'].length === 0 ? undefined : bare
}

/** The schema with null beside it, as one more type or one more branch. */
export function orNull(schema: JsonObject): JsonObject {
  const branches = schema['anyOf']
  if (isArray(branches)) return branches.some(isNull) ? schema : { ...schema, anyOf: [...branches, { type: 'null' }] }
  return Object.keys(schema).length === 0 || schema['type'] === 'null' ? schema : alternatives([schema], true)
}

const isNull = (schema: Json): boolean => isObject(schema) && (schema['type'] === 'null' || schema['const'] === null)
