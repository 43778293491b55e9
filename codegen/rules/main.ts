import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { type RulesOptions, showRules } from './command.ts'

const here = {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  print: (line: string) => void process.stdout.write(`${line}\n`),
  printError: (line: string) => void process.stderr.write(`${line}\n`),
}

await new Command('rules')
  .description(
    'Shows for each rule of docs/rules.json the tests and cases that cite it, and fails where one has none. A rule is cited by the title of a test that passed, which may name three rules at most, or by the "rules" of a case.json.',
  )
  .option('--report <file>', "read this report of Vitest's JSON reporter instead of running the tests")
  .option('--missing', 'print only the rules that nothing cites')
  .option('--json', 'print one JSON document')
  .action(async (options: RulesOptions) => void (process.exitCode = await showRules(here, options)))
  .parseAsync()
