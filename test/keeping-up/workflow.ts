import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A step of a workflow, as far as it says what is run. */
export interface Step {
  readonly name?: string
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A workflow with one job. */
export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: { readonly update: { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] } }
}

export const readWorkflow = (file: string): Workflow => parse(readFileSync(file, 'utf8'))

/** How a step ended, and all it wrote. */
export interface StepRun {
  readonly step: string
  readonly status: number | null
  readonly output: string
}

/** Runs the shell lines of a job in a checkout, as a runner would, with some commands replaced by scripts of the given text. */
export class Runner {
  readonly #checkout: string
  readonly #home = mkdtempSync(join(tmpdir(), 'runner-'))
  readonly temp = join(this.#home, 'temp')

  constructor(checkout: string, commands: Readonly<Record<string, string>>) {
    this.#checkout = checkout
    for (const folder of ['bin', 'temp']) mkdirSync(join(this.#home, folder))
    for (const [name, text] of Object.entries(commands)) {
      const file = join(this.#home, 'bin', name)
      writeFileSync(file, `#!/usr/bin/env bash\n${text}`)
      chmodSync(file, 0o755)
    }
  }

  /** Runs the steps whose conditions hold; ends after the first that fails. Actions of others are left out. */
  run(steps: readonly Step[]): readonly StepRun[] {
    const runs: StepRun[] = []
    const outputs = new Map<string, string>()
    for (const { name = '', id = '', if: condition, run, env = {} } of steps) {
      if (run === undefined || (condition !== undefined && !holds(condition, outputs))) continue
      const output = join(this.#home, `output-${runs.length}`)
      writeFileSync(output, '')
      const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: this.#checkout,
        encoding: 'utf8',
        env: { ...process.env, ...this.environment(output), ...env },
      })
      runs.push({ step: name, status: done.status, output: done.stdout + done.stderr })
      if (done.status !== 0) break
      for (const line of readFileSync(output, 'utf8').split('\n')) {
        const [key = '', value] = line.split('=')
        if (value !== undefined) outputs.set(`steps.${id}.outputs.${key}`, value)
      }
    }
    return runs
  }

  environment(output: string): Readonly<Record<string, string>> {
    return {
      PATH: `${join(this.#home, 'bin')}:${process.env['PATH'] ?? ''}`,
      RUNNER_TEMP: this.temp,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(this.#home, 'summary.md'),
      GIT_CONFIG_NOSYSTEM: '1',
    }
  }
}

/** A condition of the one form in use: `steps.update.outputs.drift == 'true'`. */
function holds(condition: string, outputs: ReadonlyMap<string, string>): boolean {
  const match = /^([\w.]+) == '(\w*)'$/.exec(condition)
  if (match === null) throw new Error(`a condition of another form: ${condition}`)
  return outputs.get(match[1] ?? '') === match[2]
}

export const git = (cwd: string, ...words: readonly string[]): string => execFileSync('git', [...words], { cwd, encoding: 'utf8' }).trim()
