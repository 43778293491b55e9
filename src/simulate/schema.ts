import { isObject, itemsOf, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from './json.ts'
import { type StringRules, stringFor } from './strings.ts'
import { namesIn } from './words.ts'

/** A value that a JSON schema accepts; its strings and numbers are taken from the text where they fit. */
export function valueFor(schema: JsonObject, text: string): unknown {
  return valueOf(schema, { root: schema, names: namesIn(text), used: new Set() }, 0)
}

interface Material {
  readonly root: JsonObject
  readonly names: readonly string[]
  /** Names that have gone into the value, so that each property says something of its own. */
  readonly used: Set<string>
}

const DEEPEST = 12

function valueOf(written: unknown, material: Material, depth: number): unknown {
  const schema = resolved(written, material, depth)
  if ('const' in schema) return schema['const']
  const allowed = schema['enum']
  if (Array.isArray(allowed) && allowed.length > 0) return chosen(allowed, material)
  switch (typeOf(schema)) {
    case 'object':
      return objectFor(schema, material, depth)
    case 'array':
      return arrayFor(schema, material, depth)
    case 'integer':
      return numberFor(schema, material, true)
    case 'number':
      return numberFor(schema, material, false)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return stringFor(rulesOf(schema), material.names, material.used)
  }
}

function resolved(written: unknown, material: Material, depth: number): JsonObject {
  let schema = objectOf(written)
  for (let step = depth; step < DEEPEST * 2 && typeof schema['$ref'] === 'string'; step++) {
    const { $ref: reference, ...beside } = schema
    schema = { ...objectOf(pointedAt(material.root, stringOf(reference))), ...beside }
  }
  const parts = [...objectsOf(schema['allOf']), ...objectsOf(schema['anyOf']).slice(0, 1), ...objectsOf(schema['oneOf']).slice(0, 1)]
  if (parts.length === 0 || depth > DEEPEST) return schema
  const own = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !COMBINING.includes(keyword)))
  return parts.map((part) => resolved(part, material, depth + 1)).reduce(merged, own)
}

const COMBINING = ['allOf', 'anyOf', 'oneOf']

const merged = (a: JsonObject, b: JsonObject): JsonObject => ({
  ...a,
  ...b,
  ...(isObject(a['properties']) || isObject(b['properties'])
    ? { properties: { ...objectOf(a['properties']), ...objectOf(b['properties']) } }
    : {}),
  ...(Array.isArray(a['required']) || Array.isArray(b['required'])
    ? { required: [...new Set([...itemsOf(a['required']), ...itemsOf(b['required'])])] }
    : {}),
})

const pointedAt = (root: unknown, reference: string): unknown =>
  reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (Array.isArray(value) ? value[Number(step)] : objectOf(value)[step]), root)

function typeOf(schema: JsonObject): string {
  const type = Array.isArray(schema['type']) ? schema['type'].find((name) => name !== 'null') : schema['type']
  if (typeof type === 'string') return type
  if (isObject(schema['properties']) || Array.isArray(schema['required'])) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  if (['minimum', 'maximum', 'multipleOf'].some((keyword) => keyword in schema)) return 'number'
  return 'string'
}

function chosen(allowed: readonly unknown[], { names }: Material): unknown {
  const said = new Set(names.map((name) => name.toLowerCase()))
  return allowed.find((value) => typeof value === 'string' && said.has(value.toLowerCase())) ?? allowed[0]
}

function objectFor(schema: JsonObject, material: Material, depth: number): JsonObject {
  const properties = objectOf(schema['properties'])
  const required = itemsOf(schema['required']).map(stringOf)
  const optional = Object.keys(properties).filter((name) => !required.includes(name))
  const asked = depth === 0 && required.length === 0 ? optional.slice(0, 1) : []
  const least = numberOf(schema['minProperties']) ?? 0
  const names = [...required, ...asked]
  names.push(...optional.filter((name) => !names.includes(name)).slice(0, Math.max(0, least - names.length)))
  const value = Object.fromEntries(
    names.map((name) => [name, valueOf(properties[name] ?? schema['additionalProperties'], material, depth + 1)]),
  )
  for (let extra = 1; Object.keys(value).length < least; extra++) {
    value[`member_${extra}`] = valueOf(schema['additionalProperties'], material, depth + 1)
  }
  return value
}

function arrayFor(schema: JsonObject, material: Material, depth: number): readonly unknown[] {
  const leading = itemsOf(schema['prefixItems'])
  const wanted = numberOf(schema['minItems']) ?? (depth > 4 || leading.length > 0 ? leading.length : 1)
  const most = numberOf(schema['maxItems']) ?? Infinity
  const count = Math.min(Math.max(wanted, leading.length), most)
  return Array.from({ length: count }, (_, index) => valueOf(leading[index] ?? schema['items'], material, depth + 1))
}

function numberFor(schema: JsonObject, material: Material, whole: boolean): number {
  const step = numberOf(schema['multipleOf']) ?? (whole ? 1 : 0)
  const above = numberOf(schema['exclusiveMinimum'])
  const below = numberOf(schema['exclusiveMaximum'])
  const least = Math.max(numberOf(schema['minimum']) ?? -Infinity, above ?? -Infinity)
  const most = Math.min(numberOf(schema['maximum']) ?? Infinity, below ?? Infinity)
  const accepts = (value: number): boolean =>
    value >= least && value <= most && value !== above && value !== below && (step === 0 || Number.isInteger(value / step))
  const said = material.names.filter((name) => /^-?\d+(\.\d+)?$/.test(name)).map(Number)
  const bound = Number.isFinite(least) ? least : Number.isFinite(most) ? most : 1
  const onStep = step === 0 ? bound : Math.ceil(bound / step) * step
  const near = step === 0 ? 0.5 : step
  const between = (least + most) / 2
  return [...said, 1, onStep, onStep + near, onStep - near, between].find(accepts) ?? onStep
}

const rulesOf = (schema: JsonObject): StringRules => ({
  least: numberOf(schema['minLength']) ?? 0,
  most: numberOf(schema['maxLength']) ?? Infinity,
  pattern: typeof schema['pattern'] === 'string' ? schema['pattern'] : null,
  format: typeof schema['format'] === 'string' ? schema['format'] : null,
})
