import type { Change } from '../diff/change.ts'
import { diffFacts, type RawCount } from '../diff/diff.ts'
import { mergeChanges } from './merge.ts'
import type { FormatFacts } from '../format-facts.ts'
import type { Codecs } from './codecs.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { missingFor, type Missing, type PlacedTable } from './tables.ts'

/** A change with what it means to the codecs of its format. */
export interface DriftChange extends Change {
  /** The documents of the format that changed so. */
  readonly documents: readonly string[]
  readonly tables: readonly Missing[]
  /** True where the tables say already what becomes of it. */
  readonly decided: boolean
  /** What reads and what writes the place: requests, answers, streams. */
  readonly affects: readonly string[]
  readonly outcomes: readonly Outcome[]
}

/** What changed in the documents of one format. */
export interface FormatDrift {
  readonly format: string
  readonly changes: readonly DriftChange[]
  readonly raw: readonly RawCount[]
}

/** Compares each document of a format with its earlier text; `tables` and `codecs` are those of the project as they are. */
export function driftOf(
  before: FormatFacts,
  after: FormatFacts,
  tables: readonly PlacedTable[],
  codecs: Codecs | null = null,
): FormatDrift {
  const { format } = after
  const diffs = [...after.byDocument].flatMap(([document, facts]) => {
    const old = before.byDocument.get(document)
    return old === undefined ? [] : [{ document, ...diffFacts(old, facts) }]
  })
  const changes = mergeChanges(diffs).map(({ change, documents }): DriftChange => {
    const missing = tables.length === 0 ? [] : missingFor(change, before, after, tables)
    const facts = after.byDocument.get(documents[0] ?? '') ?? after.facts
    return {
      ...change,
      documents,
      tables: missing,
      decided: tables.length > 0 && missing.length === 0 && change.kind.endsWith('added'),
      affects: [...new Set(change.reach.flatMap(({ root }) => sides(format, root)))],
      outcomes: change.severity === 'info' ? [] : distinct(change.reach.map((reach) => outcomeOf(format, change, reach, facts, codecs))),
    }
  })
  return { format, changes, raw: diffs.flatMap(({ document, raw }) => raw.map((each) => ({ ...each, root: `${document} ${each.root}` }))) }
}

/** Who meets a root: one side of our codecs reads it, the other writes it. */
function sides(format: string, root: string): readonly string[] {
  const what = names.get(root)
  return what === undefined ? [] : [`reading ${format} ${what}`, `writing ${format} ${what}`]
}

const names = new Map([
  ['request', 'requests'],
  ['response', 'answers'],
  ['event', 'streams'],
  ['error', 'errors'],
  ['modelList', 'lists of models'],
  ['model', 'models'],
  ['countTokensRequest', 'requests for token counts'],
  ['countTokensResponse', 'token counts'],
])

const distinct = (outcomes: readonly Outcome[]): readonly Outcome[] => {
  const met = outcomes.filter(({ kind }) => kind !== 'not met')
  return met.length > 0 ? met : outcomes.slice(0, 1)
}
