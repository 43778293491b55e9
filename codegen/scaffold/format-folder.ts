import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openSpecs } from '../documents.ts'
import { formatFacts } from '../format-facts.ts'
import type { OpenApi } from '../openapi.ts'
import { parseSlice } from '../slice.ts'
import { codecFiles } from './codec-files.ts'
import { fateFiles } from './fate-files.ts'
import { hubFile } from './hub-file.ts'
import { createPath, sliceOf, tokensPath } from './slice-of.ts'

/** What is asked for: the name of the new folder, and a document of `specs/` where no waiting slice names one. */
export interface FolderRequest {
  readonly format: string
  /** `specs/<format>@<version>.openapi.json`, by its path or its file name. */
  readonly document?: string
}

/**
 * Writes the folder of a format that has none yet: the files its neighbours have, every decision open. Returns the files it
 * wrote. Throws one line where the folder exists, or where nothing says which documents are the format's.
 */
export function scaffoldFolder(root: string, { format, document }: FolderRequest): readonly string[] {
  const folder = `src/formats/${format}`
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(format)) throw new Error(`${format} is no folder name: small letters, digits and hyphens`)
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists: \`npm run scaffold\` adds what its tables lack`)
  const waiting = `codegen/slices/${format}.json`
  const sliceText = sliceTextFor(root, format, document, waiting)
  const slice = parseSlice(sliceText, waiting)
  const open = openSpecs(join(root, 'specs'))
  const opened = new Map(slice.documents.map((version) => [version, open(`${format}@${version}`)]))
  const [newest, ...older] = slice.documents
  const first = opened.get(newest ?? '')
  if (newest === undefined || first === undefined) throw new Error(`${waiting} names no documents`)
  const files = new Map([
    ['slice.json', sliceText],
    ['fates.ts', fatesIndex(root)],
    ['fates/hub.ts', hubFile(neighbour(root, 'fates/hub.ts'))],
    ...fateFiles(formatFacts(format, slice, opened)),
    ...codecFiles({
      name: format,
      title: titleOf(first, format),
      path: createPath(first),
      tokensPath: tokensPath(first),
      documents: [newest, ...older],
    }),
  ])
  for (const [file, text] of files) write(join(root, folder, file), text)
  rmSync(join(root, waiting), { force: true })
  return [...files.keys()].map((file) => `${folder}/${file}`)
}

function sliceTextFor(root: string, format: string, document: string | undefined, waiting: string): string {
  if (document === undefined) {
    if (existsSync(join(root, waiting))) return readFileSync(join(root, waiting), 'utf8')
    throw new Error(`nothing says which document is that of ${format}: pass --document specs/${format}@<version>.openapi.json`)
  }
  const id = basename(document).replace(/\.openapi\.json$/, '')
  const [owner, version] = id.split('@')
  if (owner !== format || version === undefined) throw new Error(`${document} is no specs/${format}@<version>.openapi.json`)
  return `${JSON.stringify(sliceOf(openSpecs(join(root, 'specs'))(id), version), null, 2)}\n`
}

/** `fates.ts` says the same in every format but for a remark of its own. */
const fatesIndex = (root: string): string => neighbour(root, 'fates.ts')

/** A file of the first format that has a folder. */
function neighbour(root: string, file: string): string {
  const formats = join(root, 'src/formats')
  const found = readdirSync(formats).find((name) => existsSync(join(formats, name, file)))
  if (found === undefined) throw new Error(`no format under src/formats has a ${file}`)
  return readFileSync(join(formats, found, file), 'utf8')
}

const titleOf = ({ info }: OpenApi, format: string): string => info.title ?? format

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
