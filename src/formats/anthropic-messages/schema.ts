import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'

/** A schema in the subset that Anthropic's structured outputs take, or why there is none (SCH-1 to SCH-11). */
export type Reduced =
  | { readonly kind: 'schema'; readonly schema: JsonObject; readonly described: readonly Described[] }
  /** It can be told in words alone: `rule` says what stands in the way. */
  | { readonly kind: 'words' | 'refused'; readonly rule: string; readonly why: string; readonly path: string }

/** A constraint that became part of a description (SCH-5). */
export interface Described {
  readonly path: string
  readonly keyword: string
}

/** Reduces a schema for `output_config.format`. `strict` is the client's wish that the schema be enforced. */
export function reduceSchema(schema: JsonObject, strict: boolean): Reduced {
  if (!isObjectRoot(schema)) return { kind: 'refused', rule: 'SCH-10', why: 'the root of the schema must be an object', path: '' }
  const reducer = new Reducer(schema)
  const reduced = reducer.schema(schema, '', 0)
  const { problem } = reducer
  if (problem) return { ...problem, kind: problem.kind === 'words' && strict ? 'refused' : problem.kind }
  return { kind: 'schema', schema: { ...reduced, type: 'object' }, described: reducer.described }
}

/** Why a tool's schema does not fit the subset as it stands, null where it does (TOOL-5). */
export function strictProblem(schema: JsonObject): string | null {
  const reduced = reduceSchema(schema, true)
  if (reduced.kind !== 'schema') return reduced.why
  if (reduced.described.length > 0) return `'${reduced.described[0]?.keyword ?? ''}' is not enforced`
  return closed(schema) ? null : 'every object must forbid additional properties'
}

const isObjectRoot = (schema: JsonObject): boolean =>
  schema['type'] === 'object' || (schema['type'] === undefined && isJsonObject(schema['properties']))

/** SEC-5. */
const deepest = 128

/** Constraints that are told in the description instead. */
const told = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'patternProperties',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
]
const formats = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']

interface Problem {
  readonly kind: 'words' | 'refused'
  readonly rule: string
  readonly why: string
  readonly path: string
}

/** References being followed, and those known to end. */
interface References {
  readonly open: Set<string>
  readonly done: Set<string>
}

class Reducer {
  readonly described: Described[] = []
  problem: Problem | null = null
  readonly #root: JsonObject
  readonly #references: References

  constructor(root: JsonObject, references: References = { open: new Set(), done: new Set() }) {
    this.#root = root
    this.#references = references
  }

  schema(schema: JsonObject, path: string, depth: number): JsonObject {
    if (depth > deepest) return this.#fail('refused', 'SEC-5', 'the schema is too deep', path)
    const notes: Record<string, Json> = {}
    const out: Record<string, Json> = {}
    for (const [keyword, value] of Object.entries(schema)) {
      const here = `${path}/${keyword}`
      if (keyword === '$schema' || keyword === '$id') continue
      if (this.#isTold(keyword, value)) {
        notes[keyword] = value
        this.described.push({ path: here, keyword })
      } else out[keyword] = this.#member(keyword, value, here, depth)
    }
    return this.#shaped(out, notes, path)
  }

  #isTold(keyword: string, value: Json): boolean {
    if (told.includes(keyword)) return true
    if (keyword === 'minItems') return typeof value === 'number' && value > 1
    if (keyword === 'format') return typeof value !== 'string' || !formats.includes(value)
    return keyword === 'pattern' && (typeof value !== 'string' || /\(\?|\\[1-9bB]/.test(value))
  }

