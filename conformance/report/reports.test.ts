import { describe, expect, it } from 'vitest'
import { junit } from './junit.ts'
import type { CaseResult, Report } from './report.ts'
import { terminal } from './terminal.ts'
import { isGood } from './totals.ts'

const passed: CaseResult = {
  id: 'messages-to-chat/hello/text',
  direction: 'messages-to-chat',
  topic: 'hello',
  name: 'text',
  level: 'must',
  why: 'Everybody begins with it.',
  rules: [],
  verdict: 'pass',
  reason: null,
  durationMs: 12,
  runs: [{ cut: 'whole', findings: [], exchanges: [] }],
}

const failed: CaseResult = {
  ...passed,
  id: 'messages-to-chat/tools/two',
  topic: 'tools',
  name: 'two',
  verdict: 'fail',
  runs: [
    { cut: 'whole', findings: [], exchanges: [] },
    {
      cut: 'bytes',
      findings: [
        {
          file: '2-provider.expect.json',
          check: 'expected',
          path: '/n',
          expected: '1',
          received: '"<2> & \u0000"',
          message: '/n is "<2>" where 1 is expected',
        },
      ],
      exchanges: [
        {
          client: { start: 'POST /v1/messages', headers: {}, body: '{}', ending: 'end' },
          providerReceived: { start: 'POST /v1/chat/completions', headers: {}, body: '{"n":2,"m":0}', ending: 'end' },
          providerAnswered: null,
          clientReceived: null,
          expected: { provider: '{"m":0,"n":1}', client: '' },
          curl: "curl -sN -X POST 'http://127.0.0.1/v1/messages'",
        },
      ],
    },
  ],
}

const reportOf = (cases: readonly CaseResult[], over: Partial<Report> = {}): Report => ({
  suite: '1.0.0',
  target: { name: 'a & b', version: '2.0', url: null },
  startedAt: '2026-01-01T00:00:00Z',
  durationMs: 1500,
  seed: 1,
  cases,
  matchers: { $type: 3 },
  leftOut: {},
  unmatchedGlobs: [],
  ...over,
})

describe('the report on a terminal', () => {
  it('shows what was expected and received, how the stream was cut, and the command that asks again', () => {
    expect(terminal(reportOf([passed, failed]))).toBe(
      [
        '✗ messages-to-chat/tools/two must',
        '  Everybody begins with it.',
        '  only with the stream cut as bytes',
        '  2-provider.expect.json /n expected: /n is "<2>" where 1 is expected',
        '    - 1',
        '    + "<2> & \u0000"',
        '  2-provider.expect.json, expected (-) and received (+), members sorted:',
        '      {',
        '        "m": 0',
        '    -   "n": 1',
        '    +   "n": 2',
        '      }',
        "  curl -sN -X POST 'http://127.0.0.1/v1/messages'",
        '',
        'messages-to-chat      must    pass 1, fail 1',
        'matchers: $type 3',
        'a & b 2.0: pass 1, fail 1 · suite 1.0.0, seed 1, 1.5 s',
        '',
      ].join('\n'),
    )
  })

  it('says what was left out, and which entries of the known-failing list mean nothing', () => {
    const text = terminal(reportOf([passed], { leftOut: { openai: 4 }, unmatchedGlobs: ['**/gone'] }))
    expect(text).toContain('openai is not installed: 4 checks by it were left out')
    expect(text).toContain('the known-failing list names no case by **/gone')
  })

  it('is coloured where it is asked to be', () => {
    expect(terminal(reportOf([failed]), true)).toContain('\u001B[31m✗')
  })
})

describe('the report as JUnit XML', () => {
  it('has a suite for each direction, and escapes what XML cannot hold', () => {
    const text = junit(reportOf([passed, failed]))
    expect(text).toContain('<testsuites name="conformance of a &#38; b" tests="2" failures="1" errors="0" skipped="0" time="1.500">')
    expect(text).toContain('<testcase classname="messages-to-chat.hello" name="text" time="0.012"/>')
    expect(text).toContain('<failure message="/n is &#34;&#60;2&#62;&#34; where 1 is expected">')
    expect(text).toContain('received: &#34;&#60;2&#62; &#38; \uFFFD&#34;')
  })

  it('fails where the known-failing list means no case', () => {
    const text = junit(reportOf([passed], { unmatchedGlobs: ['**/gone'] }))
    expect(text).toContain('tests="2" failures="1"')
    expect(text).toContain('<testcase classname="known-failing" name="**/gone"><failure message="it means no case"/></testcase>')
  })

  it('skips what is known, not claimed, or a preference', () => {
    const text = junit(
      reportOf([
        { ...failed, verdict: 'known', reason: 'issue 1' },
        { ...passed, verdict: 'not-claimed', reason: 'images is not claimed' },
        { ...failed, level: 'may' },
      ]),
    )
    expect(text).toContain('tests="3" failures="0" errors="0" skipped="3"')
    expect(text).toContain('<skipped message="known: issue 1"/>')
    expect(text).toContain('<skipped message="not-claimed: images is not claimed"/>')
    expect(text).toContain('<skipped message="a preference that is not met: /n is &#34;&#60;2&#62;&#34; where 1 is expected"/>')
  })
})

describe('a run is good', () => {
  it.each([
    [true, 'where everything passes', reportOf([passed])],
    [true, 'where a preference is not met', reportOf([{ ...failed, level: 'may' }])],
    [true, 'where what fails is known', reportOf([{ ...failed, verdict: 'known', reason: 'issue 1' }])],
    [false, 'not where a should fails', reportOf([{ ...failed, level: 'should' }])],
    [false, 'not where something listed passes', reportOf([{ ...passed, level: 'may', verdict: 'unexpected-pass', reason: 'it' }])],
    [false, 'not where the list means no case', reportOf([passed], { unmatchedGlobs: ['x'] })],
  ])('%s: %s', (good, _, report) => {
    expect(isGood(report)).toBe(good)
  })
})
