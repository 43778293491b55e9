import type { Change } from '../diff/change.ts'
import type { RawCount } from '../diff/diff.ts'
import { driftOf } from '../drift/drift.ts'
import type { FormatFacts } from '../format-facts.ts'
import { type Marked, scaffoldStep } from './tables.ts'
import { type Deciding, type Taken, takeStep } from './taken.ts'

/** From one version of a format's documents to the next. */
export interface Step {
  readonly format: string
  readonly changes: readonly Change[]
  readonly raw: readonly RawCount[]
  readonly marked: Marked
  /** Roots that the report lists twice, or that stand below another one. */
  readonly repeated: readonly string[]
  /** What the scaffolder marks in tables that stand, and no root of the report names or brings along. */
  readonly unnamed: readonly string[]
  /** Added members of decided shapes, unions and enums that the report lists, and the scaffolder does not mark. */
  readonly unmarked: readonly string[]
  /** The step taken with decisions; absent where nobody decides for the format. */
  readonly taken?: Taken
  /** Milliseconds. */
  readonly took: { readonly drift: number; readonly scaffold: number }
}

/**
 * Reports the drift of a step, scaffolds on the older tables, and holds the one against the other; with somebody to decide it
 * takes the step as well.
 */
export function stepOf(before: FormatFacts, after: FormatFacts, deciding?: Deciding): Step {
  const start = performance.now()
  const { changes, raw } = driftOf(before, after, [], null)
  const between = performance.now()
  const marked = scaffoldStep(before, after)
  const took = { drift: between - start, scaffold: performance.now() - between }
  const added = changes.filter(({ kind }) => kind.endsWith(' added'))
  const names = new Set(added.flatMap(({ owner, name }) => [`${owner}.${name}`, name]))
  return {
    format: after.format,
    changes,
    raw,
    marked,
    repeated: repeatedOf(added),
    unnamed: marked.added.filter((key) => !names.has(key) && !names.has(tagOf(key.slice(key.lastIndexOf('.') + 1), after))),
    unmarked: added
      .filter((change) => isDecidedAlone(change, after) && !isDecidedAlone(change, before))
      .flatMap((change) => (isMarked(change, marked) ? [] : [keyOf(change)])),
    ...(deciding === undefined ? {} : { taken: takeStep(before, after, deciding) }),
    took,
  }
}

/** Arms without a common tag are keyed by the name of their shape. */
function tagOf(arm: string, { facts }: FormatFacts): string {
  const type = facts.shapes.get(arm)?.fields.find(({ name }) => name === 'type')?.type
  return type?.kind === 'literal' ? String(type.value) : arm
}

const keyOf = ({ owner, name }: Change): string => `${owner}.${name}`

function repeatedOf(added: readonly Change[]): readonly string[] {
  const keys = added.map(({ kind, owner, name }) => `${kind} ${owner}.${name}`)
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  const places = added.flatMap(({ kind, name, reach }) =>
    kind === 'value added' ? [] : reach.map(({ root, path }) => ({ name, place: `${root} ${path}` })),
  )
  const below = added.filter(({ reach }) =>
    reach.every(({ root, path }) => places.some(({ place }) => `${root} ${path}` !== place && startsBelow(`${root} ${path}`, place))),
  )
  return [...twice, ...below.map(keyOf)]
}

const startsBelow = (path: string, around: string): boolean => path.startsWith(around) && /^[.<[{]/.test(path.slice(around.length))

/** Whether tables of the core have a key for a member; the earlier ones have it already for what the beta surface had. */
function isDecidedAlone({ kind, owner, name, open }: Change, { core, facts, enums, unions }: FormatFacts): boolean {
  if (kind === 'field added') return core.has(owner) && facts.shapes.get(owner)?.fields.some((field) => field.name === name) === true
  if (kind === 'value added')
    return !open && enums.some((each) => each.name === owner && core.has(each.owner) && each.values.includes(name))
  if (kind !== 'variant added') return false
  return unions.some((each) => each.name === owner && core.has(each.owner) && each.arms.some(({ tag }) => tag === name))
}

const isMarked = (change: Change, { added, tables }: Marked): boolean => added.includes(keyOf(change)) || tables.includes(change.owner)
