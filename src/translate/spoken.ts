import { isMeaningful, type Fate, type Fates } from './fate.ts'
import type { Ledger } from './ledger.ts'

/** What a hub shape says, without its tag and without the pointers it was read from. */
export type Said<T> = Omit<T, 'kind' | 'at' | 'parametersAt'>

/** The members of a hub shape that an encoder has to use: those its table calls mapped or folded. */
export type Spoken<T, F extends Fates<Said<T>>> = {
  readonly [K in keyof Said<T> as F[K]['fate'] extends 'mapped' | 'folded' ? K : never]: T[K & keyof T]
}

/** Where a hub value was read from: the pointer of the whole, or that of each of its members. */
export type Pointing = string | ((member: string) => string)

/** Records what a format cannot say of a hub value, after its table of hub shapes, and gives back the members that it can. */
export function spoken<T extends object, const F extends Fates<Said<T>>>(value: T, fates: F, at: Pointing, ledger: Ledger): Spoken<T, F> {
  const table: { readonly [member: string]: Fate } = fates
  for (const [member, fate] of Object.entries(table)) {
    if (isMeaningful(fate) || isSilent(Reflect.get(value, member))) continue
    const level = fate.fate === 'carried' ? fate.elsewhere : fate.level
    ledger.lose(typeof at === 'string' ? at : at(member), fate.fate, fate.rule, level, fate.why)
  }
  return value
}

/** A member that says nothing. */
const isSilent = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)
