import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { carried, dropped } from '../../src/translate/fate.ts'
import { projectFolder } from '../fixture.ts'
import { runFidelity } from './command.ts'
import { readFidelity } from './fidelity.ts'
import { tablesWith } from './fixture.ts'
import type { Decided } from './tables.ts'

const files = { 'docs/rules.json': '[]' }

function surroundings() {
  const lines: string[] = []
  const root = projectFolder(files)
  mkdirSync(join(root, 'conformance/cases'), { recursive: true })
  return { root, print: (line: string) => void lines.push(line), lines }
}

const reading =
  (fates: { readonly [key: string]: Decided } = {}) =>
  (root: string) =>
    readFidelity(root, () => Promise.resolve(tablesWith(fates)))

it('writes both pages once, and finds them as they should be from then on', async () => {
  const here = surroundings()
  expect(await runFidelity(here, false, reading())).toBe(0)
  expect(here.lines.filter((line) => line.includes('wrote'))).toEqual(['  wrote docs/fidelity.md', '  wrote docs/fidelity.html'])
  expect(await runFidelity(here, false, reading())).toBe(0)
  expect(here.lines.at(-1)).toMatch(/^fidelity: 2 files, 0 changed, /)
  expect(await runFidelity(here, true, reading())).toBe(0)
})

it('fails a check over a changed fate, a changed reason and a changed level, and writes nothing', async () => {
  const here = surroundings()
  const reason = { 'Body.model': carried('CAC-1', 'no names', 'info') }
  await runFidelity(here, false, reading(reason))
  const before = readFileSync(join(here.root, 'docs/fidelity.md'), 'utf8')
  for (const other of [dropped('CAC-1', 'no names', 'info'), carried('CAC-1', 'no name', 'info'), carried('CAC-1', 'no names', 'warn')])
    expect(await runFidelity(here, true, reading({ 'Body.model': other }))).toBe(1)
  expect(here.lines).toContain('docs/fidelity.html is not what fates, specs, cases and laws give: run `npm run fidelity`')
  expect(readFileSync(join(here.root, 'docs/fidelity.md'), 'utf8')).toBe(before)
  expect(await runFidelity(here, true, reading(reason))).toBe(0)
})

it('says in one line which format has no fates', async () => {
  const here = surroundings()
  expect(await runFidelity(here, false)).toBe(1)
  expect(here.lines).toEqual([`fidelity: ${join(here.root, 'src/formats/demo/fates.ts')} is missing: demo has no fates`])
})

it('fails a check with what is left to decide in a half-made format, which it writes all the same', async () => {
  const here = surroundings()
  const open = reading({ 'Body.model': { fate: 'undecided' }, 'Body.effort': { fate: 'undecided' } })
  expect(await runFidelity(here, false, open)).toBe(0)
  expect(await runFidelity(here, true, open)).toBe(1)
  expect(here.lines).toContain('demo: 2 undecided, the first is Body.effort: decide them in src/formats/demo/fates/')
})
