import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** What a run of tests came to. */
export interface Outcome {
  readonly failed: readonly string[]
  readonly total: number
}

/** Seconds after which tests are taken to hang on the fault. */
const patience = 240

/**
 * Runs the tests that `filters` name in the project at `root`; with `bail` only up to the first failure. Tests that do not end
 * in time, or of which no report is left, are one failure.
 */
export async function runStage(root: string, filters: readonly string[], bail: boolean): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-report-'))
  const report = join(folder, 'report.json')
  try {
    const args = ['run', ...filters, '--no-isolate', '--maxWorkers=1', '--passWithNoTests', '--reporter=json', `--outputFile=${report}`]
    const runner = join(root, 'node_modules/vitest/vitest.mjs')
    const child = spawn(process.execPath, [runner, ...args, ...(bail ? ['--bail=1'] : [])], { cwd: root, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), patience * 1000)
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    clearTimeout(timer)
    if (signal === 'SIGKILL') return { failed: [`${filters[0] ?? ''}: the tests did not end in ${patience} s`], total: 1 }
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as Report, root)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function outcomeOf({ testResults }: Report, root: string): Outcome {
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${file} > ${fullName.trim()}`)
    return tests.length === 0 && status === 'failed' ? [`${file} > does not load`] : tests
  })
  return { failed, total: testResults.reduce((sum, { assertionResults }) => sum + assertionResults.length, 0) }
}
