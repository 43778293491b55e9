import { expect, it } from 'vitest'
import { isMeaningful, type Fate } from '../../translate/fate.ts'
import { core, enums, hubFates, outer, unions } from './fates.ts'

const tables: readonly { readonly [shape: string]: { readonly [member: string]: Fate } }[] = [core, unions, enums, hubFates]
const fates = tables.flatMap((table) =>
  Object.entries(table).flatMap(([shape, members]) =>
    Object.entries(members).map(([member, fate]) => ({ at: `${shape}.${member}`, fate })),
  ),
)

it('decides every field of the portable core, and leaves nothing outside it', () => {
  expect(Object.keys(core)).toHaveLength(92)
  expect(Object.keys(outer)).toEqual([])
  expect(fates.filter(({ fate }) => String(fate.fate) === 'undecided')).toEqual([])
})

it('names a rule for every fate but mapped', () => {
  const rules = fates.flatMap(({ at, fate }) => (fate.fate === 'mapped' ? [] : [{ at, rule: fate.rule }]))
  expect(rules.filter(({ rule }) => !/^(REQ|CB|CP|CAC|CNT|RSN|RSP|EVX|ROL|STOP|TOOL|TR|USE|ENV|EVC|EVR|MSG)-/.test(rule))).toEqual([])
})

it('says why of every fate that loses something', () => {
  expect(fates.filter(({ fate }) => !isMeaningful(fate) && fate.why === '')).toEqual([])
})
