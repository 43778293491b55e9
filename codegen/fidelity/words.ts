import type { Entry } from './entry.ts'
import type { Decided } from './tables.ts'

/** A fate in a word, with its level or where the meaning goes. */
export function fateWords(fate: Decided): string {
  switch (fate.fate) {
    case 'folded':
      return `folded into ${fate.into ?? ''}`
    case 'emulated':
      return `emulated by ${fate.by ?? ''}`
    case 'carried':
      return `carried; ${fate.elsewhere ?? ''} elsewhere`
    case 'dropped':
      return `dropped; ${fate.level ?? ''}`
    case 'rejected':
      return fate.level === 'never' ? 'rejected, even leniently' : 'rejected'
    default:
      return fate.fate
  }
}

/** Why a fate loses something; empty where it loses nothing. */
export const whyOf = (fate: Decided): string => fate.why ?? ''

/** A member as its shape's readers know it: `ttl`, `source: base64` of a union, `ttl = 5m` of an enum. */
export function nameIn({ member: { kind, of, name, owner } }: Entry): string {
  const field = of === owner ? '' : of.slice(owner.length + 1)
  if (kind === 'field') return name
  return kind === 'variant' ? `${field}${field === '' ? '' : ': '}${name}` : `${field}${field === '' ? '' : ' = '}${name}`
}

/** Entries by the shape or named type in which they stand, in the order of the entries. */
export function byOwner(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.member.owner) ?? []
    groups.set(entry.member.owner, group)
    group.push(entry)
  }
  return new Map([...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
