import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** A test that the runner reports. */
export interface ReportedTest {
  /** Relative to the project. */
  readonly file: string
  /** The title of the test itself, without those of the blocks around it. */
  readonly title: string
  /** False for a test that failed, and for one that did not run. */
  readonly passed: boolean
}

/** The tests of a report written by Vitest's JSON reporter. Throws an Error where the file is no such report. */
export function readReport(file: string, root: string): readonly ReportedTest[] {
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return list(report, 'testResults', file).flatMap((module) =>
    list(module, 'assertionResults', file).map((test) => ({
      file: relative(root, string(module, 'name', file)),
      title: string(test, 'title', file),
      passed: string(test, 'status', file) === 'passed',
    })),
  )
}

function list(value: unknown, key: string, file: string): readonly unknown[] {
  const found = member(value, key)
  if (!Array.isArray(found)) throw new Error(`${file} is no JSON report of the test runner: it lacks ${key}`)
  return found
}

function string(value: unknown, key: string, file: string): string {
  const found = member(value, key)
  if (typeof found !== 'string') throw new Error(`${file} is no JSON report of the test runner: it lacks ${key}`)
  return found
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined
}
