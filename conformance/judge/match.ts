import { at, isList, isNothing, isObject, parsed, shown, type Wire } from './json.ts'
import { asks, matcherOf, takes } from './matchers.ts'
import type { Names } from './names.ts'

/** One place where a message is not as expected. */
export interface Mismatch {
  /** RFC 6901 pointer into what was received. */
  readonly path: string
  readonly expected: string | null
  readonly received: string | null
  /** One sentence that names the member. */
  readonly message: string
}

export interface Matching {
  readonly names: Names
  /** Whether a member that is said and that nobody expected is a mismatch; always, where not given. */
  readonly reads?: (path: string, owner: Wire, member: string) => boolean
  /** Whether null is a value of its own at a place, as it is in a tool's input; nowhere, where not given. */
  readonly exact?: (path: string) => boolean
  /** Whether the expectation holds values alone: matchers are then plain objects. */
  readonly literal?: boolean
}

/** Every place where `received` is not as `expected` says, in the order of the expectation. */
export function mismatches(expected: unknown, received: unknown, matching: Matching, base = ''): Mismatch[] {
  return [...walk(expected, received, base, matching)]
}

function* walk(expected: unknown, received: unknown, path: string, matching: Matching): Generator<Mismatch> {
  const matcher = matching.literal === true ? null : matcherOf(expected)
  if (matcher?.name === '$json' && typeof received === 'string') {
    const value = parsed(received)
    if (value === undefined) yield mismatch(path, shown(expected), received, `${called(path)} holds no whole JSON`)
    else yield* walk(matcher.value, value, path, { names: matching.names, exact: () => true })
    return
  }
  if (matcher?.name === '$some' && isList(received)) {
    const index = received.findIndex((item) => fits(matcher.value, item, matching))
    if (index === -1) yield mismatch(path, shown(expected), received, `${called(path)} is not ${asks(matcher, matching.names)}`)
    else yield* walk(matcher.value, received[index], at(path, index), matching)
    return
  }
  if (matcher) {
    if (matcher.name === '$any' ? received !== undefined : takes(matcher, received, matching.names)) return
    const wrong =
      received === undefined
        ? 'is missing'
        : matcher.name === '$absent'
          ? 'is there although it must not be'
          : `is not ${asks(matcher, matching.names)}`
    yield mismatch(path, shown(expected), received, `${called(path)} ${wrong}`)
    return
  }
  if (isObject(expected) && isObject(received)) yield* members(expected, received, path, matching)
  else if (isList(expected) && isList(received)) yield* items(expected, received, path, matching)
  else if (isNothing(expected) && isNothing(received) && (expected === received || matching.exact?.(path) !== true)) return
  else if (received === undefined) yield mismatch(path, shown(expected), undefined, `${called(path)} is missing`)
  else if (expected !== received)
    yield mismatch(path, shown(expected), received, `${called(path)} is ${said(received)} where ${said(expected)} is expected`)
}

function* members(expected: Wire, received: Wire, path: string, matching: Matching): Generator<Mismatch> {
  for (const [member, value] of Object.entries(expected)) {
    const there = Object.hasOwn(received, member) ? received[member] : undefined
    yield* walk(value, there, at(path, member), matching)
  }
  for (const [member, value] of Object.entries(received)) {
    if (Object.hasOwn(expected, member) || (isNothing(value) && matching.exact?.(at(path, member)) !== true)) continue
    if (matching.reads && !matching.reads(path, received, member)) continue
    yield mismatch(at(path, member), null, value, `${called(at(path, member))} is there although nobody asked for it`)
  }
}

/** Items by their place; where a list has one more or one less, the others are compared with those that they stand for. */
function* items(expected: readonly unknown[], received: readonly unknown[], path: string, matching: Matching): Generator<Mismatch> {
  let place = 0
  for (const [index, value] of expected.entries()) {
    const later = expected.slice(index + 1)
    const tooMany = received.length - place - later.length - 1
    const extras = tooMany > 0 ? extraBefore(value, received.slice(place, place + tooMany + 1), matching) : 0
    for (const end = place + extras; place < end; place += 1) yield surplus(place)
    if (tooMany < 0 && isLost(value, later, received.slice(place), matching)) {
      yield mismatch(
        at(path, place),
        shown(value),
        undefined,
        `${called(at(path, place))} is missing: ${counted(path, received, expected)}`,
      )
      continue
    }
    yield* walk(value, received[place], at(path, place), matching)
    place += 1
  }
  for (; place < received.length; place += 1) yield surplus(place)

  function surplus(index: number): Mismatch {
    const where = called(at(path, index))
    return mismatch(at(path, index), null, received[index], `${where} is one too many: ${counted(path, received, expected)}`)
  }
}

/** How many items stand before the one that fits, none where none does. */
const extraBefore = (value: unknown, candidates: readonly unknown[], matching: Matching): number =>
  Math.max(
    0,
    candidates.findIndex((item) => fits(value, item, matching)),
  )

/** Whether an item has nothing that stands for it: the next one received is another's, or there is none. */
function isLost(value: unknown, later: readonly unknown[], [next, ...others]: readonly unknown[], matching: Matching): boolean {
  if (next === undefined && others.length === 0) return true
  return !fits(value, next, matching) && later.some((other) => fits(other, next, matching))
}

/** Whether a value matches, without remembering anything. */
const fits = (expected: unknown, received: unknown, matching: Matching): boolean =>
  walk(expected, received, '', { ...matching, names: matching.names.copy() }).next().done === true

const counted = (path: string, received: readonly unknown[], expected: readonly unknown[]): string =>
  `${called(path)} has ${received.length} where ${expected.length} are expected`

const mismatch = (path: string, expected: string | null, received: unknown, message: string): Mismatch => ({
  path,
  expected,
  received: shown(received),
  message,
})

const called = (path: string): string => (path === '' ? 'the whole' : path)

/** A value in a sentence: whole where it is short, else what it is. */
function said(value: unknown): string {
  if (isObject(value)) return 'an object'
  if (isList(value)) return 'a list'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
