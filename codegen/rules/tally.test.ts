import { expect, it } from 'vitest'
import { listedRules } from './fixture.ts'
import { isCited, missing, tally } from './tally.ts'

const file = 'src/some.test.ts'
const titled = (title: string, passed = true) => ({ file, title, passed })
const tallied = (tests: ReturnType<typeof titled>[], cases: { folder: string; rules: string[] }[] = []) =>
  tally(listedRules, { tests, cases })
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)

it('counts tests that passed and cases, each once', () => {
  const { entries, faults } = tallied(
    [titled('REQ-A-7: a'), titled('REQ-A-7: a'), titled('b (REQ-A-7, L06)')],
    [{ folder: 'conformance/cases/a', rules: ['L06', 'L06'] }],
  )
  expect(faults).toEqual([])
  expect(entries.map(({ id, tests, cases }) => ({ id, tests, cases }))).toEqual([
    { id: 'REQ-A-7', tests: [`${file}: REQ-A-7: a`, `${file}: b (REQ-A-7, L06)`], cases: [] },
    { id: 'REQ-A-32a', tests: [], cases: [] },
    { id: 'L06', tests: [`${file}: b (REQ-A-7, L06)`], cases: ['conformance/cases/a'] },
    { id: 'EMR-1', tests: [], cases: [] },
  ])
  expect(idsOf(entries.filter(isCited))).toEqual(['REQ-A-7', 'L06'])
})

it('takes no citation from a test that did not pass', () => {
  const result = tallied([titled('REQ-A-7: a', false)])
  expect(idsOf(missing(result))).toEqual(['REQ-A-7', 'REQ-A-32a', 'L06', 'EMR-1'])
  expect(result.entries[0]).toMatchObject({ tests: [], unfit: [`${file}: REQ-A-7: a`] })
})

it('misses every rule where nothing is cited', () => {
  expect(idsOf(missing(tallied([])))).toEqual(['REQ-A-7', 'REQ-A-32a', 'L06', 'EMR-1'])
})

it('lets a title with four ids count for none of them, and three for each', () => {
  const three = tallied([titled('REQ-A-7, REQ-A-32a, L06: a')])
  expect(three.faults).toEqual([])
  expect(idsOf(missing(three))).toEqual(['EMR-1'])
  const four = tallied([titled('REQ-A-7, REQ-A-32a, L06, EMR-1: a')])
  expect(four.entries.filter(isCited)).toEqual([])
  expect(four.faults).toEqual([`${file}: REQ-A-7, REQ-A-32a, L06, EMR-1: a\n    names 4 rules: of more than three none counts`])
})

it('names ids that nobody listed, of tests that failed too', () => {
  const { faults } = tallied([titled('REQ-A-8: a', false)], [{ folder: 'conformance/cases/a', rules: ['E1'] }])
  expect(faults).toEqual([
    `${file}: REQ-A-8: a\n    names REQ-A-8, which docs/rules.json does not list`,
    'conformance/cases/a/case.json\n    names E1, which docs/rules.json does not list',
  ])
})
