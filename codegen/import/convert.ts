import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { isModelName } from '../distil/types.ts'
import { alternatives } from '../distil/unions.ts'
import { branchesOf, joined } from './all-of.ts'
import { constraintsOf } from './constraints.ts'
import { allowsNull, orNull, withoutNull } from './nulls.ts'
import { nameOf, type References } from './references.ts'
import { textSchema, textsOf, union } from './texts.ts'

/** Rewrites upstream schemas in the way of `specs/`, and collects every schema that they refer to. */
export class Converter {
  readonly #references: References
  readonly #schemas = new Map<string, JsonObject>()
  /** What constrains a value but was left out, with how often each was met. */
  readonly leftOut = new Map<string, number>()

  constructor(references: References) {
    this.#references = references
  }

  /** All schemas so far, by name. */
  schemas(): JsonObject {
    return Object.fromEntries(this.#schemas)
  }

  /** A reference to a schema under a name of its own; one that is a reference already stays. */
  named(schema: Json, name: string, at: string): JsonObject {
    if (isObject(schema) && typeof schema['$ref'] === 'string') return this.convert(schema, at, name)
    if (this.#schemas.has(name)) throw new Error(`${at}: two schemas would be called ${name}`)
    this.#schemas.set(name, {})
    this.#schemas.set(name, this.#nonNull(schema, at, name) ?? { type: 'null' })
    const ref = reference(name)
    return allowsNull(schema, this.#references, at) ? orNull(ref) : ref
  }

  /** A schema as it reads in `specs/`; `hint` is the name of the member or component it is the type of. */
  convert(schema: Json, at: string, hint: string): JsonObject {
    if (schema === true) return {}
    if (!isObject(schema)) throw new Error(`${at} holds no schema`)
    const bare = this.#nonNull(schema, at, hint)
    if (bare === undefined) return { type: 'null' }
    return allowsNull(schema, this.#references, at) ? orNull(bare) : bare
  }

  /** A schema without null, which is for the place that refers to it to allow; undefined where it is null alone. */
  #nonNull(schema: Json, at: string, hint: string): JsonObject | undefined {
    if (!isObject(schema)) return this.convert(schema, at, hint)
    const bare = withoutNull(schema)
    return bare === undefined ? undefined : this.#bare(bare, at, hint)
  }

  #bare(schema: JsonObject, at: string, hint: string): JsonObject {
    this.#note(schema)
    if (typeof schema['$ref'] === 'string') return { ...this.#refer(schema['$ref'], at), ...constraintsOf(schema) }
    if (schema['$recursiveRef'] === '#') return this.#refer(`#/components/schemas/${at.split(/[.[{]/)[0] ?? ''}`, at)
    const branches = branchesOf(schema)
    if (schema['allOf'] !== undefined || (branches !== undefined && schema['properties'] !== undefined)) {
      const whole = joined(schema, this.#references, at)
      if (whole === undefined) return { allOf: listOf(schema['allOf']).map((part) => this.convert(part, at, hint)) }
      return this.convert(whole, at, hint)
    }
    if (branches !== undefined) return this.#union(branches, schema, at, hint)
    const texts = textsOf(schema, this.#references, at)
    if (texts !== undefined && texts.known.length > 0) {
      return { ...textSchema(isModelName(hint) ? { ...texts, open: true } : texts), ...constraintsOf(schema) }
    }
    if (schema['const'] !== undefined) return { const: schema['const'], ...constraintsOf(schema) }
    return this.#plain(schema, at)
  }

  #plain(schema: JsonObject, at: string): JsonObject {
    const types = [schema['type']].flat().filter((type) => typeof type === 'string')
    if (types.length > 1)
      return alternatives(
        types.map((type) => this.#plain({ ...schema, type }, at)),
        false,
      )
    const type = types[0] ?? (schema['properties'] === undefined ? (schema['items'] === undefined ? undefined : 'array') : 'object')
    if (type === undefined) return constraintsOf({ default: schema['default'] ?? null })
    const facts = { type, ...constraintsOf(schema) }
    if (type === 'object') return { ...facts, ...this.#members(schema, at) }
    if (type === 'array') return { ...facts, items: schema['items'] === undefined ? {} : this.convert(schema['items'], `${at}[]`, '') }
    return isArray(schema['enum']) ? { ...facts, enum: schema['enum'] } : facts
  }

  /**
   * The members of an object. `additionalProperties: false` is not kept: which unknown members are fatal is for the reader
   * of a document to say, and a provider adds members without notice.
   */
  #members(schema: JsonObject, at: string): JsonObject {
    const { properties, additionalProperties: rest } = schema
    const entries = isObject(properties) ? Object.entries(properties) : []
    const members = entries.map(([name, child]): [string, Json] => {
      const converted = this.convert(child, `${at}.${name}`, name)
      return [name, isOnlyInSdks(child) ? { ...converted, 'x-sdk-only': true } : converted]
    })
    const object: JsonObject = members.length === 0 ? {} : { properties: Object.fromEntries(members) }
    const required = listOf(schema['required'])
      .filter((name) => typeof name === 'string')
      .filter((name) => this.#isMember(name, object))
    if (required.length > 0) object['required'] = [...new Set(required)].sort()
    if (isObject(rest) && Object.keys(rest).length > 0) object['additionalProperties'] = this.convert(rest, `${at}{}`, '')
    else if (rest === true || isObject(rest) || members.length === 0) object['additionalProperties'] = true
    return object
  }

  /** Documents demand members here and there that they do not describe; nothing could be said of them. */
  #isMember(name: string, object: JsonObject): boolean {
    const isThere = isObject(object['properties']) && object['properties'][name] !== undefined
    if (!isThere) this.#leaveOut('required, of a member that is not described')
    return isThere
  }

  #union(branches: readonly Json[], schema: JsonObject, at: string, hint: string): JsonObject {
    const texts = branches.map((branch) => textsOf(branch, this.#references, at))
    const found = texts.filter((each) => each !== undefined)
    const all = union(found)
    const open = isModelName(hint) && all.known.length > 0 ? { ...all, open: true } : all
    const text =
      found.length > 1 || (found.length === 1 && open.open && all.known.length > 0)
        ? { ...constraintsOf(this.#openText(branches)), ...textSchema(open) }
        : undefined
    const rest = text === undefined ? branches : branches.filter((_, index) => texts[index] === undefined)
    const members = rest.map((branch, index) => this.#nonNull(branch, `${at}|${index}`, hint)).filter((member) => member !== undefined)
    return { ...alternatives(text === undefined ? members : [text, ...members], false), ...constraintsOf(schema) }
  }

  /** The branch of a union that takes any string, for its limits. */
  #openText(branches: readonly Json[]): JsonObject {
    return branches.filter(isObject).find((branch) => branch['type'] === 'string' && branch['enum'] === undefined) ?? {}
  }

  #refer(ref: string, at: string): JsonObject {
    const name = nameOf(ref)
    if (!this.#schemas.has(name)) {
      const target = this.#references.target(ref, at)
      this.#schemas.set(name, {})
      this.#schemas.set(name, this.#nonNull(target, name, name) ?? { type: 'null' })
    }
    return reference(name)
  }

  #note(schema: JsonObject): void {
    for (const keyword of unheard) if (schema[keyword] !== undefined) this.#leaveOut(keyword)
  }

  #leaveOut(what: string): void {
    this.leftOut.set(what, (this.leftOut.get(what) ?? 0) + 1)
  }
}

/** OpenAI's document marks a member, or what it is but for null, that SDKs make up: it is not on the wire. */
const isOnlyInSdks = (schema: Json): boolean =>
  isObject(schema) && (isArray(schema['x-oaiSupportedSDKs']) || (branchesOf(schema) ?? []).some(isOnlyInSdks))

/** Keywords that limit values in ways the facts have no word for. */
const unheard = [
  'not',
  'if',
  'patternProperties',
  'propertyNames',
  'prefixItems',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
]

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

const listOf = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : [])
