import { documents, slice } from '../fixture.ts'
import { formatFacts } from '../format-facts.ts'
import type { CaseMembers } from './case-members.ts'
import { decisionReader } from './decision.ts'
import { entriesOf } from './entry.ts'
import type { Fidelity } from './fidelity.ts'
import { hubEntries } from './hub.ts'
import { allMembers } from './member.ts'
import type { Decided, Tables } from './tables.ts'

const mapped: Decided = { fate: 'mapped' }
const hosted: Decided = { fate: 'dropped', rule: 'TOOL-22', why: 'the tool runs elsewhere', level: 'warn' }
const nameless: Decided = { fate: 'carried', rule: 'ROL-7', why: 'no names there', elsewhere: 'warn' }

const facts = formatFacts('demo', slice, documents)

/** Every member of the core of the made-up format mapped, but what `fates` says; its hosted tools dropped. */
export function tablesWith(fates: { readonly [key: string]: Decided } = {}): Tables {
  const core: Record<string, Record<string, Decided>> = {}
  const unions: Record<string, Record<string, Decided>> = {}
  const enums: Record<string, Record<string, Decided>> = {}
  const tables = { field: core, variant: unions, value: enums }
  for (const { kind, of, name, core: inCore } of allMembers(facts)) {
    if (!inCore) continue
    const table = (tables[kind][of] ??= {})
    table[name] = fates[`${of}.${name}`] ?? mapped
  }
  const outer = { SearchBlock: hosted, SearchBlock_Hit: hosted, SearchTool: hosted, MapTool: hosted, PauseEvent: hosted }
  return {
    core,
    outer,
    unions,
    enums,
    beyond: { extended: { more: mapped, pace: nameless } },
    hubFates: { Turn: { role: mapped, name: nameless } },
  }
}

/** A case between two formats that reads these members of the made-up one. */
export const caseOf = (id: string, rules: readonly string[], ...read: readonly string[]): CaseMembers => ({
  id,
  rules,
  passes: false,
  read: new Map([['demo', new Set(read)]]),
  written: new Map(),
})

/** The fidelity of the made-up format. */
export function fidelityWith(
  fates: { readonly [key: string]: Decided },
  cases: readonly CaseMembers[] = [],
  reach: { readonly [key: string]: readonly number[] } = {},
): Fidelity {
  const tables = tablesWith(fates)
  const entries = entriesOf('demo', allMembers(facts), decisionReader(facts.facts, tables), cases, reach)
  return {
    formats: [
      { format: 'demo', documents: facts.facts.documents, entries, beyond: tables.beyond, hub: hubEntries(tables.hubFates, cases, reach) },
    ],
    rules: new Map([['CAC-1', 'Markers are <placed> again']]),
    cases: cases.length,
    draws: 10,
  }
}
