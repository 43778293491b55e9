import type { JsonObject } from '../../interlingua/json.ts'

/** Whether OpenAI takes a schema as strict: closed objects, every property required, no oneOf or allOf (SCH-1 to SCH-4, SCH-10). */
export const isStrictSchema = (schema: JsonObject): boolean => schema['type'] === 'object' && isClosed(schema, 0)

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
