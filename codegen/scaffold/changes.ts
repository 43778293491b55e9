import { type Facts, type Type, namesIn } from '../facts.ts'
import type { FormatFacts } from '../format-facts.ts'
import { enumsOf, unionsOf } from '../unions.ts'

/** Something that changed below a decision which stands as it did: a fate table shows it by no key. */
export interface Changed {
  /** The table: a shape, a union or an enum. */
  readonly name: string
  /** The field, arm or value; absent where it is about the whole. */
  readonly key?: string
  readonly what: string
}

/**
 * What changed from one state of a format's documents to another without giving or taking a key of a fate table: types,
 * requiredness, tags, what a shape decided as a whole holds, and which document knows what.
 */
export function changedFacts(before: FormatFacts, after: FormatFacts): readonly Changed[] {
  const found = new Map<string, Changed & { readonly documents: string[] }>()
  for (const [document, now] of after.byDocument) {
    const old = before.byDocument.get(document)
    if (old === undefined) continue
    for (const changed of [...fields(old, now), ...types(old, now), ...members(old, now, after.slice.pseudoTags)]) {
      if (changed.added !== undefined && showsInTable(changed, before, after)) continue
      const { name, key, what } = changed
      const id = JSON.stringify([name, key, what])
      const known = found.get(id)
      if (known) known.documents.push(document)
      else found.set(id, { name, ...(key === undefined ? {} : { key }), what, documents: [document] })
    }
  }
  const all = after.byDocument.size
  return [...found.values()].map(({ documents, what, ...place }) => ({
    ...place,
    what: documents.length === all ? what : `${what} (${documents.join(', ')})`,
  }))
}

type Found = Changed & { readonly owner: string; readonly added?: 'new' | 'gone' }

/** Whether a table of the core gains or loses the key, so that the table itself tells. */
const showsInTable = (found: Found, before: FormatFacts, after: FormatFacts): boolean =>
  (before.core.has(found.owner) || after.core.has(found.owner)) && hasKey(found, before) !== hasKey(found, after)

function hasKey({ name, key = '' }: Found, { facts, unions, enums }: FormatFacts): boolean {
  const fieldNames = facts.shapes.get(name)?.fields.map((field) => field.name)
  const arms = unions.find((union) => union.name === name)?.arms.map(({ tag }) => tag)
  const values = enums.find((each) => each.name === name)?.values
  return [fieldNames, arms, values].some((keys) => keys?.includes(key) === true)
}

function fields(old: Facts, now: Facts): readonly Found[] {
  return [...shapesOfBoth(old, now)].flatMap(([name, one, other]) => {
    const [was, is] = [new Map(one.fields.map((each) => [each.name, each])), new Map(other.fields.map((each) => [each.name, each]))]
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): Found[] => {
      const [a, b] = [was.get(key), is.get(key)]
      const place = { owner: name, name, key }
      if (a === undefined) return [{ ...place, what: 'is new', added: 'new' }]
      if (b === undefined) return [{ ...place, what: 'is gone', added: 'gone' }]
      return [
        ...(a.required === b.required ? [] : [{ ...place, what: b.required ? 'must be there' : 'can be absent' }]),
        ...(a.nullable === b.nullable ? [] : [{ ...place, what: b.nullable ? 'can be null' : 'can no longer be null' }]),
        ...retyped(spelled(a.type, old), spelled(b.type, now)).map((what) => ({ ...place, what })),
      ]
    })
  })
}

function* shapesOfBoth(old: Facts, now: Facts) {
  for (const [name, other] of now.shapes) {
    const one = old.shapes.get(name)
    if (one !== undefined) yield [name, one, other] as const
  }
}

/** Named types that are no shapes, and what crosses the wire. */
function types(old: Facts, now: Facts): readonly Found[] {
  const named = (facts: Facts): readonly (readonly [string, Type])[] => [
    ...[...facts.aliases.values()].map(({ name, type }) => [name, type] as const),
    ...facts.roots,
  ]
  const was = new Map(named(old))
  return named(now).flatMap(([name, type]) => {
    const before = was.get(name)
    return before === undefined ? [] : retyped(spelled(before, old), spelled(type, now)).map((what) => ({ owner: name, name, what }))
  })
}

/** Arms and values, which have tables of their own, and tags. */
function members(old: Facts, now: Facts, pseudoTags: Readonly<Record<string, string>>): readonly Found[] {
  const unions = new Map(unionsOf(old, pseudoTags).map((union) => [union.name, union]))
  const enums = new Map(enumsOf(old).map((each) => [each.name, each.values]))
  return [
    ...unionsOf(now, pseudoTags).flatMap(({ name, owner, tag, arms }): Found[] => {
      const was = unions.get(name)
      if (was === undefined) return []
      const keys = keyChanges(
        was.arms.map((arm) => arm.tag),
        arms.map((arm) => arm.tag),
      )
      const moved = arms.flatMap((arm): Found[] => {
        const shape = was.arms.find((each) => each.tag === arm.tag)?.shape
        return shape === undefined || shape === arm.shape ? [] : [{ owner, name, key: arm.tag, what: `was ${shape}, is ${arm.shape}` }]
      })
      return [
        ...keys.map((each) => ({ owner, name, ...each })),
        ...moved,
        ...(was.tag === tag ? [] : [{ owner, name, what: `was told apart by ${was.tag ?? 'shape'}, is by ${tag ?? 'shape'}` }]),
      ]
    }),
    ...enumsOf(now).flatMap(({ name, owner, values }) => {
      const was = enums.get(name)
      return was === undefined ? [] : keyChanges(was, values).map((each) => ({ owner, name, ...each }))
    }),
  ]
}

const keyChanges = (was: readonly string[], is: readonly string[]) => [
  ...is.filter((key) => !was.includes(key)).map((key) => ({ key, what: 'is new', added: 'new' as const })),
  ...was.filter((key) => !is.includes(key)).map((key) => ({ key, what: 'is gone', added: 'gone' as const })),
]

const retyped = (was: string, is: string): readonly string[] => (was === is ? [] : [`was ${was}, is ${is}`])

/** A type in one line; values of closed enums and shapes of unions have lines of their own. */
function spelled(type: Type, facts: Facts): string {
  switch (type.kind) {
    case 'literal':
      return JSON.stringify(type.value)
    case 'open':
      return `open(${[...type.known].sort().join(' | ')})`
    case 'array':
      return `${spelled(type.items, facts)}[]`
    case 'map':
      return `{ [name]: ${spelled(type.values, facts)} }`
    case 'ref':
      return type.name
    case 'union': {
      const shapes = type.of.filter((member) => namesIn(member).some((name) => member.kind === 'ref' && facts.shapes.has(name)))
      const rest = type.of.filter((member) => shapes.length < 2 || !shapes.includes(member)).map((member) => spelled(member, facts))
      return [...(shapes.length < 2 ? [] : ['shapes']), ...rest].sort().join(' | ')
    }
    default:
      return type.kind
  }
}
