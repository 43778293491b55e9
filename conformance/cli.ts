import { Command, CommanderError, Option } from 'commander'
import { audit, countsOf } from './audit/audit.ts'
import type { Case, Feature, Level } from './case.ts'
import { caseIds, readCases } from './cases.ts'
import { FileError, readKnownFailures, readTarget } from './checked-json.ts'
import { initCommand } from './cli-init.ts'
import { address, collected, feature, number, wanted } from './cli-values.ts'
import { progressOn } from './progress.ts'
import { forms, writeReports, type Wanted } from './report/write.ts'
import { isGood } from './report/totals.ts'
import { defaultOptions, runCases } from './runner.ts'
import { levels, selected } from './select.ts'
import { isReachable, urlStage, type Address } from './stage-url.ts'
import type { Stage } from './stage.ts'
import { suiteVersion } from './suite-version.ts'

/** Makes a stage that needs no `--target`, and says which description and known failures go with it. */
export interface OwnStage {
  readonly start: () => Promise<Stage>
  readonly describe: string
  readonly knownFailing: string
}

interface Options {
  readonly target?: string
  readonly listen?: Address
  readonly describe?: string
  readonly only?: readonly string[]
  readonly level: Level
  readonly needs?: readonly Feature[]
  readonly without?: readonly Feature[]
  readonly knownFailing?: string
  readonly report?: readonly Wanted[]
  readonly seed: number
  readonly cuts: number
  readonly timeout: number
  readonly cases?: string
  readonly dryRun?: boolean
  readonly audit?: boolean
  readonly list?: boolean
}

/** Exit codes: everything is as it should be, something is not, the run could not be made. */
const codes = { good: 0, bad: 1, unusable: 2 } as const

/** The command `conform`; the exit code. `own` is what it runs on without `--target`. */
export async function conform(args: readonly string[], own: OwnStage | null = null): Promise<number> {
  let code: number = codes.good
  const command = commandOf()
    .addCommand(initCommand((it) => (code = it)))
    .action(async (options: Options) => {
      code = await run(options, own)
    })
  try {
    await command.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? codes.good : codes.unusable
    if (!(error instanceof Error)) throw error
    for (const line of error instanceof FileError ? error.problems : [error.message]) process.stderr.write(`${line}\n`)
    return codes.unusable
  }
}

const commandOf = (): Command =>
  new Command('diglot conform')
    .description('Puts a gateway through the conformance suite, as its client and as its provider.')
    .version(suiteVersion, '--suite-version', 'print the version of the suite')
    .option('--target <url>', 'where the gateway listens')
    .option('--listen <host:port>', 'where the gateway was told to find its providers', address)
    .option('--describe <file>', 'target.json: directions, paths, models, headers and claims')
    .option('--only <glob>', 'run these cases alone (repeatable)', collected)
    .addOption(new Option('--level <level>', 'lowest level that is run').choices(levels).default('may'))
    .option('--needs <feature>', 'run cases that need this feature alone (repeatable)', feature)
    .option('--without <feature>', 'leave out cases that need this feature (repeatable)', feature)
    .option('--known-failing <file>', 'JSON: glob to reason; these are run, and must fail')
    .option('--report <form>', `${forms.join(', ')}; form=file writes a file (repeatable)`, wanted)
    .option('--seed <number>', 'first seed of the random cuts', number, defaultOptions.seed)
    .option('--cuts <number>', 'random cuts of every stream', number, defaultOptions.cuts)
    .option('--timeout <ms>', 'limit of an exchange', number, defaultOptions.timeout)
    .option('--cases <folder>', 'run the cases in this folder instead of the own ones')
    .option('--list', 'list the cases that would be run')
    .option('--dry-run', 'check the files and say what would be run')
    .option('--audit', 'check the cases themselves: none there twice, none passed by a gateway that does nothing')
    .enablePositionalOptions()
    .showHelpAfterError()
    .exitOverride()

async function run(options: Options, own: OwnStage | null): Promise<number> {
  const { only = [], level, needs = [], without = [], report: reports = [{ form: 'terminal', file: null }] } = options
  const cases = selected(readCases(options.cases, only), { only, level, needs, without })
  if (options.list) return listed(cases)
  if (cases.length === 0) return refused('no case is left by these filters')
  if (options.audit) return audited(cases)
  const described = options.describe ?? (options.target === undefined ? own?.describe : undefined)
  if (described === undefined) return refused('--describe FILE is needed; `diglot conform init` writes one')
  const target = readTarget(described)
  const listFile = options.knownFailing ?? (options.describe === undefined ? own?.knownFailing : undefined)
  const known = listFile === undefined ? {} : readKnownFailures(listFile)
  if (options.dryRun) return say(`${cases.length} cases would be run on ${target.name}, random cuts from seed ${options.seed}`)
  const stage = await stageOf(options, own)
  if (typeof stage === 'string') return refused(stage)
  try {
    process.stderr.write(`${cases.length} cases on ${target.name} at ${stage.url}, random cuts from seed ${options.seed}\n`)
    const ids = caseIds(options.cases)
    const report = await runCases(cases, target, stage, { ...options, known, ids, progress: progressOn(process.stderr) })
    await writeReports(report, reports)
    return isGood(report) ? codes.good : codes.bad
  } finally {
    await stage.close()
  }
}

async function stageOf({ target, listen }: Options, own: OwnStage | null): Promise<Stage | string> {
  if (target === undefined) return own ? own.start() : '--target URL is needed'
  if (!URL.canParse(target)) return `--target is no URL: ${target}`
  if (listen === undefined) return '--listen HOST:PORT is needed: where the gateway was told to find its providers'
  if (!(await isReachable(target))) return `nothing answers at ${target}`
  return urlStage(target, listen)
}

async function audited(cases: readonly Case[]): Promise<number> {
  const problems = await audit(cases)
  for (const problem of problems) say(problem)
  say(
    Object.entries(countsOf(cases))
      .map(([what, number]) => `${what} ${number}`)
      .join(' · '),
  )
  return problems.length === 0 ? codes.good : codes.bad
}

function listed(cases: readonly Case[]): number {
  for (const { id, level, needs, why } of cases) say([id, level, needs.join(','), why].join('\t'))
  return codes.good
}

function refused(message: string): number {
  process.stderr.write(`${message}\n`)
  return codes.unusable
}

function say(line: string): number {
  process.stdout.write(`${line}\n`)
  return codes.good
}
