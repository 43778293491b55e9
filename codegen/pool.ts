import { createHash } from 'node:crypto'
import { type OpenApi, type Schema, mapSchema, refName } from './openapi.ts'

/**
 * A pool of schemas in which each distinct one stands once, however many documents have it: two schemas are the same if
 * they are equal and all they refer to is.
 */
export class SchemaPool {
  readonly #byHash = new Map<string, string>()
  readonly schemas = new Map<string, Schema>()
  readonly #rename: (name: string) => string

  constructor(rename: (name: string) => string) {
    this.#rename = rename
  }

  /** Puts a schema and all it refers to into the pool, and returns the name it has there. */
  add(name: string, schema: Schema, all: OpenApi['components']['schemas'], done = new Map<string, string>()): string {
    return this.#keep(this.#rename(name), this.#link(schema, all, done))
  }

  /** A copy whose references name schemas of the pool. */
  #link(schema: Schema, all: OpenApi['components']['schemas'], done: Map<string, string>): Schema {
    const copy = mapSchema(schema, (child, at) => {
      const linked = this.#link(child, all, done)
      return /^\d+$/.test(at) ? linked : this.#hoist(linked)
    })
    const nested = ['if', 'then', 'else'].flatMap((keyword): [string, Schema][] => {
      const child = copy[keyword]
      return isSchema(child) ? [[keyword, this.#link(child, all, done)]] : []
    })
    const linked = { ...copy, ...Object.fromEntries(nested) }
    if (schema.$ref === undefined) return linked
    const name = refName(schema.$ref)
    const target = all[name]
    if (target === undefined) throw new Error(`${schema.$ref} points at nothing`)
    const known = done.get(name) ?? this.add(name, target, all, done)
    done.set(name, known)
    return { ...linked, $ref: known }
  }

  /** A rewritten union gets a place of its own: the same nullable reference stands in dozens of shapes. */
  #hoist(schema: Schema): Schema {
    if (schema['if'] === undefined && schema.allOf === undefined) return schema
    return { $ref: this.#keep('union', schema) }
  }

  #keep(name: string, linked: Schema): string {
    const hash = createHash('sha256').update(JSON.stringify(linked)).digest('base64')
    const before = this.#byHash.get(hash)
    if (before !== undefined) return before
    const free = this.#free(name)
    this.#byHash.set(hash, free)
    this.schemas.set(free, { $id: free, ...linked })
    return free
  }

  #free(name: string): string {
    if (!this.schemas.has(name)) return name
    for (let count = 2; ; count += 1) if (!this.schemas.has(`${name}-${count}`)) return `${name}-${count}`
  }
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null
