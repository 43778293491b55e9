import { readFileSync, writeFileSync } from 'node:fs'
import type { ObjectLiteralExpression, Project, SourceFile } from 'ts-morph'
import { type FormatFacts, formatFacts } from './format-facts.ts'
import { type Table, type TableKind, handWritten, namedLiteral, openFormat, tablesOf } from './fate-tables.ts'
import { type LoadedFormat, loadFormats } from './generate.ts'
import { type Insertion, applyInsertions, importInsertion, keyInsertion, orphanInsertion } from './insert.ts'
import type { OpenApi } from './openapi.ts'
import { type Changed, changedFacts } from './scaffold/changes.ts'

/** What a run of the scaffolder did, and what it found, a line each. */
export interface Scaffolded {
  readonly inserted: readonly string[]
  /** What changed below decisions that stand: somebody has to look at them again. */
  readonly notes: readonly string[]
}

/**
 * Adds an `undecided` line for every field, arm, value and shape of the specs that no fate table names, and marks keys the
 * specs no longer have. Text is only ever inserted. `earlier` reads a file as it was when everything was decided; against
 * that are found the changes that no key shows.
 */
export function scaffold(root: string, earlier: (file: string) => string | undefined = () => undefined): Scaffolded {
  const relative = (line: string): string => line.replace(root.endsWith('/') ? root : `${root}/`, '')
  const plans = loadFormats(root)
    .filter(({ inSource }) => inSource)
    .map((format) => planScaffold(format, openFormat(root, format.format), factsBefore(format, earlier)))
  for (const [file, insertions] of plans.flatMap((plan) => [...plan.insertions])) {
    writeFileSync(file, applyInsertions(readFileSync(file, 'utf8'), insertions))
  }
  return { inserted: plans.flatMap(({ report }) => report.map(relative)), notes: plans.flatMap(({ notes }) => notes.map(relative)) }
}

/** The facts of a format after earlier documents, where all of them can be had. */
function factsBefore({ format, slice, documents }: LoadedFormat, earlier: (file: string) => string | undefined): FormatFacts | undefined {
  const texts = [...documents.keys()].flatMap((document): [string, OpenApi][] => {
    const text = earlier(`specs/${format}@${document}.openapi.json`)
    return text === undefined ? [] : [[document, JSON.parse(text)]]
  })
  return texts.length === documents.size ? formatFacts(format, slice, new Map(texts)) : undefined
}

export interface ScaffoldPlan {
  /** Text to insert, by file path. */
  readonly insertions: ReadonlyMap<string, readonly Insertion[]>
  readonly report: readonly string[]
  /** Changes that no key of a table shows. */
  readonly notes: readonly string[]
}

/** What the fate tables in a project lack, or have too much, against the facts of their format. */
export function planScaffold(facts: FormatFacts, project: Project, before?: FormatFacts): ScaffoldPlan {
  const files = handWritten(project)
  const tables = files.flatMap(tablesOf)
  const planner = new Planner(files, tables)
  for (const kind of ['decide', 'whole', 'arms', 'values'] as const) {
    const wanted = wantedTables(facts, kind)
    for (const table of tables.filter((each) => each.kind === kind)) planner.compare(table, wanted.get(table.name))
    for (const [name, keys] of wanted) if (!tables.some((each) => each.kind === kind && each.name === name)) planner.add(kind, name, keys)
  }
  return { ...planner.plan(), notes: before === undefined ? [] : changedFacts(before, facts).map((each) => noteOf(each, tables)) }
}

/** A change with the line of the decision it stands below. */
function noteOf({ name, key, what }: Changed, tables: readonly Table[]): string {
  const table = tables.find((each) => each.name === name)
  const place = key === undefined ? name : `${name}.${key}`
  if (table === undefined) return `${place} ${what}`
  const property = key === undefined ? undefined : (table.literal?.getProperty(key) ?? table.literal?.getProperty(`'${key}'`))
  const node = property ?? table.call
  return `${node.getSourceFile().getFilePath()}:${node.getStartLineNumber()}: ${place} ${what}`
}

/** The keys each table of a kind must have, by name. */
function wantedTables({ facts, core, unions, enums }: FormatFacts, kind: TableKind): ReadonlyMap<string, readonly string[]> {
  const shapes = [...facts.shapes.values()]
  if (kind === 'arms')
    return new Map(unions.filter(({ owner }) => core.has(owner)).map((each) => [each.name, each.arms.map(({ tag }) => tag)]))
  if (kind === 'values') return new Map(enums.filter(({ owner }) => core.has(owner)).map((each) => [each.name, each.values]))
  if (kind === 'whole') return new Map(shapes.filter(({ name }) => !core.has(name)).map(({ name }) => [name, []]))
  return new Map(shapes.filter(({ name }) => core.has(name)).map(({ name, fields }) => [name, fields.map((field) => field.name)]))
}

