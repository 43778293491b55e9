import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { branchesOf } from './all-of.ts'
import { nameOf } from './references.ts'

/**
 * A copy of the document in which the members of a union have the tag values that its discriminator's mapping gives them,
 * where they themselves call the tag any string.
 */
export function implyTags(document: JsonObject): JsonObject {
  const copy = structuredClone(document)
  const components = isObject(copy['components']) ? copy['components']['schemas'] : undefined
  if (!isObject(components)) return copy
  const values = new Map<JsonObject, Set<string>>()
  visit(copy, (schema) => {
    const { propertyName, mapping } = isObject(schema['discriminator']) ? schema['discriminator'] : {}
    if (typeof propertyName !== 'string' || !isObject(mapping) || branchesOf(schema) === undefined) return
    for (const [value, target] of Object.entries(mapping)) {
      const name = typeof target === 'string' && target.startsWith('#') ? nameOf(target) : target
      const member = typeof name === 'string' ? tagOf(components[name], propertyName) : undefined
      if (member !== undefined) values.set(member, (values.get(member) ?? new Set()).add(value))
    }
  })
  for (const [member, known] of values) member['enum'] = [...known]
  return copy
}

/** The tag of an object, or of a part of it, where it may be any string. */
function tagOf(schema: Json | undefined, name: string): JsonObject | undefined {
  if (!isObject(schema)) return undefined
  const property = isObject(schema['properties']) ? schema['properties'][name] : undefined
  if (isObject(property)) {
    const says = ['const', 'enum', '$ref', 'allOf', 'anyOf', 'oneOf'].some((keyword) => property[keyword] !== undefined)
    return says ? undefined : property
  }
  const parts = isArray(schema['allOf']) ? schema['allOf'] : []
  return parts.map((part) => tagOf(part, name)).find((found) => found !== undefined)
}

function visit(value: Json, look: (schema: JsonObject) => void): void {
  if (isArray(value)) return value.forEach((each) => visit(each, look))
  if (!isObject(value)) return
  look(value)
  Object.values(value).forEach((each) => visit(each, look))
}
