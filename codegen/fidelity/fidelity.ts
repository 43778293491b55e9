import { join } from 'node:path'
import { readCases } from '../../conformance/cases.ts'
import { loadFormats } from '../generate.ts'
import { readRules } from '../rules/rules.ts'
import { readApis } from './apis.ts'
import { membersOfCase } from './case-members.ts'
import { decisionReader } from './decision.ts'
import { type Entry, entriesOf } from './entry.ts'
import { type HubEntry, hubEntries } from './hub.ts'
import { allMembers } from './member.ts'
import { observer } from './occurrences.ts'
import { type Reach, readReach, reachFile } from './reach.ts'
import { type Table, type Tables, readTables } from './tables.ts'

/** What becomes of everything the formats can say. */
export interface Fidelity {
  readonly formats: readonly FormatFidelity[]
  /** What a rule says, by its id. */
  readonly rules: ReadonlyMap<string, string>
  /** How many conformance cases there are. */
  readonly cases: number
  /** Draws of each generator behind the laws. */
  readonly draws: number
}

/** What is read from a format, and what is written to it. */
export interface FormatFidelity {
  readonly format: string
  readonly documents: readonly string[]
  readonly entries: readonly Entry[]
  /** Tables that take the place of a shape's own, by the name of their constant. */
  readonly beyond: Table
  readonly hub: readonly HubEntry[]
}

/** Puts together the fates, the specs, the cases and the reach of the laws below `root`. Throws an Error that names a file or a format. */
export async function readFidelity(
  root: string,
  tablesOf: (root: string, format: string) => Promise<Tables> = readTables,
): Promise<Fidelity> {
  const formats = loadFormats(root).filter(({ inSource }) => inSource)
  const observers = new Map(formats.map((each) => [each.format, observer(each)]))
  const apis = await readApis(
    root,
    formats.map(({ format }) => format),
  )
  const cases = readCases(join(root, 'conformance/cases')).map((each) => membersOfCase(each, apis, observers))
  const reach = readReach(join(root, reachFile))
  const all: FormatFidelity[] = []
  for (const facts of formats) {
    const { format } = facts
    const tables = await tablesOf(root, format)
    const decide = decisionReader(facts.facts, tables)
    const entries = entriesOf(format, allMembers(facts), decide, cases, at(reach.formats, format))
    all.push({
      format,
      documents: facts.facts.documents,
      entries,
      beyond: tables.beyond,
      hub: hubEntries(tables.hubFates, cases, at(reach.hub, format)),
    })
  }
  const rules = new Map(readRules(root).map(({ id, text }) => [id, text]))
  return { formats: all, rules, cases: cases.length, draws: reach.runs }
}

const at = (reached: Reach['formats'], format: string): Reach['formats'][string] =>
  Object.hasOwn(reached, format) ? (reached[format] ?? {}) : {}
