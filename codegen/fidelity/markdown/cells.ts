import type { Fidelity } from '../fidelity.ts'
import type { Decided } from '../tables.ts'

/** The id of a fate's rule; one that the list of rules lacks is marked. */
export const ruleCell = ({ rule = '' }: Decided, rules: Fidelity['rules']): string =>
  rule === '' || rules.has(rule) ? rule : `${rule} (no such rule)`

/** The first case with a link, and how many more there are. */
export const caseList = ([first = '', ...more]: readonly string[]): string =>
  `[${first}](../conformance/cases/${first})${more.length === 0 ? '' : ` +${more.length}`}`

/** A section that is folded until it is asked for. */
export const folded = (title: string, body: string): string =>
  `<details><summary>${title.replaceAll(/`([^`]*)`/g, '<code>$1</code>')}</summary>\n\n${body}\n\n</details>`

/** A table of cells that are Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A name as it stands in a cell. */
export const code = (raw: string): string => `\`${raw.replaceAll('|', '\\|').replaceAll('`', "'")}\``

/** Text as it stands in a cell. */
export const cell = (raw: string): string => raw.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
