import type { CaseResult } from './report/report.ts'

/** Tells how far a run is: one line that is overwritten on a terminal, a line every 25 cases elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): (result: CaseResult, done: number, total: number) => void {
  let failed = 0
  return ({ id, verdict }, done, total) => {
    if (verdict === 'fail' || verdict === 'unexpected-pass') failed++
    const line = `${done}/${total} · ${failed} failed`
    if (stream.isTTY) stream.write(`\r\u001B[K${done === total ? `${line}\n` : `${line} · ${id}`.slice(0, stream.columns - 1)}`)
    else if (done % 25 === 0 || done === total) stream.write(`${line}\n`)
  }
}
