import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'

/** A named type of a declaration file: an interface or an alias, with the scope its references resolve in. */
export type Declaration = {
  /** Dotted name inside its module: `Tool.InputSchema`. */
  readonly name: string
  readonly scope: Scope
  readonly nodes: readonly (ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration)[]
}

/** A module or a namespace: what is declared in it, and where a name it does not declare is looked up. */
export type Scope = {
  readonly path: string
  readonly file: string
  readonly parent: Scope | undefined
  readonly types: Map<string, Declaration>
  readonly namespaces: Map<string, Scope>
  /** Imports and re-exports: local name to the module and the name there (`*` is the module itself). */
  readonly links: Map<string, { readonly from: string; readonly name: string }>
  /** Modules whose exports are all re-exported. */
  readonly wildcards: string[]
}

/** Reads the declaration files of one package on demand and resolves type names as TypeScript does. */
export class ModuleGraph {
  readonly #modules = new Map<string, Scope>()

  /** The scope of a declaration file. Throws where the file does not exist (P13: a missing root must be loud). */
  module(file: string): Scope {
    const known = this.#modules.get(file)
    if (known !== undefined) return known
    if (!existsSync(file)) throw new Error(`no declaration file ${file}`)
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, false)
    const scope = emptyScope('', file, undefined)
    this.#modules.set(file, scope)
    collect(source.statements, scope)
    return scope
  }

  /** The declaration a type reference names, seen from a scope; undefined for globals and type parameters. */
  lookup(name: ts.EntityName, from: Scope): Declaration | undefined {
    if (ts.isIdentifier(name)) {
      for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
        const found = this.member(scope, name.text)
        if (found !== undefined) return found
      }
      return undefined
    }
    const space = this.#namespace(name.left, from)
    return space === undefined ? undefined : this.member(space, name.right.text)
  }

  /** A type that a module or namespace declares, imports or re-exports under the name. */
  member(scope: Scope, name: string): Declaration | undefined {
    const own = scope.types.get(name)
    if (own !== undefined) return own
    const link = scope.links.get(name)
    if (link !== undefined && link.name !== '*') return this.member(this.module(link.from), link.name)
    for (const file of scope.wildcards) {
      const found = this.member(this.module(file), name)
      if (found !== undefined) return found
    }
    return undefined
  }

  #namespace(name: ts.EntityName, from: Scope): Scope | undefined {
    if (!ts.isIdentifier(name)) {
      const left = this.#namespace(name.left, from)
      return left === undefined ? undefined : this.#space(left, name.right.text)
    }
    for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
      const found = this.#space(scope, name.text)
      if (found !== undefined) return found
    }
    return undefined
  }

  #space(scope: Scope, name: string): Scope | undefined {
    const own = scope.namespaces.get(name)
    if (own !== undefined) return own
    const link = scope.links.get(name)
    if (link === undefined) return undefined
    const target = this.module(link.from)
    return link.name === '*' ? target : this.#space(target, link.name)
  }
}

function emptyScope(path: string, file: string, parent: Scope | undefined): Scope {
  return {
    path,
    file,
    parent,
    types: new Map(),
    namespaces: new Map(),
    links: new Map(),
    wildcards: [],
  }
}

function collect(statements: readonly ts.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) declare(statement, statement.name.text, scope)
    else if (ts.isClassDeclaration(statement) && statement.name !== undefined) declare(statement, statement.name.text, scope)
    else if (ts.isModuleDeclaration(statement)) collectNamespace(statement, scope)
    else if (ts.isImportDeclaration(statement)) collectImport(statement, scope)
    else if (ts.isExportDeclaration(statement)) collectExport(statement, scope)
  }
}

function declare(node: Declaration['nodes'][number], name: string, scope: Scope): void {
  const earlier = scope.types.get(name)?.nodes ?? []
  scope.types.set(name, { name: dotted(scope.path, name), scope, nodes: [...earlier, node] })
}

function collectNamespace(node: ts.ModuleDeclaration, scope: Scope): void {
  const name = node.name.text
  const space = scope.namespaces.get(name) ?? emptyScope(dotted(scope.path, name), scope.file, scope)
  scope.namespaces.set(name, space)
  if (node.body !== undefined && ts.isModuleBlock(node.body)) collect(node.body.statements, space)
}

function collectImport(node: ts.ImportDeclaration, scope: Scope): void {
  const from = declarationFile(node.moduleSpecifier, scope.file)
  const bindings = node.importClause?.namedBindings
  if (from === undefined || bindings === undefined) return
  if (ts.isNamespaceImport(bindings)) scope.links.set(bindings.name.text, { from, name: '*' })
  else for (const each of bindings.elements) scope.links.set(each.name.text, { from, name: (each.propertyName ?? each.name).text })
}

function collectExport(node: ts.ExportDeclaration, scope: Scope): void {
  const from = node.moduleSpecifier === undefined ? undefined : declarationFile(node.moduleSpecifier, scope.file)
  if (from === undefined) return
  if (node.exportClause === undefined) scope.wildcards.push(from)
  else if (ts.isNamespaceExport(node.exportClause)) scope.links.set(node.exportClause.name.text, { from, name: '*' })
  else for (const each of node.exportClause.elements) scope.links.set(each.name.text, { from, name: (each.propertyName ?? each.name).text })
}

function declarationFile(specifier: ts.Expression, importer: string): string | undefined {
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined
  return resolve(dirname(importer), specifier.text.replace(/\.m?js$/, '.d.ts'))
}

function dotted(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
