import { type Facts, namesIn } from '../facts.ts'
import type { FormatFacts } from '../format-facts.ts'
import { type Table, tableFiles } from './table-files.ts'

/** The fate tables of a new format, all of them undecided, as the files of its `fates/` folder; that of the hub comes from elsewhere. */
export function fateFiles(format: FormatFacts): ReadonlyMap<string, string> {
  const { facts, core, unions, enums } = format
  const shapes = [...facts.shapes.values()].filter(({ name }) => core.has(name))
  const outer = [...facts.shapes.keys()].filter((name) => !core.has(name))
  const home = homes(format)
  return new Map(
    [
      ...shapeFiles.map((file) => ({
        ...decided,
        path: `fates/${file}`,
        doc: docs[file],
        constant: constants[file],
        tables: shapes
          .filter(({ name }) => home(name) === file)
          .map(({ name, fields }): Table => [name, fields.map((field) => field.name)]),
      })),
      { ...tagged, tables: inCore(unions, core).map(({ name, arms }): Table => [name, arms.map(({ tag }) => tag)]) },
      { ...closed, tables: inCore(enums, core).map(({ name, values }): Table => [name, values]) },
      { ...beyond, tables: outer.map((name): Table => [name, []]) },
    ].flatMap(tableFiles),
  )
}

const decided = { maker: 'decide', generated: 'CoreShapes' } as const
const tagged = {
  path: 'fates/unions',
  maker: 'arms',
  generated: 'Unions',
  doc: 'Arms of the tagged unions.',
  constant: 'unionFates',
} as const
const closed = {
  path: 'fates/enums',
  maker: 'values',
  generated: 'Enums',
  doc: 'Values of the closed enums.',
  constant: 'enumFates',
} as const
const beyond = {
  path: 'fates/outer',
  maker: 'whole',
  generated: 'OuterShapes',
  doc: 'Shapes reached only through hosted tools or a beta surface.',
  constant: 'outerFates',
} as const

const inCore = <T extends { readonly owner: string }>(all: readonly T[], core: ReadonlySet<string>): readonly T[] =>
  all.filter(({ owner }) => core.has(owner))

type ShapeFile = (typeof shapeFiles)[number]

const shapeFiles = ['request', 'content', 'tools', 'response', 'stream'] as const

const constants: Readonly<Record<ShapeFile, string>> = {
  request: 'requestFates',
  content: 'contentFates',
  tools: 'toolFates',
  response: 'responseFates',
  stream: 'streamFates',
}

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
