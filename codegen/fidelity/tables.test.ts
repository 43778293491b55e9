import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOf } from '../rules/fixture.ts'
import { readTables } from './tables.ts'

const root = join(import.meta.dirname, '../..')

it('reads the fates that a format folder exports, undecided ones too', async () => {
  const fates = `
    const mapped = { fate: 'mapped' }
    export const core = { Body: { model: mapped, news: { fate: 'undecided' } } }
    export const outer = {}
    export const unions = {}
    export const enums = {}
    export const hubFates = {}
  `
  const folder = folderOf({ 'src/formats/demo/fates.ts': fates, 'package.json': { type: 'module' } })
  expect((await readTables(folder, 'demo')).core).toEqual({ Body: { model: { fate: 'mapped' }, news: { fate: 'undecided' } } })
})

it('finds tables that stand in for those of the specs, with the members that hosts add', async () => {
  const { beyond } = await readTables(root, 'openai-chat')
  expect(Object.keys(beyond)).toContain('assistantMessage')
  expect(beyond['extendedDelta']).toMatchObject({ reasoning_content: { fate: 'mapped' } })
  expect(beyond['cachedParts.text']).toMatchObject({ cache_control: { fate: 'mapped' } })
  expect(beyond).not.toHaveProperty('requestFates.FunctionDefinition')
})

it.each([
  ['no file', {}, /fates\.ts is missing: demo has no fates/],
  ['no tables', { 'src/formats/demo/fates.ts': 'export const outer = {}' }, /fates\.ts exports no table of fates 'core'/],
  ['what is no fate', { 'src/formats/demo/fates.ts': 'export const outer = { A: 1 }' }, /fates\.ts exports no fates of shapes 'outer'/],
])('refuses a folder with %s', async (_, files, message) => {
  await expect(readTables(folderOf({ ...files, 'package.json': { type: 'module' } }), 'demo')).rejects.toThrow(message)
})
