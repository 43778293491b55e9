import { type CaseMembers } from './case-members.ts'
import type { Decision } from './decision.ts'
import { type Member, keyOf } from './member.ts'

/** A member with what was decided about it, and what exercises the decision. */
export interface Entry {
  readonly member: Member
  readonly decision: Decision
  /** Ids of cases between two formats in which the gateway reads it, the most telling first: those that cite the rule, then small ones. */
  readonly read: readonly string[]
  /** Ids of the cases between two formats that cite the rule of the fate, whether or not they hold the member. */
  readonly citing: readonly string[]
  /** Ids of cases between two formats in which the gateway has to write it. */
  readonly written: readonly string[]
  /** Ids of cases in which it passes as it is, between two sides of one format. */
  readonly passed: readonly string[]
  /** The numbers of the laws that draw it. */
  readonly laws: readonly number[]
}

/** The rule that a fate names; what is mapped, or not yet decided, names none. */
export const ruleOf = ({ fate }: Decision): string | null => fate.rule ?? null

/** Whether a case or a law puts the decision to the test. */
export const isExercised = ({ read, laws }: Entry): boolean => read.length + laws.length > 0

/** Makes the entries of a format from its members, the cases and the reach of the laws. */
export function entriesOf(
  format: string,
  members: readonly Member[],
  decide: (member: Member) => Decision,
  cases: readonly CaseMembers[],
  reach: { readonly [key: string]: readonly number[] },
): readonly Entry[] {
  const small = cases.toSorted((one, other) => sizeOf(one, format) - sizeOf(other, format) || (one.id < other.id ? -1 : 1))
  const between = small.filter(({ passes }) => !passes)
  const within = small.filter(({ passes }) => passes)
  return members.map((member) => {
    const key = keyOf(member)
    const decision = decide(member)
    const rule = ruleOf(decision)
    const read = between.filter((each) => each.read.get(format)?.has(key))
    const citing = rule === null ? [] : between.filter(({ rules }) => rules.includes(rule))
    return {
      member,
      decision,
      read: [...read.filter((each) => citing.includes(each)), ...read.filter((each) => !citing.includes(each))].map(({ id }) => id),
      citing: citing.map(({ id }) => id),
      written: between.filter((each) => each.written.get(format)?.has(key)).map(({ id }) => id),
      passed: within.filter((each) => each.read.get(format)?.has(key)).map(({ id }) => id),
      laws: Object.hasOwn(reach, key) ? (reach[key] ?? []) : [],
    }
  })
}

const sizeOf = ({ read, written }: CaseMembers, format: string): number => (read.get(format)?.size ?? 0) + (written.get(format)?.size ?? 0)
