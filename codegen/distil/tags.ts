import { isArray, isObject, type Json, type JsonObject } from './json.ts'

/** Turns every `anyOf` whose branches are references told apart by one required tag into a discriminated `oneOf`. */
export function tagUnions(schemas: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, rewrite(schema, schemas)]))
}

/** The tag values of a schema's property, if it is required and a constant or a closed enum. */
export function tagValues(schema: Json | undefined, property: string): readonly string[] | undefined {
  if (!isObject(schema) || !isArray(schema['required']) || !schema['required'].includes(property)) return undefined
  const properties = schema['properties']
  const tag = isObject(properties) ? properties[property] : undefined
  if (!isObject(tag)) return undefined
  if (typeof tag['const'] === 'string') return [tag['const']]
  const values = tag['enum']
  return isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined
}

/** The schema a local reference points at; the schema itself where it is none. */
export function resolve(schema: Json | undefined, schemas: JsonObject): Json | undefined {
  const ref = isObject(schema) ? schema['$ref'] : undefined
  return typeof ref === 'string' ? schemas[ref.slice('#/components/schemas/'.length)] : schema
}

const preferred = ['type', 'role', 'object', 'name']

function rewrite(value: Json, schemas: JsonObject): Json {
  if (isArray(value)) return value.map((each) => rewrite(each, schemas))
  if (!isObject(value)) return value
  const copy: JsonObject = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewrite(each, schemas)]))
  const branches = copy['anyOf']
  if (!isArray(branches)) return copy
  const members = branches.filter((each) => !isNull(each))
  const tag = discriminator(members, schemas)
  if (tag === undefined) return copy
  const tagged: JsonObject = { oneOf: members, discriminator: { propertyName: tag } }
  return members.length === branches.length ? tagged : { anyOf: [tagged, { type: 'null' }] }
}

function discriminator(members: readonly Json[], schemas: JsonObject): string | undefined {
  if (members.length < 2 || !members.every((each) => isObject(each) && typeof each['$ref'] === 'string')) return undefined
  const targets = members.map((each) => resolve(each, schemas))
  const first = targets[0]
  const required = isObject(first) && isArray(first['required']) ? first['required'] : []
  const names = [...preferred, ...required.filter((each) => typeof each === 'string')]
  return names.find((name) => {
    const values = targets.map((target) => tagValues(target, name))
    const all = values.flatMap((each) => each ?? [])
    return values.every((each) => each !== undefined) && new Set(all).size === all.length
  })
}

function isNull(value: Json): boolean {
  return isObject(value) && value['type'] === 'null'
}
