/** Fate tables of one kind and domain: what becomes a file, or several. */
export interface Tables {
  /** Path below the format's folder, without its ending. */
  readonly path: string
  readonly maker: 'decide' | 'arms' | 'values' | 'whole'
  /** The generated type that says what is to be decided. */
  readonly generated: 'CoreShapes' | 'Unions' | 'Enums' | 'OuterShapes'
  readonly doc: string
  readonly constant: string
  readonly tables: readonly Table[]
}

/** A table by its name, with the keys that it decides; of a shape that is decided as a whole there are none. */
export type Table = readonly [name: string, keys: readonly string[]]

/** Lines that a file may have, lines around the tables, and characters of a line. */
const most = 400
const around = 10
const width = 140

/** The tables as a file, undecided; where it would have more than 400 lines, as one that puts together those of a folder. */
export function tableFiles(all: Tables): readonly (readonly [path: string, text: string])[] {
  const parts = partsOf(all)
  if (parts.length === 1) return [[`${all.path}.ts`, fileText(all, all.tables.map(entryOf(all)), checked(all))]]
  const imports = parts.map(({ path, constant }) => `import { ${constant} } from './${path.slice(path.indexOf('/') + 1)}.ts'`)
  const spreads = parts.map(({ constant }) => `  ...${constant},`)
  return [
    [`${all.path}.ts`, [...imports, fileText(all, spreads, checked(all))].join('\n')],
    ...parts.map((part) => [`${part.path}.ts`, fileText(part, part.tables.map(entryOf(part)), '')] as const),
  ]
}

/** Cuts tables into files, in their order; each is called after the first table in it. */
function partsOf(all: Tables): readonly Tables[] {
  const parts: Table[][] = [[]]
  let lines = around
  for (const table of all.tables) {
    const more = linesOf(table, all)
    if (lines + more > most && lines > around) {
      parts.push([])
      lines = around
    }
    lines += more
    parts.at(-1)?.push(table)
  }
  return parts.map((tables) => {
    const words = (tables[0]?.[0] ?? '').match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? []
    const title = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
    const file = words.map((word) => word.toLowerCase()).join('-')
    return { ...all, tables, path: `${all.path}/${file}`, constant: `${all.constant}From${title}`, doc: `${all.doc} From ${title} on.` }
  })
}

/** Lines of a table once it is formatted. */
const linesOf = (table: Table, all: Tables): number => (entryOf(all)(table).length <= width ? 1 : table[1].length + 2)

const entryOf =
  ({ maker, generated }: Tables) =>
  ([name, keys]: Table): string =>
    maker === 'whole'
      ? `  ${quoted(name)}: whole(undecided),`
      : `  ${quoted(name)}: ${maker}<${generated}['${name}']>()({ ${keys.map((key) => `${quoted(key)}: undecided`).join(', ')} }),`

/** Shapes decided as a whole are held together against the generated type: each by itself says nothing about the others. */
const checked = ({ maker }: Tables): string => (maker === 'whole' ? ' satisfies { readonly [N in keyof OuterShapes]: Lossy }' : '')

function fileText({ path, maker, generated, doc, constant }: Tables, entries: readonly string[], check: string): string {
  const depth = path.split('/').length
  const body = entries.join('\n')
  const names = [
    ...(check === '' ? [] : ['type Lossy']),
    ...['undecided', maker].filter((name) => new RegExp(`\\b${name}\\b`).test(body)),
  ].toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
  const types = maker === 'whole' ? check !== '' : body.includes(`<${generated}[`)
  return [
    ...(names.length === 0 ? [] : [importOf(names, `${'../'.repeat(depth + 1)}translate/fate.ts`)]),
    ...(types ? [`import type { ${generated} } from '${'../'.repeat(depth - 1)}generated/shapes.ts'`] : []),
    '',
    `/** ${doc} */`,
    ...(entries.length === 0 ? [`export const ${constant} = {}${check}`] : [`export const ${constant} = {`, body, `}${check}`]),
    '',
  ].join('\n')
}

const nameOf = (name: string): string => name.replace(/^type /, '').toLowerCase()

const importOf = (names: readonly string[], path: string): string =>
  names.every((name) => name.startsWith('type '))
    ? `import type { ${names.map((name) => name.slice(5)).join(', ')} } from '${path}'`
    : `import { ${names.join(', ')} } from '${path}'`

/** A name as a key of an object literal. */
const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replaceAll("'", "\\'")}'`)
