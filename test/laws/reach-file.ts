import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { observer } from '../../codegen/fidelity/occurrences.ts'
import type { Reach } from '../../codegen/fidelity/reach.ts'
import { loadFormats } from '../../codegen/generate.ts'
import { drawnByLaws } from './drawn.ts'

const seed = 20_261_122

/** Which members of the specs `runs` draws of each generator hold, and which laws draw them. */
export function measureReach(runs: number): Reach {
  const formats = loadFormats(fileURLToPath(new URL('../..', import.meta.url)))
  const observers = new Map(formats.map((each) => [each.format, observer(each)]))
  const laws = new Map<string, Map<string, Set<number>>>()
  for (const { format, role, laws: numbers, drawn } of drawnByLaws) {
    const found = new Set<string>()
    for (const documents of fc.sample(drawn, { numRuns: runs, seed }))
      for (const document of documents) observers.get(format)?.(role, document, found)
    const members = laws.get(format) ?? new Map<string, Set<number>>()
    laws.set(format, members)
    for (const key of found) members.set(key, new Set([...(members.get(key) ?? []), ...numbers]))
  }
  const formatsReached = [...laws].map(([format, members]) => [format, sorted(members)] as const)
  return { runs, seed, formats: Object.fromEntries(formatsReached) }
}

const sorted = (members: ReadonlyMap<string, ReadonlySet<number>>): { readonly [key: string]: readonly number[] } =>
  Object.fromEntries(
    [...members]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, numbers]) => [key, [...numbers].toSorted((one, other) => one - other)]),
  )
