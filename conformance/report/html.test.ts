import { expect, test } from 'vitest'
import { html } from './html.ts'
import type { CaseResult, Report, WireMessage } from './report.ts'

const message = (start: string, body: string): WireMessage => ({ start, headers: {}, body, ending: 'end' })

const result = (over: Partial<CaseResult>): CaseResult => ({
  id: 'chat-to-messages/tools/one-call',
  direction: 'chat-to-messages',
  topic: 'tools',
  name: 'one-call',
  level: 'must',
  why: 'A call & its result.',
  rules: ['TR-1'],
  verdict: 'pass',
  reason: null,
  durationMs: 3,
  runs: [
    {
      cut: 'whole',
      findings: [],
      exchanges: [
        {
          client: message('POST /v1/chat/completions', '{"model":"claude-sonnet-4-5"}'),
          providerReceived: message('POST /v1/messages', '{"text":"<script>alert(1)</script>"}'),
          providerAnswered: message('200', 'not JSON'),
          clientReceived: null,
          expected: { provider: '{"a":1}', client: '{}' },
          curl: 'curl -d "$KEY"',
        },
      ],
    },
  ],
  ...over,
})

const page = (...cases: readonly CaseResult[]): string => {
  const report: Report = {
    suite: '1.0.0',
    target: { name: 'A <gateway>', version: '1.2.3', url: 'http://127.0.0.1:1' },
    startedAt: '2026-11-22T10:11:12Z',
    durationMs: 1500,
    seed: 7,
    cases,
    matchers: { $any: 2 },
    leftOut: { openai: 4 },
    unmatchedGlobs: ['x/*'],
  }
  return html(report)
}

test('shows the four messages of an exchange as text, whatever is in them', () => {
  const text = page(result({}))
  expect(text).toContain('<h6>provider received</h6>')
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toContain('<script')
  expect(text).toContain('<h6>client received</h6><p class="note">nothing</p>')
  expect(text).toContain('<title>Conformance of A &lt;gateway&gt;</title>')
})

test('colours a cell by the worst case in it, and leads to its cases', () => {
  const cell = (level: CaseResult['level'], verdict: CaseResult['verdict']): string | undefined =>
    /<td class="(\w+)"><a href="#chat-to-messages\/tools">/.exec(page(result({}), result({ level, verdict })))?.[1]
  expect(cell('must', 'pass')).toBe('pass')
  expect(cell('must', 'fail')).toBe('fail')
  expect(cell('may', 'known')).toBe('partly')
  expect(cell('must', 'not-claimed')).toBe('pass')
})

test('says what was left out and what does not count', () => {
  const text = page(result({ verdict: 'not-measured', reason: 'hello did not pass' }))
  expect(text).toContain('4 checks left out for want of openai')
  expect(text).toContain('the known-failing list names x/*, which is no case')
  expect(text).toContain('<a href="#chat-to-messages/tools">not measured</a>')
  expect(text).toContain('<p>hello did not pass</p>')
})

test('gives each finding with both sides', () => {
  const finding = {
    file: '4-client.expect.json',
    check: 'expected',
    path: '/usage',
    expected: '1',
    received: '<2>',
    message: 'usage is 2',
  } as const
  const text = page(result({ verdict: 'fail', runs: [{ cut: 'bytes', findings: [finding], exchanges: [] }] }))
  expect(text).toContain('<p>usage is 2</p>')
  expect(text).toContain('<i>received</i><pre>&lt;2&gt;</pre>')
  expect(text).toContain('in pieces: bytes')
})
