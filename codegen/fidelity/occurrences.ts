import { type Facts, type Shape, type Type, type Union, membersOf, namesIn } from '../facts.ts'
import type { FormatFacts } from '../format-facts.ts'
import { keyOf } from './member.ts'

/** Collects the keys of the members that a value holds which crosses the wire as `role`; null says nothing, and counts for nothing. */
export type Observe = (role: string, value: unknown, found: Set<string>) => void

/** A collector of what occurs in documents of a format. Matchers of expected files (`{ "$any": … }`) stand for a value that nobody names. */
export function observer({ facts, unions, enums, byDocument }: FormatFacts): Observe {
  const apart = namedApart(byDocument, facts)
  const unionsAt = new Map<string, Union[]>()
  for (const union of unions) {
    const place = union.name.replace(/\.items$/, '')
    unionsAt.set(place, [...(unionsAt.get(place) ?? []), union])
  }
  const enumsAt = new Map(enums.map((each) => [each.name, each.values]))

  const aliasesIn = (type: Type): readonly string[] => chosenAmong(type).filter((name) => facts.aliases.has(name))

  return (role, value, found) => {
    const type = facts.roots.get(role)
    if (type !== undefined) visit(value, type, '')

    function visit(raw: unknown, type: Type, place: string): void {
      const at = unwrapped(raw)
      if (typeof at === 'string') return told(at, type, place)
      if (Array.isArray(at)) {
        const items = membersOf(type, facts.aliases).flatMap((member) => (member.kind === 'array' ? [member.items] : []))
        for (const item of at) for (const each of items) visit(item, each, named(type, place))
        return
      }
      if (!isRecord(at)) return
      const members = membersOf(type, facts.aliases)
      const shape = closest(
        members.flatMap((member) => (member.kind === 'ref' ? (facts.shapes.get(member.name) ?? []) : [])),
        at,
      )
      if (shape !== undefined) {
        chosen(shape, at, type, place)
        fieldsOf(shape, at)
        return
      }
      for (const member of members)
        if (member.kind === 'map') for (const each of Object.values(at)) visit(each, member.values, named(type, place))
    }

    function fieldsOf(shape: Shape, at: Wire): void {
      for (const field of shape.fields) {
        const inner = unwrapped(at[field.name])
        if (inner === undefined || inner === null) continue
        found.add(keyOf({ kind: 'field', of: shape.name, name: field.name }))
        visit(inner, field.type, `${shape.name}.${field.name}`)
      }
    }

    /** Marks the arm of every union on the way to the shape: the one of the place, and named ones inside it. */
    function chosen(shape: Shape, at: Wire, type: Type, place: string): void {
      for (const union of unionsAt.get(place) ?? []) {
        const arms = union.arms.filter((arm) => arm.shape === shape.name)
        const said = union.tag === undefined ? undefined : at[union.tag]
        const arm = arms.length === 1 ? arms[0] : arms.find(({ tag }) => tag === said)
        if (arm !== undefined) found.add(keyOf({ kind: 'variant', of: union.name, name: arm.tag }))
      }
      for (const alias of [...aliasesIn(type), ...(apart.get(place) ?? [])]) {
        const inner = facts.aliases.get(alias)
        const leads = inner && membersOf(inner.type, facts.aliases).some((member) => member.kind === 'ref' && member.name === shape.name)
        if (leads && alias !== place) chosen(shape, at, inner.type, alias)
      }
    }

    function told(value: string, type: Type, place: string): void {
      if (enumsAt.get(place)?.includes(value)) found.add(keyOf({ kind: 'value', of: place, name: value }))
      for (const alias of aliasesIn(type)) {
        const inner = facts.aliases.get(alias)
        if (inner !== undefined && alias !== place) told(value, inner.type, alias)
      }
    }
  }

  /** Where what a list holds stands: unions and enums inside a named list bear its name. */
  function named(type: Type, place: string): string {
    const alias = aliasesIn(type).find((name) => {
      const inner = facts.aliases.get(name)
      return inner !== undefined && membersOf(inner.type, facts.aliases).some(({ kind }) => kind === 'array' || kind === 'map')
    })
    return alias ?? place
  }
}

/** Names of the types that a type is, or chooses among. */
const chosenAmong = (type: Type): readonly string[] =>
  type.kind === 'ref' ? [type.name] : type.kind === 'union' ? type.of.flatMap(chosenAmong) : []

/** By field, the named unions of its items that single documents have there, and the merged facts have opened. */
function namedApart(documents: FormatFacts['byDocument'], merged: Facts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { shapes, aliases } of documents.values())
    for (const shape of shapes.values())
      for (const field of shape.fields) {
        const now = merged.shapes.get(shape.name)?.fields.find(({ name }) => name === field.name)
        const left = now === undefined ? [] : namesIn(now.type)
        const place = `${shape.name}.${field.name}`
        const gone = namesIn(field.type).filter((name) => aliases.has(name) && merged.aliases.has(name) && !left.includes(name))
        if (gone.length > 0) found.set(place, [...new Set([...(found.get(place) ?? []), ...gone])])
      }
  return found
}

interface Wire {
  readonly [member: string]: unknown
}

const isRecord = (value: unknown): value is Wire => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a matcher of an expected file says about the value: a list with an item, a text of JSON, nothing, or anything. */
function unwrapped(value: unknown): unknown {
  if (!isRecord(value)) return value
  const [first, ...more] = Object.keys(value)
  if (first === undefined || more.length > 0 || !first.startsWith('$')) return value
  if (first === '$some') return [value[first]]
  if (first === '$absent') return undefined
  return true
}

/** The shape that fits an object: none of its constants is contradicted, nothing it needs is missing as far as can be, and it names most of the members. */
function closest(shapes: readonly Shape[], value: Wire): Shape | undefined {
  let best: { readonly shape: Shape; readonly score: number } | undefined
  for (const shape of shapes) {
    const score = fit(shape, value)
    if (score !== undefined && (best === undefined || score > best.score)) best = { shape, score }
  }
  return best?.shape
}

function fit({ fields }: Shape, value: Wire): number | undefined {
  let score = 0
  for (const { name, type, required } of fields) {
    const said = value[name]
    if (said === undefined) score -= required ? 3 : 0
    else if (type.kind === 'literal' && typeof said === 'string' && said !== type.value) return undefined
    else score += type.kind === 'literal' ? 3 : 1
  }
  return score
}
