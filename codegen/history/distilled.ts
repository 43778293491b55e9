import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { distil, openPackage } from '../distil/distil.ts'
import { documents, type DocumentSource } from '../distil/documents.ts'
import { isObject, type JsonObject } from '../distil/json.ts'
import { applyOverlay, readOverlay } from '../distil/overlay.ts'
import { fetchTarball, publishedVersion } from '../specs/tarball.ts'
import type { History } from './steps.ts'

/** The documents of one SDK version, and what it took to have them. */
export interface DistilledVersion {
  readonly version: string
  /** The day it was released, as npm has it. */
  readonly released: string
  readonly documents: readonly DistilledDocument[]
}

export interface DistilledDocument {
  readonly id: string
  readonly format: string
  readonly apiVersion: string
  readonly document: JsonObject
  /** Milliseconds of distilling and of the overlay, without fetching. */
  readonly took: number
  /** Reviewed facts about what this version does not have yet, or says itself. */
  readonly unfit: readonly string[]
}

/** Fetches a version by way of npm, verified, and distils every document that it carries. Rejects with one line. */
export async function distilVersion(root: string, history: History, version: string): Promise<DistilledVersion> {
  const name = history.package
  const { integrity, released } = await publishedVersion(name, version)
  const found = await fetchTarball({ package: name, version, integrity }, root)
  try {
    const sdk = await openPackage(found.root, history.client)
    const distilled: DistilledDocument[] = []
    for (const source of documentsOf(history, version)) {
      const start = performance.now()
      const bare = await distil(source, sdk)
      const file = `specs/overlays/${source.format}.json`
      distilled.push({
        id: source.id,
        format: source.format,
        apiVersion: source.apiVersion,
        ...withFittingOverlay(bare, readFileSync(join(root, file), 'utf8'), file, source),
        took: performance.now() - start,
      })
    }
    return { version, released: released.slice(0, 10), documents: distilled }
  } finally {
    found.dispose()
  }
}

/** An SDK speaks one dated version of Anthropic's API: the newer since 1.0.0. */
export const documentsOf = (history: History, version: string): readonly DocumentSource[] =>
  documents.filter(
    (source) => source.package === history.package && source.apiVersion !== (version.startsWith('0.') ? '2026-10-21' : '2023-06-01'),
  )

/**
 * The overlay is reviewed against today's types. Of an older document every entry counts that fits it, whichever of today's
 * documents it was written for, since types had other names; the rest is named. For `specs/` such an entry is an error.
 */
function withFittingOverlay(bare: JsonObject, text: string, file: string, { apiVersion }: DocumentSource) {
  const unfit: string[] = []
  let document = bare
  for (const entry of readOverlay(namedAsIn(bare, text), file).entries)
    for (const path of entry.at)
      try {
        document = applyOverlay(document, { file, entries: [{ ...entry, at: [path], documents: undefined }] }, apiVersion)
      } catch (error) {
        if (entry.documents === undefined || entry.documents.includes(apiVersion))
          unfit.push(error instanceof Error ? error.message : String(error))
      }
  return { document, unfit }
}

/** Errors of the beta surface were called `BetaError`, `BetaAPIError` before they were `BetaErrorObject`, `BetaAPIErrorObject`. */
function namedAsIn({ components }: JsonObject, overlay: string): string {
  const schemas = isObject(components) ? components['schemas'] : undefined
  return isObject(schemas) && schemas['BetaError'] !== undefined ? overlay.replaceAll(/ErrorObject\b/g, 'Error') : overlay
}
