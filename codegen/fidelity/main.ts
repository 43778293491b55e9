import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { runFidelity } from './command.ts'

const here = { root: fileURLToPath(new URL('../..', import.meta.url)), print: (line: string) => console.error(line) }

await new Command('fidelity')
  .description('Writes docs/fidelity.md and docs/fidelity.html: every field, variant and enum value, its fate, and what exercises it.')
  .option('--check', 'write nothing; fail where a file is not what it would be')
  .action(async ({ check = false }: { check?: boolean }) => void (process.exitCode = await runFidelity(here, check)))
  .parseAsync()
