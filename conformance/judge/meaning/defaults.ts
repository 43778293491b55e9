import { isList, isNothing, isObject, parsed, without, type Wire } from '../json.ts'
import { matcherOf } from '../matchers.ts'

/** A member that may be left out, and the value that says the same as leaving it out. */
export type Defaults = { readonly [member: string]: (value: unknown, owner: Wire) => boolean }

export const is =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value)

export const isEmpty = (value: unknown): boolean => isList(value) && value.length === 0

/** An object without members that are null and without those that only say what holds anyway. */
export const stripped = (object: Wire, defaults: Defaults): Wire =>
  without(object, (member, value) => isNothing(value) || (Object.hasOwn(defaults, member) && defaults[member]?.(value, object) === true))

/** Content as a list of parts: a string, or a matcher of strings, is one text part. */
export function parts(content: unknown): unknown {
  if (typeof content === 'string' || matchesText(content)) return [{ type: 'text', text: content }]
  return content
}

/** Whether a value of an expectation is a matcher that takes strings alone. */
function matchesText(value: unknown): boolean {
  const matcher = matcherOf(value)
  if (!matcher) return false
  return matcher.name === '$pattern' || matcher.name === '$json' || matcher.name === '$bind' || matcher.value === 'string'
}

/** Applies a change to every item of a list that is an object and no matcher. */
export const each = (items: unknown, change: (item: Wire) => Wire): unknown =>
  isList(items) ? items.map((item) => (isObject(item) && !matcherOf(item) ? change(item) : item)) : items

/** Applies a change to a member, where it is there. */
export const changed = (object: Wire, member: string, change: (value: unknown) => unknown): Wire =>
  Object.hasOwn(object, member) && !isNothing(object[member]) ? { ...object, [member]: change(object[member]) } : object

/** Applies a change to an object that is no matcher. */
export const inside = (value: unknown, change: (object: Wire) => unknown): unknown =>
  isObject(value) && !matcherOf(value) ? change(value) : value

/** Places that hold somebody else's JSON, in which null is a value: inputs of tools, and schemas. */
export const isForeign = (path: string): boolean => /\/(input|input_schema|parameters|schema|metadata)\//.test(path)

/** JSON as text that an expectation writes out: only its value counts. */
export function asJson(text: unknown): unknown {
  if (typeof text !== 'string') return text
  const value = parsed(text)
  return value === undefined ? text : { $json: value }
}

/** Whether all parts are literal texts with no further member, so that a join of them can be told. */
export function literalTexts(content: unknown): readonly string[] | null {
  if (!isList(content)) return null
  const texts = content.map((part) =>
    isObject(part) && textTypes.has(part['type']) && Object.keys(part).length === 2 ? part['text'] : null,
  )
  return texts.every((text) => typeof text === 'string') ? texts : null
}

const textTypes: ReadonlySet<unknown> = new Set(['text', 'input_text'])

/**
 * What is received, arranged as the expectation has it where both hold the same instructions: how several texts are
 * divided into parts is not documented to matter, as long as a line end or a part divides them.
 */
export function arranged(expected: unknown, received: unknown): unknown {
  const wanted = literalTexts(expected)
  const texts = literalTexts(received)
  if (!wanted || !texts || wanted.length === texts.length) return received
  return joined(wanted) === joined(texts) ? expected : received
}

const joined = (texts: readonly string[]): string => texts.join('\n').replaceAll(/\n+/g, '\n').trim()
