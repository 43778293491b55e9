import type { Violation } from './format.ts'
import { members } from './pointer.ts'

/** A validator generated from a specification, with what its last call found. It stops at the first fault. */
interface Validate {
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

/** How many members and values of a document its closed validator does not know (VAL-2). */
export function unknownIn(validate: Validate, value: unknown): number {
  const rest: unknown = structuredClone(value)
  let count = 0
  while (count < mostCounted && !validate(rest)) {
    const found = (validate.errors ?? []).find(({ keyword }) => newer.has(keyword))
    if (!found) break
    count++
    const member = found.params['additionalProperty']
    if (typeof member !== 'string' || !removed(rest, [...members(found.instancePath), member])) break
  }
  return count
}

/** So many tell that the specification is old, or the document none of it. */
const mostCounted = 100
/** What is said by the branches themselves. */
const combining: ReadonlySet<string> = new Set(['if', 'anyOf', 'oneOf', 'allOf'])
/** Members, tags and values that came after the specification. */
const newer: ReadonlySet<string> = new Set(['additionalProperties', 'enum', 'const', 'discriminator'])

function removed(from: unknown, [first = '', ...more]: readonly string[]): boolean {
  if (typeof from !== 'object' || from === null) return false
  if (more.length > 0) return removed((from as { readonly [member: string]: unknown })[first], more)
  return Reflect.deleteProperty(from, first)
}
