import { join } from 'node:path'
import { type CallExpression, type Expression, Node, type ObjectLiteralExpression, Project, type SourceFile } from 'ts-morph'

/** What a table decides: a shape field by field, the arms of a union, the values of an enum, or a shape as a whole. */
export type TableKind = 'decide' | 'arms' | 'values' | 'whole'

/** One hand-written decision: a `decide<…>()({ … })`, `arms`, `values` or `whole(…)`. */
export interface Table {
  readonly kind: TableKind
  /** Name in the facts: `TextBlockParam`, `Shape.field`. */
  readonly name: string
  /** The type as the author wrote it: `CoreShapes['TextBlockParam']`; the name itself for `whole`. */
  readonly spelling: string
  /** Every key the table has, spread ones included. */
  readonly keys: readonly string[]
  /** The literal to add keys to; absent where the table is not written as one. */
  readonly literal?: ObjectLiteralExpression
  /** The literal that holds the table by its name; absent where the table stands by itself. */
  readonly holder?: ObjectLiteralExpression
  readonly call: CallExpression
}

/** A project with the sources of a format folder, generated ones included. */
export function openFormat(root: string, format: string): Project {
  const project = new Project({ tsConfigFilePath: join(root, 'tsconfig.json'), skipAddingFilesFromTsConfig: true })
  project.addSourceFilesAtPaths([join(root, 'src/formats', format, '**/*.ts'), `!${join(root, '**/*.test.ts')}`])
  return project
}

/** The files of a format that may hold fate tables. */
export const handWritten = (project: Project): readonly SourceFile[] =>
  project.getSourceFiles().filter((file) => /\/src\/formats\//.test(file.getFilePath()) && !/\/generated\//.test(file.getFilePath()))

/** Every fate table of a file that speaks of generated shapes; tables of hub shapes are left alone. */
export function tablesOf(file: SourceFile): readonly Table[] {
  const imported = generatedNames(file)
  return file.getDescendants().flatMap((node): Table[] => {
    if (!Node.isCallExpression(node)) return []
    return wholeTable(node) ?? keyedTable(node, imported) ?? []
  })
}

function wholeTable(call: CallExpression): Table[] | undefined {
  if (call.getExpression().getText() !== 'whole') return undefined
  const property = call.getParent()
  const holder = holderOf(call)
  if (!Node.isPropertyAssignment(property) || holder === undefined) return []
  const name = property.getName()
  return [{ kind: 'whole', name, spelling: name, keys: [], holder, call }]
}

function keyedTable(call: CallExpression, imported: ReadonlySet<string>): Table[] | undefined {
  const inner = call.getExpression()
  if (!Node.isCallExpression(inner)) return undefined
  const kind = kinds.find((each) => each === inner.getExpression().getText())
  const type = inner.getTypeArguments()[0]
  const argument = call.getArguments()[0]
  if (kind === undefined || type === undefined || !Node.isExpression(argument)) return undefined
  const spelling = type.getText()
  const name = factName(spelling, imported)
  if (name === undefined) return []
  const literal = literalOf(argument)
  const holder = holderOf(call)
  const keys = argument
    .getType()
    .getProperties()
    .map((property) => unquoted(property.getName()))
  return [{ kind, name, spelling, keys, call, ...(literal === undefined ? {} : { literal }), ...(holder === undefined ? {} : { holder }) }]
}

const kinds = ['decide', 'arms', 'values'] as const

/** `wire.TextBlockParam`, `CoreShapes['TextBlockParam']` or `TextBlockParam`, if it comes from the generated shapes. */
function factName(spelling: string, imported: ReadonlySet<string>): string | undefined {
  const indexed = /^([\w$]+)(?:\.\w+)?\[['"](.+)['"]\]$/.exec(spelling)
  const dotted = /^([\w$]+)\.([\w$]+)$/.exec(spelling)
  const plain = /^([\w$]+)$/.exec(spelling)
  const match = indexed ?? dotted ?? plain
  return match?.[1] !== undefined && imported.has(match[1]) ? (match[2] ?? match[1]) : undefined
}

function generatedNames(file: SourceFile): ReadonlySet<string> {
  const from = file.getImportDeclarations().filter((each) => each.getModuleSpecifierValue().endsWith('/generated/shapes.ts'))
  return new Set(
    from.flatMap((each) => {
      const namespace = each.getNamespaceImport()?.getText()
      return [...(namespace === undefined ? [] : [namespace]), ...each.getNamedImports().map((named) => named.getName())]
    }),
  )
}

/** The literal behind an expression: itself, or the constant of this file that it names. */
function literalOf(expression: Expression): ObjectLiteralExpression | undefined {
  if (Node.isObjectLiteralExpression(expression)) return expression
  if (Node.isAsExpression(expression) || Node.isSatisfiesExpression(expression)) return literalOf(expression.getExpression())
  if (!Node.isIdentifier(expression)) return undefined
  const initializer = expression.getSourceFile().getVariableDeclaration(expression.getText())?.getInitializer()
  return initializer === undefined ? undefined : literalOf(initializer)
}

function holderOf(call: CallExpression): ObjectLiteralExpression | undefined {
  const property = call.getParent()
  const holder = Node.isPropertyAssignment(property) ? property.getParent() : undefined
  return Node.isObjectLiteralExpression(holder) ? holder : undefined
}

/** The literal of `export const outer = {}` and its like: where a table goes that has no relatives yet. */
export function namedLiteral(files: readonly SourceFile[], name: string): ObjectLiteralExpression | undefined {
  const found = files
    .map((file) => file.getVariableDeclaration(name)?.getInitializer())
    .find((each) => each !== undefined && literalOf(each) !== undefined)
  return found === undefined ? undefined : literalOf(found)
}

const unquoted = (name: string): string => name.replaceAll(/^["']|["']$/g, '')
