import { existsSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Direction } from './case.ts'
import { readCases } from './cases.ts'
import { address, allDirections, direction, header, model } from './cli-values.ts'
import { defaultOptions, runCases } from './runner.ts'
import { isReachable, urlStage, type Address } from './stage-url.ts'
import type { Target, Way } from './target.ts'

interface Options {
  readonly target: string
  readonly listen: Address
  readonly name?: string
  readonly direction?: readonly Direction[]
  readonly basePath?: string
  readonly header?: NonNullable<Way['headers']>
  readonly model?: NonNullable<Way['models']>
  readonly losses?: string
  readonly file: string
  readonly force?: boolean
}

/** The subcommand `init`; `done` gets the exit code: 0 where something came through, 1 where nothing did, 2 where it could not be tried. */
export const initCommand = (done: (code: number) => void): Command =>
  new Command('init')
    .description('Tries a hello in each direction through a gateway, and writes a target.json of those that came through.')
    .requiredOption('--target <url>', 'where the gateway listens')
    .requiredOption('--listen <host:port>', 'where the gateway was told to find its providers', address)
    .option('--name <name>', 'what the gateway is called (default: its host)')
    .option('--direction <direction>', 'write this direction whatever comes of it (repeatable; default: all that come through)', direction)
    .option('--base-path <path>', 'what stands in front of /v1/messages, /v1/chat/completions and /v1/responses')
    .option('--header <header>', "'name: value' that clients send (repeatable)", header)
    .option('--model <names>', 'MODEL=NAME[=UPSTREAM]: what clients call a model of the cases, and the provider (repeatable)', model)
    .option('--losses <header>', 'the header of answers that lists what was lost')
    .option('--file <file>', 'what to write', 'target.json')
    .option('--force', 'write it although it is there')
    .exitOverride()
    .action(async (options: Options) => done(await init(options)))

async function init(options: Options): Promise<number> {
  const { target: url, listen, file, force = false, direction: asked } = options
  if (!URL.canParse(url)) return refused(`--target is no URL: ${url}`)
  if (existsSync(file) && !force) return refused(`${file} is there already; --force writes it anew`)
  if (!(await isReachable(url))) return refused(`nothing answers at ${url}`)
  const described = describe(options, asked ?? allDirections())
  const through = await tried(described, url, listen)
  const kept = asked ?? through
  if (kept.length === 0) return refused('no direction came through, and no file was written', 1)
  writeFileSync(file, `${JSON.stringify(describe(options, kept), null, 2)}\n`)
  say(`${file} describes ${kept.join(', ')}`)
  say('Set "features" of each to the list of what is claimed, if that is not all.')
  say(`Go on with: diglot conform --target ${url} --listen ${listen.host}:${listen.port} --describe ${file} --only '*/hello'`)
  return through.length > 0 ? 0 : 1
}

function describe({ name, target, basePath, header: headers, model: models, losses }: Options, directions: readonly Direction[]): Target {
  const way: Way = {
    ...(basePath === undefined ? {} : { basePath: basePath.replace(/\/+$/, '') }),
    ...(headers === undefined ? {} : { headers }),
    ...(models === undefined ? {} : { models }),
    features: 'all',
  }
  return {
    name: name ?? new URL(target).host,
    directions: Object.fromEntries(directions.map((it) => [it, way])),
    ...(losses === undefined ? {} : { losses: { header: losses.toLowerCase() } }),
  }
}

/** The directions in which a request reached the provider, and its answer the client; what is not as it should be is told. */
async function tried(target: Target, url: string, listen: Address): Promise<readonly Direction[]> {
  const cases = readCases(undefined, ['*/hello/text']).filter((c) => target.directions[c.direction] !== undefined)
  const stage = await urlStage(url, listen)
  try {
    const { cases: results } = await runCases(cases, target, stage, { ...defaultOptions, wholeOnly: true })
    return results.flatMap(({ direction: way, runs }) => {
      const [run] = runs
      const [exchange] = run?.exchanges ?? []
      const came = exchange?.providerReceived != null && exchange.clientReceived?.start === '200'
      const [first] = run?.findings ?? []
      say(`${way.padEnd(21)} ${came ? 'comes through' : 'does not come through'}${first ? `: ${first.message}` : ''}`)
      return came ? [way] : []
    })
  } finally {
    await stage.close()
  }
}

function refused(message: string, code = 2): number {
  process.stderr.write(`${message}\n`)
  return code
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
