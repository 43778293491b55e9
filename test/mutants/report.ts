import type { Verdict } from './judge.ts'

/** The share of the fast tests that a mutant may fail at most: one that breaks everything shows nothing. */
export const mostShare = 0.25

/** What became of a mutant, in words. */
export function wordsOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'caught':
      return `caught by ${verdict.by} (${verdict.stage})`
    case 'survived':
      return 'SURVIVED'
    case 'invalid':
      return `not a mutant, the compiler refuses it: ${verdict.why}`
    case 'share':
      return `${verdict.failed} of ${verdict.total} tests fail (${percent(verdict.failed, verdict.total)})`
  }
}

/** What became of all of them. */
export function summary(verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length
  const shares = verdicts.flatMap((verdict) => (verdict.kind === 'share' ? [verdict] : []))
  const invalid = count('invalid') === 0 ? '' : `, ${count('invalid')} invalid`
  if (shares.length > 0) {
    const [most] = shares.toSorted((a, b) => b.failed / b.total - a.failed / a.total)
    const quiet = shares.filter(({ failed }) => failed === 0).length
    return `${verdicts.length}, the loudest fails ${percent(most?.failed ?? 0, most?.total ?? 1)} of the fast tests, ${quiet} none${invalid}`
  }
  return `${count('caught')} of ${verdicts.length} caught, ${count('survived')} survived${invalid}`
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`
