import { type Entry, isExercised } from '../entry.ts'
import type { Fidelity, FormatFidelity } from '../fidelity.ts'
import type { Table } from '../tables.ts'
import { byOwner, fateWords, nameIn, whyOf } from '../words.ts'
import { caseList, cell, code, folded, ruleCell, table } from './cells.ts'

/** The title of what is read from a format. */
export const readTitle = (format: string): string => `Read from ${format}`

/** What becomes of the documents of a format, shape by shape. */
export function readSection({ format, documents, entries, beyond }: FormatFidelity, { rules }: Fidelity): readonly string[] {
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
