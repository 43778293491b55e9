/** One fault put into one place of the project by hand. */
export interface Mutant {
  /** What is wrong, in a few words; unique. */
  readonly name: string
  /** Path from the project's root. */
  readonly file: string
  /** A snippet that occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** A fault of one file: its name, the snippet and what stands in its place. */
type Entry = readonly [name: string, find: string, replace: string]

/** The faults of a folder, by file. */
export const faultsIn = (folder: string, files: { readonly [file: string]: readonly Entry[] }): Mutant[] =>
  Object.entries(files).flatMap(([file, entries]) =>
    entries.map(([name, find, replace]) => ({ name: `${labelOf(folder)} ${file}: ${name}`, file: `${folder}/${file}`, find, replace })),
  )

const labelOf = (folder: string): string => folder.split('/').at(-1) ?? folder

/** The text with the fault in it. Throws an Error that names the mutant where its snippet is not there exactly once. */
export function mutated(text: string, { name, file, find, replace }: Mutant): string {
  const at = text.indexOf(find)
  if (at === -1) throw new Error(`${name}: the snippet is not in ${file}: ${find}`)
  if (text.includes(find, at + 1)) throw new Error(`${name}: the snippet is in ${file} more than once: ${find}`)
  if (find === replace) throw new Error(`${name}: changes nothing`)
  return text.slice(0, at) + replace + text.slice(at + find.length)
}

/** The mutants that cannot be made, each with the reason: its snippet is not in the code, or its name is taken. */
export function listFaults(mutants: readonly Mutant[], read: (file: string) => string): ReadonlyMap<Mutant, string> {
  const faults = new Map<Mutant, string>()
  const names = new Set<string>()
  for (const mutant of mutants) {
    if (names.has(mutant.name)) faults.set(mutant, `${mutant.name}: the name is taken`)
    names.add(mutant.name)
    try {
      mutated(read(mutant.file), mutant)
    } catch (error) {
      faults.set(mutant, error instanceof Error ? error.message : String(error))
    }
  }
  return faults
}
