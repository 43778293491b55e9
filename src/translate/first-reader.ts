import type { Json } from '../interlingua/json.ts'
import type { Level, LossFate } from '../interlingua/loss.ts'
import type { Elsewhere } from '../interlingua/part.ts'
import type { Fates, Lossy } from './fate.ts'
import { Ledger } from './ledger.ts'
import { Reader } from './reader.ts'
import type { Meaning } from './triage.ts'
import type { Unread } from './unread.ts'

/** Tells the ledger what events of a stream say over and over, once. */
export class FirstLedger extends Ledger {
  /** What could not be understood of the stream. */
  broken: string | null = null
  readonly #whole: Ledger
  readonly #seen = new Set<string>()

  constructor(whole: Ledger) {
    super(whole.format, whole.unknown)
    this.#whole = whole
  }

  override carry(path: string, value: Json, elsewhere: Elsewhere): void {
    if (this.#isFirst(path)) this.#whole.carry(path, value, elsewhere)
  }

  override keep(path: string, value: Json): void {
    if (this.#isFirst(path)) this.#whole.keep(path, value)
  }

  override settle(path: string, value: Json, fate: Lossy): void {
    if (this.#isFirst(path)) this.#whole.settle(path, value, fate)
  }

  override lose(path: string, fate: LossFate, rule: string, level: Level, why: string): void {
    if (this.#isFirst(`${path} ${rule}`)) this.#whole.lose(path, fate, rule, level, why)
  }

  override loseElsewhere(path: string, fate: LossFate, rule: string, level: Level, why: string): void {
    if (this.#isFirst(`${path} ${rule}`)) this.#whole.loseElsewhere(path, fate, rule, level, why)
  }

  override malformed(path: string, why: string): void {
    this.broken ??= `${path}: ${why}`
    super.malformed(path, why)
  }

  #isFirst(path: string): boolean {
    if (this.#seen.has(path)) return false
    this.#seen.add(path)
    return true
  }
}

/** Reads the events of a stream: a shape whose members were all sorted before is not sorted again. */
export class FirstReader extends Reader {
  /** Members seen so far, by the fates of their shape. */
  readonly #sorted = new Map<object, Set<string>>()

  override fields<T, const F extends Fates<T>>(wire: Unread<T>, fates: F, at: string): Meaning<T, F> {
    const members: unknown = wire
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return super.fields(wire, fates, at)
    let sorted = this.#sorted.get(fates)
    if (!sorted) this.#sorted.set(fates, (sorted = new Set()))
    let isNew = false
    for (const member in members) {
      if (sorted.has(member) || Reflect.get(members, member) === null) continue
      sorted.add(member)
      isNew = true
    }
    return isNew ? super.fields(wire, fates, at) : members
  }
}
