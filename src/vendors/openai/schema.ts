import type { Json, JsonObject } from '../../interlingua/json.ts'
import { below } from '../../translate/pointer.ts'

/** What makes OpenAI refuse a schema of an answer. */
export interface SchemaProblem {
  readonly rule: string
  /** Pointer within the schema. */
  readonly path: string
  readonly why: string
}

/** Why OpenAI takes a schema of an answer in no way, null where it does (SCH-8, SCH-10). */
export function schemaProblem(schema: JsonObject): SchemaProblem | null {
  const untyped = schema['type'] === undefined && schema['properties'] !== undefined
  if (schema['type'] !== 'object' && !untyped) return { rule: 'SCH-10', path: '', why: 'the root of the schema must be an object' }
  const path = foreignReference(schema, '', 0)
  return path === null ? null : { rule: 'SCH-8', path, why: 'the schema refers to another document' }
}

function foreignReference(value: Json, path: string, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth > deepest) return null
  for (const [member, inner] of Object.entries(value)) {
    const here = below(path, member)
    if (member === '$ref' && typeof inner === 'string' && !inner.startsWith('#')) return here
    const found = foreignReference(inner, here, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** Whether OpenAI takes a schema as strict: closed objects, every property required, no oneOf or allOf (SCH-1 to SCH-4, SCH-10). */
export const isStrictSchema = (schema: JsonObject): boolean =>
  schema['type'] === 'object' && schemaProblem(schema) === null && isClosed(schema, 0)

const deepest = 128

function isClosed(schema: unknown, depth: number): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema) || depth > deepest) return depth <= deepest
  const {
    properties,
    required,
    additionalProperties,
    oneOf,
    allOf,
    anyOf,
    items,
    $defs,
    definitions,
  }: { readonly [keyword: string]: unknown } = {
    ...schema,
  }
  if (oneOf !== undefined || allOf !== undefined) return false
  const isObject = properties !== undefined || Reflect.get(schema, 'type') === 'object'
  if (isObject && additionalProperties !== false) return false
  const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  if (!names.every((name) => Array.isArray(required) && required.includes(name))) return false
  return [properties, $defs, definitions].every((map) => everyValue(map, depth)) && everyValue(anyOf, depth) && isClosed(items, depth + 1)
}

const everyValue = (map: unknown, depth: number): boolean =>
  typeof map !== 'object' || map === null || Object.values(map).every((schema) => isClosed(schema, depth + 1))

/** An object without some of its members. */
export const without = (object: JsonObject, members: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([member]) => !members.includes(member)))