/** The constant that holds the tables of a kind, where there is no relative to stand beside. */
const constants = { decide: 'shapes', whole: 'outer', arms: 'unions', values: 'enums' } as const

const indexes = { decide: 'CoreShapes', arms: 'Unions', values: 'Enums' } as const

class Planner {
  readonly #insertions = new Map<string, Insertion[]>()
  readonly #report: string[] = []
  readonly #files: readonly SourceFile[]
  readonly #tables: readonly Table[]

  constructor(files: readonly SourceFile[], tables: readonly Table[]) {
    this.#files = files
    this.#tables = tables
  }

  /** Brings one table in line with the keys the specs want; none means that its subject is gone. */
  compare(table: Table, wanted: readonly string[] | undefined): void {
    if (wanted === undefined) {
      const property = table.holder?.getProperty(`${table.name}`) ?? table.holder?.getProperty(`'${table.name}'`)
      if (property !== undefined) this.#insert(property.getSourceFile(), orphanInsertion(property, table.name), `orphan ${table.name}`)
      return
    }
    for (const key of table.keys.filter((each) => !wanted.includes(each))) {
      const property = table.literal?.getProperty(key) ?? table.literal?.getProperty(`'${key}'`)
      if (property !== undefined) this.#insert(property.getSourceFile(), orphanInsertion(property, key), `orphan ${table.name}.${key}`)
    }
    const missing = table.kind === 'whole' ? [] : wanted.filter((each) => !table.keys.includes(each))
    if (missing.length === 0) return
    if (table.literal === undefined) this.#report.push(`${table.name} lacks ${missing.join(', ')}, but its table is no literal of its file`)
    else
      this.#addKeys(
        table.literal,
        missing.map((key) => `${quoted(key)}: undecided`),
        `${table.name}: ${missing.join(', ')}`,
      )
  }

  /** Puts a new table at the end of the literal that holds the table whose name shares the most words with it. */
  add(kind: TableKind, name: string, keys: readonly string[]): void {
    const relatives = this.#tables.filter((table) => table.kind === kind && table.holder !== undefined)
    const [closest] = [...relatives].sort((one, other) => kinship(other.name, name) - kinship(one.name, name))
    const holder = closest?.holder ?? namedLiteral(this.#files, constants[kind])
    if (holder === undefined) {
      this.#report.push(`${name} has no table, and no constant \`${constants[kind]}\` to put it in`)
      return
    }
    this.#addKeys(holder, [`${quoted(name)}: ${tableText(kind, name, keys, closest)}`], `${name}: the whole table`)
  }

  plan(): Omit<ScaffoldPlan, 'notes'> {
    return { insertions: this.#insertions, report: this.#report }
  }

  #addKeys(literal: ObjectLiteralExpression, entries: readonly string[], what: string): void {
    const file = literal.getSourceFile()
    this.#insert(file, keyInsertion(literal, entries), what)
    const named = importInsertion(file, 'undecided')
    const path = file.getFilePath()
    const isThere = this.#insertions.get(path)?.some(({ at, text }) => at === named?.at && text === named.text) ?? false
    if (named !== undefined && !isThere) this.#insertions.get(path)?.push(named)
  }

  #insert(file: SourceFile, insertion: Insertion | undefined, what: string): void {
    if (insertion === undefined) return
    const path = file.getFilePath()
    this.#insertions.set(path, [...(this.#insertions.get(path) ?? []), insertion])
    this.#report.push(`${path}: ${what}`)
  }
}

function tableText(kind: TableKind, name: string, keys: readonly string[], closest: Table | undefined): string {
  if (kind === 'whole') return 'whole(undecided)'
  const type = closest?.spelling.replace(closest.name, name) ?? `${indexes[kind]}['${name}']`
  return `${kind}<${type}>()({ ${keys.map((key) => `${quoted(key)}: undecided`).join(', ')} })`
}

/** How many words two names share at their beginnings and ends. */
function kinship(one: string, other: string): number {
  const [a, b] = [words(one), words(other)]
  return shared(a, b) + shared(a.toReversed(), b.toReversed())
}

function shared(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index])
  return differs === -1 ? one.length : differs
}

const words = (name: string): readonly string[] => name.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [name]

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`)
