import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOf } from '../rules/fixture.ts'
import { readReach, reachText } from './reach.ts'

const file = (content: string): string => {
  const path = join(folderOf({}), 'reach.json')
  writeFileSync(path, content)
  return path
}

it('reads what it wrote, a line for each member', () => {
  const reach = {
    runs: 5,
    seed: 7,
    formats: { demo: { 'Body.model': [4, 8], 'Block: text': [8] }, other: {} },
    hub: { demo: { 'Turn.role': [4] } },
  }
  expect(readReach(file(reachText(reach)))).toEqual(reach)
  expect(reachText(reach).split('\n')).toContain('      "Body.model": [4, 8],')
})

it('reaches nothing where no file is', () => {
  expect(readReach(join(folderOf({}), 'reach.json'))).toEqual({ runs: 0, seed: 0, formats: {}, hub: {} })
})

it.each(['[]', '{"runs":1,"seed":1}', '{"runs":1,"seed":1,"formats":{"demo":{"Body.model":["4"]}},"hub":{}}'])('refuses %s', (content) => {
  expect(() => readReach(file(content))).toThrow(/reach\.json: is no reach of the laws/)
})
