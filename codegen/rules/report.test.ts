import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOf, reportOf } from './fixture.ts'
import { readReport } from './report.ts'

it('reads file, title and outcome of every test', () => {
  const root = folderOf({})
  const folder = folderOf({ 'report.json': reportOf(root, { one: 'passed', two: 'failed', three: 'skipped', four: 'todo' }) })
  expect(readReport(join(folder, 'report.json'), root)).toEqual([
    { file: 'src/some.test.ts', title: 'one', passed: true },
    { file: 'src/some.test.ts', title: 'two', passed: false },
    { file: 'src/some.test.ts', title: 'three', passed: false },
    { file: 'src/some.test.ts', title: 'four', passed: false },
  ])
})

it.each([
  { what: 'a list', content: [] },
  { what: 'a file without tests', content: { testResults: [{ name: 'a' }] } },
  { what: 'a test without a state', content: { testResults: [{ name: 'a', assertionResults: [{ title: 'b' }] }] } },
])('refuses $what', ({ content }) => {
  const file = join(folderOf({ 'report.json': content }), 'report.json')
  expect(() => readReport(file, '/')).toThrow(/is no JSON report of the test runner/)
})
