import { readCases } from './cases.ts'
import { json, listing, missingLines, table } from './print.ts'
import { readReport } from './report.ts'
import { readRules } from './rules.ts'
import { runTests } from './run-tests.ts'
import { missing, tally } from './tally.ts'

/** Options of the command, as given on its line. */
export interface RulesOptions {
  /** A report to read instead of running the tests. */
  readonly report?: string
  /** Print the rules that miss a citation, nothing else. */
  readonly missing?: boolean
  /** Print one JSON document. */
  readonly json?: boolean
}

/** The project, and where lines go: results to `print`, faults and the verdict to `printError`. */
export interface Surroundings {
  readonly root: string
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
}

/** Shows which tests and cases cite each rule. Resolves to 1 where a rule misses a citation or a citation is wrong, else to 0. */
export async function showRules({ root, print, printError }: Surroundings, options: RulesOptions): Promise<number> {
  try {
    const rules = readRules(root)
    const cases = readCases(root)
    const tests = options.report === undefined ? await runTests(root, printError) : readReport(options.report, root)
    const result = tally(rules, { tests, cases })
    const lacking = missing(result)
    if (options.json) print(json(result))
    else if (options.missing) missingLines(result).forEach(print)
    else {
      for (const line of [...listing(result), '', ...table(result)]) print(line)
      if (lacking.length > 0) for (const line of ['', 'No test or case cites', ...missingLines(result)]) print(line)
    }
    result.faults.forEach(printError)
    const unfit = tests.filter(({ passed }) => !passed).length
    if (unfit > 0) printError(`rules: ${unfit} of ${tests.length} tests did not pass and cite nothing`)
    printError(`rules: ${rules.length} listed, ${lacking.length} without a test or case, ${result.faults.length} wrong citations`)
    return lacking.length + result.faults.length === 0 ? 0 : 1
  } catch (error) {
    printError(`rules: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}
