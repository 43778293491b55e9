import type ts from 'typescript'
import type { JsonObject } from './json.ts'
import type { Declaration, Scope } from './modules.ts'

/** What the type parameters of a generic declaration stand for. */
export type TypeArguments = ReadonlyMap<string, { readonly node: ts.TypeNode; readonly scope: Scope }>

/** What turning a type into a schema needs of its surroundings. */
export type Conversion = {
  /** The declaration a name refers to from a scope, or undefined. */
  readonly lookup: (name: ts.EntityName, scope: Scope) => Declaration | undefined
  /** Puts a declaration into the closure and gives its schema name. */
  readonly add: (declaration: Declaration) => string
  /** The schema a reference points at, or undefined where the schema is no reference. */
  readonly target: (schema: JsonObject) => JsonObject | undefined
  /** The schema of a type; `hint` is the name of the property or alias it is the type of. */
  readonly convert: (node: ts.TypeNode, scope: Scope, args: TypeArguments, hint: string) => JsonObject
}
