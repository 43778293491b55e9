import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOf } from '../rules/fixture.ts'
import { readApis } from './apis.ts'

const modules = { 'package.json': { type: 'module' } }

it('takes the API of a format from the format itself', async () => {
  const root = join(import.meta.dirname, '../..')
  const apis = await readApis(root, ['anthropic-messages', 'openai-chat'])
  expect([...apis]).toEqual([
    ['messages', 'anthropic-messages'],
    ['chat', 'openai-chat'],
  ])
})

it('has no API of a format that has not decided on it, or has no codec yet', async () => {
  const half = `export default { name: 'half', api: { fate: 'undecided' } }`
  const root = folderOf({ ...modules, 'src/formats/half/format.ts': half, 'src/formats/bare/fates.ts': '' })
  expect([...(await readApis(root, ['half', 'bare']))]).toEqual([])
})

it('names a file that does not load', async () => {
  const root = folderOf({ ...modules, 'src/formats/half/format.ts': `throw new Error('not yet')` })
  await expect(readApis(root, ['half'])).rejects.toThrow(/src\/formats\/half\/format\.ts does not load: not yet$/)
})
