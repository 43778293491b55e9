import { coverageOf, percent } from './coverage.ts'
import { type Entry, isExercised } from './entry.ts'
import type { Fidelity, FormatFidelity } from './fidelity.ts'
import { byShape, type HubEntry } from './hub.ts'
import { keyOf } from './member.ts'
import type { Decided, Table } from './tables.ts'
import { byOwner, fateWords, nameIn, whyOf } from './words.ts'

/** The fidelity table as Markdown: numbers on top, then a folded section for each shape. */
export function markdown(fidelity: Fidelity): string {
  const { formats, cases, draws } = fidelity
  return `${[
    '# Fidelity',
    'Written by `npm run fidelity` from the fate tables, the specs, the conformance cases and the reach of the laws. Do not edit. The same, searchable: [fidelity.html](fidelity.html).',
    intro,
    '## Coverage',
    `Decided: a fate table says what becomes of it. Exercised: one of ${cases} conformance cases holds it in what a gateway between two formats reads, or a law draws it (within ${draws} draws of each of its generators).`,
    ...formats.map((format) => coverage(format)),
    '## Directions',
    directions(formats),
    ...formats.flatMap((format) => [...readSection(format, fidelity), ...writtenSection(format)]),
  ].join('\n\n')}\n`
}

const intro = `A **field**, a **variant** (arm of a union) or a **value** (of an enum) is *mapped*, *folded* into another construct, *emulated* by the gateway,
*carried* (kept for the same format, a loss of the given level elsewhere), *dropped* with a loss, or *rejected*. What reads a document takes the
first table; what writes the other format takes that format's table of the hub. A rule is a line of [rules.json](rules.json); a loss names it.`

function coverage({ format, entries }: FormatFidelity): string {
  const parts = [
    ['portable core', entries.filter(({ member }) => member.core)],
    ['outside it', entries.filter(({ member }) => !member.core)],
  ] as const
  const rows = parts.flatMap(([what, some]) =>
    coverageOf(some)
      .filter(({ total }) => total > 0)
      .map((it) => [
        `${what}, ${it.kind}s`,
        `${it.decided} of ${it.total}, ${percent(it.decided, it.total)}`,
        `${it.oneByOne}`,
        `${it.asWhole}`,
        ...[it.inCases, it.inLaws, it.inEither].map((count) => `${count}, ${percent(count, it.total)}`),
      ]),
  )
  const [core] = parts
  const untried = core[1].filter((entry) => !isExercised(entry))
  const caseless = core[1].filter(({ read }) => read.length === 0)
  return [
    `### ${format}`,
    table(['', 'decided', 'one by one', 'by whole-shape line', 'in a case', 'drawn by a law', 'in either'], rows),
    `Undecided: ${named(entries.filter(({ decision }) => decision.fate.fate === 'undecided'))}`,
    `Core members that neither a case nor a law exercises: ${named(untried)}`,
    folded(`Core members without a case: ${caseless.length}`, names(caseless)),
  ].join('\n\n')
}

/** Members in one line, by their full names. */
const named = (entries: readonly Entry[]): string =>
  entries.length === 0 ? 'none.' : `${entries.map(({ member }) => code(keyOf(member))).join(', ')}.`

/** Members by shape, in one list. */
const names = (entries: readonly Entry[]): string =>
  entries.length === 0
    ? 'None.'
    : [...byOwner(entries)].map(([owner, some]) => `- ${code(owner)}: ${some.map((entry) => code(nameIn(entry))).join(', ')}`).join('\n')

function directions(formats: readonly FormatFidelity[]): string {
  const pairs = formats.flatMap(({ format: from }) =>
    formats.filter(({ format }) => format !== from).map(({ format: to }) => [from, to] as const),
  )
  const rows = pairs.map(([from, to]) => [
    `${from} → ${to}`,
    `[${readTitle(from)}](#${anchor(readTitle(from))})`,
    `[${writtenTitle(to)}](#${anchor(writtenTitle(to))})`,
  ])
  return table(['documents', 'what is read', 'what is written'], rows)
}

const readTitle = (format: string): string => `Read from ${format}`
const writtenTitle = (format: string): string => `Written to ${format}`
const anchor = (title: string): string => title.toLowerCase().replaceAll(' ', '-')

function readSection({ format, documents, entries, beyond }: FormatFidelity, { rules }: Fidelity): readonly string[] {
  const single = byOwner(entries.filter(({ decision }) => decision.by === 'itself'))
  const whole = byOwner(entries.filter(({ decision }) => decision.by === 'whole'))
  const columns = ['', 'fate', 'rule', 'why', 'read in cases', 'laws', 'written in cases']
  return [
    `## ${readTitle(format)}`,
    `The documents ${documents.join(', ')}, shape by shape.`,
    ...[...single].map(([owner, some]) =>
      folded(
        summary(owner, some),
        table(
          columns,
          some.map((entry) => row(entry, rules)),
        ),
      ),
    ),
    ...(whole.size === 0
      ? []
      : [
          `### Decided by whole shape (${format})`,
          'Everything that such a shape holds shares its fate. Members that neither a case nor a law exercises are named apart.',
          folded(
            `${whole.size} shapes and named types`,
            table(
              ['shape', 'fate', 'rule', 'why', 'cases', 'members', 'not exercised'],
              [...whole].map(([owner, some]) => wholeRow(owner, some, rules)),
            ),
          ),
        ]),
    ...beyondSection(format, beyond),
  ]
}

