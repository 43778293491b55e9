import { readCases } from '../../conformance/cases.ts'
import { readTarget } from '../../conformance/checked-json.ts'
import { defaultOptions, runCases } from '../../conformance/runner.ts'
import { inProcessStage } from '../../conformance/stage-inprocess.ts'
import type { Outcome } from './test-runner.ts'

/** Plays the cases of the conformance suite, with streams that are not cut; with `bail` only up to the first that fails. */
export async function play(bail: boolean): Promise<Outcome> {
  const cases = readCases()
  const target = readTarget('conformance/targets/diglot/target.json')
  const stage = await inProcessStage()
  const failed: string[] = []
  try {
    // What is passed through meets the fewest faults.
    for (const each of cases.toReversed()) {
      const { cases: results } = await runCases([each], target, stage, { ...defaultOptions, wholeOnly: true })
      failed.push(...results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id))
      if (bail && failed.length > 0) break
    }
  } finally {
    await stage.close()
  }
  return { failed, total: cases.length }
}
