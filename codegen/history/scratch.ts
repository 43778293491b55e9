import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CompileError, Compiler } from '../compile.ts'
import type { FormatFacts } from '../format-facts.ts'
import { shapesText } from '../shapes.ts'
import { type Files, orphansIn } from './decide-all.ts'

/** What the compiler says of fate tables against the shapes of a version. */
export interface Verdict {
  readonly errors: number
  /** `undecided` marks, and those of them at which an error stands. */
  readonly undecided: number
  readonly named: number
  /** Errors at what is marked as an orphan. */
  readonly atOrphans: number
  /** Errors at neither, a line each. */
  readonly elsewhere: readonly string[]
}

/**
 * Compiles fate tables with the shapes of a version in a folder of their own, in memory: with the engine's `fate.ts`, and with
 * the `fates.ts` and the table of the hub of today's format, as they are.
 */
export class Scratch {
  readonly #root: string
  readonly #compiler: Compiler

  constructor(root: string) {
    this.#root = root
    this.#compiler = new Compiler(root, 'src/translate/fate.ts')
  }

  verdict(facts: FormatFacts, tables: Files): Verdict {
    const { format } = facts
    const today = (file: string): string => readFileSync(join(this.#root, 'src/formats', format, file), 'utf8')
    const folder = join(this.#root, 'src/formats', `${format}-of-a-version`)
    const at = (file: string): string => join(folder, file)
    const files = new Map([...tables, ['fates.ts', today('fates.ts')] as const].map(([file, text]) => [at(file), text]))
    const overlay = new Map([...files, [at('fates/hub.ts'), today('fates/hub.ts')], [at('generated/shapes.ts'), shapesText(facts, '')]])
    return verdictOf(this.#compiler.errors(overlay, [...files.keys()]), files, folder)
  }
}

function verdictOf(errors: readonly CompileError[], files: Files, folder: string): Verdict {
  let [named, atOrphans, undecided] = [0, 0, 0]
  const elsewhere: string[] = []
  for (const [file, text] of files) {
    const orphans = orphansIn(text)
    const marks = new Set(
      [...text.matchAll(/(?:(?:'[^'\n]*'|[\w$]+): )?\bundecided\b(?=[ ,)}\n])/g)].map(({ index }) => index).filter(isMark),
    )
    undecided += marks.size
    const hit = new Set<number>()
    for (const { file: at, start, line, message } of errors) {
      if (at !== file) continue
      if (marks.has(start)) hit.add(start)
      else if (orphans.some(({ from, to }) => from <= start && start < to)) atOrphans += 1
      else elsewhere.push(`${file.slice(folder.length + 1)}:${line}: ${message.split('\n')[0] ?? ''}`)
    }
    named += hit.size

    function isMark(index: number): boolean {
      return !text.slice(text.lastIndexOf('\n', index) + 1, index).startsWith('import ')
    }
  }
  return { errors: errors.length, undecided, named, atOrphans, elsewhere }
}
