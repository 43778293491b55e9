/** Behind `npm run target -- NAME`: installs a gateway into a scratch folder, starts it, runs the suite by URL, stops it. */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command as Cli } from 'commander'
import type { Report } from '../report/report.ts'
import { filled, filledCommand, readLaunch, type Launch, type Places } from './launch.ts'
import { freePort, run, start } from './process.ts'
import { recordOf } from './record.ts'
import { afterSmoke, type SmokeList } from './smoke.ts'

const here = dirname(fileURLToPath(import.meta.url))
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'launch.json')))
  .map(({ name }) => name)

interface Options {
  readonly scratch?: string
  readonly only?: string
  readonly save?: boolean
  readonly html?: string
  readonly serveOnly?: boolean
  readonly provider: string
}

const cli = new Cli('target')
  .description('Installs a gateway into a scratch folder, starts it, runs the conformance suite by URL, and stops it.')
  .argument('<name>', `one of ${names.join(', ')}`)
  .option('--scratch <dir>', 'where to install; kept, and used as it is the next time (default: a new temporary folder)')
  .option('--only <glob>', 'cases to run')
  .option('--save', 'keep the outcome as report.json of the target, from which docs/scoreboard.md is rendered')
  .option('--html <file>', 'write the HTML report too')
  .option('--serve-only', 'start it in front of a provider of your own and leave it running until interrupted')
  .option('--provider <port>', 'where that provider listens', '4999')
  .action(measure)

await cli.parseAsync()

async function measure(name: string, options: Options): Promise<void> {
  if (!names.includes(name)) cli.error(`${name} is no target: ${names.join(', ')}`, { exitCode: 2 })
  const folder = join(here, name)
  const launch = readLaunch(folder)
  const scratch = options.scratch ?? mkdtempSync(join(tmpdir(), `conform-${name}-`))
  mkdirSync(scratch, { recursive: true })
  const providerPort = options.serveOnly ? Number(options.provider) : await freePort()
  const places: Places = { scratch, port: await freePort(), provider: `http://127.0.0.1:${providerPort}`, project: join(here, '..', '..') }
  const version = await install(folder, launch, places)
  console.error(`${name} ${version}: starting on port ${places.port}; its output is in ${join(scratch, 'gateway.log')}`)
  const env = Object.fromEntries(Object.entries(launch.env ?? {}).map(([key, value]) => [key, filled(value, places)]))
  const gateway = start(filledCommand(launch.start, places), places.project, { ...process.env, ...env }, join(scratch, 'gateway.log'))
  try {
    await gateway.up(`http://127.0.0.1:${places.port}${launch.ready}`, launch.patience)
    if (options.serveOnly) await new Promise<void>((interrupted) => process.once('SIGINT', () => interrupted()))
    else await judge(name, folder, version, places, providerPort, options)
  } finally {
    await gateway.stop()
  }
}

async function install(folder: string, launch: Launch, places: Places): Promise<string> {
  for (const program of launch.requires)
    await run([program, '--version'], places.scratch).catch(() =>
      cli.error(`${program} is needed, and is not on the path`, { exitCode: 2 }),
    )
  for (const file of launch.files) writeFileSync(join(places.scratch, file), filled(readFileSync(join(folder, file), 'utf8'), places))
  const done = join(places.scratch, '.installed')
  if (!existsSync(done)) {
    for (const command of launch.install) {
      console.error(`$ ${filledCommand(command, places).join(' ')}`)
      await run(filledCommand(command, places), places.scratch)
    }
    writeFileSync(done, '')
  }
  return (await run(filledCommand(launch.version, places), places.scratch)).trim()
}

async function judge(name: string, folder: string, version: string, places: Places, port: number, options: Options): Promise<void> {
  const described = join(places.scratch, 'target.json')
  writeFileSync(described, filled(readFileSync(join(folder, 'target.json'), 'utf8'), places))
  const json = join(places.scratch, 'report.json')
  const known = join(folder, 'known-failing.json')
  const args = [
    '--target',
    `http://127.0.0.1:${places.port}`,
    '--listen',
    `127.0.0.1:${port}`,
    '--describe',
    described,
    '--report',
    `json=${json}`,
    '--report',
    'terminal',
    ...(existsSync(known) ? ['--known-failing', known] : []),
    ...(options.only === undefined ? [] : ['--only', options.only]),
    ...(options.html === undefined ? [] : ['--report', `html=${options.html}`]),
  ]
  const child = spawn(process.execPath, ['--import', 'tsx', join(here, '..', '..', 'src', 'cli.ts'), 'conform', ...args], {
    stdio: 'inherit',
  })
  const code = await new Promise<number | null>((ended) => child.once('close', ended))
  if (code === 2 || !existsSync(json)) cli.error(`the run did not come to an end (${String(code)})`, { exitCode: 2 })
  const smoke = JSON.parse(readFileSync(join(here, 'smoke.json'), 'utf8')) as SmokeList
  const report = afterSmoke(JSON.parse(readFileSync(json, 'utf8')) as Report, smoke)
  const record = recordOf(report, {
    version,
    command: `npm run target -- ${name} --save`,
    machine: `${platform()} ${arch()}, Node ${process.versions.node}`,
  })
  const file = join(places.scratch, 'record.json')
  writeFileSync(file, `${JSON.stringify(record, null, 1)}\n`)
  if (options.save) copyFileSync(file, join(folder, 'report.json'))
  console.error(`the outcome is in ${options.save ? join('conformance/targets', name, 'report.json') : file}`)
}
