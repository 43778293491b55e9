import ts from 'typescript'
import type { Conversion, TypeArguments } from './conversion.ts'
import type { Json, JsonObject } from './json.ts'
import type { Scope } from './modules.ts'

type Members = {
  readonly strings: string[]
  readonly others: ts.TypeNode[]
  nullable: boolean
  open: boolean
}

/**
 * The schema of a union: a closed enum, an open one (P8), a nullable type (P9), or alternatives.
 * Tagged alternatives become `oneOf` later, when all branches are known.
 */
export function unionSchema(node: ts.UnionTypeNode, scope: Scope, conversion: Conversion, args: TypeArguments, model: boolean): JsonObject {
  const members: Members = { strings: [], others: [], nullable: false, open: false }
  for (const type of node.types) sort(type, members)
  const branches = members.others.map((type) => conversion.convert(type, scope, args, ''))
  const text = textSchema(members, branches, conversion, model)
  if (text !== undefined) branches.unshift(text)
  return alternatives(branches, members.nullable)
}

/** The branches as one schema; null joins the type where there is one plain type, else it is a branch. */
export function alternatives(branches: readonly JsonObject[], nullable: boolean): JsonObject {
  const only = branches[0]
  if (branches.length === 1 && only !== undefined) {
    if (!nullable) return only
    if (typeof only['type'] === 'string' && only['enum'] === undefined) return { ...only, type: [only['type'], 'null'] }
    return { anyOf: [only, { type: 'null' }] }
  }
  const list: Json[] = [...branches]
  return { anyOf: nullable ? [...list, { type: 'null' }] : list }
}

function sort(type: ts.TypeNode, members: Members): void {
  if (ts.isParenthesizedTypeNode(type)) return sort(type.type, members)
  if (ts.isUnionTypeNode(type)) return type.types.forEach((each) => sort(each, members))
  if (ts.isIntersectionTypeNode(type)) members.open = true
  else if (type.kind === ts.SyntaxKind.StringKeyword) members.open = true
  else if (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword) members.nullable = true
  else if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) members.strings.push(type.literal.text)
  else members.others.push(type)
}

/** The text branch of a union. An alias of a string list beside an open string gives the list its known values. */
function textSchema(members: Members, branches: JsonObject[], conversion: Conversion, model: boolean): JsonObject | undefined {
  const open = members.open || (model && members.strings.length > 0)
  if (!open) {
    if (members.strings.length === 0) return undefined
    if (members.strings.length === 1) return { const: members.strings[0] ?? '' }
    return { type: 'string', enum: members.strings }
  }
  const lists = branches.filter((branch) => knownValues(branch, conversion) !== undefined)
  const single = lists[0]
  if (single !== undefined && lists.length === 1 && members.strings.length === 0 && isOpen(single, conversion)) return undefined
  const known = [...lists.flatMap((list) => knownValues(list, conversion) ?? []), ...members.strings]
  for (const list of lists) branches.splice(branches.indexOf(list), 1)
  return known.length === 0 ? { type: 'string' } : { type: 'string', 'x-known-values': [...new Set(known)] }
}

function knownValues(branch: JsonObject, conversion: Conversion): readonly string[] | undefined {
  const schema = conversion.target(branch)
  const values = schema?.['enum'] ?? schema?.['x-known-values']
  if (!Array.isArray(values)) return undefined
  return values.filter((value) => typeof value === 'string')
}

function isOpen(branch: JsonObject, conversion: Conversion): boolean {
  return conversion.target(branch)?.['x-known-values'] !== undefined
}
