import { isJsonObject, type Json, type JsonObject } from '../interlingua/json.ts'
import type { Ledger } from './ledger.ts'
import { below } from './pointer.ts'

/** A schema without the members that name it, wherever they stand, for targets that enforce schemas (SCH-9). `at` is its pointer. */
export function withoutIdentity(schema: JsonObject, at: string, ledger: Ledger, depth = 0): JsonObject {
  if (depth > deepest) return schema
  let changed = false
  const kept: [string, Json][] = []
  for (const [keyword, value] of Object.entries(schema)) {
    const here = below(at, keyword)
    if (keyword === '$schema' || keyword === '$id') {
      ledger.lose(here, 'dropped', 'SCH-9', 'debug', 'a schema that is enforced goes without its name')
      changed = true
      continue
    }
    const bare = withinKeyword(keyword, value, here, ledger, depth)
    changed ||= bare !== value
    kept.push([keyword, bare])
  }
  return changed ? Object.fromEntries(kept) : schema
}

/** SEC-5. */
const deepest = 128

/** Keywords whose value is a schema, a list of them, or has them by name. */
const single = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'])
const listed = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])
const byName = new Set(['properties', '$defs', 'definitions', 'patternProperties'])

function withinKeyword(keyword: string, value: Json, at: string, ledger: Ledger, depth: number): Json {
  const bare = (schema: Json, here: string): Json => (isJsonObject(schema) ? withoutIdentity(schema, here, ledger, depth + 1) : schema)
  if (single.has(keyword)) return bare(value, at)
  if (listed.has(keyword) && isList(value))
    return same(
      value,
      value.map((schema, index) => bare(schema, below(at, String(index)))),
    )
  if (!byName.has(keyword) || !isJsonObject(value)) return value
  const entries = Object.entries(value)
  const schemas = entries.map(([name, schema]) => bare(schema, below(at, name)))
  return entries.every(([, schema], index) => schema === schemas[index])
    ? value
    : Object.fromEntries(entries.map(([name], index) => [name, schemas[index] ?? null]))
}

/** The old list where nothing in it changed. */
const same = (before: readonly Json[], after: readonly Json[]): readonly Json[] =>
  before.every((each, index) => each === after[index]) ? before : after

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
