import { expect, it } from 'vitest'
import { readCases } from './cases.ts'
import { folderOf } from './fixture.ts'

it('finds the rules of every case at any depth, in order', () => {
  const root = folderOf({
    'conformance/cases/b/tools/one/case.json': { level: 'must', rules: ['L06'] },
    'conformance/cases/a/tools/two/case.json': { level: 'must', rules: [] },
    'conformance/cases/a/tools/two/1-client.json': {},
  })
  expect(readCases(root)).toEqual([
    { folder: 'conformance/cases/a/tools/two', rules: [] },
    { folder: 'conformance/cases/b/tools/one', rules: ['L06'] },
  ])
})

it('finds none where there is no folder of cases', () => {
  expect(readCases(folderOf({}))).toEqual([])
})

it.each([
  { what: 'no rules', content: {} },
  { what: 'one id', content: { rules: 'L06' } },
  { what: 'a number', content: { rules: [6] } },
])('refuses a case with $what in place of a list of ids', ({ content }) => {
  expect(() => readCases(folderOf({ 'conformance/cases/a/case.json': content }))).toThrow(/a\/case\.json: "rules" is no list of ids/)
})
