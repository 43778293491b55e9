import { coverageOf, percent } from '../coverage.ts'
import { type Entry, isExercised } from '../entry.ts'
import type { FormatFidelity } from '../fidelity.ts'
import { keyOf } from '../member.ts'
import { byOwner, nameIn } from '../words.ts'
import { code, folded, table } from './cells.ts'

/** The numbers of a format, and the names behind what is missing. */
export function coverage({ format, entries }: FormatFidelity): string {
  const parts = [
    ['portable core', entries.filter(({ member }) => member.core)],
    ['outside it', entries.filter(({ member }) => !member.core)],
  ] as const
  const rows = parts.flatMap(([what, some]) =>
    coverageOf(some)
      .filter(({ total }) => total > 0)
      .map((it) => [
        `${what}, ${it.kind}s`,
        `${it.decided} of ${it.total}, ${percent(it.decided, it.total)}`,
        `${it.oneByOne}`,
        `${it.asWhole}`,
        ...[it.inCases, it.inLaws, it.inEither].map((count) => `${count}, ${percent(count, it.total)}`),
      ]),
  )
  const [core] = parts
  const untried = core[1].filter((entry) => !isExercised(entry))
  const caseless = core[1].filter(({ read }) => read.length === 0)
  return [
    `### ${format}`,
    table(['', 'decided', 'one by one', 'by whole-shape line', 'in a case', 'drawn by a law', 'in either'], rows),
    `Undecided: ${named(entries.filter(({ decision }) => decision.fate.fate === 'undecided'))}`,
    `Core members that neither a case nor a law exercises: ${named(untried)}`,
    folded(`Core members without a case: ${caseless.length}`, names(caseless)),
  ].join('\n\n')
}

/** Members in one line, by their full names. */
const named = (entries: readonly Entry[]): string =>
  entries.length === 0 ? 'none.' : `${entries.map(({ member }) => code(keyOf(member))).join(', ')}.`

/** Members by shape, in one list. */
const names = (entries: readonly Entry[]): string =>
  entries.length === 0
    ? 'None.'
    : [...byOwner(entries)].map(([owner, some]) => `- ${code(owner)}: ${some.map((entry) => code(nameIn(entry))).join(', ')}`).join('\n')
