import { diffFacts } from '../diff/diff.ts'
import { factsOfBoth } from '../diff/documents.ts'
import { changeText } from '../diff/print.ts'
import { openFormat } from '../fate-tables.ts'
import { formatFacts } from '../format-facts.ts'
import { type LoadedFormat, loadFormats } from '../generate.ts'
import { bare } from '../names.ts'
import type { OpenApi } from '../openapi.ts'
import { identifier } from '../read.ts'
import { planScaffold } from '../scaffold.ts'
import { type HarmlessKind, harmlessKind, reachedSchemas } from './harmless.ts'
import type { Mutation } from './mutation.ts'
import { placesOf } from './places.ts'
import { random, shuffled } from './random.ts'

/** Where edits go unnoticed, and how many. */
export interface Unnoticed {
  readonly mutation: Mutation
  readonly document: string
  readonly by: 'diff' | 'scaffold'
}

export interface Outcome {
  readonly edits: number
  readonly batches: number
  readonly byKind: ReadonlyMap<string, number>
  readonly byDocument: ReadonlyMap<string, number>
  readonly harmless: ReadonlyMap<HarmlessKind, number>
  readonly unnoticed: readonly Unnoticed[]
}

export interface Plan {
  readonly edits: number
  readonly seed: number
  /** Edits of one document made at once; all touch other schemas. */
  readonly perBatch: number
}

interface Chosen {
  readonly format: LoadedFormat
  readonly document: string
  readonly mutations: readonly Mutation[]
}

/** Edits the documents in memory, as many as asked for, and looks what `specs diff` and `scaffold` say of each edit. */
export function runMutations(root: string, plan: Plan): Outcome {
  const formats = loadFormats(root).filter(({ inSource }) => inSource)
  const batches = choose(formats, plan)
  const projects = new Map(formats.map(({ format }) => [format, openFormat(root, format)]))
  const harmless = new Map<HarmlessKind, number>()
  const unnoticed: Unnoticed[] = []
  for (const { format, document, mutations } of batches) {
    const before = documentOf(format, document)
    const reached = reachedSchemas(before, format.slice.roots)
    const project = projects.get(format.format)
    const reports = (edits: readonly Mutation[]) => {
      const after = edits.reduce((changed, edit) => edit.apply(changed), before)
      const facts = formatFacts(format.format, format.slice, new Map([...format.documents, [document, after]]))
      const found = project === undefined ? undefined : planScaffold(facts, project, format)
      return {
        diff: diffFacts(...factsOfBoth(before, after)).changes.map(changeText),
        scaffold: [...(found?.report ?? []), ...(found?.notes ?? [])],
      }
    }
    const together = reports(mutations)
    for (const mutation of mutations) {
      const kind = harmlessKind(mutation, reached)
      if (kind !== undefined) {
        harmless.set(kind, (harmless.get(kind) ?? 0) + 1)
        continue
      }
      const missed = (['diff', 'scaffold'] as const).filter((by) => !isNamed(together[by], mutation, true))
      if (missed.length === 0) continue
      const alone = reports([mutation])
      unnoticed.push(...missed.filter((by) => !isNamed(alone[by], mutation, false)).map((by) => ({ mutation, document, by })))
    }
  }
  const all = batches.flatMap(({ format, document, mutations }) =>
    mutations.map(({ kind }) => ({ kind, at: `${format.format}@${document}` })),
  )
  return {
    edits: all.length,
    batches: batches.length,
    byKind: tally(all.map(({ kind }) => kind)),
    byDocument: tally(all.map(({ at }) => at)),
    harmless,
    unnoticed,
  }
}

/** Whether lines name an edit: each of its words, and beside one that is not new the schema too where other edits were made. */
function isNamed(lines: readonly string[], { words, schema }: Mutation, amongOthers: boolean): boolean {
  const owners = [bare(schema), identifier(schema)]
  return words.every((word) =>
    lines.some((line) => hasWord(line, word) && (!amongOthers || isFresh(word) || owners.some((owner) => line.includes(owner)))),
  )
}

const hasWord = (line: string, word: string): boolean =>
  new RegExp(`(?<![\\w$])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`).test(line)

const fresh = (index: number): string => `zz_${index}`

const isFresh = (word: string): boolean => /^zz_\d+$/.test(word)

/** Edits spread evenly over documents and kinds, in batches that touch no schema twice. */
function choose(formats: readonly LoadedFormat[], { edits, seed, perBatch }: Plan): readonly Chosen[] {
  const next = random(seed)
  const queues = formats.flatMap((format) =>
    [...format.documents].map(([document, openapi]) => {
      const kinds = [...placesOf(openapi, format.slice.roots).values()].map((places) => [...shuffled(places, next)])
      return { format, document, kinds, batches: [] as Mutation[][] }
    }),
  )
  let made = 0
  for (let turn = 0; made < edits && turn < edits * 10; turn++) {
    const queue = queues[turn % queues.length]
    const places = queue?.kinds[Math.floor(turn / queues.length) % queue.kinds.length]
    const mutation = places?.pop()?.(fresh(made))
    if (queue === undefined || mutation === undefined) continue
    const room = queue.batches.find((batch) => batch.length < perBatch && batch.every((other) => isApart(other, mutation)))
    if (room === undefined) queue.batches.push([mutation])
    else room.push(mutation)
    made++
  }
  return queues.flatMap(({ format, document, batches }) => batches.map((mutations) => ({ format, document, mutations })))
}

const isApart = (one: Mutation, other: Mutation): boolean =>
  one.schema !== other.schema && one.words.every((word) => !other.words.includes(word))

function documentOf({ documents }: LoadedFormat, name: string): OpenApi {
  const document = documents.get(name)
  if (document === undefined) throw new Error(`no document ${name}`)
  return document
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
