import { prefixOf } from './rules.ts'
import { type Entry, isCited, missing, type Tally } from './tally.ts'

/** Each rule with its line and what cites it. */
export function listing({ entries }: Tally): readonly string[] {
  return entries.flatMap(({ id, text, tests, unfit, cases }) => [
    `${id}  ${text}`,
    ...[...tests, ...cases].map((citation) => `    ${citation}`),
    ...unfit.map((test) => `    did not pass: ${test}`),
  ])
}

/** Per prefix, in the order of the list: rules cited of rules listed, and those that miss a citation. */
export function table(result: Tally): readonly string[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of result.entries) {
    const prefix = prefixOf(entry.id)
    groups.set(prefix, [...(groups.get(prefix) ?? []), entry])
  }
  const rows = [...groups, ['all', result.entries] as const].map(([prefix, entries]) => row(prefix, entries))
  return [line('prefix', 'cited', 'missing'), ...rows]
}

/** The rules that have no citation, with their line. */
export function missingLines(result: Tally): readonly string[] {
  return missing(result).map(({ id, text, unfit }) => `${id}  ${text}${unfit.length > 0 ? ' (its tests did not pass)' : ''}`)
}

/** The whole result, for other programs. */
export function json(result: Tally): string {
  return JSON.stringify({ rules: result.entries, missing: missing(result).map(({ id }) => id), faults: result.faults }, null, 2)
}

function row(prefix: string, entries: readonly Entry[]): string {
  const lacking = missing({ entries, faults: [] }).length
  return line(prefix, `${entries.filter(isCited).length}/${entries.length}`, lacking === 0 ? '' : `${lacking}`)
}

function line(prefix: string, cited: string, lacking: string): string {
  return `${prefix.padEnd(10)}${cited.padStart(9)}${lacking.padStart(9)}`.trimEnd()
}
