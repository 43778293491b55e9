import fc from 'fast-check'
import { expect } from 'vitest'
import { watch } from './watch.ts'

/** How often a law is tried, and from which seed. */
export interface Trial {
  readonly numRuns: number
  readonly seed: number
}

/**
 * How often a law is tried: `usual` times, or `DIGLOT_LAW_RUNS` times. The seed is fixed, or `DIGLOT_LAW_SEED`.
 */
export const runs = (usual: number): Trial => ({
  numRuns: numberFrom('DIGLOT_LAW_RUNS') ?? usual,
  seed: numberFrom('DIGLOT_LAW_SEED') ?? 20_261_122,
})

/**
 * Tries a law. Where it breaks, the message holds the shrunk case, what was translated for it and into what, and the
 * command that tries this case alone.
 */
export function hold<T>(property: fc.IAsyncProperty<T>, trial: Trial): Promise<void>
export function hold<T>(property: fc.IProperty<T>, trial: Trial): void
export function hold<T>(property: fc.IRawProperty<T>, trial: Trial): Promise<void> | void {
  const path = process.env['DIGLOT_LAW_PATH']
  const details = fc.check(property, { ...trial, ...(path === undefined ? {} : { path }) })
  if (details instanceof Promise) return details.then((settled: fc.RunDetails<T>) => judge(settled, property, trial))
  return judge(details, property, trial)
}

function judge<T>(details: fc.RunDetails<T>, property: fc.IRawProperty<T>, { seed }: Trial): Promise<void> | void {
  if (!details.failed) return
  const { counterexample, counterexamplePath } = details
  if (counterexample === null) throw new Error(fc.defaultReportMessage(details) ?? 'the law was not tried')
  const watching = watch()
  const again = property.run(counterexample)
  const fail = (): never => {
    const sides = watching
      .stop()
      .slice(-4)
      .map(([source, target]) => `source: ${source}\ntarget: ${target}`)
    const command = replay(seed, counterexamplePath ?? '0')
    throw new Error([fc.defaultReportMessage(details), ...sides, `replay: ${command}`].join('\n'), { cause: details.errorInstance })
  }
  return again instanceof Promise ? again.then(fail) : fail()
}

/** The command that tries one case of the law that is being tried. */
function replay(seed: number, path: string): string {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const file = testPath.slice(testPath.lastIndexOf('test/laws/'))
  const title = currentTestName.slice(currentTestName.lastIndexOf(' > ') + 1).replaceAll(/[.*+?^${}()|[\]\\'"]/g, '.')
  return `DIGLOT_LAW_SEED=${seed} DIGLOT_LAW_PATH=${path} npx vitest run ${file} -t '${title.trim()}'`
}

function numberFrom(variable: string): number | null {
  const value = Number(process.env[variable])
  return Number.isSafeInteger(value) && value > 0 ? value : null
}
