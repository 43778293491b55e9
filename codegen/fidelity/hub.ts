import type { CaseMembers } from './case-members.ts'
import type { Decided, Table } from './tables.ts'

/** What an encoder does with one member of a shape of the hub. */
export interface HubEntry {
  readonly shape: string
  readonly name: string
  readonly fate: Decided
  /** Ids of the cases that cite the rule of the fate. */
  readonly citing: readonly string[]
}

/** The hub table of a format, with the cases that cite its rules. */
export const hubEntries = (table: Table, cases: readonly CaseMembers[]): readonly HubEntry[] =>
  Object.entries(table).flatMap(([shape, members]) =>
    Object.entries(members).map(([name, fate]) => {
      const { rule } = fate
      return {
        shape,
        name,
        fate,
        citing: cases.filter(({ passes, rules }) => !passes && rule !== undefined && rules.includes(rule)).map(({ id }) => id),
      }
    }),
  )
