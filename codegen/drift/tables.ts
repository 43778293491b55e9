import type { Change } from '../diff/change.ts'
import { handWritten, openFormat, tablesOf, type Table, type TableKind } from '../fate-tables.ts'
import { namesIn, type Arm, type Union } from '../facts.ts'
import type { FormatFacts } from '../format-facts.ts'

/** A fate table that does not say what becomes of a change. */
export interface Missing {
  readonly kind: TableKind
  readonly name: string
  /** The key that it lacks, or has too much; absent where the table itself is missing. */
  readonly key?: string
  /** Path of the file it stands in, or is to stand in. */
  readonly file: string
  readonly what: 'lacks' | 'orphan' | 'missing'
}

/** A table of a format, and the file it stands in. */
export interface PlacedTable {
  readonly kind: TableKind
  readonly name: string
  readonly keys: readonly string[]
  readonly file: string
}

/** The fate tables in the hand-written files of a format. */
export function placedTables(root: string, format: string): readonly PlacedTable[] {
  const start = root.endsWith('/') ? root : `${root}/`
  return handWritten(openFormat(root, format))
    .flatMap(tablesOf)
    .map(({ kind, name, keys, call }: Table) => ({ kind, name, keys, file: call.getSourceFile().getFilePath().replace(start, '') }))
}

/** The tables that a change leaves incomplete, or with a line too many. */
export function missingFor(change: Change, before: FormatFacts, after: FormatFacts, tables: readonly PlacedTable[]): readonly Missing[] {
  const { kind, owner, name } = change
  const find = (of: TableKind, called: string): PlacedTable | undefined =>
    tables.find((table) => table.kind === of && table.name === called)
  const lacking = (of: TableKind, called: string, key: string): Missing[] => {
    const table = find(of, called)
    if (table === undefined) return [{ kind: of, name: called, file: '', what: 'missing' }]
    return table.keys.includes(key) ? [] : [{ kind: of, name: called, key, file: table.file, what: 'lacks' }]
  }
  const orphaned = (of: TableKind, called: string, key: string): Missing[] => {
    const table = find(of, called)
    return table?.keys.includes(key) === true ? [{ kind: of, name: called, key, file: table.file, what: 'orphan' }] : []
  }
  switch (kind) {
    case 'field added':
      return [...(after.core.has(owner) ? lacking('decide', owner, name) : []), ...shapesBelow(owner, name, before, after, find)]
    case 'field removed':
      return after.facts.shapes.get(owner)?.fields.some((field) => field.name === name) === true ? [] : orphaned('decide', owner, name)
    case 'value added':
      return change.open || !after.core.has(ownerOf(owner)) ? [] : lacking('values', owner, name)
    case 'value removed':
      return after.enums.some((each) => each.name === owner && each.values.includes(name)) ? [] : orphaned('values', owner, name)
    case 'variant added': {
      const unions = after.unions.filter((union) => lists(union.name, owner, after) && grewBy(union, name, before))
      const arms = unions.filter((union) => after.core.has(union.owner)).flatMap((union) => lacking('arms', union.name, name))
      const shapes = unions.flatMap((union) => union.arms.filter(({ tag }) => tag === name).map(({ shape }) => shape))
      return [...arms, ...newShapes(new Set(shapes), before, after, find)]
    }
    case 'variant removed': {
      const unions = before.unions.filter((union) => lists(union.name, owner, before) && grewBy(union, name, after))
      return unions.flatMap((union) => orphaned('arms', union.name, name))
    }
    case 'retagged':
      return after.unions.some((union) => union.name === owner) && find('arms', owner) === undefined
        ? [{ kind: 'arms', name: owner, file: '', what: 'missing' }]
        : []
    default:
      return []
  }
}

type Find = (kind: TableKind, name: string) => PlacedTable | undefined

const ownerOf = (name: string): string => name.split('.')[0] ?? name

const grewBy = ({ name, arms }: Union, tag: string, other: FormatFacts): boolean => {
  const has = (of: readonly Arm[] | undefined): boolean => of?.some((arm) => arm.tag === tag) ?? false
  return has(arms) && !has(other.unions.find((each) => each.name === name)?.arms)
}

/** Whether a union is the one that a change was found in, or has that as a member. */
function lists(union: string, owner: string, { facts }: Pick<FormatFacts, 'facts'>): boolean {
  if (union.replace(/\.items$/, '') === owner) return true
  const [shape = '', field] = union.split('.')
  const type =
    field === undefined ? facts.aliases.get(shape)?.type : facts.shapes.get(shape)?.fields.find((each) => each.name === field)?.type
  return (
    type !== undefined &&
    namesIn(type).some((name) => name === owner || (facts.aliases.has(name) && name !== union && lists(name, owner, { facts })))
  )
}

/** Shapes that came with an added field. */
function shapesBelow(owner: string, field: string, before: FormatFacts, after: FormatFacts, find: Find): readonly Missing[] {
  const names = [...after.facts.shapes.keys()].filter((name) => name.startsWith(`${owner}_${field}`) || refersTo(owner, field, name, after))
  return newShapes(new Set(names), before, after, find)
}

const refersTo = (owner: string, field: string, name: string, { facts }: FormatFacts): boolean => {
  const type = facts.shapes.get(owner)?.fields.find((each) => each.name === field)?.type
  return type?.kind === 'ref' ? type.name === name : type?.kind === 'array' && type.items.kind === 'ref' && type.items.name === name
}

function newShapes(names: ReadonlySet<string>, before: FormatFacts, after: FormatFacts, find: Find): readonly Missing[] {
  return [...names].flatMap((name): Missing[] => {
    const kind = after.core.has(name) ? 'decide' : 'whole'
    return before.facts.shapes.has(name) || find(kind, name) !== undefined ? [] : [{ kind, name, file: '', what: 'missing' }]
  })
}
