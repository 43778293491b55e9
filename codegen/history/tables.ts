import { Project } from 'ts-morph'
import type { FormatFacts } from '../format-facts.ts'
import { applyInsertions } from '../insert.ts'
import { fateFiles } from '../scaffold/fate-files.ts'
import { type ScaffoldPlan, planScaffold } from '../scaffold.ts'
import type { Files } from './decide-all.ts'

/** What the scaffolder has to say on tables that decide all of an older step, against the facts of the next. */
export interface Marked {
  /** Keys of tables that stand: `TextBlock.citations`. */
  readonly added: readonly string[]
  /** Tables for shapes, unions and enums that are new as a whole. */
  readonly tables: readonly string[]
  readonly orphans: readonly string[]
  /** Changes below decisions that stand. */
  readonly notes: readonly string[]
}

/** Puts the scaffolder to work on the fate tables of `before`, in memory, with the facts of `after`. */
export function scaffoldStep(before: FormatFacts, after: FormatFacts): Marked {
  const { report, notes } = scaffolded(fateFiles(before), before, after).plan
  const lines = report.map((line) => line.replace(/^\/\S+\.ts: /, ''))
  const orphans = lines.filter((line) => line.startsWith('orphan '))
  const tables = lines.filter((line) => line.endsWith(': the whole table'))
  const keys = lines.filter((line) => !orphans.includes(line) && !tables.includes(line))
  return {
    added: keys.flatMap((line) => {
      const [table = '', names = ''] = line.split(/: (.*)/s)
      return names.split(', ').map((name) => `${table}.${name}`)
    }),
    tables: tables.map((line) => line.replace(': the whole table', '')),
    orphans: orphans.map((line) => line.replace('orphan ', '')),
    notes,
  }
}

/** Fate files of `before` with what the scaffolder inserts for the facts of `after`. */
export function scaffolded(files: Files, before: FormatFacts, after: FormatFacts): { readonly plan: ScaffoldPlan; readonly files: Files } {
  const folder = `/src/formats/${before.format}/`
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } })
  for (const [file, text] of files) project.createSourceFile(folder + file, text)
  const plan = planScaffold(after, project, before)
  const inserted = [...files].map(([file, text]) => [file, applyInsertions(text, plan.insertions.get(folder + file) ?? [])] as const)
  return { plan, files: new Map(inserted) }
}
