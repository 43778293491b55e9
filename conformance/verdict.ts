import type { Case } from './case.ts'
import { globMatcher } from './glob.ts'
import type { RunResult, Verdict } from './report/report.ts'
import type { Target } from './target.ts'

/** Cases that are known to fail, by glob, with the reason. */
export interface KnownFailures {
  readonly [glob: string]: string
}

/** A known-failing list that notes which of its globs were of use. */
export class KnownFailing {
  readonly #globs: readonly { readonly glob: string; readonly reason: string; readonly matches: (id: string) => boolean }[]
  readonly #used = new Set<string>()

  constructor(known: KnownFailures) {
    this.#globs = Object.entries(known).map(([glob, reason]) => ({ glob, reason, matches: globMatcher(glob) }))
  }

  /** Why a case fails, by the first glob that means it; null where none does. */
  reasonFor(id: string): string | null {
    const meant = this.#globs.filter(({ matches }) => matches(id))
    for (const { glob } of meant) this.#used.add(glob)
    return meant[0]?.reason ?? null
  }

  /** The globs that meant no case so far. */
  unmatched(): readonly string[] {
    return this.#globs.map(({ glob }) => glob).filter((glob) => !this.#used.has(glob))
  }
}

/** What came of a case's runs, `listed` being the reason why it is known to fail. */
export function verdictOf(runs: readonly RunResult[], listed: string | null): Verdict {
  const failed = runs.some(({ findings }) => findings.length > 0)
  if (listed === null) return failed ? 'fail' : 'pass'
  return failed ? 'known' : 'unexpected-pass'
}

/** What a case needs that the target does not claim; null where it claims everything. */
export function notClaimed({ direction, needs }: Pick<Case, 'direction' | 'needs'>, { directions, losses }: Target): string | null {
  const way = directions[direction]
  if (way === undefined) return `the direction ${direction} is not claimed`
  const { features } = way
  const missing = features === 'all' ? [] : needs.filter((feature) => !features.includes(feature))
  if (missing.length > 0) return `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not claimed`
  return needs.includes('losses') && !losses ? 'losses is not claimed: no header of them is known' : null
}
