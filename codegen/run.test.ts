import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectFolder } from './fixture.ts'
import { runGenerate } from './run.ts'

const shapes = 'src/formats/demo/generated/shapes.ts'

function surroundings() {
  const lines: string[] = []
  return { root: projectFolder(), print: (line: string) => void lines.push(line), lines }
}

it('shows each step with its time and sums up', async () => {
  const here = surroundings()
  expect(await runGenerate(here, false)).toBe(0)
  expect(here.lines[0]).toMatch(/^ {2}documents +\d+ ms$/)
  expect(here.lines.at(-1)).toMatch(/^generate: 12 files, 12 changed, [\d.]+ m?s$/)
})

it('fails a check over one changed byte and names the file', async () => {
  const here = surroundings()
  await runGenerate(here, false)
  expect(await runGenerate(here, true)).toBe(0)
  const file = join(here.root, shapes)
  writeFileSync(file, readFileSync(file, 'utf8').replace('depth', 'Depth'))
  here.lines.length = 0
  expect(await runGenerate(here, true)).toBe(1)
  expect(here.lines).toContain(`${shapes} is not what the specs give: run \`npm run generate\``)
  expect(readFileSync(file, 'utf8')).toContain('Depth')
})

it('says in one line which document is broken and exits 1', async () => {
  const here = surroundings()
  writeFileSync(join(here.root, 'specs/demo@beta.openapi.json'), '{')
  expect(await runGenerate(here, false)).toBe(1)
  expect(here.lines).toEqual([expect.stringMatching(/^generate: specs\/demo@beta\.openapi\.json is broken JSON: /)])
})
