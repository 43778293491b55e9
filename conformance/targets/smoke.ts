import type { Direction } from '../case.ts'
import type { CaseResult, Report } from '../report/report.ts'

/** What a direction must pass before it is scored: hello, a stream, one tool call with its result. */
export type SmokeList = { readonly [D in Direction]?: readonly string[] }

/**
 * A report in which a direction whose smoke list did not pass reads `not-measured`: a wrong configuration, or a way that a gateway
 * does not offer, is no failure of a hundred cases.
 */
export function afterSmoke(report: Report, smoke: SmokeList): Report {
  const reasons = new Map(Object.entries(smoke).map(([direction, ids]) => [direction, reasonNotToMeasure(report.cases, ids)] as const))
  return {
    ...report,
    cases: report.cases.map((result) => {
      const reason = reasons.get(result.direction) ?? null
      return reason === null || result.verdict === 'not-claimed' ? result : { ...result, verdict: 'not-measured', reason }
    }),
  }
}

function reasonNotToMeasure(cases: readonly CaseResult[], ids: readonly string[]): string | null {
  for (const id of ids) {
    const result = cases.find((other) => other.id === id)
    if (result?.verdict === 'pass' || result?.verdict === 'not-claimed') continue
    if (!result) return `${id} was not run`
    const [finding] = result.runs.flatMap(({ findings }) => findings)
    return `${id}: ${finding?.message ?? result.reason ?? result.verdict}`
  }
  return null
}
