import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError, Option } from 'commander'
import { glob } from '../../src/gateway/glob.ts'
import type { Judge, Verdict } from './judge.ts'
import { mutants } from './list.ts'
import { listFaults, type Mutant } from './mutant.ts'
import { mostShare, summary, wordsOf } from './report.ts'
import { firstOf } from './sample.ts'
import { stageNames, type Stage } from './stages.ts'

interface Options {
  readonly only?: string
  readonly perFile?: number
  readonly check?: boolean
  readonly list?: boolean
  readonly share?: boolean
  readonly from: Stage['name']
  readonly until: Stage['name']
  readonly jobs: number
  readonly play?: 'bail' | 'all'
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

async function main({ only, perFile, check, list, share = false, from, until, jobs, play }: Options): Promise<number> {
  if (play) return playHere(play === 'bail')
  const named = mutants.filter(({ name, file }) => only === undefined || glob(only).test(name) || glob(only).test(file))
  const chosen = perFile === undefined ? named : firstOf(named, perFile)
  const stale = listFaults(chosen, (file) => readFileSync(join(root, file), 'utf8'))
  for (const [, problem] of stale) complain(problem)
  if (chosen.length === 0) complain(`mutants: nothing is called '${only ?? ''}'`)
  const wanted = chosen.filter((mutant) => !stale.has(mutant))
  if (check) {
    print(`mutants: ${wanted.length} of ${chosen.length} are in the code`)
    return stale.size === 0 ? 0 : 1
  }
  if (list) {
    for (const { name, find, replace } of wanted) print(`${name}\n  - ${find}\n  + ${replace}`)
    return stale.size === 0 ? 0 : 1
  }
  const started = Date.now()
  const verdicts: Verdict[] = []
  const queue = [...wanted]
  const worker = async (): Promise<void> => {
    const { judge, close } = await judgeOf(root)
    try {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const verdict = await (share ? judge.share(mutant) : judge.caught(mutant, from, until))
        verdicts.push(verdict)
        show(mutant, verdict, `${verdicts.length}/${wanted.length}`)
      }
    } finally {
      await close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, wanted.length) }, worker))
  print(`mutants: ${summary(verdicts)}, ${stale.size} no longer in the code, ${Math.round((Date.now() - started) / 1000)} s`)
  return stale.size === 0 && wanted.length > 0 && verdicts.every(isGood) ? 0 : 1
}

/** A judge over a copy of the project. What it needs takes seconds to load, and the list alone none of it. */
async function judgeOf(project: string): Promise<{ readonly judge: Judge; readonly close: () => Promise<void> }> {
  const [{ Judge }, { scratchOf }, { TestRunner }, { typeCheckOf }] = await Promise.all([
    import('./judge.ts'),
    import('./scratch.ts'),
    import('./test-runner.ts'),
    import('./type-check.ts'),
  ])
  const scratch = scratchOf(project)
  const tests = await TestRunner.create(scratch.root)
  const close = async (): Promise<void> => {
    await tests.close()
    scratch.remove()
  }
  return { judge: new Judge(scratch, typeCheckOf(scratch.root), tests), close }
}

/** Plays the conformance cases against the code beside this file; the outcome is the only output. */
async function playHere(bail: boolean): Promise<number> {
  const cases = await import('./play.ts')
  process.stdout.write(JSON.stringify(await cases.play(bail)))
  return 0
}

function show(mutant: Mutant, verdict: Verdict, place: string): void {
  print(`${place} ${isGood(verdict) ? '' : 'BAD '}${mutant.name}: ${wordsOf(verdict)}`)
}

const isGood = (verdict: Verdict): boolean =>
  verdict.kind === 'caught' || (verdict.kind === 'share' && verdict.failed <= mostShare * verdict.total)

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 on')
  return value
}

await new Command('mutants')
  .description(
    'Puts one fault after the other into a copy of the project and runs tests until one fails: the nearest ones first, then the laws, the cases of the conformance suite and whole conversations. Fails where a fault survives, or where the compiler would have refused it.',
  )
  .option('--only <glob>', 'those whose name or file matches')
  .option('--per-file <n>', 'of each file the first so many', positive)
  .option('--check', 'check the list against the code, without running anything')
  .option('--list', 'check the list against the code and print it, without running anything')
  .option('--share', 'run all fast tests for each, and fail where more than a quarter of them notices')
  .addOption(new Option('--from <stage>', 'the fastest tests to try').choices(stageNames).default('nearest'))
  .addOption(new Option('--until <stage>', 'the slowest tests to try').choices(stageNames).default('conversations'))
  .option('--jobs <n>', 'how many at a time', positive, 1)
  .addOption(new Option('--play <how>', 'the conformance cases alone, on the code as it is').choices(['bail', 'all']).hideHelp())
  .action(async (options: Options) => {
    process.exitCode = await main(options).catch((error: unknown) => {
      complain(`mutants: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    })
  })
  .parseAsync()
