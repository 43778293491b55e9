import type { Change } from '../diff/change.ts'
import { changeText } from '../diff/print.ts'
import type { Replayed } from './replay.ts'
import { faultsOf } from './taken.ts'

/** The head of the table that {@link stepRow} fills. */
export const tableHead: readonly string[] = [
  '| from | to | roots added, request / answer / stream | roots removed | values, arms, rest | keys marked | tables new | distil | diff | scaffold |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
]

/** One step as a row of a Markdown table. */
export function stepRow({ from, to, format, changes, marked, took }: Replayed): string {
  const roots = (kind: RegExp, side: RegExp): number =>
    changes.filter((change) => kind.test(change.kind) && change.reach.some(({ root }) => side.test(root))).length
  const [asked, answered, streamed] = [/^request$/, /^response$/, /^event$/]
  const per = (kind: RegExp): string => [asked, answered, streamed].map((side) => roots(kind, side)).join(' / ')
  const rest = changes.filter(({ kind }) => !/^(field|variant|value) (added|removed)$/.test(kind)).length
  const ms = to.documents.filter((each) => each.format === format).reduce((sum, each) => sum + each.took, 0)
  const cells = [
    `${from.version} (${from.released})`,
    `${to.version} (${to.released})`,
    per(/^(field|variant|value) added$/),
    per(/^(field|variant|value) removed$/),
    `${changes.filter(({ kind }) => kind === 'value added').length}, ${changes.filter(({ kind }) => kind === 'variant added').length}, ${rest}`,
    marked.added.length,
    marked.tables.length,
    seconds(ms),
    seconds(took.drift),
    seconds(took.scaffold),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The head of the table that {@link takenRow} fills. */
export const takenHead: readonly string[] = [
  '| to | undecided marks | errors at marks / at orphans / elsewhere | after the decisions | declared | compile, before and after |',
  '| --- | --- | --- | --- | --- | --- |',
]

/** What the compiler said of a step taken, as a row of a Markdown table; none where nobody decides. */
export function takenRow({ to, taken }: Replayed): readonly string[] {
  if (taken === undefined) return []
  const { scaffolded, decided, declared, took } = taken
  const cells = [
    to.version,
    scaffolded.undecided,
    `${scaffolded.named} / ${scaffolded.atOrphans} / ${scaffolded.elsewhere.length}`,
    decided.errors === 0 ? 'compiles' : `${decided.errors} errors`,
    `${declared.older.length} older, ${declared.marks.length} at marks`,
    `${seconds(took.scaffolded)}, ${seconds(took.decided)}`,
  ]
  return [`| ${cells.join(' | ')} |`]
}

/** What the two findings of a step are held against, and what became of the new keys: lines to read. */
export function stepNotes({ from, to, format, changes, repeated, unnamed, unmarked, today, marked, taken }: Replayed): readonly string[] {
  const faults = [
    ['listed twice', repeated],
    ['marked, not listed', unnamed],
    ['listed, not marked', unmarked],
  ] as const
  return [
    `${format} ${from.version} -> ${to.version}`,
    ...changes.filter(isGrave).map((change) => `  ${change.severity} ${changeText(change)}`),
    ...[...today].map(([fate, keys]) => `  ${fate} today: ${keys.join(', ')}`),
    ...(marked.orphans.length > 0 ? [`  orphans: ${marked.orphans.join(', ')}`] : []),
    ...(taken === undefined ? [] : faultsOf(taken).map((line) => `  FAULT ${line}`)),
    ...(taken === undefined ? [] : taken.declared.marks.map((key) => `  declared ${key}`)),
    ...faults.flatMap(([what, keys]) => (keys.length > 0 ? [`  FAULT ${what}: ${keys.join(', ')}`] : [])),
  ]
}

const isGrave = ({ severity }: Change): boolean => severity !== 'info'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
