import { readFileSync, writeFileSync } from 'node:fs'
import type { Replayed } from './replay.ts'

/** Format to version to the keys of the members of the core that the step to it brought. */
export type FreshKeys = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

const file = new URL('fixtures/fresh.json', import.meta.url)

/** What the last full replay has written, for those who cannot fetch every version. */
export const storedFresh = (): FreshKeys => JSON.parse(readFileSync(file, 'utf8'))

/** What steps brought, of the formats that are decided. */
export function freshKeys(steps: readonly Replayed[]): FreshKeys {
  const decided = steps.filter(({ taken }) => taken !== undefined)
  return Object.fromEntries(
    [...new Set(decided.map(({ format }) => format))].map((format) => [
      format,
      Object.fromEntries(decided.filter((step) => step.format === format).map(({ to, fresh }) => [to.version, fresh])),
    ]),
  )
}

/** Writes what steps brought. */
export const writeFresh = (keys: FreshKeys): void => writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`)

/** Where the stored keys are not those of the replay, a line each. */
export function freshLines(keys: FreshKeys): readonly string[] {
  const stored = storedFresh()
  return Object.entries(keys).flatMap(([format, versions]) =>
    Object.entries(versions).flatMap(([version, own]) =>
      JSON.stringify(own) === JSON.stringify(stored[format]?.[version])
        ? []
        : [`${format} ${version} brought other keys than are stored: run \`npm run history -- --write\``],
    ),
  )
}
