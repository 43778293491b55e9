import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { compileSingles } from './compiled.ts'
import { runMutations } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const { edits, seed, batch, compile } = new Command('mutated-specs')
  .description('Edits the specs at random, in memory, and looks whether diff and scaffold name every edit.')
  .option('--edits <count>', 'how many', Number, 500)
  .option('--seed <number>', 'another seed makes other edits', Number, 1)
  .option('--batch <count>', 'edits of one document made at once', Number, 25)
  .option('--compile', 'compile single edits too, each by itself')
  .parse()
  .opts<{ edits: number; seed: number; batch: number; compile?: boolean }>()

const start = performance.now()
const outcome = runMutations(root, { edits, seed, perBatch: batch })
for (const [kind, count] of outcome.byKind) console.log(`  ${kind.padEnd(16)} ${count}`)
for (const [document, count] of outcome.byDocument) console.log(`  ${document.padEnd(36)} ${count}`)
for (const [kind, count] of outcome.harmless) console.log(`  harmless, ${kind}: ${count}`)
for (const { mutation, document, by } of outcome.unnoticed) {
  console.log(`  UNNOTICED by ${by}: ${mutation.kind} ${mutation.place} (${mutation.words.join(', ')}) in ${document}`)
}
const harmless = [...outcome.harmless.values()].reduce((sum, count) => sum + count, 0)
const seconds = ((performance.now() - start) / 1000).toFixed(1)
console.log(
  `${outcome.edits} edits in ${outcome.batches} batches, seed ${seed}: ${outcome.unnoticed.length} unnoticed, ${harmless} harmless, ${seconds} s`,
)
const compiled = compile === true ? compileSingles(root, seed) : []
for (const { format, what, named } of compiled) console.log(`  ${named ? 'compiler names' : 'COMPILER IS SILENT:'} ${format} ${what}`)
const silent = compiled.filter(({ named }) => !named).length
if (compile === true) console.log(`${compiled.length} single edits compiled: ${silent} unnoticed`)
process.exitCode = outcome.unnoticed.length > 0 || silent > 0 || harmless > outcome.edits / 10 ? 1 : 0
