import type { Json } from '../interlingua/json.ts'
import { atLeast } from '../interlingua/loss.ts'
import { elsewhere, isDecided, isMeaningful, type Fate, type Fates, type Undecided } from './fate.ts'
import type { Ledger } from './ledger.ts'
import { below } from './pointer.ts'
import type { Unread } from './unread.ts'

/** The fields that translation code may see, and must use. Null and absent are one (LEN-1). */
export type Meaning<T, F extends Fates<T>> = {
  readonly [K in keyof T as F[K]['fate'] extends 'mapped' | 'folded' | 'emulated' ? K : never]?: Unread<Exclude<T[K], null | undefined>>
}

/** `rest satisfies Nothing` after destructuring a meaning: nothing meaningful was forgotten. */
export type Nothing = Record<string, never>

/**
 * Sorts the members of a wire object by their fates: meaningful ones are returned, unread; carried, dropped, rejected and
 * unknown ones go to the ledger. A value that is no object is reported (GWE-1) and read as an empty one.
 */
export function triage<T, const F extends Fates<T>>(wire: Unread<T>, fates: F, at: string, ledger: Ledger): Meaning<T, F> {
  const members: unknown = wire
  if (typeof members !== 'object' || members === null || Array.isArray(members)) {
    ledger.malformed(at, `expected an object, got ${nameOf(members)}`)
    return {}
  }
  const table = compiled(fates)
  for (const [member, value] of Object.entries(members)) {
    const fate = table.get(member)
    if (value === null || value === undefined || (fate && isMeaningful(fate))) continue
    if (fate === undefined) ledger.carry(below(at, member), value, ledger.unknown)
    else if (notAskedFor(value, fate)) ledger.keep(below(at, member), value)
    else ledger.settle(below(at, member), value, fate)
  }
  return members
}

/** How a value is called in messages to the caller. */
export const nameOf = (value: unknown): string =>
  value === null
    ? 'null'
    : value === undefined
      ? 'nothing'
      : Array.isArray(value)
        ? 'an array'
        : typeof value === 'object'
          ? 'an object'
          : `a ${typeof value}`

const tables = new WeakMap<object, ReadonlyMap<string, Fate>>()

function compiled(fates: { readonly [member: string]: Fate | Undecided }): ReadonlyMap<string, Fate> {
  let table = tables.get(fates)
  if (!table) tables.set(fates, (table = new Map(Object.entries(fates).flatMap(([name, fate]) => (isDecided(fate) ? [[name, fate]] : [])))))
  return table
}

/** LEN-2: an empty value in a member that would be a loss of level `warn` or above asks for nothing. */
function notAskedFor(value: Json, fate: Exclude<Fate, { fate: 'mapped' | 'folded' | 'emulated' }>): boolean {
  if (!atLeast(elsewhere(fate).level, 'warn')) return false
  if (value === false || value === 0 || value === '') return true
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
