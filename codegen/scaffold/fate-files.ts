import { type Facts, namesIn } from '../facts.ts'
import type { FormatFacts } from '../format-facts.ts'

/** The fate tables of a new format, all of them undecided, as the files of its `fates/` folder; that of the hub comes from elsewhere. */
export function fateFiles(format: FormatFacts): ReadonlyMap<string, string> {
  const { facts, core, unions, enums } = format
  const shapes = [...facts.shapes.values()].filter(({ name }) => core.has(name))
  const home = homes(format)
  const shapeFiles = (Object.keys(constants) as ShapeFile[]).map((file): [string, string] => [
    `fates/${file}.ts`,
    tableFile({
      maker: 'decide',
      generated: 'CoreShapes',
      doc: docs[file],
      constant: constants[file],
      tables: shapes.filter(({ name }) => home(name) === file).map(({ name, fields }) => [name, fields.map((field) => field.name)]),
    }),
  ])
  return new Map([
    ...shapeFiles,
    ['fates/unions.ts', tableFile({ ...tagged, tables: inCore(unions, core).map(({ name, arms }) => [name, arms.map(({ tag }) => tag)]) })],
    ['fates/enums.ts', tableFile({ ...closed, tables: inCore(enums, core).map(({ name, values }) => [name, values]) })],
    ['fates/outer.ts', outerFile([...facts.shapes.keys()].filter((name) => !core.has(name)))],
  ])
}

const tagged = { maker: 'arms', generated: 'Unions', doc: 'Arms of the tagged unions.', constant: 'unionFates' } as const
const closed = { maker: 'values', generated: 'Enums', doc: 'Values of the closed enums.', constant: 'enumFates' } as const

const inCore = <T extends { readonly owner: string }>(all: readonly T[], core: ReadonlySet<string>): readonly T[] =>
  all.filter(({ owner }) => core.has(owner))

type ShapeFile = keyof typeof constants

const constants = {
  request: 'requestFates',
  content: 'contentFates',
  tools: 'toolFates',
  response: 'responseFates',
  stream: 'streamFates',
} as const

const docs: Readonly<Record<ShapeFile, string>> = {
  request: 'The request and what stands in it alone.',
  content: 'Shapes of the conversation.',
  tools: 'Shapes of tools, of choices among them and of calls.',
  response: 'The answer and what stands in it alone.',
  stream: 'Shapes of the events of a stream.',
}

/** In which file a shape of the core is decided: by what it is about, else by the first root that leads to it. */
function homes({ facts }: FormatFacts): (shape: string) => ShapeFile {
  const request = reached(facts, ['request', 'countTokensRequest'])
  const response = reached(facts, ['response', 'error', 'model', 'modelList', 'countTokensResponse'])
  const roots = new Set([...facts.roots.values()].flatMap(namesIn))
  return (shape) => {
    if (/Tool|Function/.test(shape)) return 'tools'
    if (!request.has(shape)) return response.has(shape) ? 'response' : 'stream'
    return roots.has(shape) || roots.has(shape.split('_')[0] ?? '') ? 'request' : 'content'
  }
}

function reached(facts: Facts, roles: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    const alias = facts.aliases.get(name)
    const types = [...(alias ? [alias.type] : []), ...(facts.shapes.get(name)?.fields ?? []).map(({ type }) => type)]
    types.flatMap(namesIn).forEach(visit)
  }
  for (const role of roles) {
    const root = facts.roots.get(role)
    if (root !== undefined) namesIn(root).forEach(visit)
  }
  return seen
}

interface TableFile {
  readonly maker: 'decide' | 'arms' | 'values'
  readonly generated: 'CoreShapes' | 'Unions' | 'Enums'
  readonly doc: string
  readonly constant: string
  readonly tables: readonly (readonly [string, readonly string[]])[]
}

function tableFile({ maker, generated, doc, constant, tables }: TableFile): string {
  if (tables.length === 0) return `/** ${doc} */\nexport const ${constant} = {}\n`
  const holds = tables.some(([, keys]) => keys.length > 0)
  const entries = tables.map(
    ([name, keys]) =>
      `  ${quoted(name)}: ${maker}<${generated}['${name}']>()({ ${keys.map((key) => `${quoted(key)}: undecided`).join(', ')} }),`,
  )
  return [
    `import { ${maker}${holds ? ', undecided' : ''} } from '../../../translate/fate.ts'`,
    `import type { ${generated} } from '../generated/shapes.ts'`,
    '',
    `/** ${doc} */`,
    `export const ${constant} = {`,
    ...entries,
    '}',
    '',
  ].join('\n')
}

function outerFile(names: readonly string[]): string {
  return [
    ...(names.length === 0 ? [] : [`import { whole, undecided } from '../../../translate/fate.ts'`]),
    `import type { Lossy } from '../../../translate/fate.ts'`,
    `import type { OuterShapes } from '../generated/shapes.ts'`,
    '',
    '/** Shapes reached only through hosted tools or a beta surface. */',
    'export const outerFates = {',
    ...names.map((name) => `  ${quoted(name)}: whole(undecided),`),
    '} satisfies { readonly [N in keyof OuterShapes]: Lossy }',
    '',
  ].join('\n')
}

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replaceAll("'", "\\'")}'`)