function beyondSection(format: string, beyond: Table): readonly string[] {
  const tables = Object.entries(beyond)
  if (tables.length === 0) return []
  const rows = tables.flatMap(([name, members]) =>
    Object.entries(members).map(([member, fate]) => [code(name), code(member), cell(fateWords(fate)), fate.rule ?? '', cell(whyOf(fate))]),
  )
  return [
    `### Beyond the specs (${format})`,
    'Tables that take the place of a shape’s own: with members that hosts add, or for clients that did not ask for the beta surface.',
    folded(`tables: ${tables.length}`, table(['table', 'member', 'fate', 'rule', 'why'], rows)),
  ]
}

const summary = (owner: string, entries: readonly Entry[]): string => {
  const caseless = entries.filter(({ read }) => read.length === 0).length
  const undecided = entries.filter(({ decision }) => decision.fate.fate === 'undecided').length
  const open = undecided === 0 ? '' : `, ${undecided} undecided`
  return `${code(owner)}: ${entries.length}${open}${caseless === 0 ? '' : `, ${caseless} without a case`}`
}

function row(entry: Entry, rules: Fidelity['rules']): readonly string[] {
  const { decision, laws, written, member } = entry
  const { fate } = decision
  const only = member.documents.length === 0 ? '' : ` (${member.documents.join(', ')})`
  return [
    `${code(nameIn(entry))}${only}`,
    fate.fate === 'undecided' ? '**undecided**' : cell(fateWords(fate)),
    ruleCell(fate, rules),
    cell(whyOf(fate)),
    casesCell(entry),
    laws.join(' '),
    written.length === 0 ? '' : `${written.length}`,
  ]
}

/** Cases that hold the member; where there is none, the bytes that pass or the cases of its rule. */
function casesCell({ read, passed, citing }: Entry): string {
  if (read.length > 0) return caseList(read)
  const more = [
    ...(passed.length === 0 ? [] : [`passed on in ${passed.length}`]),
    ...(citing.length === 0 ? [] : [`rule in ${caseList(citing)}`]),
  ]
  return ['no case', ...more].join('; ')
}

function wholeRow(owner: string, entries: readonly Entry[], rules: Fidelity['rules']): readonly string[] {
  const [first] = entries
  const fate = first?.decision.fate ?? { fate: 'undecided' }
  const read = [...new Set(entries.flatMap((entry) => entry.read))]
  const untried = entries.filter((entry) => !isExercised(entry))
  return [
    code(owner),
    fate.fate === 'undecided' ? '**undecided**' : cell(fateWords(fate)),
    ruleCell(fate, rules),
    cell(whyOf(fate)),
    first === undefined ? '' : casesCell({ ...first, read, passed: [] }),
    entries.map((entry) => code(nameIn(entry))).join(' '),
    untried.length === entries.length ? 'all' : untried.map((entry) => code(nameIn(entry))).join(' '),
  ]
}

function writtenSection({ format, hub }: FormatFidelity): readonly string[] {
  const undrawn = hub.filter(({ laws }) => laws.length === 0)
  const undecided = hub.filter(({ fate }) => fate.fate === 'undecided')
  const listed = (some: readonly HubEntry[]): string =>
    some.length === 0 ? 'none.' : `${some.map(({ shape, name }) => code(`${shape}.${name}`)).join(', ')}.`
  return [
    `## ${writtenTitle(format)}`,
    `What the hub can say, whatever format it was read from, shape by shape: ${hub.length} members. Undecided: ${listed(undecided)} No law between two formats reaches: ${listed(undrawn)}`,
    ...[...byShape(hub)].map(([shape, entries]) =>
      folded(
        `${code(shape)}: ${entries.length}`,
        table(
          ['', 'fate', 'rule', 'why', 'cases of the rule', 'laws'],
          entries.map(({ name, fate, citing, laws }) => [
            code(name),
            cell(fateWords(fate)),
            fate.rule ?? '',
            cell(whyOf(fate)),
            citing.length === 0 ? '' : caseList(citing),
            laws.join(' '),
          ]),
        ),
      ),
    ),
  ]
}

const ruleCell = ({ rule = '' }: Decided, rules: Fidelity['rules']): string =>
  rule === '' || rules.has(rule) ? rule : `${rule} (no such rule)`

/** The first case with a link, and how many more there are. */
const caseList = ([first = '', ...more]: readonly string[]): string =>
  `[${first}](../conformance/cases/${first})${more.length === 0 ? '' : ` +${more.length}`}`

const folded = (title: string, body: string): string =>
  `<details><summary>${title.replaceAll(/`([^`]*)`/g, '<code>$1</code>')}</summary>\n\n${body}\n\n</details>`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (raw: string): string => `\`${raw.replaceAll('|', '\\|').replaceAll('`', "'")}\``

const cell = (raw: string): string => raw.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
