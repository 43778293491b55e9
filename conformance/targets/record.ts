import type { Direction, Level } from '../case.ts'
import type { Finding, Report, Verdict } from '../report/report.ts'

/** `report.json` of a target: what a run found, without the panes of every exchange. */
export interface TargetRecord {
  readonly suite: string
  readonly name: string
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** What was typed. */
  readonly command: string
  /** Operating system, architecture, Node. */
  readonly machine: string
  readonly seed: number
  readonly cases: readonly RecordedCase[]
}

export interface RecordedCase {
  readonly id: string
  readonly direction: Direction
  readonly level: Level
  readonly verdict: Verdict
  readonly reason?: string
  /** The first finding of a case that failed. */
  readonly finding?: Pick<Finding, 'file' | 'check' | 'path' | 'message'> & { readonly cut: string }
}

/** What is kept of a report. */
export function recordOf(report: Report, known: Pick<TargetRecord, 'version' | 'command' | 'machine'>): TargetRecord {
  return {
    suite: report.suite,
    name: report.target.name,
    ...known,
    date: report.startedAt.slice(0, 10),
    seed: report.seed,
    cases: report.cases.map(({ id, direction, level, verdict, reason, runs }) => {
      const run = runs.find(({ findings }) => findings.length > 0)
      const [finding] = run?.findings ?? []
      return {
        id,
        direction,
        level,
        verdict,
        ...(reason === null ? {} : { reason }),
        ...(run && finding && verdict !== 'not-measured'
          ? { finding: { cut: run.cut, file: finding.file, check: finding.check, path: finding.path, message: finding.message } }
          : {}),
      }
    }),
  }
}
