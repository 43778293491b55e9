import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'

/** How many facts one direction of a document holds. */
export type Counts = {
  /** Properties of all reachable object schemas; each (schema, property) once. */
  readonly fields: number
  /**
   * Object and array branches of the unions under each (schema, property); text and other scalars are no variants, and
   * a union with an unconstrained branch distinguishes nothing (P12).
   */
  readonly variants: number
  /** Values of closed enums and constants under each (schema, property). */
  readonly enumValues: number
}

/** Which schemas a count leaves out, and with them the union branches that refer to them. */
export type Pruned = (name: string) => boolean

/**
 * Counts what the types say of all that is reachable from a schema; what an overlay added (`x-added`) is left out. Aliases
 * (unions, enums) are counted at each property that has them, objects once.
 */
export function countFacts(document: JsonObject, root: string, pruned: Pruned = () => false): Counts {
  const schemas = schemasOf(document)
  const tally = { fields: 0, variants: 0, enumValues: 0 }
  const seen = new Set<string>()
  const visitObject = (schema: JsonObject): void => {
    for (const property of Object.values(objectIn(schema['properties']))) {
      if (isAdded(property, schemas)) continue
      tally.fields += 1
      visit(property)
    }
    visit(schema['additionalProperties'])
  }
  const visitReference = (name: string): void => {
    const target = schemas[name]
    if (pruned(name) || !isObject(target)) return
    if (target['type'] !== 'object') return visit(target)
    if (seen.has(name)) return
    seen.add(name)
    visitObject(target)
  }
  const visit = (schema: Json | undefined): void => {
    if (!isObject(schema)) return
    const ref = refName(schema)
    if (ref !== undefined) return visitReference(ref)
    if (schema['const'] !== undefined) tally.enumValues += 1
    tally.enumValues += listIn(schema['enum']).length
    const branches = branchesOf(schema).filter((branch) => !pruned(refName(branch) ?? '') && !isAdded(branch, schemas))
    const closed = branches.every((branch) => !isObject(branch) || Object.keys(branch).length > 0)
    if (branches.length > 1 && closed) tally.variants += branches.filter((branch) => isStructured(branch, schemas)).length
    branches.forEach(visit)
    visit(schema['items'])
    visitObject(schema)
  }
  visitReference(root)
  return tally
}

/** The non-null branches of a union; none where the schema is no union. */
export function branchesOf(schema: JsonObject): readonly Json[] {
  const branches = listIn(schema['oneOf'] ?? schema['anyOf']).filter((branch) => !isNull(branch))
  const only = branches[0]
  return branches.length === 1 && isObject(only) && only['oneOf'] !== undefined ? branchesOf(only) : branches
}

/** The schemas of a document, by name. */
export function schemasOf(document: JsonObject): JsonObject {
  return objectIn(objectIn(document['components'])['schemas'])
}

/** The name a local reference holds, or undefined. */
export function refName(schema: Json | undefined): string | undefined {
  const ref = isObject(schema) ? schema['$ref'] : undefined
  return typeof ref === 'string' ? ref.slice('#/components/schemas/'.length) : undefined
}

function isAdded(schema: Json, schemas: JsonObject): boolean {
  const target = schemas[refName(schema) ?? '']
  return isObject(target) && target['x-added'] === true
}

function isStructured(branch: Json, schemas: JsonObject): boolean {
  const name = refName(branch)
  const schema = name === undefined ? branch : schemas[name]
  if (!isObject(schema)) return false
  const kinds = [schema['type']].flat()
  return kinds.includes('object') || kinds.includes('array') || schema['oneOf'] !== undefined || schema['anyOf'] !== undefined
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

function listIn(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : []
}

function isNull(value: Json): boolean {
  return isObject(value) && value['type'] === 'null'
}
