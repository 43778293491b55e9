import type { Change, Reach } from '../diff/change.ts'
import type { Facts } from '../facts.ts'
import type { Codecs, ToldLoss } from './codecs.ts'
import { meet, type Met } from './probe.ts'
import { sampleAt, type Wanted } from './sample.ts'

/** What happens at run time to what a change brings, as long as nobody has decided on it. */
export interface Outcome {
  readonly root: string
  readonly kind: 'told' | 'refused' | 'untold' | 'not met'
  readonly text: string
}

/**
 * Finds out by trying: the least document that has the new thing is translated by the codecs as they are, and once more
 * without it. What only the first one loses is what becomes of the new thing.
 */
export function outcomeOf(format: string, change: Change, { root, path }: Reach, after: Facts, codecs: Codecs | null): Outcome {
  const wanted = wantedOf(change)
  if (wanted === null) return { root, kind: 'not met', text: unmet(change, root) }
  const type = after.roots.get(root)
  const attempt = (trial: Trial): Met | null | undefined => {
    const place = trial.kind === 'parent' ? parentOf(path) : path
    // A stream without an event of the kind is one with no event tried out.
    const isNone = trial.kind === 'parent' && place === ''
    const sample = type === undefined ? undefined : isNone ? null : sampleAt(after, type, place, trial.wanted)
    return codecs === null ? null : sample === undefined ? undefined : meet(codecs, format, root, sample)
  }
  const tried = attempt(wanted)
  if (tried === undefined) return { root, kind: 'not met', text: 'not tried: no document could be made that has it' }
  if (tried === null)
    return { root, kind: 'not met', text: unread.get(root) ?? 'no codec reads or writes it; bytes of the same format pass untouched' }
  if (tried.broken !== null) return { root, kind: 'refused', text: `the codec breaks over it (${tried.broken})` }
  const bare = change.kind === 'variant added' ? parent : at({ kind: 'absent' })
  const { kind, text } = judged(tried, attempt(withoutOf(change)), [attempt(bare), attempt(bare)])
  return { root, kind, text: [text, ...traces(format, root, change, kind)].join('; ') }
}

/** Roots that no provider is asked for. */
const unread = new Map([['model', 'no provider is asked for a single model: the gateway answers from the lists']])

/** Which file reads what is not translated with a record of losses. */
const readers = new Map([
  ['error', 'fault.ts'],
  ['modelList', 'models.ts'],
  ['countTokensResponse', 'tokens.ts'],
])

const counters = new Map([
  ['request', 'validation.unknown'],
  ['response', 'validation.unknownInAnswer'],
  ['event', 'validation.unknownInAnswer'],
])

/** Where to look for what leaves no loss. */
function traces(format: string, root: string, change: Change, kind: Outcome['kind']): readonly string[] {
  const reader = readers.get(root)
  if (reader !== undefined) return [`src/formats/${format}/${reader} reads it`]
  const counter = counters.get(root)
  const isCounted = kind === 'untold' && change.kind.endsWith('added') && !change.open
  return isCounted && counter !== undefined
    ? [`a gateway with the earlier documents counts it, in the exchanges of its sample, in ${counter}`]
    : []
}

interface Trial {
  readonly kind: 'path' | 'parent'
  readonly wanted: Wanted
}

const parent: Trial = { kind: 'parent', wanted: { kind: 'absent' } }

const at = (wanted: Wanted): Trial => ({ kind: 'path', wanted })

function wantedOf({ kind, name }: Change): Trial | null {
  switch (kind) {
    case 'field added':
    case 'variant added':
    case 'retyped':
      return at({ kind: 'least' })
    case 'value added':
      return at({ kind: 'value', value: name })
    case 'optional':
      return at({ kind: 'absent' })
    case 'nullable':
      return at({ kind: 'null' })
    case 'field removed':
    case 'variant removed':
    case 'value removed':
    case 'required':
    case 'not nullable':
    case 'retagged':
    case 'root added':
    case 'root removed':
      return null
  }
}

/** The same document without what is new. */
const withoutOf = ({ kind }: Change): Trial => {
  if (kind === 'field added') return at({ kind: 'absent' })
  if (kind === 'variant added') return parent
  return at({ kind: 'least' })
}

const parentOf = (path: string): string => path.replace(/(?:\[\])?<[^>]*>$/, '')

/** `bare` is what becomes of the document without the place, twice: what differs between the two is left to chance. */
function judged(tried: Met, plain: Met | null | undefined, bare: readonly (Met | null | undefined)[]): Pick<Outcome, 'kind' | 'text'> {
  const known = new Set(plain?.losses.map(keyOf))
  const fresh = tried.losses.filter((loss) => !known.has(keyOf(loss)))
  const refusing = fresh.find(({ level }) => level === 'never' || level === 'reject')
  if (refusing !== undefined) return { kind: 'refused', text: `refused: ${refusing.path} ${refusing.why} (${refusing.rule})` }
  if (tried.refused !== null && plain?.refused === null) return { kind: 'refused', text: `refused: ${tried.refused}` }
  if (fresh.length > 0) return { kind: 'told', text: [...new Set(fresh.map(lossText))].join('; ') }
  const [first, second] = bare.map((each) => each?.written)
  if (first === tried.written) return { kind: 'untold', text: 'as if it were not there, and no loss tells of it' }
  return { kind: 'untold', text: first === second ? 'taken over, without a loss' : 'no loss tells of it' }
}

const keyOf = ({ path, rule, level }: ToldLoss): string => `${path} ${rule} ${level}`

const lossText = ({ fate, level, rule, why }: ToldLoss): string =>
  `${fate === 'carried' ? 'kept towards its own format, left out elsewhere' : fate} with a loss (${level}, ${rule}: ${why})`

function unmet({ kind }: Change, root: string): string {
  const writes = /request$/i.test(root) ? 'the provider may refuse what we write' : 'clients may not expect what we write'
  switch (kind) {
    case 'field removed':
      return `read as absent where it no longer comes; ${writes} as before`
    case 'required':
    case 'not nullable':
      return `reading goes on as before; ${writes} without it`
    case 'variant removed':
    case 'value removed':
      return `reading goes on as before; ${writes} as before`
    default:
      return 'reading goes on by the tags it knows'
  }
}
