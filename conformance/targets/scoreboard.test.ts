import { expect, test } from 'vitest'
import type { CaseResult, Report } from '../report/report.ts'
import { recordOf } from './record.ts'
import { scoreboard } from './scoreboard.ts'
import { afterSmoke } from './smoke.ts'

const result = (id: string, over: Partial<CaseResult> = {}): CaseResult => ({
  id,
  direction: 'chat-to-messages',
  topic: 'hello',
  name: id,
  level: 'must',
  why: 'It matters.',
  rules: ['RSP-1'],
  verdict: 'pass',
  reason: null,
  durationMs: 1,
  runs: [],
  ...over,
})

const failing = (id: string, over: Partial<CaseResult> = {}): CaseResult =>
  result(id, {
    verdict: 'fail',
    runs: [
      {
        cut: 'bytes',
        exchanges: [],
        findings: [
          { file: '4-client.expect.json', check: 'expected', path: '/usage', expected: '1', received: '2', message: 'usage is | 2' },
        ],
      },
    ],
    ...over,
  })

const report = (cases: readonly CaseResult[]): Report => ({
  suite: '1.0.0',
  target: { name: 'Some gateway', version: '2.3.4', url: 'http://127.0.0.1:1' },
  startedAt: '2026-11-22T10:00:00Z',
  durationMs: 5,
  seed: 7,
  cases,
  matchers: {},
  leftOut: {},
  unmatchedGlobs: [],
})

const board = (cases: readonly CaseResult[]): string => {
  const record = recordOf(report(cases), { version: '2.3.4', command: 'npm run target -- some --save', machine: 'linux x64, Node 20.20.0' })
  return scoreboard([{ folder: 'some', record, disclaims: [{ what: 'messages-to-chat', source: 'https://example.com' }] }])
}

/** The line of the clients of Chat. */
const row = (text: string): string | undefined => text.split('\n').filter((line) => line.startsWith('| Some gateway'))[1]

test('counts what is claimed, sets apart what is not, and leaves out what may differ', () => {
  const text = board([
    result('a'),
    failing('b'),
    result('c', { verdict: 'not-claimed', reason: 'needs documents' }),
    failing('d', { level: 'may' }),
    result('e', { level: 'should' }),
  ])
  expect(row(text)).toBe('| Some gateway | 2.3.4 | 1 of 2 (1 not claimed) | 1 of 1 | – | – | – | – |')
  expect(text).toContain('| [b](../conformance/cases/b) | must | 4-client.expect.json (bytes): usage is \\| 2 |')
  expect(text).not.toContain('[d]')
  expect(text).toContain('- messages-to-chat ([source](https://example.com))')
})

test('does not score a direction whose smoke list did not pass, and says why', () => {
  const { cases } = afterSmoke(report([failing('a'), result('b')]), { 'chat-to-messages': ['a'] })
  expect(cases.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['not-measured', 'a: usage is | 2'],
    ['not-measured', 'a: usage is | 2'],
  ])
  const text = board(cases)
  expect(row(text)).toContain('| not measured | – |')
  expect(text).toContain('- chat-to-messages: a: usage is \\| 2')
  expect(text).toContain('Nothing is scored.')
})

test('scores a direction whose smoke list passes', () => {
  const { cases } = afterSmoke(report([result('a'), failing('b')]), { 'chat-to-messages': ['a'] })
  expect(cases.map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
})
