import { severities, type Severity } from '../diff/change.ts'
import { changeText, reachText } from '../diff/print.ts'
import type { DriftChange, FormatDrift } from './drift.ts'
import type { DriftReport } from './report.ts'
import { tableText } from './report.ts'

/** A drift report as the body of a pull request. */
export function driftMarkdown({ sources, formats }: DriftReport): string {
  const changes = formats.flatMap((each) => each.changes)
  const lines = [
    '# The provider changed its API',
    '',
    ...sources.map(({ document, from, to }) => `- \`${document}\`: ${from} → ${to}`),
    '',
    ...(changes.length === 0 ? ['Nothing changed on the wire.', ''] : [`${countText(changes)}.`, '']),
    ...formats.flatMap(section),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

/** `2 break, 5 decide, 1 info`. */
export const countText = (changes: readonly { readonly severity: Severity }[]): string =>
  severities.map((each) => `${changes.filter(({ severity }) => severity === each).length} ${each}`).join(', ')

/** What a severity asks of the reader. */
export const headings = {
  break: 'Breaks until it is dealt with',
  decide: 'Needs a decision',
  info: 'For information',
} as const satisfies Record<Severity, string>

function section({ format, changes, raw }: FormatDrift): readonly string[] {
  if (changes.length === 0) return []
  return [
    `## ${format}`,
    '',
    ...severities.flatMap((severity) => group(severity, changes)),
    `Collapsed from ${raw.map(({ root, added, removed }) => `${root} +${added}/−${removed}`).join(', ')} single facts.`,
    '',
  ]
}

function group(severity: Severity, changes: readonly DriftChange[]): readonly string[] {
  const of = changes.filter((each) => each.severity === severity)
  if (of.length === 0) return []
  if (severity === 'info') return [`### ${headings.info}`, '', ...of.map((change) => `- ${escaped(changeText(change))}`), '']
  return [`### ${headings[severity]}`, '', ...of.flatMap(entry), '']
}

const entry = (change: DriftChange): readonly string[] => [
  `- **${escaped(changeText(change))}** (${change.documents.join(', ')})`,
  `  - where: \`${reachText(change)}\``,
  ...(change.details ?? []).map((line) => `  - \`${line}\``),
  ...change.tables.map((table) => `  - table: ${escaped(tableText(table))}`),
  ...(change.affects.length === 0 ? [] : [`  - affects: ${change.affects.join(', ')}`]),
  ...change.outcomes.map(({ root, text }) => `  - ${change.decided ? 'as decided' : 'until decided'}, ${root}: ${escaped(text)}`),
]

const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]|]/g, '\\$&')
