import { styleText } from 'node:util'
import { differences } from './diff.ts'
import type { CaseResult, ExchangeRecord, Finding, Report, RunResult } from './report.ts'
import { countVerdicts, failures, totals } from './totals.ts'

/** The report as text for people: a screen for each failure, then the sums. `colour` for a terminal. */
export function terminal(report: Report, colour = false): string {
  const paint: Paint = (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text)
  const failed = failures(report).map((result) => failure(result, paint))
  return [...failed, summary(report, paint)].join('\n\n') + '\n'
}

type Paint = (format: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string

function failure(result: CaseResult, paint: Paint): string {
  const head = `${paint('red', '✗')} ${paint('bold', result.id)} ${paint('dim', result.level)}`
  if (result.verdict === 'unexpected-pass') return `${head}\n  passes, but is listed as known to fail: ${String(result.reason)}`
  const [run] = result.runs.filter(({ findings }) => findings.length > 0)
  const [first, ...others] = run?.findings ?? []
  if (run === undefined || first === undefined) return head
  const cuts = result.runs.filter(({ findings }) => findings.length > 0).map(({ cut }) => cut)
  const every = cuts.length === result.runs.length
  return [
    head,
    `  ${result.why}`,
    `  ${paint('dim', every ? 'however the stream is cut' : `only with the stream cut as ${cuts.join(', ')}`)}`,
    ...[first, ...others.slice(0, 3)].flatMap((found) => finding(found, paint)),
    ...(others.length > 3 ? [`  … and ${others.length - 3} more`] : []),
    ...difference(run, first, paint),
    ...commands(run, first).map((line) => `  ${paint('dim', line)}`),
  ]
    .filter((line) => result.runs.length > 1 || !line.includes('however the stream is cut'))
    .join('\n')
}

function finding({ file, check, path, expected, received, message }: Finding, paint: Paint): string[] {
  return [
    `  ${paint('bold', file)} ${path} ${paint('yellow', check)}: ${message}`,
    ...(expected === null ? [] : [paint('green', `    - ${clipped(expected)}`)]),
    ...(received === null ? [] : [paint('red', `    + ${clipped(received)}`)]),
  ]
}

const clipped = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text).replaceAll(/\r?\n/g, '⏎')

/** Both whole messages side by side, as lines that differ. */
function difference({ exchanges }: RunResult, { file }: Finding, paint: Paint): string[] {
  const exchange = exchangeOf(exchanges, file)
  const toProvider = file.includes('-provider')
  const expected = toProvider ? exchange?.expected.provider : exchange?.expected.client
  const received = (toProvider ? exchange?.providerReceived : exchange?.clientReceived)?.body
  if (expected == null || received === undefined) return []
  const lines = differences(expected, received, !toProvider)
  const shown = lines.slice(0, mostLines).map(({ sign, text }) => {
    const line = `    ${sign} ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`
    return sign === '-' ? paint('green', line) : sign === '+' ? paint('red', line) : paint('dim', line)
  })
  const head = paint('dim', `  ${file}, expected (-) and received (+), members sorted:`)
  return [head, ...shown, ...(lines.length > mostLines ? [`    … ${lines.length - mostLines} more lines`] : [])]
}

const mostLines = 24

const commands = ({ exchanges }: RunResult, { file }: Finding): string[] => (exchangeOf(exchanges, file)?.curl ?? '').split('\n')

/** The exchange that a numbered file belongs to; the last one for files without a number. */
function exchangeOf(exchanges: readonly ExchangeRecord[], file: string): ExchangeRecord | undefined {
  const number = /^(\d+)-/.exec(file)?.[1]
  if (number === undefined) return exchanges.at(-1)
  let end = 0
  for (const exchange of exchanges) {
    end += exchange.expected.provider === null ? 2 : 4
    if (Number(number) <= end) return exchange
  }
  return exchanges.at(-1)
}

function summary(report: Report, paint: Paint): string {
  const { target, suite, seed, durationMs, matchers, leftOut, unmatchedGlobs } = report
  const listed = (counts: { readonly [name: string]: number }): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  return [
    ...totals(report).map(({ direction, level, counts }) => `${direction.padEnd(21)} ${level.padEnd(7)} ${listed(counts)}`),
    ...unmatchedGlobs.map((glob) => paint('red', `the known-failing list names no case by ${glob}`)),
    ...Object.entries(leftOut).map(([name, count]) => paint('yellow', `${name} is not installed: ${count} checks by it were left out`)),
    paint('dim', `matchers: ${listed(matchers)}`),
    `${target.name}${target.version === null ? '' : ` ${target.version}`}: ${listed(countVerdicts(report.cases))} · suite ${suite}, seed ${seed}, ${(durationMs / 1000).toFixed(1)} s`,
  ].join('\n')
}
