import type { FormatFacts } from '../format-facts.ts'
import { openCodecs } from './codecs.ts'
import { driftOf, type FormatDrift } from './drift.ts'
import { placedTables, type Missing } from './tables.ts'

/** Where a document came from before and comes from now, as `package@version`. */
export interface DocumentSources {
  readonly document: string
  readonly from: string
  readonly to: string
}

/** What changed in the documents that were updated, and what it means to the codecs. */
export interface DriftReport {
  readonly sources: readonly DocumentSources[]
  readonly formats: readonly FormatDrift[]
}

/** A format before and after an update. */
export interface FormatPair {
  readonly before: FormatFacts
  readonly after: FormatFacts
  /** Whether it has codecs below `src/formats/`. */
  readonly inSource: boolean
}

/** The drift report of formats of the project at `root`; fate tables are read only for formats that changed. */
export async function driftReport(root: string, sources: readonly DocumentSources[], pairs: readonly FormatPair[]): Promise<DriftReport> {
  const formats: FormatDrift[] = []
  for (const { before, after, inSource } of pairs) {
    const bare = driftOf(before, after, [], null)
    const isMet = inSource && bare.changes.length > 0
    formats.push(isMet ? driftOf(before, after, placedTables(root, after.format), await openCodecs(root)) : bare)
  }
  return { sources, formats }
}

/** Whether anything changed on the wire. */
export const hasDrift = ({ formats }: DriftReport): boolean => formats.some(({ changes }) => changes.length > 0)

/** Which table is incomplete: `decide TextBlock lacks citations (src/…)`. */
export function tableText({ kind, name, key, file, what }: Missing): string {
  const where = file === '' ? '' : ` (${file})`
  if (what === 'missing') return `${kind} ${name} is missing`
  return what === 'lacks' ? `${kind} ${name} lacks ${key ?? ''}${where}` : `${kind} ${name} has ${key ?? ''}, which is gone${where}`
}
