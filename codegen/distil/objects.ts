import ts from 'typescript'
import type { Conversion, TypeArguments } from './conversion.ts'
import type { JsonObject } from './json.ts'
import type { Declaration, Scope } from './modules.ts'

type Member = { readonly schema: JsonObject; readonly required: boolean }

/** The object schema of an interface: heirs are flattened, the last declaration of a property wins (P10). */
export function objectSchema(declaration: Declaration, conversion: Conversion, dropped: ReadonlySet<string>): JsonObject {
  const members = new Map<string, Member>()
  const rest: JsonObject[] = []
  readInterface(declaration, conversion, members, rest)
  for (const name of dropped) members.delete(name)
  return assemble(members, rest)
}

/** The object schema of an inline type literal. */
export function literalSchema(node: ts.TypeLiteralNode, scope: Scope, conversion: Conversion, args: TypeArguments): JsonObject {
  const members = new Map<string, Member>()
  const rest: JsonObject[] = []
  readMembers(node.members, scope, conversion, args, members, rest)
  return assemble(members, rest)
}

/** The properties an interface declares or inherits, with their nodes: what the probe fills with sentinels. */
export function propertiesOf(
  declaration: Declaration,
  conversion: Conversion,
): ReadonlyMap<string, { node: ts.PropertySignature; scope: Scope }> {
  const found = new Map<string, { node: ts.PropertySignature; scope: Scope }>()
  for (const node of declaration.nodes) {
    if (!ts.isInterfaceDeclaration(node)) continue
    for (const parent of parents(node, declaration.scope, conversion)) {
      for (const [name, property] of propertiesOf(parent, conversion)) found.set(name, property)
    }
    for (const member of node.members) {
      if (ts.isPropertySignature(member)) found.set(propertyName(member), { node: member, scope: declaration.scope })
    }
  }
  return found
}

function readInterface(declaration: Declaration, conversion: Conversion, members: Map<string, Member>, rest: JsonObject[]): void {
  for (const node of declaration.nodes) {
    if (!ts.isInterfaceDeclaration(node)) throw new Error(`${declaration.name} is not an interface`)
    for (const parent of parents(node, declaration.scope, conversion)) readInterface(parent, conversion, members, rest)
    readMembers(node.members, declaration.scope, conversion, new Map(), members, rest)
  }
}

function parents(node: ts.InterfaceDeclaration, scope: Scope, conversion: Conversion): Declaration[] {
  const clauses = node.heritageClauses ?? []
  return clauses.flatMap((clause) =>
    clause.types.map((type) => {
      const name = entityName(type.expression)
      const parent = name === undefined ? undefined : conversion.lookup(name, scope)
      if (parent === undefined) throw new Error(`${node.name.text} extends a type that is not declared`)
      return parent
    }),
  )
}

function entityName(expression: ts.Expression): ts.EntityName | undefined {
  if (ts.isIdentifier(expression)) return expression
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.name)) return undefined
  const left = entityName(expression.expression)
  return left === undefined ? undefined : ts.factory.createQualifiedName(left, expression.name.text)
}

function readMembers(
  nodes: ts.NodeArray<ts.TypeElement>,
  scope: Scope,
  conversion: Conversion,
  args: TypeArguments,
  members: Map<string, Member>,
  rest: JsonObject[],
): void {
  for (const node of nodes) {
    if (ts.isPropertySignature(node) && node.type !== undefined) {
      const name = propertyName(node)
      const schema = conversion.convert(node.type, scope, args, name)
      members.set(name, { schema, required: node.questionToken === undefined })
    } else if (ts.isIndexSignatureDeclaration(node)) {
      rest.push(conversion.convert(node.type, scope, args, ''))
    } else {
      throw new Error(`a member of kind ${ts.SyntaxKind[node.kind]} has no schema`)
    }
  }
}

function propertyName(node: ts.PropertySignature): string {
  if (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) return node.name.text
  throw new Error(`a property name of kind ${ts.SyntaxKind[node.name.kind]} has no schema`)
}

function assemble(members: ReadonlyMap<string, Member>, rest: readonly JsonObject[]): JsonObject {
  const schema: JsonObject = { type: 'object' }
  const required = [...members].filter(([, member]) => member.required).map(([name]) => name)
  if (members.size > 0) schema['properties'] = Object.fromEntries([...members].map(([name, member]) => [name, member.schema]))
  if (required.length > 0) schema['required'] = required.sort()
  const index = rest[0]
  if (index !== undefined) schema['additionalProperties'] = Object.keys(index).length === 0 ? true : index
  return schema
}
