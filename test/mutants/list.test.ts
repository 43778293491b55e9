import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { mutants } from './list.ts'

const source = new URL('../../src/', import.meta.url)

/** Files of the codecs written by hand, but for the tables of fates, which the compiler checks, and what only names things. */
const written = ['formats', 'vendors']
  .flatMap((layer) => readdirSync(new URL(`${layer}/`, source), { withFileTypes: true }).map((entry) => ({ layer, entry })))
  .filter(({ entry }) => entry.isDirectory())
  .flatMap(({ layer, entry: { name } }) => readdirSync(new URL(`${layer}/${name}/`, source)).map((file) => `src/${layer}/${name}/${file}`))
  .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$|\/(fates|format|name)\.ts$/.test(file))

it('has a fault for every file of the codecs', () => {
  const broken = new Set(mutants.map(({ file }) => file))
  expect(written.filter((file) => !broken.has(file))).toEqual([])
})

it('has 60 faults at least, each with a name of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(60)
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})
