import fc from 'fast-check'

/** A JSON value. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [member: string]: Value }

/** A JSON object. */
export type Document = { readonly [member: string]: Value }

/** What is read of a provider's specification: its schemas by name. */
export interface Specification {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } }
}

/** The keywords of JSON Schema that the specifications use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: Value
  readonly enum?: readonly Value[]
  readonly 'x-known-values'?: readonly string[]
  readonly 'x-sdk-only'?: boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly discriminator?: { readonly propertyName: string }
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

/** How documents are drawn from a specification. */
export interface Drawing {
  /** How deep objects nest before everything optional is left out. */
  readonly depth?: number
  /** Weight of an arm of the tagged union `schema`, 1 where not said; 0 leaves it out. */
  readonly weight?: (tag: string, schema: string) => number
  /** Whether a member is ever drawn; required ones always are. */
  readonly member?: (name: string, schema: string) => boolean
  /** What stands for a member (`Schema.member`) or for a whole schema (`Schema`). */
  readonly instead?: { readonly [path: string]: fc.Arbitrary<Value> }
}

/** Values that the schema `name` of `specification` allows. They shrink towards what is short and has few members. */
export function arbitraryOf(specification: Specification, name: string, drawing: Drawing = {}): fc.Arbitrary<Value> {
  return new Drawer(specification, drawing).named(name, drawing.depth ?? 6)
}

/** Text of every kind that has ever broken a codec: empty, blank, escaped, many bytes per character, long. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\n\n', 'a\r\nb', '\u2028', '"\\"', '\uFEFF', '😀', 'data: [DONE]\n\n', '</s>') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 6 }) },
)

/** A JSON object as text, with what a parser may spoil: big integers, order, escapes, white space. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }).map((it) => JSON.stringify(it)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{}',
      '{ "a" : 1 }',
      '{"b":12345678901234567890,"a":1.0}',
      '{"a":"\\u00e9\\ud83d\\ude00"}',
      '{"z":1,"a":{"y":[]}}',
    ),
  },
)

const base64 = fc.constantFrom('iVBORw0KGgo=', 'JVBERi0xLjQK', '/9j/4AAQSkZJRg==', 'AAAA')
const address = fc.constantFrom('https://example.com/a.png', 'https://example.com/b.pdf?x=1')

/** What strings hold by the name of their member, where the schema says nothing. */
const byName: { readonly [member: string]: fc.Arbitrary<string> } = {
  arguments: jsonText,
  data: base64,
  url: fc.oneof(
    address,
    base64.map((data) => `data:image/png;base64,${data}`),
  ),
  file_data: base64.map((data) => `data:application/pdf;base64,${data}`),
  id: fc.stringMatching(/^[a-zA-Z0-9_-]{1,24}$/),
  call_id: fc.stringMatching(/^call_[a-zA-Z0-9]{1,12}$/),
  tool_call_id: fc.stringMatching(/^call_[a-zA-Z0-9]{1,12}$/),
  model: fc.constantFrom('gpt-4o', 'claude-sonnet-4-6', 'a-model'),
}

/** Seeds and limits are drawn from numbers that survive a double. */
const most = Number.MAX_SAFE_INTEGER

class Drawer {
  readonly #schemas: Specification['components']['schemas']
  readonly #drawing: Drawing
  readonly #drawn = new Map<string, fc.Arbitrary<Value>>()
  readonly #costs = new Map<string, number>()

  constructor(specification: Specification, drawing: Drawing) {
    this.#schemas = specification.components.schemas
    this.#drawing = drawing
  }

  named(name: string, depth: number): fc.Arbitrary<Value> {
    const key = `${name} ${depth}`
    const known = this.#drawn.get(key)
    if (known) return known
    const drawn = this.#drawing.instead?.[name] ?? this.#draw(this.#schema(name), depth, name, '')
    this.#drawn.set(key, drawn)
    return drawn
  }

