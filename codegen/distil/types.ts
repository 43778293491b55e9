import ts from 'typescript'
import type { Conversion, TypeArguments } from './conversion.ts'
import type { JsonObject } from './json.ts'
import type { Declaration, Scope } from './modules.ts'
import { literalSchema } from './objects.ts'
import { unionSchema } from './unions.ts'

/** The schema of a type as it is written; references join the closure. `hint` is the property it is the type of. */
export function typeSchema(node: ts.TypeNode, scope: Scope, conversion: Conversion, args: TypeArguments, hint = ''): JsonObject {
  if (ts.isParenthesizedTypeNode(node)) return typeSchema(node.type, scope, conversion, args, hint)
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword)
    return typeSchema(node.type, scope, conversion, args, hint)
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: typeSchema(node.elementType, scope, conversion, args) }
  if (ts.isUnionTypeNode(node)) return unionSchema(node, scope, conversion, args, isModelName(hint))
  if (ts.isTypeLiteralNode(node)) return literalSchema(node, scope, conversion, args)
  if (ts.isLiteralTypeNode(node)) return constantSchema(node)
  if (ts.isTypeReferenceNode(node)) return referenceSchema(node, scope, conversion, args)
  const keyword = keywordSchema(node.kind)
  if (keyword !== undefined) return keyword
  throw new Error(`a type of kind ${ts.SyntaxKind[node.kind]} in ${scope.file} has no schema`)
}

/** The schema of a type alias; aliases of model ids are open lists (P8). */
export function aliasSchema(node: ts.TypeNode, declaration: Declaration, conversion: Conversion): JsonObject {
  const generic = pageSchema(node, declaration.scope, conversion)
  if (generic !== undefined) return generic
  if (ts.isUnionTypeNode(node)) return unionSchema(node, declaration.scope, conversion, new Map(), isModelName(declaration.name))
  return typeSchema(node, declaration.scope, conversion, new Map())
}

/** Whether a name is that of a type or property whose values are model ids: those lists are never closed. */
export function isModelName(name: string): boolean {
  return /(^|\.)(model|models|\w*Models?)$/.test(name)
}

function referenceSchema(node: ts.TypeReferenceNode, scope: Scope, conversion: Conversion, args: TypeArguments): JsonObject {
  const first = node.typeArguments?.[0]
  if (ts.isIdentifier(node.typeName)) {
    const name = node.typeName.text
    const bound = args.get(name)
    if (bound !== undefined) return typeSchema(bound.node, bound.scope, conversion, new Map())
    if ((name === 'Array' || name === 'ReadonlyArray') && first !== undefined) {
      return { type: 'array', items: typeSchema(first, scope, conversion, args) }
    }
    const value = node.typeArguments?.[1]
    if (name === 'Record' && value !== undefined) {
      return { type: 'object', additionalProperties: typeSchema(value, scope, conversion, args) }
    }
  }
  const target = conversion.lookup(node.typeName, scope)
  if (target === undefined) throw new Error(`${entityText(node.typeName)} in ${scope.file} is not declared`)
  return { $ref: `#/components/schemas/${conversion.add(target)}` }
}

/** A paginated list is a class in the types; what travels is the interface it implements, `PageResponse<Item>`. */
function pageSchema(node: ts.TypeNode, scope: Scope, conversion: Conversion): JsonObject | undefined {
  if (!ts.isTypeReferenceNode(node) || node.typeArguments?.[0] === undefined) return undefined
  const page = conversion.lookup(node.typeName, scope)
  const declared = page?.nodes.find((each) => ts.isClassDeclaration(each))
  if (page === undefined || declared === undefined) return undefined
  const wire = declared.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)?.types[0]
  if (wire === undefined || !ts.isIdentifier(wire.expression)) throw new Error(`${page.name} implements no response shape`)
  const shape = conversion.lookup(wire.expression, page.scope)?.nodes.find((each) => ts.isInterfaceDeclaration(each))
  const parameter = shape?.typeParameters?.[0]
  if (shape === undefined || parameter === undefined) throw new Error(`${page.name} implements no response shape`)
  const args: TypeArguments = new Map([[parameter.name.text, { node: node.typeArguments[0], scope }]])
  return literalSchema(ts.factory.createTypeLiteralNode(shape.members), page.scope, conversion, args)
}

function keywordSchema(kind: ts.SyntaxKind): JsonObject | undefined {
  switch (kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' }
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' }
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' }
    case ts.SyntaxKind.ObjectKeyword:
      return { type: 'object' }
    case ts.SyntaxKind.UnknownKeyword:
    case ts.SyntaxKind.AnyKeyword:
      return {}
    default:
      return undefined
  }
}

function constantSchema(node: ts.LiteralTypeNode): JsonObject {
  const literal = node.literal
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' }
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { const: true }
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { const: false }
  if (ts.isStringLiteral(literal)) return { const: literal.text }
  if (ts.isNumericLiteral(literal)) return { const: Number(literal.text) }
  throw new Error(`a literal of kind ${ts.SyntaxKind[literal.kind]} has no schema`)
}

function entityText(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityText(name.left)}.${name.right.text}`
}
