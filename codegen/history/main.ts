import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { declared } from './declared.ts'
import { unneeded } from './decisions.ts'
import { freshKeys, freshLines, writeFresh } from './fresh.ts'
import { stepNotes, stepRow, tableHead, takenHead, takenRow } from './print.ts'
import { replay, type Replayed } from './replay.ts'
import { histories } from './steps.ts'
import { faultsOf } from './taken.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const { write } = new Command('history')
  .description('Replays the versions of both SDKs: drift report, scaffold, decisions, and what the compiler says of them.')
  .option('--write', 'write the keys that each step brought, which a test holds the table of news against')
  .parse()
  .opts<{ write?: boolean }>()

const start = performance.now()
const all: Replayed[] = []
for (const history of histories) {
  const steps: Replayed[] = []
  for await (const step of replay(root, history)) {
    steps.push(step)
    for (const line of stepNotes(step)) console.error(line)
    const faults = step.taken === undefined ? [] : faultsOf(step.taken)
    if (step.repeated.length + step.unnamed.length + step.unmarked.length + faults.length > 0) process.exitCode = 1
  }
  for (const format of new Set(steps.map((step) => step.format))) {
    const own = steps.filter((step) => step.format === format)
    console.log(['', `### ${format}`, '', ...tableHead, ...own.map(stepRow)].join('\n'))
    const asked = own.flatMap(({ taken }) => (taken === undefined ? [] : [...taken.declared.older, ...taken.declared.marks]))
    for (const glob of unneeded(declared[format] ?? [], asked)) fault(`${format}: ${glob} is declared, and no version needs it`)
    const taken = own.flatMap(takenRow)
    if (taken.length > 0) console.log(['', ...takenHead, ...taken].join('\n'))
  }
  all.push(...steps)
}

const fresh = freshKeys(all)
if (write) writeFresh(fresh)
for (const line of write ? [] : freshLines(fresh)) fault(line)
console.log(`\n${all.length} steps, ${((performance.now() - start) / 1000).toFixed(0)} s`)

function fault(line: string): void {
  console.error(`FAULT ${line}`)
  process.exitCode = 1
}
