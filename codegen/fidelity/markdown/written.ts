import type { FormatFidelity } from '../fidelity.ts'
import { byShape, type HubEntry } from '../hub.ts'
import { fateWords, whyOf } from '../words.ts'
import { caseList, cell, code, folded, table } from './cells.ts'

/** The title of what is written to a format. */
export const writtenTitle = (format: string): string => `Written to ${format}`

/** What a format makes of everything the hub can say, shape by shape. */
export function writtenSection({ format, hub }: FormatFidelity): readonly string[] {
  const undrawn = hub.filter(({ laws }) => laws.length === 0)
  const undecided = hub.filter(({ fate }) => fate.fate === 'undecided')
  const listed = (some: readonly HubEntry[]): string =>
    some.length === 0 ? 'none.' : `${some.map(({ shape, name }) => code(`${shape}.${name}`)).join(', ')}.`
  return [
    `## ${writtenTitle(format)}`,
    `What the hub can say, whatever format it was read from, shape by shape: ${hub.length} members. Undecided: ${listed(undecided)} No law between two formats reaches: ${listed(undrawn)}`,
    ...[...byShape(hub)].map(([shape, entries]) =>
      folded(
        `${code(shape)}: ${entries.length}`,
        table(
          ['', 'fate', 'rule', 'why', 'cases of the rule', 'laws'],
          entries.map(({ name, fate, citing, laws }) => [
            code(name),
            cell(fateWords(fate)),
            fate.rule ?? '',
            cell(whyOf(fate)),
            citing.length === 0 ? '' : caseList(citing),
            laws.join(' '),
          ]),
        ),
      ),
    ),
  ]
}
