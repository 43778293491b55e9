import { InvalidArgumentError, type Command } from 'commander'
import { packages } from './choose.ts'
import { specsUpdate, type UpdateOptions } from './update.ts'

type Given = Omit<UpdateOptions, 'documents'> & { readonly document?: string[] }

/** Adds `specs update` to the specs commands. */
export function addUpdate(specs: Command, root: string, exit: (code: number) => void): void {
  specs
    .command('update')
    .description('fetch, distil and write documents, with their lock and a report of what changed on the wire')
    .option('--provider <name>', `the documents of one provider: ${Object.keys(packages).join(' or ')}`, provider)
    .option(
      '--version <version>',
      'the exact version of its package, or "latest"; with a provider the default is the latest, else what the lock names',
    )
    .option('--document <ids...>', 'only these, such as openai-chat@v1')
    .option('--dry-run', 'write nothing but a report that is asked for')
    .option('--report <file>', 'where the report goes, .md or .html (default: docs/drift/)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nEnds with 0 where nothing changed on the wire, 3 where something did, 1 on an error.')
    .action(async ({ document, ...options }: Given) =>
      exit(await specsUpdate({ root, ...options, ...(document && { documents: document }) })),
    )
}

function provider(name: string): string {
  if (!Object.keys(packages).includes(name)) throw new InvalidArgumentError(`There is no provider ${name}.`)
  return name
}
