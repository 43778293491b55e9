import ts from 'typescript'
import type { Conversion, TypeArguments } from './conversion.ts'
import type { JsonObject } from './json.ts'
import type { Declaration, ModuleGraph, Scope } from './modules.ts'
import { objectSchema } from './objects.ts'
import { aliasSchema, typeSchema } from './types.ts'

/** Collects the schemas of every declaration reachable from the roots; one name per declaration (P10). */
export class Closure implements Conversion {
  readonly #graph: ModuleGraph
  readonly #schemas = new Map<string, JsonObject>()
  readonly #owners = new Map<string, Declaration>()
  readonly #dropped = new Map<Declaration, ReadonlySet<string>>()
  readonly #renamed = new Map<Declaration, string>()

  constructor(graph: ModuleGraph) {
    this.#graph = graph
  }

  /** The module graph the references resolve in. */
  get graph(): ModuleGraph {
    return this.#graph
  }

  /** Gives a root another schema name, and leaves out the properties that do not travel in the body (P6, P7). */
  shape(declaration: Declaration, name: string, dropped: ReadonlySet<string>): void {
    this.#renamed.set(declaration, name)
    this.#dropped.set(declaration, dropped)
  }

  /** The schema name of a declaration; its schema, and all it needs, joins the closure. */
  add(declaration: Declaration): string {
    const name = this.#renamed.get(declaration) ?? shortened(declaration.name)
    const owner = this.#owners.get(name)
    if (owner === declaration) return name
    if (owner !== undefined) throw new Error(`two declarations are called ${name}: ${owner.scope.file} and ${declaration.scope.file}`)
    this.#owners.set(name, declaration)
    this.#schemas.set(name, {})
    this.#schemas.set(name, this.#schemaOf(declaration))
    return name
  }

  /** Adds a schema under a name that no declaration may have. */
  define(name: string, schema: JsonObject): void {
    if (this.#schemas.has(name)) throw new Error(`two declarations are called ${name}`)
    this.#schemas.set(name, schema)
  }

  /** The declaration a name refers to from a scope, or undefined. */
  lookup(name: ts.EntityName, scope: Scope): Declaration | undefined {
    return this.#graph.lookup(name, scope)
  }

  /** The schema a reference points at, or undefined where the schema is no reference. */
  target(schema: JsonObject): JsonObject | undefined {
    const ref = schema['$ref']
    return typeof ref === 'string' ? this.#schemas.get(ref.slice('#/components/schemas/'.length)) : undefined
  }

  /** The schema of a type; `hint` is the name of the property or alias it is the type of. */
  convert(node: ts.TypeNode, scope: Scope, args: TypeArguments = new Map(), hint = ''): JsonObject {
    return typeSchema(node, scope, this, args, hint)
  }

  /** Schemas by name. */
  schemas(): JsonObject {
    return Object.fromEntries(this.#schemas)
  }

  #schemaOf(declaration: Declaration): JsonObject {
    const alias = declaration.nodes.find((node) => ts.isTypeAliasDeclaration(node))
    if (alias !== undefined) return aliasSchema(alias.type, declaration, this)
    return objectSchema(declaration, this, this.#dropped.get(declaration) ?? new Set())
  }
}

/** A reference, prefix included, is at most 80 characters long. */
const longestName = 80 - '#/components/schemas/'.length

/** A long dotted name without its inner segments, and if need be without the first word. */
function shortened(name: string): string {
  const segments = name.split('.')
  while (segments.join('.').length > longestName && segments.length > 2) segments.splice(1, 1)
  const shorter = segments.join('.')
  return shorter.length > longestName ? shorter.replace(/^[A-Z][a-z]+(?=[A-Z])/, '') : shorter
}
