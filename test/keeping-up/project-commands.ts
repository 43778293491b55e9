import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { runGenerate, runScaffold } from '../../codegen/run.ts'

/** What the npm scripts do in the scratch clone: `generate` and `scaffold` are the project's own, `update` takes a stored document. */
const [command = '', ...rest] = process.argv.slice(2)
const here = { root: process.cwd(), print: (line: string) => console.error(line) }

if (command === 'generate') process.exitCode = await runGenerate(here, rest.includes('--check'))
else if (command === 'scaffold') process.exitCode = await runScaffold(here)
else if (command === 'update') process.exitCode = update(rest)
else throw new Error(`no command ${command}`)

/** `update PROVIDER REPORT STORED`: what the registry would have given, for the one provider that ships something new. */
function update([provider = '', report = '', stored = '']: readonly string[]): number {
  const file = 'specs/demo@2.openapi.json'
  const text = readFileSync(stored, 'utf8')
  if (provider !== 'openai' || text === readFileSync(file, 'utf8')) return 0
  const lock: unknown = JSON.parse(readFileSync('specs/sources.lock.json', 'utf8'))
  const documents = typeof lock === 'object' && lock !== null ? Reflect.get(lock, 'documents') : {}
  const sha256 = createHash('sha256').update(text).digest('hex')
  writeFileSync(file, text)
  writeFileSync('specs/sources.lock.json', JSON.stringify({ documents: { ...documents, 'demo@2': { sha256 } } }))
  writeFileSync(report, '# The provider changed its API\n\n- `TextBlock.colour` is new\n')
  return 3
}
