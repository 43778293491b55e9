import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '../distil/documents.ts'
import { isObject, type Json, type JsonObject } from '../distil/json.ts'
import type { Overlay } from '../distil/overlay.ts'
import { isOpenApi } from '../documents.ts'
import { schemaText } from '../schema.ts'
import { readOverlays } from '../specs/derive.ts'
import { documentFile, readLock } from '../specs/lock.ts'
import { findPackage, type FoundPackage, type PackageOptions } from '../specs/packages.ts'
import { compare, type Finding, type Pair } from './check.ts'
import { rootsOf } from './roots.ts'
import { takeBack } from './take-back.ts'

/** What to prove; the overlays, the lock and the documents are those of the checkout's `specs/`. */
export interface ProofOptions extends PackageOptions {
  /** Ids of documents; all of them where it is left out. */
  readonly documents?: readonly string[]
}

/**
 * Generates the types of documents and holds each root against the type of the SDK the document was distilled from, both
 * ways, as they are and with every member required. Rejects where a document or its package cannot be had.
 */
export async function prove(options: ProofOptions): Promise<readonly Finding[]> {
  const folder = join(options.root, 'specs')
  const lock = readLock(folder)
  const overlays = readOverlays(join(folder, 'overlays'))
  const found: FoundPackage[] = []
  try {
    const pairs: Pair[] = []
    for (const { id, format, apiVersion } of documents) {
      if (options.documents !== undefined && !options.documents.includes(id)) continue
      const locked = lock.documents[id]
      if (locked === undefined) throw new Error(`specs/sources.lock.json does not name ${id}`)
      const place = await findPackage(locked, options)
      found.push(place)
      const document: Json = JSON.parse(readFileSync(join(folder, documentFile(id)), 'utf8'))
      if (!isObject(document)) throw new Error(`specs/${documentFile(id)} holds no object`)
      pairs.push(await pairOf(id, document, { packageRoot: place.root, overlay: overlays.get(format), apiVersion }))
    }
    return compare(pairs, join(options.root, 'node_modules'))
  } finally {
    for (const place of found) place.dispose()
  }
}

/** The types of a document, ready to be compared. Rejects where it is no OpenAPI document. */
export async function pairOf(
  id: string,
  document: JsonObject,
  {
    packageRoot,
    overlay,
    apiVersion,
  }: { readonly packageRoot: string; readonly overlay: Overlay | undefined; readonly apiVersion: string },
): Promise<Pair> {
  const bare: unknown = overlay === undefined ? document : takeBack(document, overlay, apiVersion)
  if (!isOpenApi(bare)) throw new Error(`${id} is no OpenAPI document`)
  return { document: id, text: await schemaText(bare, ''), packageRoot, roots: rootsOf(id) }
}
