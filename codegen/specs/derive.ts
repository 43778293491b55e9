import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { distil, openPackage, type OpenPackage } from '../distil/distil.ts'
import { documents, type DocumentSource } from '../distil/documents.ts'
import { canonical, isArray, isObject, sha256, type Json, type JsonObject } from '../distil/json.ts'
import { applyOverlay, OverlayError, readOverlay, type Overlay } from '../distil/overlay.ts'
import { copyrightOf } from './notice.ts'
import { findPackage, type FoundPackage, type PackageName, type PackageOptions } from './packages.ts'

/** A document made anew from its package. */
export type Derived = {
  readonly id: string
  readonly text: string
  readonly sha256: string
  readonly from: PackageName
  readonly origin: FoundPackage['origin']
  readonly apiVersionHeader: string | null
  readonly copyright: string
}

/** What to derive from; overlays are read from the checkout's `specs/overlays`. */
export type DeriveOptions = PackageOptions & {
  /** Document id to package; documents that are not named are left out. */
  readonly packages: ReadonlyMap<string, PackageName>
  /** Called with a finished step. */
  readonly progress?: (line: string) => void
  /** Whether a document is to be left out because of the API version that the package's client sends. */
  readonly isOther?: (id: string, sent: string | null) => boolean
}

/**
 * Derives the named documents, one after the other, in the order they are declared. Each package is opened once and
 * removed at the end if it was unpacked. Rejects with one line that names the document, or every overlay entry that no longer fits.
 */
export async function derive(options: DeriveOptions): Promise<readonly Derived[]> {
  const places = new Map<string, FoundPackage>()
  const opened = new Map<string, OpenPackage>()
  const overlays = readOverlays(join(options.root, 'specs', 'overlays'))
  const derived: Derived[] = []
  const unfit: string[] = []
  try {
    for (const source of documents) {
      const name = options.packages.get(source.id)
      if (name === undefined) continue
      if (name.package !== source.package) throw new Error(`${source.id} is not distilled from ${name.package}`)
      const key = `${name.package}@${name.version}`
      const place = places.get(key) ?? (await findPackage(name, options))
      if (!places.has(key)) options.progress?.(`${key} is at hand (${place.origin})`)
      places.set(key, place)
      const sdk = opened.get(key) ?? (await open(key, place.root, source.client))
      opened.set(key, sdk)
      const bare = await distil(source, sdk)
      if (options.isOther?.(source.id, sentVersion(bare)) === true) continue
      try {
        derived.push(finish(bare, source, name, place, overlays))
        options.progress?.(`${source.id} is distilled`)
      } catch (error) {
        if (!(error instanceof OverlayError)) throw error
        unfit.push(error.message)
      }
    }
    if (unfit.length > 0) throw new OverlayError(unfit.join('; '))
    return derived
  } finally {
    for (const place of places.values()) place.dispose()
  }
}

/** Reads the overlays of all formats. Throws for the first malformed or unsourced entry. */
export function readOverlays(folder: string): ReadonlyMap<string, Overlay> {
  const formats = new Set(documents.map((source) => source.format))
  return new Map(
    [...formats].map((format) => {
      const name = `${format}.json`
      return [format, readOverlay(readFileSync(join(folder, name), 'utf8'), `specs/overlays/${name}`)]
    }),
  )
}

async function open(name: string, root: string, client: DocumentSource['client']): Promise<OpenPackage> {
  try {
    return await openPackage(root, client)
  } catch (error) {
    throw new Error(`${name} cannot be opened: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}`, {
      cause: error,
    })
  }
}

function finish(
  bare: JsonObject,
  source: DocumentSource,
  from: PackageName,
  place: FoundPackage,
  overlays: ReadonlyMap<string, Overlay>,
): Derived {
  const overlay = overlays.get(source.format)
  const document = overlay === undefined ? bare : applyOverlay(bare, overlay, source.apiVersion)
  const apiVersionHeader = sentVersion(document)
  if (/^\d{4}-/.test(source.apiVersion) && apiVersionHeader !== source.apiVersion) {
    throw new Error(`${source.id}: ${from.package}@${from.version} sends version ${apiVersionHeader ?? 'none'}`)
  }
  const text = canonical(document)
  return { id: source.id, text, sha256: sha256(text), from, origin: place.origin, apiVersionHeader, copyright: copyrightOf(place.root) }
}

function sentVersion(document: JsonObject): string | null {
  const parameters = members(document['paths'])
    .flatMap((item) => members(item))
    .flatMap((operation) => (isArray(operation['parameters']) ? operation['parameters'] : []))
  for (const parameter of parameters) {
    if (!isObject(parameter) || parameter['name'] !== 'anthropic-version') continue
    const schema = parameter['schema']
    if (isObject(schema) && typeof schema['const'] === 'string') return schema['const']
  }
  return null
}

function members(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? Object.values(value).filter(isObject) : []
}
