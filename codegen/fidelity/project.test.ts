import { join } from 'node:path'
import { expect, it } from 'vitest'
import { coverageOf } from './coverage.ts'
import { isExercised } from './entry.ts'
import { readFidelity } from './fidelity.ts'
import { html } from './html.ts'
import { markdown } from './markdown.ts'
import { keyOf } from './member.ts'
import { readReach, reachFile } from './reach.ts'

const root = join(import.meta.dirname, '../..')
const fidelity = await readFidelity(root)

it('the project decides every member of its formats, and laws or cases exercise all of the portable core', () => {
  const all = fidelity.formats.flatMap(({ entries }) => entries)
  expect(all.filter(({ decision }) => decision.fate.fate === 'undecided').map(({ member }) => keyOf(member))).toEqual([])
  const untried = all.filter((entry) => entry.member.core && !isExercised(entry))
  expect(untried.map(({ member }) => keyOf(member))).toEqual([])
})

it('every member of the core is decided by itself, everything else with its shape', () => {
  for (const { entries } of fidelity.formats) {
    for (const { total, oneByOne } of coverageOf(entries.filter(({ member }) => member.core))) expect(oneByOne).toBe(total)
    for (const { total, asWhole } of coverageOf(entries.filter(({ member }) => !member.core))) expect(asWhole).toBe(total)
  }
})

it('cases and laws hold no member that the specs have no longer', () => {
  const reach = readReach(join(root, reachFile))
  for (const { format, entries } of fidelity.formats) {
    const known = new Set(entries.map(({ member }) => keyOf(member)))
    expect(Object.keys(reach.formats[format] ?? {}).filter((key) => !known.has(key))).toEqual([])
  }
})

it('the pages stay small enough to be shown: Markdown below a megabyte, HTML below three', () => {
  expect(markdown(fidelity).length).toBeLessThan(1_000_000)
  expect(html(fidelity).length).toBeLessThan(3_000_000)
})
