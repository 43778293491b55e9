import type { FormatFacts } from '../format-facts.ts'
import { fateFiles } from '../scaffold/fate-files.ts'
import { decideAll } from './decide-all.ts'
import { decisionsFrom } from './decisions.ts'
import type { Declared } from './declared.ts'
import type { Scratch, Verdict } from './scratch.ts'
import { scaffolded } from './tables.ts'
import type { Tables } from '../fidelity/tables.ts'

/** A step taken: tables that decide all of the older version, scaffolded, then decided. */
export interface Taken {
  /** The older tables against the older shapes. */
  readonly older: Verdict
  /** As the scaffolder leaves them, against the newer shapes. */
  readonly scaffolded: Verdict
  /** With the decisions in place. */
  readonly decided: Verdict
  /** What had to be declared because today's tables have it no longer: in the older tables, and at `undecided` marks. */
  readonly declared: { readonly older: readonly string[]; readonly marks: readonly string[] }
  /** Milliseconds of compiling the tables as scaffolded, and as decided. */
  readonly took: { readonly scaffolded: number; readonly decided: number }
}

/** Who decides, and where it is compiled. */
export interface Deciding {
  readonly tables: Tables
  readonly declared: readonly Declared[]
  readonly scratch: Scratch
}

/** Takes a step: scaffolds, decides, and compiles before, between and after. */
export function takeStep(before: FormatFacts, after: FormatFacts, { tables, declared, scratch }: Deciding): Taken {
  const asked = { older: new Set<string>(), marks: new Set<string>() }
  const older = decideAll(
    fateFiles(before),
    decisionsFrom(tables, declared, (key) => asked.older.add(key)),
  )
  const { files } = scaffolded(older, before, after)
  const decided = decideAll(
    files,
    decisionsFrom(tables, declared, (key) => asked.marks.add(key)),
  )
  const first = scratch.verdict(before, older)
  const marked = timed(() => scratch.verdict(after, files))
  const last = timed(() => scratch.verdict(after, decided))
  return {
    older: first,
    scaffolded: marked.result,
    decided: last.result,
    declared: { older: [...asked.older], marks: [...asked.marks] },
    took: { scaffolded: marked.took, decided: last.took },
  }
}

/** What a step taken must not have, a line each: tables that do not compile, marks that do, errors anywhere but at marks. */
export function faultsOf({ older, scaffolded: marked, decided }: Taken): readonly string[] {
  return [
    ...older.elsewhere.map((line) => `older tables: ${line}`),
    ...(older.undecided > 0 ? [`older tables: ${older.undecided} undecided`] : []),
    ...marked.elsewhere.map((line) => `scaffolded: ${line}`),
    ...(marked.named < marked.undecided ? [`scaffolded: ${marked.undecided - marked.named} undecided marks compile`] : []),
    ...(decided.errors > 0 ? [`decided: ${decided.errors} errors`, ...decided.elsewhere] : []),
    ...(decided.undecided > 0 ? [`decided: ${decided.undecided} undecided`] : []),
  ]
}

function timed<T>(work: () => T): { readonly result: T; readonly took: number } {
  const start = performance.now()
  const result = work()
  return { result, took: performance.now() - start }
}
