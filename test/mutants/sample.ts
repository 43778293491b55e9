import type { Mutant } from './mutant.ts'

/** Of each file the first `count` mutants, in the order of the list. */
export function firstOf(mutants: readonly Mutant[], count: number): readonly Mutant[] {
  const taken = new Map<string, number>()
  return mutants.filter(({ file }) => {
    const before = taken.get(file) ?? 0
    taken.set(file, before + 1)
    return before < count
  })
}
