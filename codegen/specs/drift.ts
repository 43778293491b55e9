import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '../distil/documents.ts'
import { driftReport, type DocumentSources, type DriftReport, type FormatPair } from '../drift/report.ts'
import { formatFacts } from '../format-facts.ts'
import type { OpenApi } from '../openapi.ts'
import { parseSlice, type Slice } from '../slice.ts'
import type { Derived } from './derive.ts'
import { documentFile, type Lock } from './lock.ts'

/** What the derived documents change on the wire, against those in `specs/`. A document that is missing there has no drift. */
export function driftOfDerived(root: string, lock: Lock, derived: readonly Derived[]): Promise<DriftReport> {
  const changed = derived.filter(({ id, text }) => textOf(root, id) !== undefined && textOf(root, id) !== text)
  const formats = new Set(documents.filter(({ id }) => changed.some((each) => each.id === id)).map(({ format }) => format))
  const after = new Map(derived.map(({ id, text }) => [id, text]))
  return driftReport(
    root,
    derived.map((each) => sourcesOf(each, lock)),
    [...formats].map((format) => pairOf(root, format, after)),
  )
}

/** The text of a document in `specs/`; undefined where it is missing. */
export function textOf(root: string, id: string): string | undefined {
  const file = join(root, 'specs', documentFile(id))
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function sourcesOf({ id, from }: Derived, lock: Lock): DocumentSources {
  const before = lock.documents[id]
  return {
    document: id,
    from: before === undefined ? 'nothing' : `${before.package}@${before.version}`,
    to: `${from.package}@${from.version}`,
  }
}

function pairOf(root: string, format: string, derived: ReadonlyMap<string, string>): FormatPair {
  const { slice, inSource } = sliceOf(root, format)
  const old = documentsOf(slice, (version) => textOf(root, `${format}@${version}`))
  const now = documentsOf(slice, (version) => derived.get(`${format}@${version}`) ?? textOf(root, `${format}@${version}`))
  return { before: formatFacts(format, slice, old), after: formatFacts(format, slice, now), inSource }
}

function documentsOf(slice: Slice, text: (version: string) => string | undefined): ReadonlyMap<string, OpenApi> {
  return new Map(
    slice.documents.flatMap((version): [string, OpenApi][] => {
      const found = text(version)
      return found === undefined ? [] : [[version, JSON.parse(found) as OpenApi]]
    }),
  )
}

function sliceOf(root: string, format: string): { readonly slice: Slice; readonly inSource: boolean } {
  const files = [`src/formats/${format}/slice.json`, `codegen/slices/${format}.json`]
  const file = files.find((each) => existsSync(join(root, each)))
  if (file === undefined) throw new Error(`${format} has no slice: neither ${files.join(' nor ')} is there`)
  return { slice: parseSlice(readFileSync(join(root, file), 'utf8'), file), inSource: file.startsWith('src/') }
}
