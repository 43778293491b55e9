import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loaded } from '../load.ts'

/** What a table says of a member: a fate as the codecs know it, or `undecided`. */
export interface Decided {
  readonly fate: string
  /** Of what is folded: the construct that says it instead. */
  readonly into?: string
  /** Of what is emulated: who does it. */
  readonly by?: string
  readonly rule?: string
  readonly why?: string
  /** Of what is dropped or rejected. */
  readonly level?: string
  /** Of what is carried: the level of the loss towards another format. */
  readonly elsewhere?: string
  /** Of what other formats may have too: the name under which their encoders take it. */
  readonly as?: string
}

/** A fate table: shape, union or enum to member to fate. */
export interface Table {
  readonly [name: string]: { readonly [member: string]: Decided }
}

/** Everything a format has decided. */
export interface Tables {
  readonly core: Table
  /** Shapes outside the portable core, each with one fate for all it holds. */
  readonly outer: { readonly [shape: string]: Decided }
  readonly unions: Table
  readonly enums: Table
  /** Shapes of the hub: what the encoder of the format does with them. */
  readonly hubFates: Table
  /** Tables of no shape of the specs, by the name of their constant: with members that hosts add, say. */
  readonly beyond: Table
}

/** Reads the tables that the folder of a format exports. Throws an Error that names the file and what it lacks. */
export async function readTables(root: string, format: string): Promise<Tables> {
  const file = join(root, 'src/formats', format, 'fates.ts')
  if (!existsSync(file)) throw new Error(`${file} is missing: ${format} has no fates`)
  const found = await loaded(file)
  const exported = (name: string): unknown => (isRecord(found) ? found[name] : undefined)
  const table = (name: string): Table => {
    const value = exported(name)
    if (!isTable(value)) throw new Error(`${file} exports no table of fates '${name}'`)
    return value
  }
  const outer = exported('outer')
  if (!isFates(outer)) throw new Error(`${file} exports no fates of shapes 'outer'`)
  const named = { core: table('core'), unions: table('unions'), enums: table('enums'), hubFates: table('hubFates') }
  return { ...named, outer, beyond: await tablesBeyond(file.replace(/\.ts$/, ''), [outer, ...Object.values(named).flatMap(tablesIn)]) }
}

const tablesIn = (table: Table): readonly object[] => Object.values(table)

/** Tables that the files of the folder export, and that are none of `known`. */
async function tablesBeyond(folder: string, known: readonly object[]): Promise<Table> {
  const beyond: Record<string, Table[string]> = {}
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.')) : []
  for (const name of files.toSorted()) {
    const found = await loaded(join(folder, name))
    for (const [constant, value] of isRecord(found) ? Object.entries(found) : []) {
      if (isFates(value)) {
        if (!known.includes(value)) beyond[constant] = value
      } else if (isTable(value)) {
        for (const [part, inner] of Object.entries(value)) if (!known.includes(inner)) beyond[`${constant}.${part}`] = inner
      }
    }
  }
  return beyond
}

const isTable = (value: unknown): value is Table => isRecord(value) && Object.values(value).every(isFates)

const isFates = (value: unknown): value is { readonly [member: string]: Decided } =>
  isRecord(value) && Object.values(value).every(isDecided)

const isDecided = (value: unknown): value is Decided =>
  isRecord(value) && typeof value['fate'] === 'string' && Object.values(value).every((word) => typeof word === 'string')

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null
