import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { locate, schemaName, type Spot } from '../distil/locate.ts'
import type { Overlay, OverlayEntry } from '../distil/overlay.ts'

/**
 * A copy of the document without what its overlay made different from the SDK's types: members, branches and shapes of
 * free-form values that were added, demands that were dropped. Limits stay, for a type does not see them.
 */
export function takeBack(document: JsonObject, overlay: Overlay, apiVersion: string): JsonObject {
  const copy = structuredClone(document)
  const prefix = apiVersion === 'beta' ? 'Beta' : ''
  const components = copy['components']
  const schemas = isObject(components) ? components['schemas'] : undefined
  if (!isObject(schemas)) throw new Error('the document has no schemas')
  for (const entry of overlay.entries) {
    if (entry.documents !== undefined && !entry.documents.includes(apiVersion)) continue
    for (const path of entry.at) for (const spot of locate(schemas, path, prefix)) undo(spot, entry, schemas, prefix)
  }
  return copy
}

function undo({ schema, replace }: Spot, { facts }: OverlayEntry, schemas: JsonObject, prefix: string): void {
  const { set, branch, properties, optional } = facts
  if (facts['replace'] !== undefined || (isObject(set) && set['type'] === 'object')) return replace({})
  if (typeof branch === 'string') dropBranch(schema, schemaName(schemas, branch, prefix) ?? branch)
  if (isObject(properties) && isObject(schema['properties'])) schema['properties'] = omit(schema['properties'], Object.keys(properties))
  if (isArray(optional)) schema['required'] = [...(isArray(schema['required']) ? schema['required'] : []), ...optional]
}

function dropBranch(schema: JsonObject, name: string): void {
  const key = schema['oneOf'] === undefined ? 'anyOf' : 'oneOf'
  const branches = schema[key]
  if (isArray(branches)) schema[key] = branches.filter((each) => !isObject(each) || each['$ref'] !== `#/components/schemas/${name}`)
}

const omit = (object: JsonObject, names: readonly string[]): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
