import { fileURLToPath } from 'node:url'
import { stepNotes, stepRow, tableHead } from './print.ts'
import { replay, type Replayed } from './replay.ts'
import { histories } from './steps.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

for (const history of histories) {
  const steps: Replayed[] = []
  for await (const step of replay(root, history)) {
    steps.push(step)
    for (const line of stepNotes(step)) console.error(line)
    if (step.repeated.length + step.unnamed.length + step.unmarked.length > 0) process.exitCode = 1
  }
  for (const format of new Set(steps.map((step) => step.format))) {
    console.log(['', `### ${format}`, '', ...tableHead, ...steps.filter((step) => step.format === format).map(stepRow)].join('\n'))
  }
}
