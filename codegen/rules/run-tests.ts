import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readReport, type ReportedTest } from './report.ts'

/**
 * Runs all tests of the project and hands on what the runner says, line by line. Tests may fail: what resolves says
 * which passed. Throws an Error where the runner leaves no report.
 */
export async function runTests(root: string, print: (line: string) => void): Promise<readonly ReportedTest[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  const report = join(folder, 'report.json')
  try {
    const runner = join(root, 'node_modules/vitest/vitest.mjs')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const child = spawn(process.execPath, [runner, 'run', ...reporters], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', print)
    await once(child, 'close')
    if (!existsSync(report)) throw new Error('the test runner left no report')
    return readReport(report, root)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
