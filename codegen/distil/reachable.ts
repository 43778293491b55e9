import { isArray, isObject, type Json, type JsonObject } from './json.ts'

/** The schemas that the paths of a document lead to. */
export function reachable(schemas: JsonObject, paths: JsonObject): JsonObject {
  const found = new Set<string>()
  const visit = (value: Json | undefined): void => {
    if (isArray(value)) return value.forEach(visit)
    if (!isObject(value)) return
    const ref = value['$ref']
    if (typeof ref === 'string') {
      const name = ref.slice('#/components/schemas/'.length)
      if (found.has(name)) return
      found.add(name)
      return visit(schemas[name])
    }
    Object.values(value).forEach(visit)
  }
  visit(paths)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)))
}
