import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { reachText } from '../../codegen/fidelity/reach.ts'
import { measureReach } from './reach-file.ts'
import { shortfalls } from './reach.ts'

interface Options {
  readonly runs: number
  readonly seed?: number
  readonly law?: string
  readonly reach?: string
}

/** Runs the laws one file after the other, then measures what their generators reach. */
async function run({ runs, seed, law = '', reach }: Options): Promise<void> {
  if (reach !== undefined) return writeReach(reach, runs)
  const folder = new URL('.', import.meta.url)
  const files = readdirSync(folder).filter((file) => /^law-\d.*\.test\.ts$/.test(file) && file.includes(law))
  if (files.length === 0) throw new Error(`no law is called '${law}'`)
  const environment = { DIGLOT_LAW_RUNS: String(runs), ...(seed === undefined ? {} : { DIGLOT_LAW_SEED: String(seed) }) }
  const began = performance.now()
  const failed: string[] = []
  for (const [index, file] of files.entries()) {
    const minutes = Math.round((performance.now() - began) / 60_000)
    console.log(`[${index + 1}/${files.length}] ${file}, ${runs} runs of each law and direction, ${minutes} min so far`)
    if (await broke(`test/laws/${file}`, environment)) failed.push(file)
  }
  for (const file of failed) {
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    console.log(`try again: ${variables.join(' ')} npx vitest run test/laws/${file}`)
  }
  const missed = shortfalls(runs)
  for (const line of missed) console.log(`the generators do not reach: ${line}`)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${files.length - failed.length} passed, ${failed.length} failed`)
  console.log(`${runs} runs each, ${seconds} s${missed.length === 0 ? '; the generators reach all they are for' : ''}`)
  process.exitCode = failed.length + missed.length === 0 ? 0 : 1
}

/** Draws as the laws do and writes what is drawn, member by member. */
function writeReach(file: string, runs: number): void {
  const reach = measureReach(runs)
  writeFileSync(file, reachText(reach))
  for (const [format, members] of Object.entries(reach.formats))
    console.log(`${format}: ${runs} draws of each generator hold ${Object.keys(members).length} members of its specs`)
}

/** Whether a law failed; its test runner tells the shrunk documents and the path that replays them. */
function broke(file: string, environment: { readonly [name: string]: string }): Promise<boolean> {
  const timeout = ['--testTimeout', '0']
  const runner = spawn('npx', ['vitest', 'run', '--reporter', 'verbose', ...timeout, file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    runner.once('error', reject)
    runner.once('close', (code) => resolve(code !== 0))
  })
}

const whole = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`'${text}' is no number of runs, and no seed`)
  return value
}

await new Command('laws')
  .description('Tries the laws of the translation on drawn documents, and says what the drawing reaches')
  .option('--runs <n>', 'runs of each law and direction', whole, 200)
  .option('--seed <n>', 'seed of the drawing', whole)
  .option('--law <name>', 'only files whose name holds this')
  .option('--reach <file>', 'run no law: write which members of the specs the laws draw (docs/reach.json, with --runs 1000)')
  .action(run)
  .parseAsync()
