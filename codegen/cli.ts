import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { specsDiff } from './diff/command.ts'
import { importHelp, specsImport, type ImportOptions } from './import/command.ts'
import { specsProof } from './proof/command.ts'
import { runGenerate, runScaffold, runScaffoldFormat } from './run.ts'
import { specsCheck } from './specs/check.ts'
import { addUpdate } from './specs/update-command.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const here = { root, print: (line: string) => console.error(line) }

const main = new Command('codegen').description('Distils the specs, and generates from them what the codecs meet.')
const specs = main.command('specs').description('the documents under specs/')

specs
  .command('check')
  .description('derive every document from the lock again and compare, byte for byte')
  .action(async () => exit(await specsCheck({ root })))

addUpdate(specs, root, exit)

specs
  .command('diff <before> <after>')
  .description('what changed on the wire between two documents, by file or by name; ends with 3 if anything did')
  .option('--json', 'as JSON')
  .action((before: string, after: string, { json = false }: { json?: boolean }) =>
    exit(specsDiff(before, after, { root, json, print: console.log, printError: here.print })),
  )

specs
  .command('import <file>')
  .description("what a provider's own OpenAPI document says of some operations, as a document like those under specs/")
  .option('--ops <ids...>', 'operations by id, or as "POST /path"')
  .option('--as <format>', 'the operations of a format, under the names they have in specs/')
  .option('--out <file>', 'write it there instead of printing it')
  .option('--title <title>', 'its title')
  .option('--api-version <version>', 'its version')
  .addHelpText('after', importHelp)
  .action((file: string, options: ImportOptions) => exit(specsImport(file, options)))

specs
  .command('proof')
  .description("the generated types and the SDK's own can stand for each other, as they are and with every member required")
  .option('--provider <name>', 'only the documents of one, such as openai, anthropic or openai-chat')
  .action(async ({ provider }: { provider?: string }) => exit(await specsProof({ root, ...(provider && { provider }) })))

main
  .command('generate')
  .description('write every generated/ folder from specs/')
  .option('--check', 'write nothing; fail where a file is not what it would be')
  .action(async ({ check = false }: { check?: boolean }) => exit(await runGenerate(here, check)))

main
  .command('scaffold')
  .description('add an undecided line for everything in the specs that the fate tables do not name')
  .option('--format <name>', 'write the folder of a new format instead')
  .option('--document <file>', 'its OpenAPI document, one of specs/ or any other, where no slice in codegen/slices/ names one')
  .option('--since <commit>', 'the last one in which all was decided', 'HEAD')
  .action(async ({ format, document, since }: { format?: string; document?: string; since: string }) =>
    exit(await (format === undefined ? runScaffold(here, since) : runScaffoldFormat(here, { format, ...(document && { document }) }))),
  )

await main.parseAsync()

function exit(code: number): void {
  process.exitCode = code
}
