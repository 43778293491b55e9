import { differences, writeOutput } from '../emit.ts'
import type { Output } from '../emit.ts'
import type { Surroundings } from '../run.ts'
import { coverageOf, percent } from './coverage.ts'
import { type Fidelity, readFidelity } from './fidelity.ts'
import { html } from './html.ts'
import { markdown } from './markdown.ts'
import { keyOf } from './member.ts'

/** `fidelity`: writes the table, or with `check` only says where the disk differs and what is undecided. Resolves to the exit code. */
export async function runFidelity(
  { root, print }: Surroundings,
  check: boolean,
  read: (root: string) => Promise<Fidelity> = readFidelity,
): Promise<number> {
  try {
    const start = performance.now()
    const fidelity = await read(root)
    const output: Output = new Map([
      ['docs/fidelity.md', markdown(fidelity)],
      ['docs/fidelity.html', html(fidelity)],
    ])
    const found = differences(root, output)
    const took = `${((performance.now() - start) / 1000).toFixed(1)} s`
    for (const line of summaries(fidelity)) print(line)
    if (check) {
      for (const { path, problem } of found)
        print(`${path} ${problem === 'missing' ? 'is missing' : 'is not what fates, specs, cases and laws give'}: run \`npm run fidelity\``)
      const open = undecidedIn(fidelity)
      for (const line of open) print(line)
      print(
        `fidelity --check: ${output.size} files, ${found.length} not up to date, ${open.length} formats with undecided members, ${took}`,
      )
      return found.length + open.length === 0 ? 0 : 1
    }
    for (const path of writeOutput(root, output)) print(`  wrote ${path}`)
    print(`fidelity: ${output.size} files, ${found.length} changed, ${took}`)
    return 0
  } catch (error) {
    print(`fidelity: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

/** A line for each format that has something left to decide. */
function undecidedIn({ formats }: Fidelity): readonly string[] {
  return formats.flatMap(({ format, entries, hub, beyond }) => {
    const open = [
      ...entries.flatMap(({ member, decision }) => (decision.fate.fate === 'undecided' ? [keyOf(member)] : [])),
      ...hub.flatMap(({ shape, name, fate }) => (fate.fate === 'undecided' ? [`${shape}.${name} of the hub`] : [])),
      ...Object.entries(beyond).flatMap(([table, members]) =>
        Object.entries(members).flatMap(([name, { fate }]) => (fate === 'undecided' ? [`${table}.${name}`] : [])),
      ),
    ]
    const [first] = open
    return first === undefined
      ? []
      : [`${format}: ${open.length} undecided, the first is ${first}: decide them in src/formats/${format}/fates/`]
  })
}

function summaries({ formats }: Fidelity): readonly string[] {
  return formats.flatMap(({ format, entries }) =>
    coverageOf(entries.filter(({ member }) => member.core)).map(
      ({ kind, total, decided, inCases, inEither }) =>
        `  ${format.padEnd(20)} core ${`${kind}s`.padEnd(9)} ${String(total).padStart(4)}, decided ${percent(decided, total)}, in cases ${percent(inCases, total)}, in cases or laws ${percent(inEither, total)}`,
    ),
  )
}
