import type { CaseResult, Report } from './report.ts'

/** The report as JUnit XML: a suite for each direction, a test for each case; may cases that fail are skipped tests. */
export function junit({ target, cases, durationMs, unmatchedGlobs }: Report): string {
  const directions = [...new Set(cases.map(({ direction }) => direction))]
  const suites = directions.map((direction) =>
    suite(
      direction,
      cases.filter((it) => it.direction === direction),
    ),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(`conformance of ${target.name}`)}" ${counts(cases, unmatchedGlobs.length)} time="${seconds(durationMs)}">`,
    ...suites,
    ...(unmatchedGlobs.length > 0 ? [wrongList(unmatchedGlobs)] : []),
    '</testsuites>',
    '',
  ].join('\n')
}

const suite = (name: string, cases: readonly CaseResult[]): string =>
  [
    `  <testsuite name="${name}" ${counts(cases)} time="${seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0))}">`,
    ...cases.map(test),
    '  </testsuite>',
  ].join('\n')

/** The known-failing list is a suite of its own where it is wrong. */
const wrongList = (globs: readonly string[]): string =>
  [
    `  <testsuite name="known-failing" ${counts([], globs.length)} time="0.000">`,
    ...globs.map(
      (glob) => `    <testcase classname="known-failing" name="${escaped(glob)}"><failure message="it means no case"/></testcase>`,
    ),
    '  </testsuite>',
  ].join('\n')

function test(result: CaseResult): string {
  const { direction, topic, name, durationMs } = result
  const head = `    <testcase classname="${direction}.${topic}" name="${escaped(name)}" time="${seconds(durationMs)}"`
  if (isFailure(result)) {
    const [first] = found(result)
    const message = first?.message ?? `passes, but is listed as known to fail: ${result.reason ?? ''}`
    return `${head}>\n      <failure message="${escaped(message)}">${escaped(details(result))}</failure>\n    </testcase>`
  }
  const why = skipped(result)
  return why === null ? `${head}/>` : `${head}>\n      <skipped message="${escaped(why)}"/>\n    </testcase>`
}

const isFailure = ({ verdict, level }: CaseResult): boolean => verdict === 'unexpected-pass' || (verdict === 'fail' && level !== 'may')

function skipped(result: CaseResult): string | null {
  if (result.verdict === 'pass' || isFailure(result)) return null
  return `${result.verdict === 'fail' ? 'a preference that is not met' : result.verdict}: ${result.reason ?? found(result)[0]?.message ?? ''}`
}

const found = ({ runs }: CaseResult) => runs.flatMap(({ findings }) => findings)

const details = (result: CaseResult): string =>
  [
    result.why,
    ...new Set(
      found(result).map(({ file, path, check, message, expected, received }) =>
        [`${file} ${path} (${check}): ${message}`, `expected: ${expected ?? '-'}`, `received: ${received ?? '-'}`].join('\n  '),
      ),
    ),
    result.runs.at(-1)?.exchanges.at(-1)?.curl ?? '',
  ].join('\n')

function counts(cases: readonly CaseResult[], others = 0): string {
  const failures = cases.filter(isFailure).length + others
  const left = cases.filter((result) => skipped(result) !== null).length
  return `tests="${cases.length + others}" failures="${failures}" errors="0" skipped="${left}"`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

/** Characters that XML 1.0 has no way to write are replaced. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[<>&"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`)
