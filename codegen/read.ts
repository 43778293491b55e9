import { type Alias, type Facts, type Field, type Shape, type Type, membersOf } from './facts.ts'
import { type Schema, type OpenApi, refName, typesOf } from './openapi.ts'
import { rootSchema } from './roots.ts'

/**
 * Reads one document into facts. Names become TypeScript identifiers by `rename`; fields marked `x-sdk-only` are left
 * out, for they are not on the wire.
 */
export function readFacts(
  openapi: OpenApi,
  document: string,
  roots: Readonly<Record<string, string>>,
  rename: (name: string) => string = identifier,
): Facts {
  const reader = new Reader(document, rename)
  for (const [name, schema] of Object.entries(openapi.components.schemas)) reader.define(rename(name), schema)
  const types = Object.entries(roots).map(([role, where]): [string, Type] => [role, reader.type(rootSchema(openapi, where), pascal(role))])
  return { documents: [document], shapes: reader.shapes, aliases: reader.aliases, roots: new Map(types) }
}

/** `Tool.InputSchema` as a name TypeScript accepts. */
export const identifier = (name: string): string => name.replaceAll(/[^A-Za-z0-9_]/g, '_')

const pascal = (role: string): string => role.charAt(0).toUpperCase() + role.slice(1)

class Reader {
  readonly shapes = new Map<string, Shape>()
  readonly aliases = new Map<string, Alias>()
  readonly #document: string
  readonly #rename: (name: string) => string

  constructor(document: string, rename: (name: string) => string) {
    this.#document = document
    this.#rename = rename
  }

  define(name: string, schema: Schema): void {
    if (isObject(schema)) this.#shape(name, schema)
    else this.aliases.set(name, { name, type: this.type(schema, name), documents: [this.#document] })
  }

  /** The type of a schema; `path` names the objects found inline. */
  type(schema: Schema, path: string): Type {
    const types = typesOf(schema)
    const bare = types.filter((type) => type !== 'null')
    if (types.length > 0 && bare.length === 0) return { kind: 'null' }
    const inner = this.#nonNull(schema, bare, path)
    return types.includes('null') ? { kind: 'union', of: [inner, { kind: 'null' }] } : inner
  }

  #nonNull(schema: Schema, types: readonly string[], path: string): Type {
    if (schema.$ref !== undefined) return { kind: 'ref', name: this.#rename(refName(schema.$ref)) }
    if (schema.const !== undefined) return literal(schema.const, path)
    if (schema.enum !== undefined)
      return enumeration(
        schema.enum.filter((value) => value !== null),
        path,
      )
    const known = schema['x-known-values']
    if (known !== undefined) return { kind: 'open', known }
    const members = schema.oneOf ?? schema.anyOf
    if (members !== undefined) return this.#union(members, schema.discriminator?.propertyName, path)
    if (types.length > 1) return { kind: 'union', of: types.map((type) => this.#nonNull({ ...schema, type }, [type], path)) }
    return this.#plain(schema, types[0], path)
  }

  #plain(schema: Schema, type: string | undefined, path: string): Type {
    if (isObject(schema)) return { kind: 'ref', name: this.#shape(path, schema) }
    if (type === 'object') {
      const values = schema.additionalProperties
      return { kind: 'map', values: typeof values === 'object' ? this.type(values, path) : { kind: 'unknown' } }
    }
    if (type === 'array') return { kind: 'array', items: schema.items === undefined ? { kind: 'unknown' } : this.type(schema.items, path) }
    if (type === 'string' || type === 'number' || type === 'integer' || type === 'boolean' || type === 'null') return { kind: type }
    if (type === undefined) return { kind: 'unknown' }
    throw new Error(`${path}: unknown type '${type}'`)
  }

  #union(members: readonly Schema[], tag: string | undefined, path: string): Type {
    const objects = members.filter((member) => isObject(member)).length
    const of = members.map((member, index) =>
      this.type(member, objects > 1 && isObject(member) ? `${path}_${armName(member, index)}` : path),
    )
    if (of.length === 1 && of[0] !== undefined) return of[0]
    return tag === undefined ? { kind: 'union', of } : { kind: 'union', of, tag }
  }

  #shape(name: string, schema: Schema): string {
    const fields = Object.entries(schema.properties ?? {}).flatMap(([key, child]): Field[] =>
      child['x-sdk-only'] === true ? [] : [this.#field(name, key, child, schema.required?.includes(key) ?? false)],
    )
    const indexed = schema.additionalProperties !== undefined && schema.additionalProperties !== false
    if (this.shapes.has(name)) throw new Error(`two shapes are named ${name}`)
    this.shapes.set(name, { name, fields, indexed, documents: [this.#document] })
    return name
  }

  #field(shape: string, name: string, schema: Schema, required: boolean): Field {
    const members = membersOf(this.type(schema, `${shape}_${identifier(name)}`), new Map())
    const [only, ...others] = members.filter((member) => member.kind !== 'null')
    const tag = schema.discriminator?.propertyName
    const union: Type = { kind: 'union', of: members.filter((member) => member.kind !== 'null'), ...(tag === undefined ? {} : { tag }) }
    const type: Type = only === undefined ? { kind: 'null' } : others.length === 0 ? only : union
    const nullable = members.some((member) => member.kind === 'null')
    return { name, required, nullable, type, documents: [this.#document] }
  }
}

/** An object with fields of its own; one that only allows members is a map. */
const isObject = (schema: Schema): boolean => schema.properties !== undefined

function armName(schema: Schema, index: number): string {
  const tag = schema.properties?.['type']?.const ?? schema.properties?.['role']?.const
  return typeof tag === 'string' ? identifier(tag) : String(index + 1)
}

function literal(value: unknown, path: string): Type {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { kind: 'literal', value }
  throw new Error(`${path}: a constant is neither a string, a number, a boolean nor null`)
}

function enumeration(values: readonly unknown[], path: string): Type {
  const strings = values.filter((value) => typeof value === 'string')
  if (strings.length !== values.length) return { kind: 'union', of: values.map((value) => literal(value, path)) }
  const [only, ...others] = strings
  return only !== undefined && others.length === 0 ? { kind: 'literal', value: only } : { kind: 'enum', values: strings }
}
