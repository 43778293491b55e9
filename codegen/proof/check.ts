import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import type { Root } from './roots.ts'

/** How the two types are compared, and which is put in the other's place. */
export interface Direction {
  readonly as: 'is' | 'required'
  readonly into: 'sdk' | 'document'
}

/** One root, one direction: proved, or why not. */
export interface Finding extends Direction {
  readonly document: string
  readonly role: string
  /** The first lines of the compiler's own explanation; none where the types agree. */
  readonly why?: string
}

/** The types of a document, and the package that they are held against. */
export interface Pair {
  readonly document: string
  readonly text: string
  readonly packageRoot: string
  readonly roots: readonly Root[]
}

const directions: readonly Direction[] = [
  { as: 'is', into: 'sdk' },
  { as: 'is', into: 'document' },
  { as: 'required', into: 'sdk' },
  { as: 'required', into: 'document' },
]

/**
 * Where the comparison looks away, each with its reason. Nothing else differs between the document's types and the SDK's.
 * - `readonly`: generated types promise not to write; the wire knows no such thing, and one list of an SDK is readonly too.
 * - Open lists of known values: beside `string` a literal says nothing to the compiler; both sides take any string.
 * - What an overlay adds to the document: taken back before, entry by entry, since the SDK's types do not have it.
 */
const preamble = `
type Plain<T> = unknown extends T ? unknown : T extends (infer E extends string | number | boolean | null | undefined) ? E
  : T extends readonly (infer Item)[] ? Plain<Item>[] : { -readonly [K in keyof T]: Plain<T[K]> }
type Full<T> = unknown extends T ? unknown : T extends (infer E extends string | number | boolean | null | undefined) ? E
  : T extends readonly (infer Item)[] ? Full<Item>[] : { -readonly [K in keyof T]-?: Full<Exclude<T[K], undefined>> }
`

/** Holds the types of all pairs against each other with one run of the compiler, in a temporary folder. */
export function compare(pairs: readonly Pair[], modules: string): readonly Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'diglot-proof-'))
  try {
    symlinkSync(modules, join(folder, 'node_modules'), 'junction')
    const files = pairs.map((pair, index) => write(pair, index, folder))
    const program = ts.createProgram(
      files.map(({ file }) => file),
      options,
    )
    return files.flatMap(({ file, checks }) => judge(program, file, checks))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
}

/** A check for each line of the file that is one; the others have none. */
interface Written {
  readonly file: string
  readonly checks: ReadonlyMap<number, Omit<Finding, 'why'>>
}

function write({ document, text, packageRoot, roots }: Pair, index: number, folder: string): Written {
  writeFileSync(join(folder, `document${index}.ts`), text)
  const lines = [`import type { components } from './document${index}.js'`]
  const checks = new Map<number, Omit<Finding, 'why'>>()
  for (const [at, root] of roots.entries()) {
    const omitted = (root.outsideBody ?? []).map((name) => JSON.stringify(name)).join(' | ')
    const sdk = `Omit<S${at}, ${omitted}>`
    lines.push(`import type { ${root.type} as S${at} } from ${JSON.stringify(join(packageRoot, `${root.module}.js`))}`)
    lines.push(`type D${at} = components['schemas'][${JSON.stringify(root.schema)}]`)
    lines.push(`type T${at} = ${omitted === '' ? `S${at}` : sdk}`)
    for (const [turn, direction] of directions.entries()) {
      const kind = direction.as === 'is' ? 'Plain' : 'Full'
      const [from, to] = direction.into === 'sdk' ? ['D', 'T'] : ['T', 'D']
      lines.push(`declare const v${at}_${turn}: ${kind}<${from}${at}>`)
      checks.set(lines.length, { document, role: root.role, ...direction })
      lines.push(`export const w${at}_${turn}: ${kind}<${to}${at}> = v${at}_${turn}`)
    }
  }
  const file = join(folder, `proof${index}.ts`)
  writeFileSync(file, [...lines, preamble].join('\n'))
  return { file, checks }
}

/** Throws where the compiler objects to anything but a check: then nothing would be proved. */
function judge(program: ts.Program, file: string, checks: Written['checks']): readonly Finding[] {
  const source = program.getSourceFile(file)
  if (source === undefined) throw new Error(`the compiler has not read ${file}`)
  const faults = new Map<number, string>()
  for (const { start, messageText } of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
    const line = ts.getLineAndCharacterOfPosition(source, start ?? 0).line
    const text = ts.flattenDiagnosticMessageText(messageText, '\n')
    if (!checks.has(line)) throw new Error(`the proof itself does not compile: ${text}`)
    faults.set(line, text)
  }
  return [...checks].map(([line, check]) => {
    const why = faults.get(line)
    return why === undefined ? check : { ...check, why: essence(why) }
  })
}

/** The compiler goes from the whole to the part: the last lines name the part. */
function essence(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines
    .slice(-3)
    .map((line) => (line.length > 240 ? `${line.slice(0, 240)}…` : line))
    .join(' / ')
}
