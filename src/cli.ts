#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander'
import { formatNames, translateFile, type TranslateOptions } from './cli/translate.ts'
import { ConfigError } from './gateway/config-file.ts'
import { loadConfig } from './gateway/config-load.ts'
import { vendorProvider, type Config } from './gateway/config.ts'
import { createGateway } from './gateway/server.ts'
import { maskedConfig, startLines } from './gateway/start-lines.ts'
import { version } from './gateway/version.ts'
import type { Format } from './translate/format.ts'
import { refusedFrom } from './translate/strictness.ts'
import { simulate, type Simulation } from './simulate/index.ts'

interface ServeOptions {
  readonly config?: string
  readonly host?: string
  readonly port?: number
  readonly open?: boolean
  readonly simulate?: boolean
}

const program = new Command('diglot')
  .description('Answers Anthropic and OpenAI clients in their own dialect, from either provider.')
  .version(version)
  .showHelpAfterError()

program
  .command('serve', { isDefault: true })
  .description('listen and serve (the default)')
  .option('-c, --config <file>', 'configuration file (YAML)')
  .option('--host <address>', 'address to listen on; HOST, else 127.0.0.1')
  .option('--port <number>', 'port to listen on, 0 for a free one; PORT, else 4000', port)
  .option('--open', 'listen beyond loopback although clients need no key')
  .option('--simulate', 'put simulated providers behind it instead of real ones')
  .allowExcessArguments()
  .action((options: ServeOptions, { args: [stray] }: Command) => {
    // What is no command reaches the one by default as an argument.
    if (stray !== undefined) program.error(`error: unknown command '${stray}'`)
    return run(() => serve(options))
  })

program
  .command('config')
  .description('check the configuration and print what is in force, secrets masked')
  .option('-c, --config <file>', 'configuration file (YAML)')
  .action((options: ServeOptions) => run(() => say(process.stdout, JSON.stringify(maskedConfig(configOf(options)), null, 2))))

program
  .command('translate')
  .description('translate a document between formats and print it as JSON, with all that could not be carried over')
  .argument('<file>', "a client's request; - for standard input")
  .requiredOption('--from <format>', `format of the file: ${[...formatNames.keys()].join(', ')}`, format)
  .requiredOption('--to <format>', 'format to translate it to', format)
  .option('--response', "the file is an upstream's whole answer")
  .addOption(new Option('--stream', "the file is an upstream's stream: its events are printed").conflicts('response'))
  .option('--model <name>', "the model's name at the upstream")
  .addOption(new Option('--strictness <level>', 'from which losses on a request is refused').choices(Object.keys(refusedFrom)))
  .action((file: string, options: TranslateOptions) => run(() => translate(file, options)))

program
  .command('conform')
  .description('put any gateway through the conformance suite; see conform --help')
  .argument('[options...]')
  .helpOption(false)
  .allowUnknownOption()
  .action(() => run(conform))

await program.parseAsync()

/** The suite stands alone: it is loaded only when asked for, and reads its own options. */
async function conform(): Promise<void> {
  const { conform: start } = await import('../conformance/cli.ts')
  process.exitCode = await start(process.argv.slice(3))
}

function translate(file: string, options: TranslateOptions): void {
  const { text, refused } = translateFile(file, options)
  say(process.stdout, text)
  if (refused.length === 0) return
  for (const reason of refused) say(process.stderr, `refused: ${reason}`)
  process.exitCode = 1
}

async function serve(options: ServeOptions): Promise<void> {
  const simulation = options.simulate === true ? await simulate() : null
  const config = simulation ? simulated(configOf(options), simulation) : configOf(options)
  const gateway = createGateway(config)
  let url: string
  try {
    url = await gateway.listen()
  } catch (error) {
    await simulation?.close()
    throw error
  }
  for (const line of startLines(config, url)) say(process.stderr, line)
  let closing = false
  const close = (): void => {
    // Who asks twice does not want to wait for open streams.
    if (closing) process.exit(1)
    closing = true
    void Promise.all([gateway.close(), simulation?.close()]).then(() => process.exit(0))
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function configOf({ config: file, host, port: number, open }: ServeOptions): Config {
  const config = loadConfig(process.env, file ?? null)
  return { ...config, host: host ?? config.host, port: number ?? config.port, open: open ?? config.open }
}

/** Simulated keys are worth nothing, so anybody may spend them. */
function simulated(config: Config, { anthropic, openai }: Simulation): Config {
  const held = { key: 'simulated', keySource: 'the simulator' }
  const vendors = [
    vendorProvider('openai', { ...held, baseUrl: openai.url }),
    vendorProvider('anthropic', { ...held, baseUrl: anthropic.url }),
  ]
  return { ...config, open: true, providers: [...vendors, ...config.providers.filter(({ vendor }) => vendor === null)] }
}

/** Runs a command; what is wrong is told in plain lines, with exit code 1. */
async function run(command: () => Promise<void> | void): Promise<void> {
  try {
    await command()
  } catch (error) {
    for (const line of explain(error)) say(process.stderr, line)
    process.exitCode = 1
  }
}

function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (!(error instanceof Error)) return [String(error)]
  const code = 'code' in error ? error.code : null
  const where = 'address' in error && 'port' in error ? `${String(error.address)}:${String(error.port)}` : 'the address'
  if (code === 'EADDRINUSE') return [`${where} is taken: choose another port with --port or PORT`]
  if (code === 'EACCES') return [`${where} may not be listened on: choose a port above 1023`]
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return [`this machine has no address ${where}`]
  return [error.message]
}

function format(text: string): Format {
  const found = formatNames.get(text)
  if (!found) throw new InvalidArgumentError(`known formats are ${[...formatNames.keys()].join(', ')}.`)
  return found
}

function port(text: string): number {
  const number = Number(text)
  if (text === '' || !Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.')
  return number
}

function say(to: NodeJS.WriteStream, line: string): void {
  to.write(`${line}\n`)
}
