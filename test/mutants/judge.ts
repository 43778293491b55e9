import { playCases } from './case-player.ts'
import { mutated, type Mutant } from './mutant.ts'
import type { Scratch } from './scratch.ts'
import { stageNames, stagesOf, units, type Stage } from './stages.ts'
import type { Outcome, TestRunner } from './test-runner.ts'
import type { TypeCheck } from './type-check.ts'

/** What became of a mutant. */
export type Verdict =
  | { readonly kind: 'caught'; readonly by: string; readonly stage: Stage['name'] }
  | { readonly kind: 'survived' }
  /** The compiler refuses it, so that no test has to. */
  | { readonly kind: 'invalid'; readonly why: string }
  | { readonly kind: 'share'; readonly failed: number; readonly total: number }

/** Judges mutants, one at a time, in a copy of the project. */
export class Judge {
  readonly #scratch: Scratch
  readonly #types: TypeCheck
  readonly #tests: TestRunner
  /** Stages whose tests pass without a fault. */
  readonly #sound = new Set<Stage['name']>()

  constructor(scratch: Scratch, types: TypeCheck, tests: TestRunner) {
    this.#scratch = scratch
    this.#types = types
    this.#tests = tests
  }

  /** Whether a test catches the mutant: the first one that fails, of the stages from `from` to `until`. Throws where a test fails without it. */
  async caught(mutant: Mutant, from: Stage['name'], until: Stage['name']): Promise<Verdict> {
    const why = this.#refused(mutant)
    if (why !== null) return { kind: 'invalid', why }
    const stages = stagesOf(mutant.file, this.#scratch.siblings(mutant.file))
    for (const stage of stages.slice(stageNames.indexOf(from), stageNames.indexOf(until) + 1)) {
      if (stage.name !== 'nearest') await this.#checkSound(stage)
      const [by] = (await this.#with(mutant, () => this.#run(stage, true))).failed
      if (by === undefined) continue
      if (stage.name === 'nearest') await this.#checkSound(units)
      return { kind: 'caught', by, stage: stage.name }
    }
    return { kind: 'survived' }
  }

  /** How many of the fast tests fail with the mutant. */
  async share(mutant: Mutant): Promise<Verdict> {
    const why = this.#refused(mutant)
    if (why !== null) return { kind: 'invalid', why }
    const { failed, total } = await this.#with(mutant, () => this.#tests.run(units.filters, false))
    return { kind: 'share', failed: failed.length, total }
  }

  #refused(mutant: Mutant): string | null {
    return this.#types.problem(mutant.file, mutated(this.#scratch.read(mutant.file), mutant))
  }

  #run(stage: Stage, bail: boolean): Promise<Outcome> {
    return stage.name === 'cases' ? playCases(this.#scratch.root, bail) : this.#tests.run(stage.filters, bail)
  }

  async #checkSound(stage: Stage): Promise<void> {
    const { name } = stage
    if (this.#sound.has(name)) return
    const { failed } = await this.#run(stage, false)
    if (failed.length > 0) throw new Error(`${failed.length} tests fail without any mutant:\n${failed.slice(0, 20).join('\n')}`)
    this.#sound.add(name)
  }

  async #with<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const { file } = mutant
    const text = this.#scratch.read(file)
    this.#write(file, mutated(text, mutant))
    try {
      return await work()
    } finally {
      this.#write(file, text)
    }
  }

  #write(file: string, text: string): void {
    this.#scratch.write(file, text)
    this.#tests.changed(file)
  }
}