  #member(keyword: string, value: Json, path: string, depth: number): Json {
    switch (keyword) {
      case 'properties':
      case '$defs':
      case 'definitions':
        return isJsonObject(value) ? this.#each(value, path, depth) : value
      case 'items':
        return isJsonObject(value) ? this.schema(value, path, depth + 1) : value
      case 'anyOf':
      case 'oneOf':
      case 'allOf':
        return isList(value) ? value.map((arm, i) => (isJsonObject(arm) ? this.schema(arm, `${path}/${i}`, depth + 1) : arm)) : value
      case '$ref':
        return this.#reference(value, path, depth)
      case 'enum':
        if (isList(value) && value.some((each) => typeof each === 'object' && each !== null)) {
          return this.#fail('refused', 'SCH-6', 'an enum can hold plain values alone', path)
        }
        return value
      default:
        return value
    }
  }

  #each(schemas: JsonObject, path: string, depth: number): JsonObject {
    return Object.fromEntries(
      Object.entries(schemas).map(([key, value]) => [key, isJsonObject(value) ? this.schema(value, `${path}/${key}`, depth + 1) : value]),
    )
  }

  #reference(value: Json, path: string, depth: number): Json {
    if (typeof value !== 'string' || !value.startsWith('#')) {
      return this.#fail('refused', 'SCH-8', 'the schema refers to another document', path)
    }
    const { open, done } = this.#references
    if (value === '#' || open.has(value)) return this.#fail('words', 'SCH-7', 'the schema contains itself', path)
    if (done.has(value)) return value
    const target = resolve(this.#root, value)
    if (!target) return this.#fail('refused', 'SCH-8', `the schema refers to '${value}', which it does not have`, path)
    // What it leads to is reduced where it stands: here it is followed for cycles alone.
    open.add(value)
    const follower = new Reducer(this.#root, this.#references)
    follower.schema(target, path, depth + 1)
    this.problem ??= follower.problem
    open.delete(value)
    done.add(value)
    return value
  }

  #shaped(out: Record<string, Json>, notes: Record<string, Json>, path: string): JsonObject {
    const merged = this.#merged(out, path)
    const { oneOf, ...rest } = merged
    const shaped: JsonObject = isList(oneOf) ? { ...rest, anyOf: [...(isList(rest['anyOf']) ? rest['anyOf'] : []), ...oneOf] } : merged
    const words = Object.entries(notes).map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`)
    const description = [shaped['description'], words.length === 0 ? undefined : `{${words.join(', ')}}`]
      .filter((text): text is string => typeof text === 'string' && text !== '')
      .join('\n\n')
    const described = words.length === 0 ? shaped : { ...shaped, description }
    return isObjectType(described) ? this.#closed(described, path) : described
  }

  /** SCH-1: an object says that it has no other members; an open map cannot be said. */
  #closed(schema: JsonObject, path: string): JsonObject {
    const extra = schema['additionalProperties']
    if (extra !== undefined && extra !== false) {
      return this.#fail('words', 'SCH-1', 'an object with members of any name cannot be enforced', `${path}/additionalProperties`)
    }
    return { ...schema, additionalProperties: false }
  }

  /** SCH-4: objects that all hold are one object, where nothing in them disagrees. */
  #merged(schema: JsonObject, path: string): JsonObject {
    const { allOf, ...rest } = schema
    if (!isList(allOf)) return schema
    const parts = [rest, ...allOf.filter(isJsonObject)]
    if (parts.some((part) => '$ref' in part || 'anyOf' in part || 'oneOf' in part)) {
      return this.#fail('refused', 'SCH-4', 'allOf can join plain objects alone', `${path}/allOf`)
    }
    const properties: Record<string, Json> = {}
    const required: Json[] = []
    for (const part of parts) {
      for (const [key, value] of Object.entries(isJsonObject(part['properties']) ? part['properties'] : {})) {
        if (key in properties && JSON.stringify(properties[key]) !== JSON.stringify(value)) {
          return this.#fail('refused', 'SCH-4', `allOf disagrees about '${key}'`, `${path}/allOf`)
        }
        properties[key] = value
      }
      if (isList(part['required'])) required.push(...part['required'])
    }
    const others = parts.toReversed().flatMap((part) => Object.entries(part).filter(([keyword]) => keyword !== 'required'))
    return { ...Object.fromEntries(others), properties, ...(required.length === 0 ? {} : { required: [...new Set(required)] }) }
  }

  #fail(kind: 'words' | 'refused', rule: string, why: string, path: string): JsonObject {
    if (!this.problem || (this.problem.kind === 'words' && kind === 'refused')) this.problem = { kind, rule, why, path }
    return {}
  }
}

function closed(schema: Json): boolean {
  if (isList(schema)) return schema.every(closed)
  if (!isJsonObject(schema)) return true
  if (isObjectType(schema) && schema['additionalProperties'] !== false) return false
  return Object.values(schema).every(closed)
}

const isObjectType = (schema: JsonObject): boolean =>
  schema['type'] === 'object' || (isList(schema['type']) && schema['type'].includes('object')) || isJsonObject(schema['properties'])

function resolve(root: JsonObject, reference: string): JsonObject | null {
  let found: Json = root
  for (const member of reference.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(member).replaceAll('~1', '/').replaceAll('~0', '~')
    if (!isJsonObject(found) || !Object.hasOwn(found, key)) return null
    found = found[key] ?? null
  }
  return isJsonObject(found) ? found : null
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
