import type { Case, Feature, Level } from './case.ts'
import { globMatcher } from './glob.ts'

/** Which cases a run is about. */
export interface Filter {
  /** Globs; none means all. */
  readonly only: readonly string[]
  /** The lowest level that is run. */
  readonly level: Level
  /** Features, all of which a case must need. */
  readonly needs: readonly Feature[]
  /** Features, none of which a case may need. */
  readonly without: readonly Feature[]
}

export const levels: readonly Level[] = ['must', 'should', 'may']

/** The cases that a filter leaves. */
export function selected(cases: readonly Case[], { only, level, needs, without }: Filter): Case[] {
  const meant = only.map(globMatcher)
  return cases.filter(
    (c) =>
      (meant.length === 0 || meant.some((matches) => matches(c.id))) &&
      levels.indexOf(c.level) <= levels.indexOf(level) &&
      needs.every((feature) => c.needs.includes(feature)) &&
      !without.some((feature) => c.needs.includes(feature)),
  )
}
