import { type Change, gravest, severities } from '../diff/change.ts'
import type { Diff } from '../diff/diff.ts'

/** One change, in all documents of a format that show it. */
export interface SharedChange {
  readonly change: Change
  readonly documents: readonly string[]
}

/** The changes of several documents of one format, each once: the places of the document that shows most of it. */
export function mergeChanges(diffs: readonly (Pick<Diff, 'changes'> & { readonly document: string })[]): readonly SharedChange[] {
  const merged = new Map<string, SharedChange>()
  for (const { document, changes } of diffs) {
    for (const change of changes) {
      const { kind, owner, name, from = '', to = '' } = change
      const key = JSON.stringify([kind, owner, name, from, to])
      const known = merged.get(key)
      const severity = gravest([change.severity, ...(known ? [known.change.severity] : [])])
      const reach = known === undefined || change.reach.length > known.change.reach.length ? change.reach : known.change.reach
      const documents = reach === change.reach ? [document, ...(known?.documents ?? [])] : [...(known?.documents ?? []), document]
      merged.set(key, { change: { ...change, severity, reach }, documents })
    }
  }
  return [...merged.values()].sort((one, other) => severities.indexOf(one.change.severity) - severities.indexOf(other.change.severity))
}
