import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { OperationSource } from './documents.ts'
import { errorCodes } from './errors.ts'
import type { Declaration, ModuleGraph, Scope } from './modules.ts'

/** What the shipped files say of an operation without running them. */
export type StaticMethod = {
  readonly verb: string
  /** Path relative to the client's base URL, with `{name}` for parameters. */
  readonly path: string
  readonly pathParams: readonly string[]
  /** The params interface, or undefined where the method takes none. */
  readonly params: Declaration | undefined
  readonly scope: Scope
  readonly response: ts.TypeNode
  readonly streamItem: ts.TypeNode | undefined
  /** Machine-readable error codes, each with its status. */
  readonly errorCodes: ReadonlyMap<string, number>
  /** Where the parameters travel that a label, or a header written in the method, tells of (P6). */
  readonly places: ReadonlyMap<string, Place>
  /** Where the others travel: the body, or without one the query, or without that the headers. */
  readonly place: Place
}

export type Place = 'body' | 'header' | 'query' | 'path'

/** Reads an operation from its declaration and its shipped code (P5). Throws where a root is missing. */
export function readMethod(source: OperationSource, packageRoot: string, graph: ModuleGraph): StaticMethod {
  const base = source.modules.map((module) => join(packageRoot, module)).find((file) => existsSync(`${file}.d.ts`))
  if (base === undefined) throw new Error(`${source.id}: none of ${source.modules.join(', ')} is in the package`)
  const scope = graph.module(`${base}.d.ts`)
  const declared = graph.member(scope, source.className)?.nodes.find((node) => ts.isClassDeclaration(node))
  const overloads = (declared?.members ?? ts.factory.createNodeArray())
    .filter((member) => ts.isMethodDeclaration(member))
    .filter((member) => memberName(member.name) === source.method)
  if (overloads.length === 0) throw new Error(`${source.id}: ${source.className}.${source.method} is not declared`)
  const call = shippedCall(source, `${base}.mjs`)
  const results = overloads.map((overload) => result(overload))
  const params = overloads.flatMap((overload) => overload.parameters.map((parameter) => paramsOf(parameter, scope, graph)))
  const chosen = params.filter((each) => each !== undefined).at(-1)
  const response = results.find((each) => each.json !== undefined)?.json
  if (response === undefined) throw new Error(`${source.id}: ${source.method} answers nothing`)
  const first = overloads[0]?.parameters ?? []
  const names = first.map((parameter) => (ts.isIdentifier(parameter.name) ? snake(parameter.name.text) : ''))
  return {
    verb: call.verb,
    path: call.path,
    pathParams: names.slice(0, call.holes),
    params: chosen,
    scope,
    response,
    streamItem: results.find((each) => each.stream !== undefined)?.stream,
    errorCodes: errorCodes(overloads, scope, graph.module(join(packageRoot, 'resources/index.d.ts')), graph),
    places: new Map([...call.headers, ...(chosen === undefined ? [] : labels(chosen))]),
    place: call.place,
  }
}

function paramsOf(parameter: ts.ParameterDeclaration, scope: Scope, graph: ModuleGraph): Declaration | undefined {
  const types = parameter.type !== undefined && ts.isUnionTypeNode(parameter.type) ? parameter.type.types : [parameter.type]
  const name = types.find((type) => type !== undefined && ts.isTypeReferenceNode(type))
  if (name === undefined || !ts.isTypeReferenceNode(name)) return undefined
  const declaration = graph.lookup(name.typeName, scope)
  return declaration !== undefined && /Params(Base)?$/.test(declaration.name) ? declaration : undefined
}

/** `APIPromise<X>` answers X; `APIPromise<Stream<Y>>` streams Y; `PagePromise<P, X>` answers the page P. */
function result(overload: ts.MethodDeclaration): { json?: ts.TypeNode; stream?: ts.TypeNode } {
  const type = overload.type
  const inner = type !== undefined && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined
  if (inner === undefined || ts.isUnionTypeNode(inner)) return {}
  if (ts.isTypeReferenceNode(inner) && ts.isIdentifier(inner.typeName) && inner.typeName.text === 'Stream') {
    const item = inner.typeArguments?.[0]
    return item === undefined ? {} : { stream: item }
  }
  return { json: inner }
}

