import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { observer } from '../../codegen/fidelity/occurrences.ts'
import type { Reach } from '../../codegen/fidelity/reach.ts'
import { loadFormats } from '../../codegen/generate.ts'
import { formats } from '../../src/formats/index.ts'
import { createContext, defaultSettings, translateRequest, type Format } from '../../src/index.ts'
import { Ledger } from '../../src/translate/ledger.ts'
import { drawnByLaws, type Drawn } from './drawn.ts'
import { membersOfRequest, membersOfResponse } from './hub-members.ts'

const seed = 20_261_122

/** Which members of the specs, and of the hub, `runs` draws of each generator hold, and which laws draw them. */
export function measureReach(runs: number): Reach {
  const facts = loadFormats(fileURLToPath(new URL('../..', import.meta.url)))
  const observers = new Map(facts.map((each) => [each.format, observer(each)]))
  const specs = new Map<string, Members>(formats.map(({ name }) => [name, new Map()]))
  const hub = new Map<string, Members>(formats.map(({ name }) => [name, new Map()]))
  for (const each of drawnByLaws) {
    const { format, role, laws } = each
    const documents = fc.sample(each.drawn, { numRuns: runs, seed }).flat()
    const found = new Set<string>()
    for (const document of documents) observers.get(format)?.(role, document, found)
    note(specs.get(format), found, laws)
    for (const to of formats) if (to.name !== format) note(hub.get(to.name), spoken(each, documents, to), laws)
  }
  return { runs, seed, formats: written(specs), hub: written(hub) }
}

/** The numbers of laws by the key of a member. */
type Members = Map<string, Set<number>>

function note(members: Members | undefined, found: ReadonlySet<string>, laws: readonly number[]): void {
  for (const key of found) members?.set(key, new Set([...(members.get(key) ?? []), ...laws]))
}

/** Members of the hub that the encoders of `to` meet. */
function spoken({ format, role }: Drawn, documents: readonly unknown[], to: Format): ReadonlySet<string> {
  const from = formats.find(({ name }) => name === format)
  const found = new Set<string>()
  if (from === undefined || (role !== 'request' && role !== 'response')) return found
  const context = createContext({ secret: 'law' })
  for (const document of documents) {
    if (role === 'response') {
      const ledger = new Ledger(from.name, from.unknownMembers.response)
      for (const key of membersOfResponse(from.response.decode(document, ledger, context))) found.add(key)
      continue
    }
    const outcome = translateRequest(from, to, document, { strictness: 'lenient', settings: defaultSettings, context })
    if (outcome.ok) for (const key of membersOfRequest(outcome.exchange.request)) found.add(key)
  }
  return found
}

const written = (all: ReadonlyMap<string, Members>): Reach['formats'] =>
  Object.fromEntries([...all].map(([format, members]) => [format, sorted(members)]))

const sorted = (members: ReadonlyMap<string, ReadonlySet<number>>): { readonly [key: string]: readonly number[] } =>
  Object.fromEntries(
    [...members]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, numbers]) => [key, [...numbers].toSorted((one, other) => one - other)]),
  )
