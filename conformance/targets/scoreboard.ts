import { dialects, type Dialect, type Direction, type Level } from '../case.ts'
import type { Disclaimer } from '../target.ts'
import type { RecordedCase, TargetRecord } from './record.ts'

/** A target with what its last run found. */
export interface Scored {
  /** Its folder. */
  readonly folder: string
  readonly record: TargetRecord
  readonly disclaims: readonly Disclaimer[]
}

/** `docs/scoreboard.md`, from records alone: no number in it is written by hand. */
export function scoreboard(scored: readonly Scored[]): string {
  return [
    '# Scoreboard',
    'Made by `npm run scoreboard` from the records under `conformance/targets/*/report.json`. Do not edit.',
    'Each gateway was installed as its documents say, put in front of a scripted provider, and run through the same cases by URL. Read a cell as *passed of those that count*. A case that needs what a gateway does not claim is counted apart and never as a failure; cases of level **may** never count; a direction whose smoke list (hello, a stream, one tool call with its result) did not pass reads *not measured*; a dash stands where the recorded run had no cases.',
    'diglot and the suite are of one repository: diglot was mended until it passed, which nobody did for the others. What is installed how, what each line of a configuration follows, and what is done about a failure that does not stand up: [conformance/targets](../conformance/targets/README.md).',
    overview(scored),
    ...scored.map(one),
    '',
  ].join('\n\n')
}

const levels: readonly Level[] = ['must', 'should']

/** A table for the clients of each dialect. */
const overview = (scored: readonly Scored[]): string => dialects.map((client) => table(client, scored)).join('\n\n')

function table(client: Dialect, scored: readonly Scored[]): string {
  const directions = dialects.map((provider): Direction => `${client}-to-${provider}`)
  const heads = directions.map((direction) => `${direction}: must | should`)
  return [
    `| gateway | version | ${heads.join(' | ')} |`,
    `| --- | --- | ${heads.map(() => '--- | ---').join(' | ')} |`,
    ...scored.map(({ record }) => {
      const cells = directions.flatMap((direction) => levels.map((level) => cell(record.cases, direction, level)))
      return `| ${record.name} | ${record.version} | ${cells.join(' | ')} |`
    }),
  ].join('\n')
}

function cell(cases: readonly RecordedCase[], direction: Direction, level: Level): string {
  const here = cases.filter((one) => one.direction === direction && one.level === level)
  if (here.length === 0) return '–'
  const claimed = here.filter(({ verdict }) => verdict !== 'not-claimed')
  if (claimed.length === 0) return 'not claimed'
  if (claimed.some(({ verdict }) => verdict === 'not-measured')) return 'not measured'
  const passed = claimed.filter(({ verdict }) => verdict === 'pass' || verdict === 'unexpected-pass').length
  const apart = here.length - claimed.length
  return `${passed} of ${claimed.length}${apart === 0 ? '' : ` (${apart} not claimed)`}`
}

function one({ folder, record, disclaims }: Scored): string {
  const failed = record.cases.filter(({ verdict, level }) => (verdict === 'fail' || verdict === 'known') && level !== 'may')
  return [
    `## ${record.name} ${record.version}`,
    `Suite ${record.suite}, ${record.date}, ${record.machine}, seed ${record.seed}: \`${record.command}\`. ${failed.length === 0 ? 'Configuration' : 'Configuration, and failures repeated by hand'}: [conformance/targets/${folder}](../conformance/targets/${folder}/README.md).`,
    ...list(
      'Not claimed:',
      disclaims.map(({ what, source }) => `${what} ([source](${source}))`),
    ),
    ...list('Not measured:', unmeasured(record.cases)),
    failed.length === 0 ? nothing(record.cases) : details(failed),
  ].join('\n\n')
}

const nothing = (cases: readonly RecordedCase[]): string =>
  cases.some(({ verdict }) => verdict === 'pass') ? 'No must or should case fails.' : 'Nothing is scored.'

const list = (head: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [head, items.map((item) => `- ${item}`).join('\n')]

function unmeasured(cases: readonly RecordedCase[]): string[] {
  const reasons = new Map(
    cases.filter(({ verdict }) => verdict === 'not-measured').map(({ direction, reason }) => [direction, reason ?? '']),
  )
  return [...reasons].map(([direction, reason]) => `${direction}: ${plain(reason)}`)
}

function details(failed: readonly RecordedCase[]): string {
  const rows = failed.map(({ id, level, finding }) => {
    const said = finding ? `${finding.file} (${finding.cut}): ${finding.message}` : ''
    return `| [${id}](../conformance/cases/${id}) | ${level} | ${plain(said)} |`
  })
  return [
    '<details>',
    `<summary>${failed.length} failing, with the first thing that differed</summary>`,
    ['| case | level | first finding: file of the case (how the stream was cut) |', '| --- | --- | --- |', ...rows].join('\n'),
    '</details>',
  ].join('\n\n')
}

/** Text that Markdown shows as it is, also within a cell of a table. */
const plain = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/[\\`*_[\]<>|~$]/g, String.raw`\$&`)
    .replace(/\s+/g, ' ')
