import { Node, Project, type SourceFile } from 'ts-morph'
import ts from 'typescript'
import { type Table, tablesOf } from '../fate-tables.ts'
import type { DecisionOf } from './decisions.ts'

/** Fate files by path. */
export type Files = ReadonlyMap<string, string>

/** Somebody at work on tables: every `undecided` line gets its decision, what is marked an orphan goes, imports follow. */
export function decideAll(files: Files, decisionOf: DecisionOf): Files {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } })
  const sources = [...files].map(([file, text]) => ({ file, text, source: project.createSourceFile(file, text) }))
  return new Map(
    sources.map(({ file, text, source }) => [file, withImports(edited(text, [...decisions(source, decisionOf), ...removals(text)]))]),
  )
}

/** A piece of a text, and what comes in its place. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

function edited(text: string, edits: readonly Edit[]): string {
  const apart = edits.filter((edit) => !edits.some((other) => other !== edit && other.from <= edit.from && edit.to <= other.to))
  return apart.toSorted((a, b) => b.from - a.from).reduce((now, { from, to, text: by }) => now.slice(0, from) + by + now.slice(to), text)
}

const decisions = (source: SourceFile, decisionOf: DecisionOf): readonly Edit[] =>
  tablesOf(source).flatMap((table) =>
    marksOf(table).flatMap(({ key, from, to }): Edit[] => {
      const decision = decisionOf(table.kind, table.name, key)
      return decision === undefined ? [] : [{ from, to, text: decision }]
    }),
  )

interface Mark {
  readonly key: string
  readonly from: number
  readonly to: number
}

function marksOf({ kind, call, literal }: Table): readonly Mark[] {
  const marks = (key: string, value: Node | undefined): readonly Mark[] =>
    value?.getText() === 'undecided' ? [{ key, from: value.getStart(), to: value.getEnd() }] : []
  if (kind === 'whole') return call.getArguments().flatMap((value) => marks('', value))
  const properties = literal?.getProperties() ?? []
  return properties.flatMap((property) =>
    Node.isPropertyAssignment(property) ? marks(keyText(property.compilerNode.name), property.getInitializer()) : [],
  )
}

const keyText = (name: { readonly text?: string; readonly kind: unknown }): string => name.text ?? ''

/** The marks of orphans with what they mark. */
function removals(text: string): readonly Edit[] {
  return orphansIn(text).map(({ from, to }) => {
    const comma = /^\s*,\s*/.exec(text.slice(to))
    return { from, to: to + (comma?.[0].length ?? 0), text: '' }
  })
}

/** Where properties stand that the scaffolder calls orphans, their marks included. */
export function orphansIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  const source = ts.createSourceFile('tables.ts', text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    const above = text.slice(node.getFullStart(), node.getStart(source))
    const mark = ts.isPropertyAssignment(node) ? above.search(/\/[/*] orphan: /) : -1
    if (mark !== -1) found.push({ from: node.getFullStart() + mark, to: node.getEnd() })
    else ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const fateNames = [
  'arms',
  'carried',
  'decide',
  'dropped',
  'emulated',
  'folded',
  'mapped',
  'rejected',
  'shared',
  'undecided',
  'values',
  'whole',
]

/** Imports of what the text uses, and of nothing else. */
function withImports(text: string): string {
  const source = ts.createSourceFile('tables.ts', text, ts.ScriptTarget.Latest, true)
  const used = new Set<string>()
  const imports: ts.ImportDeclaration[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) imports.push(node)
    else if (ts.isIdentifier(node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) used.add(node.text)
    else ts.forEachChild(node, visit)
  }
  visit(source)
  const isOfFates = (node: ts.ImportDeclaration): boolean =>
    !node.importClause?.isTypeOnly && /\/fate\.ts'$/.test(node.moduleSpecifier.getText())
  const edits = imports.map((node): Edit => {
    const bindings = node.importClause?.namedBindings
    const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements.map((each) => each.getText()) : []
    const names = isOfFates(node) ? [...named.filter((name) => name.startsWith('type ')), ...fateNames] : named
    const wanted = imports.find(isOfFates) === node || !isOfFates(node) ? names.filter((name) => used.has(name.replace(/^type /, ''))) : []
    const how = node.importClause?.isTypeOnly ? 'import type' : 'import'
    const line = wanted.length === 0 ? '' : `${how} { ${wanted.join(', ')} } from ${node.moduleSpecifier.getText()}`
    return { from: node.getStart(source), to: node.getEnd(), text: line }
  })
  return edited(text, edits)
}
