import type { Json } from '../interlingua/json.ts'
import type { Level, Loss, LossFate } from '../interlingua/loss.ts'
import type { Elsewhere } from '../interlingua/part.ts'
import type { Lossy, SharedName } from './fate.ts'

/** A value of the source document that the hub has no word for, with the pointer it stood at. */
export interface CarryEntry {
  readonly path: string
  readonly value: Json
  /** What it means that another format does not get it; null where nothing, or where the loss is on record already. */
  readonly elsewhere: Elsewhere | null
}

/** What a source document says beyond the hub: restored on the way back to the same format (§0.3, CAR-1). */
export interface Carry {
  readonly format: string
  readonly entries: readonly CarryEntry[]
}

/** A translated document, what got lost, and what is kept aside for the way back. */
export interface Translated<T> {
  readonly value: T
  readonly losses: readonly Loss[]
  readonly carry: Carry
}

/** Collects the losses of one source document while codecs work on it. All pointers are pointers into that document. */
export class Ledger {
  readonly losses: Loss[] = []
  readonly entries: CarryEntry[] = []
  /** Losses of what the same format gets: none towards it. */
  readonly #elsewhere = new Set<Loss>()
  readonly #shared: { readonly name: SharedName; readonly path: string; readonly value: Json; readonly loss: Loss | null }[] = []
  /** Format of the source document. */
  readonly format: string
  /** What unknown members of the source document mean elsewhere (REQ-A-33, REQ-C-32, ENV-5). */
  readonly unknown: Elsewhere

  constructor(format: string, unknown: Elsewhere) {
    this.format = format
    this.unknown = unknown
  }

  /** Keeps a value for the same format. */
  carry(path: string, value: Json, elsewhere: Elsewhere): void {
    this.entries.push({ path, value, elsewhere })
  }

  /** Keeps a value that asks for nothing, so that its own format gets it back and no other one misses it (LEN-2). */
  keep(path: string, value: Json): void {
    this.entries.push({ path, value, elsewhere: null })
  }

  /** Handles a value after its lossy fate. Whatever the fate, the same format gets the value back. */
  settle(path: string, value: Json, fate: Lossy): void {
    let loss: Loss | null = null
    if (fate.fate === 'carried') this.carry(path, value, { rule: fate.rule, why: fate.why, level: fate.elsewhere })
    else {
      this.keep(path, value)
      loss = this.#record(path, fate.fate, fate.rule, fate.level, fate.why)
      this.#elsewhere.add(loss)
    }
    if (fate.as !== undefined) this.#shared.push({ name: fate.as, path, value, loss })
  }

  /** Handles a value that is no loss where it is left out, and that another format may have by the name `as`. */
  offer(path: string, value: Json, as: SharedName): void {
    this.keep(path, value)
    this.#shared.push({ name: as, path, value, loss: null })
  }

  /**
   * The member that the source has by this name, below the pointer `within`; undefined where it has none, or another value
   * than the one that alone is wanted. What is taken is not lost.
   */
  take(name: SharedName, within = '', only?: Json): Json | undefined {
    const found = this.#shared.find((member) => member.name === name && member.path.startsWith(`${within}/`))
    if (!found || (only !== undefined && found.value !== only)) return undefined
    const { path, value, loss } = found
    if (loss) this.losses.splice(this.losses.indexOf(loss), 1)
    else
      this.entries.splice(
        this.entries.findIndex((entry) => entry.path === path),
        1,
        { path, value, elsewhere: null },
      )
    this.#shared.splice(this.#shared.indexOf(found), 1)
    return value
  }

  /** Records that the value at `path` did not arrive as it was. */
  lose(path: string, fate: LossFate, rule: string, level: Level, why: string): void {
    this.#record(path, fate, rule, level, why)
  }

  /** Records what the same format gets all the same, such as a header of its own. */
  loseElsewhere(path: string, fate: LossFate, rule: string, level: Level, why: string): void {
    this.#elsewhere.add(this.#record(path, fate, rule, level, why))
  }

  /** A value that the translation cannot understand (GWE-1). */
  malformed(path: string, why: string): void {
    this.lose(path, 'rejected', 'GWE-1', 'never', why)
  }

  /** What was lost and kept so far, towards `target`: for another format everything carried is a loss too. */
  settled<T>(value: T, target: string): Translated<T> {
    const losses =
      target === this.format
        ? this.losses.filter((loss) => !this.#elsewhere.has(loss))
        : [...this.losses, ...this.entries.flatMap((entry) => this.#carriedLoss(entry))]
    return { value, losses, carry: { format: this.format, entries: this.entries } }
  }

  #carriedLoss({ path, elsewhere }: CarryEntry): Loss[] {
    if (elsewhere === null) return []
    const { rule, level, why } = elsewhere
    return [{ path, format: this.format, fate: 'carried', rule, level, why }]
  }

  #record(path: string, fate: LossFate, rule: string, level: Level, why: string): Loss {
    const loss: Loss = { path, format: this.format, fate, rule, level, why }
    this.losses.push(loss)
    return loss
  }
}
