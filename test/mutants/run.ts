import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError, Option } from 'commander'
import { glob } from '../../src/gateway/glob.ts'
import { Judge, type Verdict } from './judge.ts'
import { mutants } from './list.ts'
import { listFaults, type Mutant } from './mutant.ts'
import { mostShare, summary, wordsOf } from './report.ts'
import { scratchOf } from './scratch.ts'
import { stageNames, type Stage } from './stages.ts'
import { TestRunner } from './test-runner.ts'
import { typeCheckOf } from './type-check.ts'

interface Options {
  readonly only?: string
  readonly list?: boolean
  readonly share?: boolean
  readonly until: Stage['name']
  readonly jobs: number
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

async function main({ only, list, share = false, until, jobs }: Options): Promise<number> {
  const chosen = mutants.filter(({ name, file }) => only === undefined || glob(only).test(name) || glob(only).test(file))
  const stale = listFaults(chosen, (file) => readFileSync(join(root, file), 'utf8'))
  for (const [, problem] of stale) complain(problem)
  if (chosen.length === 0) complain(`mutants: nothing is called '${only ?? ''}'`)
  const wanted = chosen.filter((mutant) => !stale.has(mutant))
  if (list) {
    for (const { name, find, replace } of wanted) print(`${name}\n  - ${find}\n  + ${replace}`)
    return stale.size === 0 ? 0 : 1
  }
  const started = Date.now()
  const verdicts: Verdict[] = []
  const queue = [...wanted]
  const worker = async (): Promise<void> => {
    const scratch = scratchOf(root)
    const tests = await TestRunner.create(scratch.root)
    try {
      const judge = new Judge(scratch, typeCheckOf(scratch.root), tests)
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const verdict = await (share ? judge.share(mutant) : judge.caught(mutant, until))
        verdicts.push(verdict)
        show(mutant, verdict, `${verdicts.length}/${wanted.length}`)
      }
    } finally {
      await tests.close()
      scratch.remove()
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, wanted.length) }, worker))
  print(`mutants: ${summary(verdicts)}, ${stale.size} no longer in the code, ${Math.round((Date.now() - started) / 1000)} s`)
  return stale.size === 0 && wanted.length > 0 && verdicts.every(isGood) ? 0 : 1
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
    'Puts one fault after the other into a copy of the project and runs tests until one fails: the nearest ones first, then the laws, then whole conversations. Fails where a fault survives, or where the compiler would have refused it.',
  )
  .option('--only <glob>', 'those whose name or file matches')
  .option('--list', 'check the list against the code and print it, without running anything')
  .option('--share', 'run all fast tests for each, and fail where more than a quarter of them notices')
  .addOption(new Option('--until <stage>', 'the slowest tests to try').choices(stageNames).default('conversations'))
  .option('--jobs <n>', 'how many at a time', positive, 1)
  .action(async (options: Options) => {
    process.exitCode = await main(options).catch((error: unknown) => {
      complain(`mutants: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    })
  })
  .parseAsync()
