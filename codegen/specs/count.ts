import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'

/** How many facts one direction of a document holds; each schema is counted once. */
export type Counts = {
  /** Properties of all reachable objects, inline ones included. */
  readonly fields: number
  /** Non-null branches of unions that have more than one. */
  readonly variants: number
  readonly unions: number
  /** Values of closed enums and constants. */
  readonly enumValues: number
}

/** Counts what is reachable from a schema. Schemas in `without` (protocol events, say) are not entered or counted. */
export function countFacts(document: JsonObject, root: string, without: ReadonlySet<string> = new Set()): Counts {
  const tally = { fields: 0, variants: 0, unions: 0, enumValues: 0 }
  const components = document['components']
  const schemas = isObject(components) && isObject(components['schemas']) ? components['schemas'] : {}
  const seen = new Set(without)
  const enter = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    visit(schemas[name])
  }
  const visit = (schema: Json | undefined): void => {
    if (!isObject(schema)) return
    const ref = schema['$ref']
    if (typeof ref === 'string') return enter(ref.slice('#/components/schemas/'.length))
    for (const property of entries(schema['properties'])) {
      tally.fields += 1
      visit(property)
    }
    const branches = list(schema['oneOf'] ?? schema['anyOf']).filter((branch) => !isNull(branch) && !isExcluded(branch, without))
    if (branches.length > 1) {
      tally.unions += 1
      tally.variants += branches.length
    }
    branches.forEach(visit)
    if (schema['const'] !== undefined) tally.enumValues += 1
    tally.enumValues += list(schema['enum']).length
    visit(schema['items'])
    visit(schema['additionalProperties'])
  }
  enter(root)
  return tally
}

function entries(value: Json | undefined): readonly Json[] {
  return isObject(value) ? Object.values(value) : []
}

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : []
}

function isNull(value: Json): boolean {
  return isObject(value) && value['type'] === 'null'
}

function isExcluded(value: Json, without: ReadonlySet<string>): boolean {
  const ref = isObject(value) ? value['$ref'] : undefined
  return typeof ref === 'string' && without.has(ref.slice('#/components/schemas/'.length))
}
