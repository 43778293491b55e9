/** A JSON object of the wire. */
export type Wire = { readonly [member: string]: unknown }

export const isObject = (value: unknown): value is Wire => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** The value that a text stands for; undefined where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** The JSON types of a value: a whole number is an integer and a number. */
export function typesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return ['null']
  if (isList(value)) return ['array']
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number']
  return [typeof value]
}

/** An RFC 6901 pointer one step further. */
export const at = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** A value as a report shows it: its JSON on one line, cut where it is long. */
export function shown(value: unknown): string | null {
  if (value === undefined) return null
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}

const longest = 400

/** The members of an object that are said: null and undefined say nothing. */
export const without = (object: Wire, said: (member: string, value: unknown) => boolean): Wire =>
  Object.fromEntries(Object.entries(object).filter(([member, value]) => !said(member, value)))

export const isNothing = (value: unknown): boolean => value === null || value === undefined
