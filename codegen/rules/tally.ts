import type { Case } from './cases.ts'
import { idReader } from './ids.ts'
import type { ReportedTest } from './report.ts'
import type { Rule } from './rules.ts'

/** A title that names more ids than this says of none what it shows. */
const mostPerTitle = 3

/** A rule and what cites it. */
export interface Entry extends Rule {
  /** `file: title` of the tests that passed. */
  readonly tests: readonly string[]
  /** `file: title` of the tests that name it and failed or did not run. They cite nothing. */
  readonly unfit: readonly string[]
  /** Folders of the cases. */
  readonly cases: readonly string[]
}

/** All rules with their citations, and what is wrong with citations. */
export interface Tally {
  readonly entries: readonly Entry[]
  readonly faults: readonly string[]
}

/**
 * Holds titles and cases against the list. Tests that failed or did not run cite nothing, but a title that names an id
 * nobody listed, or more than three, is a fault in any case.
 */
export function tally(rules: readonly Rule[], found: { readonly tests: readonly ReportedTest[]; readonly cases: readonly Case[] }): Tally {
  const entries = new Map(
    rules.map((rule) => {
      const citing = { tests: new Set<string>(), unfit: new Set<string>(), cases: new Set<string>() }
      return [rule.id, { rule, ...citing }]
    }),
  )
  const faults = new Set<string>()
  const named = idReader(rules.map(({ id }) => id))
  for (const { file, title, passed } of found.tests) {
    const { known, unknown } = named(title)
    const name = `${file}: ${title}`
    const count = known.length + unknown.length
    if (unknown.length > 0) faults.add(`${name}\n    names ${unknown.join(', ')}, which docs/rules.json does not list`)
    if (count > mostPerTitle) faults.add(`${name}\n    names ${count} rules: of more than three none counts`)
    else known.forEach((id) => entries.get(id)?.[passed ? 'tests' : 'unfit'].add(name))
  }
  for (const { folder, rules: ids } of found.cases)
    for (const id of ids) {
      const entry = entries.get(id)
      if (entry) entry.cases.add(folder)
      else faults.add(`${folder}/case.json\n    names ${id}, which docs/rules.json does not list`)
    }
  return {
    entries: [...entries.values()].map(({ rule, tests, unfit, cases }) => ({
      ...rule,
      tests: [...tests],
      unfit: [...unfit],
      cases: [...cases],
    })),
    faults: [...faults],
  }
}

/** Whether a test or a case cites the rule. */
export function isCited({ tests, cases }: Entry): boolean {
  return tests.length + cases.length > 0
}

/** The rules that have no citation. */
export function missing({ entries }: Tally): readonly Entry[] {
  return entries.filter((entry) => !isCited(entry))
}
