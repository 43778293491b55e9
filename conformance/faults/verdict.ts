import type { Report } from '../report/report.ts'
import type { Fault } from './fault.ts'

/** Whether the suite found a fault, and how well. */
export interface FaultVerdict {
  readonly fault: Fault
  /** Cases that fail with the fault and pass without. */
  readonly failing: number
  readonly total: number
  /** The first failure, as it is printed; null where nothing fails. */
  readonly first: string | null
  /** What is not as it should be; null where the fault was found, named, and fails few enough cases. */
  readonly problem: string | null
}

/** Share of the cases that one fault may fail: where it fails more, it does not tell whether the suite looks closely. */
const share = 0.15

/** What a run with a fault came to; `broken` are the cases that fail without one. */
export function verdictOn(fault: Fault, { cases }: Report, broken: ReadonlySet<string>): FaultVerdict {
  const failed = cases.filter(({ id, verdict }) => verdict === 'fail' && !broken.has(id))
  const [finding] = failed[0]?.runs.flatMap(({ findings }) => findings) ?? []
  const first = failed[0] && finding ? `${failed[0].id} ${finding.file} ${finding.path}: ${finding.message}` : null
  const counts = { fault, failing: failed.length, total: cases.length, first }
  if (first === null) return { ...counts, problem: 'not found' }
  if (failed.length > share * cases.length) return { ...counts, problem: `fails more than ${share * 100} % of the cases` }
  return { ...counts, problem: fault.names.test(first) ? null : `the first failure does not name ${fault.names.source}` }
}
