import { type Facts, type Type, namesIn } from '../facts.ts'
import type { Member } from './member.ts'
import type { Decided, Table, Tables } from './tables.ts'

/** A fate, and whether it was given to the member by itself or to the whole shape that holds it. */
export interface Decision {
  readonly fate: Decided
  readonly by: 'itself' | 'whole'
}

/** What the tables say of a member; one they do not name is undecided. */
export function decisionReader(facts: Facts, tables: Tables): (member: Member) => Decision {
  const holders = holdersOf(facts)
  const own = { field: tables.core, variant: tables.unions, value: tables.enums } as const
  return ({ kind, of, name, owner, core }) => {
    const direct = at(own[kind], of, name)
    if (direct !== undefined || core) return { fate: direct ?? undecided, by: 'itself' }
    return { fate: wholeFate(owner, tables, holders) ?? undecided, by: 'whole' }
  }
}

const undecided: Decided = { fate: 'undecided' }

const at = (table: Table, of: string, name: string): Decided | undefined =>
  Object.hasOwn(table, of) && Object.hasOwn(table[of] ?? {}, name) ? table[of]?.[name] : undefined

/** The fate of the shape a type stands in: its own, or of the nearest shapes and fields that refer to it. */
function wholeFate(owner: string, { core, outer }: Tables, holders: ReadonlyMap<string, readonly Holder[]>): Decided | undefined {
  const seen = new Set([owner])
  // The set grows while it is walked: nearest first.
  for (const name of seen) {
    const fate = Object.hasOwn(outer, name) ? outer[name] : undefined
    if (fate !== undefined) return fate
    for (const { holder, field } of holders.get(name) ?? []) {
      const fate = at(core, holder, field)
      if (fate !== undefined) return fate
      seen.add(holder)
    }
  }
  return undefined
}

/** A field that refers to a type; a named type has none. */
interface Holder {
  readonly holder: string
  readonly field: string
}

/** By name of a type, the fields and named types that refer to it. */
function holdersOf(facts: Facts): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>()
  const note = (holder: string, field: string, type: Type): void => {
    for (const name of namesIn(type)) holders.set(name, [...(holders.get(name) ?? []), { holder, field }])
  }
  for (const { name, fields } of facts.shapes.values()) for (const field of fields) note(name, field.name, field.type)
  for (const { name, type } of facts.aliases.values()) note(name, '', type)
  return holders
}
