import type { Violation } from './format.ts'
import { below, members } from './pointer.ts'

/** A validator generated from a specification, with what its last call found. It stops at the first fault. */
export interface Validate {
  (data: unknown): boolean
  errors?: readonly Found[] | null
}

interface Found {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** What a validator finds wrong with a value, null where nothing. */
export function violationOf(validate: Validate, value: unknown): Violation | null {
  if (validate(value)) return null
  const found = (validate.errors ?? []).find(({ keyword }) => !combining.has(keyword))
  return { path: found?.instancePath ?? '', why: found?.message ?? 'is not valid' }
}

/**
 * What a validator finds wrong with a value, in full (VAL-1): what is at fault is replaced by something of the kind that is asked
 * for, and the whole is looked at again. It ends at 20 faults, or at one that cannot be mended so.
 */
export function violationsOf(validate: Validate, value: unknown): readonly Violation[] {
  if (validate(value)) return []
  const rest: unknown = structuredClone(value)
  const told: Violation[] = []
  const mended = new Set<string>()
  for (let turn = 0; turn < mostCounted && told.length < mostTold && !validate(rest); turn++) {
    const found = (validate.errors ?? []).find(({ keyword }) => !combining.has(keyword))
    const path = found?.instancePath ?? ''
    if (!mended.has(path)) told.push({ path, why: found?.message ?? 'is not valid' })
    if (!found || !mend(rest, found, mended)) break
  }
  return told
}

const mostTold = 20

/** Puts something valid where a fault was found, as far as the fault tells what; false where it does not. */
function mend(document: unknown, { instancePath, keyword, params }: Found, mended: Set<string>): boolean {
  const names = members(instancePath)
  const missing = params['missingProperty']
  if (keyword === 'required' && typeof missing === 'string') {
    const holder = names.reduce<unknown>(inside, document)
    mended.add(below(instancePath, missing))
    return typeof holder === 'object' && holder !== null && Reflect.set(holder, missing, null)
  }
  const last = names.pop()
  const holder = names.reduce<unknown>(inside, document)
  const allowed: unknown = params['allowedValues']
  const value =
    keyword === 'enum' && Array.isArray(allowed)
      ? (allowed[0] as unknown)
      : keyword === 'const'
        ? params['allowedValue']
        : empty[String([params['type']].flat()[0])]
  mended.add(instancePath)
  return (
    last !== undefined &&
    value !== undefined &&
    typeof holder === 'object' &&
    holder !== null &&
    Reflect.set(holder, last, structuredClone(value))
  )
}

/** Something of each type that a schema may ask for. */
const empty: { readonly [type: string]: unknown } = {
  string: 'x',
  number: 1,
  integer: 1,
  boolean: false,
  array: [],
  object: {},
  null: null,
}

const inside = (value: unknown, member: string): unknown =>
  typeof value === 'object' && value !== null ? (value as { readonly [member: string]: unknown })[member] : undefined

/**
 * How many members and values of a document its closed validator does not know (VAL-2). Each is taken out, as is what is merely
 * wrong, and the whole is looked at again. A block of an unknown type is one, with all that is in it.
 */
export function unknownIn(validate: Validate, value: unknown): number {
  let rest = value
  let news: string[] = []
  for (let turn = 0; turn < mostCounted && !validate(rest); turn++) {
    const errors = (validate.errors ?? []).filter(({ keyword }) => !combining.has(keyword))
    // Of a union without a tag, the member that the value is meant for finds its fault further in.
    const [newest] = errors.filter(isNews).sort((a, b) => placeOf(b).length - placeOf(a).length)
    const found = newest ?? errors[0]
    const place = found ? placeOf(found) : []
    const at = place.reduce(below, '')
    // Members are found before their tag is.
    if (newest) news = [...news.filter((each) => !each.startsWith(`${at}/`)), at]
    if (place.length === 0) break
    rest = without(rest, place)
  }
  return news.length
}

/** So many tell that the specification is old, or the document none of it. */
const mostCounted = 100
/** What is said by the branches themselves. */
const combining: ReadonlySet<string> = new Set(['if', 'anyOf', 'oneOf', 'allOf'])
/** Members, tags and values that came after the specification. */
const newer: ReadonlySet<string> = new Set(['additionalProperties', 'enum', 'const', 'discriminator'])

/** A tag that is no text is no news. */
const isNews = ({ keyword, params }: Found): boolean => newer.has(keyword) && params['error'] !== 'tag'

/** Path of what is at fault: of a member that is too much, or of the object where its tag is. */
function placeOf({ instancePath, keyword, params }: Found): readonly string[] {
  const at = members(instancePath)
  const surplus = params['additionalProperty']
  if (typeof surplus === 'string') return [...at, surplus]
  return newer.has(keyword) && at.at(-1) === 'type' ? at.slice(0, -1) : at
}

/** The value without what is at the path; all that is beside the path is shared. */
function without(value: unknown, [first = '', ...more]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const index = Number(first)
    return more.length === 0 ? value.toSpliced(index, 1) : value.with(index, without(value[index], more))
  }
  const { [first]: found, ...rest } = value as { readonly [member: string]: unknown }
  return more.length === 0 ? rest : { ...rest, [first]: without(found, more) }
}
