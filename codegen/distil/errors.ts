import { readFileSync } from 'node:fs'
import ts from 'typescript'
import type { Declaration, ModuleGraph, Scope } from './modules.ts'

/**
 * The machine-readable error codes of an operation and their statuses: its comments name classes, a class names its code,
 * and the class it extends its status.
 */
export function errorCodes(
  overloads: readonly ts.MethodDeclaration[],
  scope: Scope,
  index: Scope,
  graph: ModuleGraph,
): ReadonlyMap<string, number> {
  const text = readFileSync(scope.file, 'utf8')
  const codes = new Map<string, number>()
  for (const overload of overloads) {
    const comment = text.slice(overload.getFullStart(), overload.end)
    for (const [, name = ''] of comment.matchAll(/@throws \{(\w+)\}/g)) {
      const found = find(name, scope, index, graph)
      const code = found === undefined ? undefined : literalMember(found, 'errorCode')
      const status = found === undefined ? undefined : statusOf(found, graph)
      if (code !== undefined && status !== undefined) codes.set(code, status)
    }
  }
  return codes
}

/** A class in a comment needs no import: what the file does not name is looked up in the package's index. */
function find(name: string, scope: Scope, index: Scope, graph: ModuleGraph): Declaration | undefined {
  return graph.member(scope, name) ?? graph.member(index, name)
}

function literalMember(declaration: Declaration, name: string): string | undefined {
  const type = memberType(declaration, name)
  return type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined
}

/** A class says its status as the type argument of the error it extends, or as a member. */
function statusOf(declaration: Declaration, graph: ModuleGraph): number | undefined {
  const own = memberType(declaration, 'status')
  const status = own === undefined ? undefined : numberOf(own)
  if (status !== undefined) return status
  const parent = declaration.nodes.find((node) => ts.isClassDeclaration(node))?.heritageClauses?.[0]?.types[0]
  if (parent === undefined || !ts.isIdentifier(parent.expression)) return undefined
  const argument = parent.typeArguments?.[0]
  const given = argument === undefined ? undefined : numberOf(argument)
  if (given !== undefined) return given
  const base = graph.lookup(parent.expression, declaration.scope)
  return base === undefined ? undefined : statusOf(base, graph)
}

function memberType(declaration: Declaration, name: string): ts.TypeNode | undefined {
  const node = declaration.nodes.find((each) => ts.isClassDeclaration(each))
  const member = node?.members.find((each) => ts.isPropertyDeclaration(each) && ts.isIdentifier(each.name) && each.name.text === name)
  return member !== undefined && ts.isPropertyDeclaration(member) ? member.type : undefined
}

function numberOf(type: ts.TypeNode): number | undefined {
  return ts.isLiteralTypeNode(type) && ts.isNumericLiteral(type.literal) ? Number(type.literal.text) : undefined
}
