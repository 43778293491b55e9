import { isList, isObject, parsed, typesOf } from './json.ts'
import type { Names } from './names.ts'

/** A case that cannot be judged because it is wrong itself: no fault of the gateway. */
export class CaseError extends Error {
  override readonly name = 'CaseError'
}

/** What stands in an expectation where the other side is free. */
export interface Matcher {
  readonly name: MatcherName
  readonly value: unknown
}
export type MatcherName = (typeof matcherNames)[number]
export const matcherNames = ['$any', '$type', '$absent', '$pattern', '$json', '$some', '$bind'] as const

/**
 * The matcher that a value of an expectation is, or null. Throws a {@link CaseError} where an object looks like a matcher and is none.
 */
export function matcherOf(expected: unknown): Matcher | null {
  if (!isObject(expected)) return null
  const [first, ...others] = Object.entries(expected)
  if (first === undefined || !first[0].startsWith('$') || schemaWords.has(first[0])) return null
  const name = matcherNames.find((known) => known === first[0])
  if (name === undefined) throw new CaseError(`${first[0]} is no matcher`)
  if (others.length > 0) throw new CaseError(`${name} stands beside ${others.map(([other]) => other).join(', ')}`)
  const fault = faultOf(name, first[1])
  if (fault !== null) throw new CaseError(`${name} ${fault}`)
  return { name, value: first[1] }
}

/** JSON Schema has words of its own that begin alike. */
const schemaWords: ReadonlySet<string> = new Set([
  '$ref',
  '$defs',
  '$schema',
  '$id',
  '$anchor',
  '$comment',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$vocabulary',
])

function faultOf(name: MatcherName, value: unknown): string | null {
  const words = isList(value) ? value : [value]
  if (name === '$json' || name === '$some') return null
  if (name === '$type') return words.every((it) => typeof it === 'string' && jsonTypes.has(it)) ? null : 'names no JSON type'
  if (typeof value !== 'string' || value === '') return 'is not followed by a text'
  if (name !== '$pattern') return null
  try {
    void new RegExp(value, 'u')
    return null
  } catch {
    return `is no regular expression: ${value}`
  }
}

const jsonTypes: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** What a matcher asks for, in words: `a value of type string`. */
export function asks({ name, value }: Matcher, names: Names): string {
  switch (name) {
    case '$any':
      return 'any value'
    case '$type':
      return `a value of type ${isList(value) ? value.join(' or ') : String(value)}`
    case '$absent':
      return 'no value'
    case '$pattern':
      return `a text that matches /${String(value)}/`
    case '$json':
      return `a string that holds the JSON ${JSON.stringify(value)}`
    case '$some':
      return `a list with an item like ${JSON.stringify(value)}`
    case '$bind': {
      const known = names.get(String(value))
      return known === undefined
        ? `a string, to be remembered as '${String(value)}'`
        : `${JSON.stringify(known)}, remembered as '${String(value)}'`
    }
  }
}

/** Whether a matcher other than `$json` and `$some`, whose values hold expectations of their own, takes a value that is there. Remembers what `$bind` names. */
export function takes({ name, value }: Matcher, received: unknown, names: Names): boolean {
  switch (name) {
    case '$any':
      return true
    case '$type': {
      const types: readonly unknown[] = isList(value) ? value : [value]
      return typesOf(received).some((type) => types.includes(type))
    }
    case '$absent':
      return received === null || received === undefined
    case '$pattern':
      return (typeof received === 'string' || typeof received === 'number') && new RegExp(String(value), 'u').test(String(received))
    case '$some':
      return isList(received)
    case '$json':
      return typeof received === 'string' && parsed(received) !== undefined
    case '$bind':
      return typeof received === 'string' && received !== '' && names.bind(String(value), received) === received
  }
}

/** How often each matcher stands in a value. */
export function countIn(value: unknown, counts: Map<string, number>): void {
  if (isList(value)) for (const item of value) countIn(item, counts)
  if (!isObject(value)) return
  const matcher = matcherOf(value)
  if (matcher) counts.set(matcher.name, (counts.get(matcher.name) ?? 0) + 1)
  for (const member of Object.values(value)) countIn(member, counts)
}
