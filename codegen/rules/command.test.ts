import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type RulesOptions, showRules } from './command.ts'
import { folderOf, listedRules, reportOf } from './fixture.ts'

const needed = listedRules.slice(0, 3)

async function shown(tests: Readonly<Record<string, string>>, options: RulesOptions = {}, rules: unknown = listedRules) {
  const root = folderOf({ 'docs/rules.json': rules })
  const report = join(folderOf({ 'report.json': reportOf(root, tests) }), 'report.json')
  return run(root, { report, ...options })
}

async function run(root: string, options: RulesOptions) {
  const lines: string[] = []
  const errors: string[] = []
  const print = (line: string) => void lines.push(line)
  const code = await showRules({ root, print, printError: (line) => void errors.push(line) }, options)
  return { code, lines, errors }
}

it('shows what cites each rule and the numbers of each prefix, and fails over a rule that nothing cites', async () => {
  const { code, lines, errors } = await shown({ 'REQ-A-7: stops': 'passed', 'L06: media': 'failed' })
  expect(code).toBe(1)
  expect(lines).toEqual([
    'REQ-A-7  stop sequences',
    '    src/some.test.ts: REQ-A-7: stops',
    'REQ-A-32a  call options',
    'L06  media in results',
    '    did not pass: src/some.test.ts: L06: media',
    'EMR-1  created comes first',
    '',
    'prefix        cited  missing',
    'REQ-A           1/2        1',
    'L               0/1        1',
    'EMR             0/1        1',
    'all             1/4        3',
    '',
    'No test or case cites',
    'REQ-A-32a  call options',
    'L06  media in results (its tests did not pass)',
    'EMR-1  created comes first',
  ])
  expect(errors).toEqual([
    'rules: 1 of 2 tests did not pass and cite nothing',
    'rules: 4 listed, 3 without a test or case, 0 wrong citations',
  ])
})

it('succeeds where every rule is cited', async () => {
  const { code, lines } = await shown({ 'REQ-A-7, REQ-A-32a, L06: all': 'passed', 'EMR-1: first': 'passed' })
  expect(code).toBe(0)
  expect(lines.at(-1)).toBe('all             4/4')
})

it('fails over a wrong citation alone', async () => {
  const { code, errors } = await shown({ 'REQ-A-7, REQ-A-32a, L06: all': 'passed', 'L99: none': 'passed' }, {}, needed)
  expect(code).toBe(1)
  expect(errors[0]).toBe('src/some.test.ts: L99: none\n    names L99, which docs/rules.json does not list')
})

it('reads no ids from the blocks around a test', async () => {
  const { code, lines } = await shown({ 'names nothing': 'passed' }, { missing: true })
  expect([code, lines]).toEqual([
    1,
    ['REQ-A-7  stop sequences', 'REQ-A-32a  call options', 'L06  media in results', 'EMR-1  created comes first'],
  ])
})

it('prints one JSON document', async () => {
  const { lines } = await shown({ 'REQ-A-7: stops': 'passed' }, { json: true }, needed)
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    rules: [{ id: 'REQ-A-7', tests: ['src/some.test.ts: REQ-A-7: stops'], cases: [] }, {}, {}],
    missing: ['REQ-A-32a', 'L06'],
    faults: [],
  })
})

it('says what it cannot read', async () => {
  const { code, errors } = await run(folderOf({ 'docs/rules.json': needed }), { report: '/nowhere/report.json' })
  expect(code).toBe(1)
  expect(errors).toEqual([expect.stringMatching(/^rules: ENOENT.*\/nowhere\/report\.json/)])
})

it('runs the tests itself where no report is given', async () => {
  const root = folderOf({
    'docs/rules.json': needed,
    'package.json': { type: 'module' },
    'one.test.ts': `import { expect, it } from 'vitest'
      it('REQ-A-7, L06: passes', () => expect(1).toBe(1))
      it('REQ-A-32a: fails', () => expect(1).toBe(2))`,
  })
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'))
  const { code, lines, errors } = await run(root, { missing: true })
  expect([code, lines]).toEqual([1, ['REQ-A-32a  call options (its tests did not pass)']])
  expect(errors.join('\n')).toContain('REQ-A-7, L06: passes')
})
