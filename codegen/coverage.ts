import { globPattern, reach } from './core.ts'
import { type Facts, type Type, membersOf } from './facts.ts'

/** How much there is to decide: each field, union member and closed value counted once per field that has it. */
export interface Counts {
  readonly fields: number
  /** Objects and arrays that a union chooses among; scalars need no decision of their own. */
  readonly variants: number
  /** Values of closed enums, and constants. */
  readonly values: number
}

/** Counts what one root of one document reaches without passing through hosted tools. */
export function countCore(facts: Facts, root: string, hosted: readonly string[]): Counts {
  const core = reach(facts, [root], hosted)
  const stop = hosted.map(globPattern)
  const count = (type: Type): Counts => {
    const members = membersOf(type, facts.aliases).filter(
      (member) => member.kind !== 'null' && !(member.kind === 'ref' && stop.some((pattern) => pattern.test(member.name))),
    )
    const chosen = members.length < 2 ? [] : members.filter(({ kind }) => kind === 'ref' || kind === 'array' || kind === 'map')
    const below = members.map((member): Counts => {
      if (member.kind === 'array') return count(member.items)
      if (member.kind === 'map') return count(member.values)
      return { ...none, values: member.kind === 'enum' ? member.values.length : member.kind === 'literal' ? 1 : 0 }
    })
    return sum([{ ...none, variants: chosen.length }, ...below])
  }
  const type = facts.roots.get(root)
  const shapes = [...facts.shapes.values()].filter(({ name }) => core.has(name))
  const perField = shapes.flatMap(({ fields }) => fields.map((field) => sum([{ ...none, fields: 1 }, count(field.type)])))
  return sum([...(type === undefined ? [] : [count(type)]), ...perField])
}

const none: Counts = { fields: 0, variants: 0, values: 0 }

const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (one, other) => ({
      fields: one.fields + other.fields,
      variants: one.variants + other.variants,
      values: one.values + other.values,
    }),
    none,
  )
