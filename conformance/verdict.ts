import type { Case } from './case.ts'
import { globMatcher } from './glob.ts'
import type { RunResult, Verdict } from './report/report.ts'
import type { Target } from './target.ts'

/** Cases that are known to fail, by glob, with the reason. */
export interface KnownFailures {
  readonly [glob: string]: string
}

/** A known-failing list, ready to be asked. */
export class KnownFailing {
  readonly #globs: readonly { readonly glob: string; readonly reason: string; readonly matches: (id: string) => boolean }[]

  constructor(known: KnownFailures) {
    this.#globs = Object.entries(known).map(([glob, reason]) => ({ glob, reason, matches: globMatcher(glob) }))
  }

  /** Why a case fails, by the first glob that means it; null where none does. */
  reasonFor(id: string): string | null {
    return this.#globs.find(({ matches }) => matches(id))?.reason ?? null
  }

  /** The globs that mean none of these cases. */
  unmatched(ids: readonly string[]): readonly string[] {
    return this.#globs.filter(({ matches }) => !ids.some(matches)).map(({ glob }) => glob)
  }
}

/** What came of a case's runs, `listed` being the reason why it is known to fail. */
export function verdictOf(runs: readonly RunResult[], listed: string | null): Verdict {
  const failed = runs.some(({ findings }) => findings.length > 0)
  if (listed === null) return failed ? 'fail' : 'pass'
  return failed ? 'known' : 'unexpected-pass'
}

/** What a case needs that the target does not claim, or disclaims; null where it claims everything. */
export function notClaimed(
  { id, direction, needs }: Pick<Case, 'id' | 'direction' | 'needs'>,
  { directions, losses, disclaims = [] }: Target,
): string | null {
  const way = directions[direction]
  if (way === undefined) return `the direction ${direction} is not claimed`
  const { features } = way
  const missing = features === 'all' ? [] : needs.filter((feature) => !features.includes(feature))
  if (missing.length > 0) return `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not claimed`
  if (needs.includes('losses') && !losses) return 'losses is not claimed: no header of them is known'
  const disclaimed = disclaims.find(({ cases = [] }) => cases.some((glob) => globMatcher(glob)(id)))
  return disclaimed ? `${disclaimed.what} (${disclaimed.source})` : null
}
