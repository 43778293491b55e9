import { type Facts, type Type, membersOf } from './facts.ts'

/** The narrowest type that both types fit in. Closed enums join their values; a named union swallows its own members. */
export function mergeTypes(one: Type, other: Type, aliases: Facts['aliases']): Type {
  if (same(one, other)) return one
  if (covers(one, other, aliases)) return one
  if (covers(other, one, aliases)) return other
  const tag = [one, other].map((type) => (type.kind === 'union' ? type.tag : undefined)).find((name) => name !== undefined)
  const of = flat(other).reduce<readonly Type[]>((members, member) => absorb(members, member, aliases), flat(one))
  const [only, ...rest] = of
  return only !== undefined && rest.length === 0 ? only : { kind: 'union', of, ...(tag === undefined ? {} : { tag }) }
}

/** Puts a type into a list of union members, widening the member it fits. */
function absorb(members: readonly Type[], member: Type, aliases: Facts['aliases']): readonly Type[] {
  for (const [index, before] of members.entries()) {
    const joined = joinMembers(before, member, aliases)
    if (joined !== undefined) return members.with(index, joined)
  }
  return [...members, member]
}

function joinMembers(one: Type, other: Type, aliases: Facts['aliases']): Type | undefined {
  if (same(one, other) || covers(one, other, aliases)) return one
  if (covers(other, one, aliases)) return other
  if (one.kind === 'array' && other.kind === 'array') return { kind: 'array', items: mergeTypes(one.items, other.items, aliases) }
  if (one.kind === 'map' && other.kind === 'map') return { kind: 'map', values: mergeTypes(one.values, other.values, aliases) }
  const [a, b] = [strings(one), strings(other)]
  if (a === undefined || b === undefined) return undefined
  const values = [...new Set([...a, ...b])]
  return one.kind === 'open' || other.kind === 'open' ? { kind: 'open', known: values } : { kind: 'enum', values }
}

function covers(wide: Type, narrow: Type, aliases: Facts['aliases']): boolean {
  if (wide.kind === 'unknown') return true
  if (wide.kind === 'open') return narrow.kind === 'string'
  const open = membersOf(wide, aliases)
  if (open.length === 1 && open[0] === wide) return false
  return membersOf(narrow, aliases).every((member) => open.some((candidate) => same(candidate, member)))
}

const strings = (type: Type): readonly string[] | undefined =>
  type.kind === 'enum'
    ? type.values
    : type.kind === 'open'
      ? type.known
      : type.kind === 'literal' && typeof type.value === 'string'
        ? [type.value]
        : undefined

const flat = (type: Type): readonly Type[] => (type.kind === 'union' ? type.of : [type])

const same = (one: Type, other: Type): boolean => JSON.stringify(one) === JSON.stringify(other)
