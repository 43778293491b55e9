import { documents } from '../distil/documents.ts'
import type { SpecsOptions } from '../specs/check.ts'
import type { Finding } from './check.ts'
import { prove } from './proof.ts'

/** Options of `specs proof`. */
export interface ProofCommandOptions extends SpecsOptions {
  /** Documents by id, or by a word that their id or package holds, such as `openai`; all where it is left out. */
  readonly provider?: string
}

/**
 * `specs proof`: the generated types and the SDK's own can stand for each other. Prints a line per root and direction that
 * fails, and one per root. Resolves to 0, or to 1 where a direction fails or something cannot be had.
 */
export async function specsProof(options: ProofCommandOptions = {}): Promise<number> {
  const print = options.print ?? ((line) => void process.stdout.write(`${line}\n`))
  const printError = options.printError ?? ((line) => void process.stderr.write(`${line}\n`))
  const { provider = '', ...rest } = options
  try {
    const chosen = documents.filter((source) => source.id.includes(provider) || source.package.includes(provider))
    if (chosen.length === 0) throw new Error(`no document is ${provider}'s; there are ${documents.map(({ id }) => id).join(', ')}`)
    const start = performance.now()
    const findings = await prove({ ...rest, root: options.root ?? process.cwd(), documents: chosen.map(({ id }) => id) })
    for (const line of report(findings)) print(line)
    const failed = findings.filter(({ why }) => why !== undefined).length
    const took = ((performance.now() - start) / 1000).toFixed(1)
    printError(`specs proof: ${findings.length - failed} of ${findings.length} directions hold, ${took} s`)
    return failed === 0 ? 0 : 1
  } catch (error) {
    printError(`specs proof: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

function report(findings: readonly Finding[]): readonly string[] {
  const nameOf = ({ document, role }: Finding): string => `${document} ${role}`
  return [...new Set(findings.map(nameOf))].flatMap((root) => {
    const all = findings.filter((each) => nameOf(each) === root)
    return [
      `${root.padEnd(40)} ${all.map((each) => `${label(each)} ${each.why === undefined ? 'holds' : 'FAILS'}`).join(', ')}`,
      ...all.flatMap((each) => (each.why === undefined ? [] : [`  ${label(each)}: ${each.why}`])),
    ]
  })
}

const label = ({ as, into }: Finding): string => `${as === 'is' ? 'as is' : 'required'} ${into === 'sdk' ? 'types → SDK' : 'SDK → types'}`
