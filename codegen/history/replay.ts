import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTables, type Tables } from '../fidelity/tables.ts'
import { type FormatFacts, formatFacts } from '../format-facts.ts'
import { type OpenApi } from '../openapi.ts'
import { parseSlice } from '../slice.ts'
import { declared } from './declared.ts'
import { type DistilledVersion, distilVersion } from './distilled.ts'
import { newMembers } from './news.ts'
import { Scratch } from './scratch.ts'
import { type Step, stepOf } from './step.ts'
import type { History } from './steps.ts'

/** A step with where it came from, and what today's tables say of what was new in it. */
export interface Replayed extends Step {
  readonly from: DistilledVersion
  readonly to: DistilledVersion
  /** Members of the core that the older version has in no document. */
  readonly fresh: readonly string[]
  /** Fate to keys; empty for a format that nobody decides for. */
  readonly today: ReadonlyMap<string, readonly string[]>
}

/**
 * Replays the history of a package, version by version. Steps of formats for which decisions are declared are taken with those
 * and today's. Rejects where a version cannot be had or is not understood.
 */
export async function* replay(root: string, history: History): AsyncGenerator<Replayed> {
  const scratch = new Scratch(root)
  let from: DistilledVersion | undefined
  for (const version of history.versions) {
    const to = await distilVersion(root, history, version)
    if (from !== undefined)
      for (const format of new Set(to.documents.map((each) => each.format))) {
        const [before, after] = [factsOf(root, format, from), factsOf(root, format, to)]
        const own = declared[format]
        const deciding = own === undefined ? undefined : { tables: await readTables(root, format), declared: own, scratch }
        const step = stepOf(before, after, deciding)
        yield {
          ...step,
          from,
          to,
          fresh: newMembers(before, after),
          today: deciding === undefined ? new Map() : fates(step, deciding.tables),
        }
      }
    from = to
  }
}

/** The facts of a format at a version; its one dated document goes by the same name before and after the flip. */
function factsOf(root: string, format: string, { documents }: DistilledVersion): FormatFacts {
  const file = [`src/formats/${format}/slice.json`, `codegen/slices/${format}.json`].find((each) => existsSync(join(root, each)))
  if (file === undefined) throw new Error(`${format} has no slice`)
  const slice = parseSlice(readFileSync(join(root, file), 'utf8'), file)
  const own = documents.filter((each) => each.format === format)
  const named = new Map(own.map(({ apiVersion, document }) => [apiVersion === 'beta' ? 'beta' : 'current', openApi(document)]))
  return formatFacts(format, { ...slice, documents: [...named.keys()] }, named)
}

/** What the distiller makes is an OpenAPI document: it is read as a file of `specs/` would be. */
const openApi = (document: DistilledVersion['documents'][number]['document']): OpenApi => JSON.parse(JSON.stringify(document))

function fates({ marked }: Step, { core, unions, enums }: Tables): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const key of marked.added) {
    const [table, member] = [key.slice(0, key.lastIndexOf('.')), key.slice(key.lastIndexOf('.') + 1)]
    const fate = [core, unions, enums].map((each) => each[table]?.[member]).find((each) => each !== undefined)?.fate ?? 'gone since'
    found.set(fate, [...(found.get(fate) ?? []), key])
  }
  return found
}
