/** Behind `npm run scoreboard`: writes docs/scoreboard.md from the records of the targets, or checks that it is what they say. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import type { Target } from '../target.ts'
import type { TargetRecord } from './record.ts'
import { scoreboard, type Scored } from './scoreboard.ts'

const here = dirname(fileURLToPath(import.meta.url))
const file = join(here, '..', '..', 'docs', 'scoreboard.md')
const options = new Command('scoreboard')
  .description('Writes docs/scoreboard.md from conformance/targets/*/report.json.')
  .option('--check', 'write nothing, and fail where the file is not what the records say')
  .parse()
  .opts<{ check?: boolean }>()

const text = scoreboard(read())
if (!options.check) writeFileSync(file, text)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('docs/scoreboard.md is not what the records say: run `npm run scoreboard`')
  process.exitCode = 1
}

/** diglot first, the others by name. */
function read(): Scored[] {
  const folders = readdirSync(here)
    .filter((name) => existsSync(join(here, name, 'report.json')))
    .toSorted((a, b) => Number(b === 'diglot') - Number(a === 'diglot') || a.localeCompare(b))
  return folders.map((folder) => {
    const { disclaims = [] } = JSON.parse(readFileSync(join(here, folder, 'target.json'), 'utf8')) as Target
    return { folder, disclaims, record: JSON.parse(readFileSync(join(here, folder, 'report.json'), 'utf8')) as TargetRecord }
  })
}