  #schema(name: string): Schema {
    const schema = this.#schemas[name]
    if (!schema) throw new Error(`the specification has no schema '${name}'`)
    return schema
  }

  #draw(schema: Schema, depth: number, owner: string, member: string): fc.Arbitrary<Value> {
    if (schema.$ref !== undefined) return this.named(nameOf(schema.$ref), depth)
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema['x-known-values']) {
      return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...schema['x-known-values']) }, { weight: 1, arbitrary: named(member) })
    }
    const choices = schema.oneOf ?? schema.anyOf
    if (choices) return this.#choose(choices, schema.discriminator?.propertyName, depth, owner, member)
    const types = typesOf(schema)
    return fc.oneof(...types.map((type) => this.#ofType(type, schema, depth, owner, member)))
  }

  #choose(choices: readonly Schema[], tag: string | undefined, depth: number, owner: string, member: string): fc.Arbitrary<Value> {
    const weighted = choices.map((choice) => ({ choice, weight: tag === undefined ? 1 : this.#weight(choice, tag, owner) }))
    const wanted = weighted.filter(({ weight }) => weight > 0)
    const affordable = wanted.filter(({ choice }) => this.#cost(choice) <= depth)
    const cheapest = Math.min(...wanted.map(({ choice }) => this.#cost(choice)))
    const taken = affordable.length > 0 ? affordable : wanted.filter(({ choice }) => this.#cost(choice) === cheapest)
    return fc.oneof(...taken.map(({ choice, weight }) => ({ weight, arbitrary: this.#draw(choice, depth, owner, member) })))
  }

  #weight(choice: Schema, tag: string, owner: string): number {
    const target = choice.$ref === undefined ? choice : this.#schema(nameOf(choice.$ref))
    const value = target.properties?.[tag]
    const named = value?.const ?? value?.enum?.[0]
    return typeof named === 'string' ? (this.#drawing.weight?.(named, owner) ?? 1) : 1
  }

  #ofType(type: string, schema: Schema, depth: number, owner: string, member: string): fc.Arbitrary<Value> {
    switch (type) {
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return integers(schema)
      case 'number':
        return integers({ ...schema, minimum: (schema.minimum ?? -100) * 100, maximum: (schema.maximum ?? 100) * 100 }).map((n) => n / 100)
      case 'string':
        return strings(schema, member)
      case 'array':
        return this.#array(schema, depth, owner, member)
      case 'object':
        return this.#object(schema, depth, owner)
      default:
        throw new Error(`'${owner}' has the type '${type}', which cannot be drawn`)
    }
  }

  #array({ items, minItems = 0, maxItems = 3 }: Schema, depth: number, owner: string, member: string): fc.Arbitrary<Value> {
    if (!items) return fc.array(anything, { maxLength: 2 })
    const affordable = this.#cost(items) < depth
    return fc.array(this.#draw(items, depth - 1, owner, member), {
      minLength: minItems,
      maxLength: affordable ? Math.max(minItems, Math.min(maxItems, 3)) : minItems,
    })
  }

  #object(schema: Schema, depth: number, owner: string): fc.Arbitrary<Value> {
    const { properties = {}, required = [], additionalProperties } = schema
    const names = Object.keys(properties).filter((name) => this.#wanted(name, schema, depth, owner))
    const model = Object.fromEntries(names.map((name) => [name, this.#member(properties[name] ?? {}, depth - 1, owner, name)]))
    const fixed: fc.Arbitrary<Document> = fc.record(model, { requiredKeys: required.filter((name) => names.includes(name)) })
    if (additionalProperties === undefined || additionalProperties === false) return fixed
    const values = additionalProperties === true ? anything : this.#draw(additionalProperties, depth - 1, owner, '')
    const others: fc.Arbitrary<Document> = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), values, { maxKeys: 3 })
    return fc.tuple(others, fixed).map(([more, own]) => ({ ...more, ...own }))
  }

  #wanted(name: string, { properties, required }: Schema, depth: number, owner: string): boolean {
    if (properties?.[name]?.['x-sdk-only'] === true) return false
    if (required?.includes(name)) return true
    return (this.#drawing.member?.(name, owner) ?? true) && this.#cost(properties?.[name] ?? {}) < depth
  }

  #member(schema: Schema, depth: number, owner: string, name: string): fc.Arbitrary<Value> {
    return this.#drawing.instead?.[`${owner}.${name}`] ?? this.#draw(schema, depth, owner, name)
  }

  /** How deep the smallest value of a schema is. */
  #cost(schema: Schema): number {
    if (schema.$ref !== undefined) return this.#costOf(nameOf(schema.$ref))
    const choices = schema.oneOf ?? schema.anyOf
    if (choices) return Math.min(...choices.map((choice) => this.#cost(choice)))
    const types = typesOf(schema)
    if (schema.const !== undefined || schema.enum || types.some((type) => type !== 'object' && type !== 'array')) return 0
    if (types.includes('array')) return (schema.minItems ?? 0) === 0 ? 0 : 1 + this.#cost(schema.items ?? {})
    return 1 + Math.max(0, ...(schema.required ?? []).map((name) => this.#cost(schema.properties?.[name] ?? {})))
  }

  #costOf(name: string): number {
    const known = this.#costs.get(name)
    if (known !== undefined) return known
    // A schema that needs itself has no smallest value this way round.
    this.#costs.set(name, Number.POSITIVE_INFINITY)
    const cost = this.#drawing.instead?.[name] ? 0 : this.#cost(this.#schema(name))
    this.#costs.set(name, cost)
    return cost
  }
}

const anything: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Value>(null, true, 0, 1.5, '', 'text', [], {}) },
  { weight: 1, arbitrary: fc.constantFrom<Value>({ type: 'string' }, [1, 'two', null], { nested: { deep: [{}] } }) },
)

const named = (member: string): fc.Arbitrary<string> => byName[member] ?? text
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

function typesOf({ type, properties, additionalProperties }: Schema): readonly string[] {
  if (typeof type === 'string') return [type]
  if (type !== undefined) return type
  return properties || additionalProperties !== undefined ? ['object'] : ['null', 'boolean', 'string']
}

function integers({ minimum, maximum, exclusiveMinimum }: Schema): fc.Arbitrary<number> {
  const least = Math.ceil(
    Math.max(exclusiveMinimum === undefined ? -most : exclusiveMinimum + 1, minimum ?? (exclusiveMinimum === undefined ? 0 : -most)),
  )
  const greatest = Math.floor(Math.min(most, maximum ?? Math.max(least + 1000, 200_000)))
  const from = Math.max(least, -most)
  return fc.integer({ min: from, max: Math.max(from, greatest) })
}

function strings({ pattern, minLength = 0, maxLength }: Schema, member: string): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'small' }).filter((it) => it.length <= (maxLength ?? 64))
  return named(member).map((it) => {
    // Schemas count code points.
    const points = Array.from(it).slice(0, maxLength ?? it.length)
    return points.join('') + 'x'.repeat(Math.max(0, minLength - points.length))
  })
}
