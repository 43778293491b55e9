import type { CaseMembers } from './case-members.ts'
import type { Decided, Table } from './tables.ts'

/** What an encoder does with one member of a shape of the hub. */
export interface HubEntry {
  readonly shape: string
  readonly name: string
  readonly fate: Decided
  /** Ids of the cases that cite the rule of the fate. */
  readonly citing: readonly string[]
  /** The numbers of the laws in which the encoder meets it. */
  readonly laws: readonly number[]
}

/** The hub table of a format, with the cases that cite its rules and the laws that reach its members. */
export const hubEntries = (
  table: Table,
  cases: readonly CaseMembers[],
  reach: { readonly [key: string]: readonly number[] },
): readonly HubEntry[] =>
  Object.entries(table).flatMap(([shape, members]) =>
    Object.entries(members).map(([name, fate]) => {
      const { rule } = fate
      const citing = cases.filter(({ passes, rules }) => !passes && rule !== undefined && rules.includes(rule)).map(({ id }) => id)
      const key = `${shape}.${name}`
      return { shape, name, fate, citing, laws: Object.hasOwn(reach, key) ? (reach[key] ?? []) : [] }
    }),
  )

/** Hub entries by shape, in the order of the table. */
export function byShape(entries: readonly HubEntry[]): ReadonlyMap<string, readonly HubEntry[]> {
  const shapes = new Map<string, HubEntry[]>()
  for (const entry of entries) shapes.set(entry.shape, [...(shapes.get(entry.shape) ?? []), entry])
  return shapes
}
