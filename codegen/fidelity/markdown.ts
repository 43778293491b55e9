import type { Fidelity, FormatFidelity } from './fidelity.ts'
import { table } from './markdown/cells.ts'
import { coverage } from './markdown/coverage.ts'
import { readSection, readTitle } from './markdown/read.ts'
import { writtenSection, writtenTitle } from './markdown/written.ts'

/** The fidelity table as Markdown: numbers on top, then a folded section for each shape. */
export function markdown(fidelity: Fidelity): string {
  const { formats, cases, draws } = fidelity
  return `${[
    '# Fidelity',
    'Written by `npm run fidelity` from the fate tables, the specs, the conformance cases and the reach of the laws. Do not edit. The same, searchable: [fidelity.html](fidelity.html).',
    intro,
    '## Coverage',
    `Decided: a fate table says what becomes of it. Exercised: one of ${cases} conformance cases holds it in what a gateway between two formats reads, or a law draws it (within ${draws} draws of each of its generators).`,
    ...formats.map((format) => coverage(format)),
    '## Directions',
    directions(formats),
    ...formats.flatMap((format) => [...readSection(format, fidelity), ...writtenSection(format)]),
  ].join('\n\n')}\n`
}

const intro = `A **field**, a **variant** (arm of a union) or a **value** (of an enum) is *mapped*, *folded* into another construct, *emulated* by the gateway,
*carried* (kept for the same format, a loss of the given level elsewhere), *dropped* with a loss, or *rejected*. What reads a document takes the
first table; what writes the other format takes that format's table of the hub. A rule is a line of [rules.json](rules.json); a loss names it.`

function directions(formats: readonly FormatFidelity[]): string {
  const pairs = formats.flatMap(({ format: from }) =>
    formats.filter(({ format }) => format !== from).map(({ format: to }) => [from, to] as const),
  )
  const rows = pairs.map(([from, to]) => [
    `${from} → ${to}`,
    `[${readTitle(from)}](#${anchor(readTitle(from))})`,
    `[${writtenTitle(to)}](#${anchor(writtenTitle(to))})`,
  ])
  return table(['documents', 'what is read', 'what is written'], rows)
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(' ', '-')
