import { join, relative } from 'node:path'
import { createVitest, type CliOptions, type Reporter, type Vitest } from 'vitest/node'

/** What a run of tests came to. */
export interface Outcome {
  readonly failed: readonly string[]
  readonly total: number
}

/**
 * Runs tests of the project at one place again and again. What was transformed once is kept, so that a run costs little more than
 * the tests themselves.
 */
export class TestRunner {
  readonly #root: string
  readonly #vitest: Vitest
  readonly #tally: Tally

  private constructor(root: string, vitest: Vitest, tally: Tally) {
    this.#root = root
    this.#vitest = vitest
    this.#tally = tally
  }

  static async create(root: string): Promise<TestRunner> {
    const tally = new Tally(root)
    const usual: CliOptions = { root, watch: false, isolate: false, maxWorkers: 1, pool: 'threads', passWithNoTests: true }
    return new TestRunner(root, await createVitest('test', { ...usual, reporters: [tally.reporter] }, { logLevel: 'silent' }), tally)
  }

  /** Tells that a file is another one now. */
  changed(file: string): void {
    this.#vitest.invalidateFile(join(this.#root, file))
  }

  /** Runs the tests in the files whose paths hold one of `filters`; with `bail` only up to the first failure. */
  async run(filters: readonly string[], bail: boolean): Promise<Outcome> {
    this.#tally.clear()
    const specifications = await this.#vitest.globTestSpecifications([...filters])
    if (specifications.length === 0) return this.#tally.outcome
    this.#vitest.config.bail = bail ? 1 : 0
    await this.#vitest.runTestSpecifications(specifications)
    return this.#tally.outcome
  }

  close(): Promise<void> {
    return this.#vitest.close()
  }
}

/** Counts the tests of one run as they end. The runner's own state remembers earlier runs too. */
class Tally {
  readonly #root: string
  #failed: string[] = []
  #total = 0

  constructor(root: string) {
    this.#root = root
  }

  readonly reporter: Reporter = {
    onTestCaseResult: (test) => {
      this.#total++
      if (test.result().state === 'failed') this.#failed.push(`${relative(this.#root, test.module.moduleId)} > ${test.fullName}`)
    },
    onTestModuleEnd: (module) => {
      if (module.errors().length > 0) this.#failed.push(`${relative(this.#root, module.moduleId)} > does not load`)
    },
  }

  get outcome(): Outcome {
    return { failed: this.#failed, total: this.#total }
  }

  clear(): void {
    this.#failed = []
    this.#total = 0
  }
}
