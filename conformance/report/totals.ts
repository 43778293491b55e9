import type { Direction, Level } from '../case.ts'
import type { CaseResult, Report, Verdict } from './report.ts'

/** Results that make a run fail: a may case never counts against a gateway, unless it is wrongly listed as known to fail. */
export const failures = ({ cases }: Report): CaseResult[] =>
  cases.filter(({ verdict }) => verdict === 'fail' || verdict === 'unexpected-pass')

/** Whether the gateway did what it must and should, and its known-failing list is true. */
export const isGood = (report: Report): boolean =>
  report.unmatchedGlobs.length === 0 && failures(report).every(({ verdict, level }) => verdict === 'fail' && level === 'may')

/** How many results have each verdict, those that occur. */
export function countVerdicts(cases: readonly CaseResult[]): { readonly [verdict: string]: number } {
  const order: readonly Verdict[] = ['pass', 'fail', 'unexpected-pass', 'known', 'not-claimed', 'not-measured']
  return Object.fromEntries(
    order.map((verdict) => [verdict, cases.filter((it) => it.verdict === verdict).length] as const).filter(([, count]) => count > 0),
  )
}

/** The verdicts by direction and level, those that occur. */
export function totals({
  cases,
}: Report): { readonly direction: Direction; readonly level: Level; readonly counts: { readonly [verdict: string]: number } }[] {
  const directions = [...new Set(cases.map(({ direction }) => direction))]
  const levels: readonly Level[] = ['must', 'should', 'may']
  return directions.flatMap((direction) =>
    levels.flatMap((level) => {
      const counts = countVerdicts(cases.filter((it) => it.direction === direction && it.level === level))
      return Object.keys(counts).length === 0 ? [] : [{ direction, level, counts }]
    }),
  )
}
