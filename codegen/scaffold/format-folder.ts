import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isOpenApi, openSpecs } from '../documents.ts'
import { formatFacts } from '../format-facts.ts'
import type { OpenApi } from '../openapi.ts'
import { parseSlice, type Slice } from '../slice.ts'
import { documentFile, lockText, readLock } from '../specs/lock.ts'
import { codecFiles } from './codec-files.ts'
import { fateFiles } from './fate-files.ts'
import { formatted } from './formatted.ts'
import { hubFile } from './hub-file.ts'
import { newDocument } from './new-document.ts'
import { createPath, sliceOf, tokensPath } from './slice-of.ts'

/** What is asked for: the name of the new folder, and a document where no waiting slice names one. */
export interface FolderRequest {
  readonly format: string
  /** `specs/<format>@<version>.openapi.json`, or an OpenAPI document from elsewhere, which is taken into `specs/`. */
  readonly document?: string
}

/**
 * Writes the folder of a format that has none yet: the files its neighbours have, every decision open. Resolves to the files it
 * wrote. Rejects with one line where the folder exists, or where nothing says which documents are the format's.
 */
export async function scaffoldFolder(root: string, { format, document }: FolderRequest): Promise<readonly string[]> {
  const folder = `src/formats/${format}`
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(format)) throw new Error(`${format} is no folder name: small letters, digits and hyphens`)
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists: \`npm run scaffold\` adds what its tables lack`)
  const waiting = `codegen/slices/${format}.json`
  const taken = document === undefined || isLocked(root, format, document) ? undefined : taking(root, format, document)
  const sliceText = taken?.sliceText ?? sliceTextFor(root, format, document, waiting)
  const slice = parseSlice(sliceText, waiting)
  const open = taken === undefined ? openSpecs(join(root, 'specs')) : () => taken.document
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
  const written = new Map([...(taken?.files ?? []), ...[...(await formatted(root, files))].map(inFolder(folder))])
  for (const [file, text] of written) write(join(root, file), text)
  rmSync(join(root, waiting), { force: true })
  return [...written.keys()]
}

const inFolder =
  (folder: string) =>
  ([file, text]: readonly [string, string]): readonly [string, string] => [`${folder}/${file}`, text]

const idOf = (document: string): string => basename(document).replace(/\.openapi\.json$/, '')

/** Whether a document is one of `specs/` that the lock names. */
function isLocked(root: string, format: string, document: string): boolean {
  const id = idOf(document)
  return id.startsWith(`${format}@`) && dirname(document).endsWith('specs') && Object.hasOwn(readLock(join(root, 'specs')).documents, id)
}

function sliceTextFor(root: string, format: string, document: string | undefined, waiting: string): string {
  if (document === undefined) {
    if (existsSync(join(root, waiting))) return readFileSync(join(root, waiting), 'utf8')
    throw new Error(`nothing says which document is that of ${format}: pass --document FILE, an OpenAPI document`)
  }
  const id = idOf(document)
  return jsonText(sliceOf(openSpecs(join(root, 'specs'))(id), id.slice(format.length + 1)))
}

interface Taken {
  readonly document: OpenApi
  readonly sliceText: string
  /** The document and the lock that names it, by their paths. */
  readonly files: ReadonlyMap<string, string>
}

/** What takes a document from elsewhere into `specs/`. */
function taking(root: string, format: string, file: string): Taken {
  const { version, text, sha256 } = newDocument(file, format)
  const id = `${format}@${version}`
  const lock = readLock(join(root, 'specs'))
  if (Object.hasOwn(lock.documents, id))
    throw new Error(`specs/${documentFile(id)} comes from ${lock.documents[id]?.package ?? 'a package'}`)
  const document: unknown = JSON.parse(text)
  if (!isOpenApi(document)) throw new Error(`${file} has no paths and components.schemas`)
  const named = { ...lock, imported: { ...lock.imported, [id]: { sha256 } } }
  return {
    document,
    sliceText: jsonText(sliceOf(document, version)),
    files: new Map([
      [`specs/${documentFile(id)}`, text],
      ['specs/sources.lock.json', lockText(named)],
    ]),
  }
}

const jsonText = (slice: Slice): string => `${JSON.stringify(slice, null, 2)}\n`

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
