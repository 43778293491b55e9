import { isJsonObject, type Json, type JsonObject } from '../interlingua/json.ts'
import type { Elsewhere } from '../interlingua/part.ts'
import { elsewhere, isDecided, isMeaningful, type Fate, type Fates, type Lossy, type Undecided } from './fate.ts'
import type { Ledger } from './ledger.ts'
import { below } from './pointer.ts'
import { nameOf, triage, type Meaning } from './triage.ts'
import { unread, type Element, type Unread } from './unread.ts'

/**
 * Looks at unread wire values. What is absent or null is null; what has the wrong type is reported to the ledger with its
 * path (GWE-1) and read as absent, so that a codec goes on and every fault of a body is found in one pass.
 */
export class Reader {
  readonly ledger: Ledger

  constructor(ledger: Ledger) {
    this.ledger = ledger
  }

  /** The members that mean something, after the fates of their shape. */
  fields<T, const F extends Fates<T>>(wire: Unread<T>, fates: F, at: string): Meaning<T, F> {
    return triage(wire, fates, at, this.ledger)
  }

  string(wire: Unread<string> | undefined, at: string): string | null {
    return this.#expect<string>(wire, at, 'string')
  }

  /** A string that has to be there: what is missing is reported too, and read as empty. */
  text(wire: Unread<string> | undefined, at: string): string {
    if (wire === undefined || wire === null) this.ledger.malformed(at, 'expected a string, got nothing')
    return this.string(wire, at) ?? ''
  }

  /** Uses up members that say nothing new here, such as the tag that chose this arm. */
  known(..._members: readonly (Unread<unknown> | undefined)[]): void {}

  number(wire: Unread<number> | undefined, at: string): number | null {
    return this.#expect<number>(wire, at, 'number')
  }

  boolean(wire: Unread<boolean> | undefined, at: string): boolean | null {
    return this.#expect<boolean>(wire, at, 'boolean')
  }

  /** The elements of an array, unread. */
  list<T>(wire: Unread<readonly T[]> | undefined, at: string): readonly Unread<T>[] {
    const value: unknown = wire
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return value.map((element) => unread<T>(element))
    this.ledger.malformed(at, `expected an array, got ${nameOf(value)}`)
    return []
  }

  /** A member that is a string or an array. */
  stringOrList<T>(wire: Unread<T> | undefined, at: string): string | readonly Unread<Element<T>>[] | null {
    const value: unknown = wire
    if (value === undefined || value === null) return null
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return value.map((element) => unread<Element<T>>(element))
    this.ledger.malformed(at, `expected a string or an array, got ${nameOf(value)}`)
    return null
  }

  /** A free-form JSON object, as it is. */
  object(wire: Unread<object> | undefined, at: string): JsonObject | null {
    const value: unknown = wire
    if (value === undefined || value === null) return null
    if (isJsonObject(value)) return value
    this.ledger.malformed(at, `expected an object, got ${nameOf(value)}`)
    return null
  }

  /** A free-form JSON value, as it is. */
  json(wire: Unread<unknown> | undefined): Json {
    return (wire ?? null) as Json
  }

  /** An enum value through its table; one that the spec does not know is given to `unknown`. */
  value<E extends string, Out>(
    wire: Unread<E> | undefined,
    at: string,
    table: { readonly [V in E]: Out },
    unknown: (value: string) => Out | null = (value) => this.#unknownValue(value, at, Object.keys(table)),
  ): Out | null {
    const value = this.#expect<string>(wire, at, 'string')
    if (value === null) return null
    return Object.hasOwn(table, value) ? table[value as E] : unknown(value)
  }

  /**
   * The arm of a tagged union: `cases` has a function for every arm that means something, `other` gets the arms with a lossy
   * fate (`fate` given) and those the spec does not know (`fate` null). `tag` is the member that tells the arms apart, or gives the
   * name of an arm where no member alone does.
   */
  arm<U, const F extends { readonly [Tag in keyof U]-?: Fate }, Out>(
    wire: Unread<U[keyof U]> | undefined,
    at: string,
    tag: string | ((value: JsonObject) => Json | undefined),
    fates: F,
    cases: Cases<U, F, Out>,
    other: (arm: OtherArm) => Out | null,
    untagged?: keyof Cases<U, F, Out> & string,
  ): Out | null {
    const value: unknown = wire
    if (value === undefined || value === null) return null
    if (!isJsonObject(value)) {
      this.ledger.malformed(at, `expected an object, got ${nameOf(value)}`)
      return null
    }
    const found = (typeof tag === 'string' ? value[tag] : tag(value)) ?? untagged
    if (typeof found !== 'string') {
      this.ledger.malformed(below(at, typeof tag === 'string' ? tag : 'type'), `expected a string, got ${nameOf(found)}`)
      return null
    }
    if (Object.hasOwn(cases, found)) {
      const handle = cases[found as keyof Cases<U, F, Out>]
      return handle(unread(value), at)
    }
    const written: Fate | Undecided | null = Object.hasOwn(fates, found) ? fates[found as keyof U] : null
    const fate = written && isDecided(written) && !isMeaningful(written) ? written : null
    return other({ tag: found, payload: value, at, fate, elsewhere: fate ? elsewhere(fate) : this.ledger.unknown })
  }

  #expect<T extends string | number | boolean>(wire: unknown, at: string, type: 'string' | 'number' | 'boolean'): T | null {
    if (wire === undefined || wire === null) return null
    if (typeof wire === type) return wire as T
    this.ledger.malformed(at, `expected a ${type}, got ${nameOf(wire)}`)
    return null
  }

  #unknownValue(value: string, at: string, known: readonly string[]): null {
    this.ledger.malformed(at, `unknown value '${value}', expected one of ${known.map((v) => `'${v}'`).join(', ')}`)
    return null
  }
}

/** One function per arm that means something; `at` is the arm's pointer. */
export type Cases<U, F extends { readonly [Tag in keyof U]-?: Fate }, Out> = {
  readonly [Tag in keyof U as F[Tag]['fate'] extends 'mapped' | 'folded' | 'emulated' ? Tag : never]: (
    wire: Unread<U[Tag]>,
    at: string,
  ) => Out
}

/** An arm that no case handles. */
export interface OtherArm {
  readonly tag: string
  readonly payload: JsonObject
  readonly at: string
  readonly fate: Lossy | null
  readonly elsewhere: Elsewhere
}