/** JSDoc marks parameters outside the body by a leading label. */
function labels(declaration: Declaration): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  const text = readFileSync(declaration.scope.file, 'utf8')
  for (const node of declaration.nodes) {
    if (!ts.isInterfaceDeclaration(node)) continue
    for (const member of node.members) {
      if (!ts.isPropertySignature(member)) continue
      const comment = text.slice(member.getFullStart(), member.end)
      const label = /^\s*\/?\*+\s*(Header|Query|Path|Body) param\b/m.exec(comment)?.[1]?.toLowerCase()
      const name = memberName(member.name)
      if (label === 'header' || label === 'query' || label === 'path' || label === 'body') places.set(name, label)
    }
  }
  return places
}

type ShippedCall = {
  readonly verb: string
  readonly path: string
  readonly holes: number
  readonly place: Place
  readonly headers: ReadonlyMap<string, Place>
}

function shippedCall(source: OperationSource, file: string): ShippedCall {
  const code = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, false, ts.ScriptKind.JS)
  const body = findMethod(code, source.className, source.method)
  const found = body === undefined ? undefined : findCall(body)
  if (body === undefined || found === undefined)
    throw new Error(`${source.id}: no call on the client in ${source.className}.${source.method}`)
  const place = found.verb !== 'get' ? 'body' : hasOption(body, 'query') ? 'query' : 'header'
  const headers = new Map<string, Place>()
  collectHeaders(body, headers)
  return { ...found, place, headers }
}

/** A header that the method writes itself: `'anthropic-beta': betas?.toString()` puts `betas` into a header. */
function collectHeaders(node: ts.Node, headers: Map<string, Place>): void {
  if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name) && /^[a-z]+(-[a-z]+)+$/.test(node.name.text)) {
    for (const name of identifiers(node.initializer)) headers.set(name, 'header')
  }
  ts.forEachChild(node, (child) => collectHeaders(child, headers))
}

function identifiers(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isPropertyAccessExpression(node)) return identifiers(node.expression)
  const names: string[] = []
  ts.forEachChild(node, (child) => void names.push(...identifiers(child)))
  return names
}

function hasOption(node: ts.Node, name: string): boolean {
  const named = (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && memberName(node.name) === name
  return named || ts.forEachChild(node, (child) => hasOption(child, name) || undefined) === true
}

function findMethod(node: ts.Node, className: string, method: string): ts.Node | undefined {
  if ((ts.isClassDeclaration(node) || ts.isClassExpression(node)) && node.name?.text === className) {
    const member = node.members.find((each) => ts.isMethodDeclaration(each) && memberName(each.name) === method)
    if (member !== undefined) return member
  }
  return ts.forEachChild(node, (child) => findMethod(child, className, method))
}

function findCall(node: ts.Node): { verb: string; path: string; holes: number } | undefined {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const target = node.expression.expression
    const path = node.arguments[0] === undefined ? undefined : template(node.arguments[0])
    const verb = /^(get|post|put|patch|delete)/.exec(node.expression.name.text)?.[1]
    if (ts.isPropertyAccessExpression(target) && target.name.text === '_client' && verb !== undefined && path !== undefined) {
      return { verb, ...path }
    }
  }
  return ts.forEachChild(node, findCall)
}

function template(node: ts.Expression): { path: string; holes: number } | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return { path: node.text, holes: 0 }
  if (!ts.isTaggedTemplateExpression(node) || !ts.isTemplateExpression(node.template)) return undefined
  const spans = node.template.templateSpans
  const parts = spans.map((span) => {
    const name = ts.isIdentifier(span.expression) ? snake(span.expression.text) : 'id'
    return `{${name}}${span.literal.text}`
  })
  return { path: node.template.head.text + parts.join(''), holes: spans.length }
}

function memberName(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : ''
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}
