import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Context } from '../translate/context.ts'
import type { Format } from '../translate/format.ts'
import type { Ledger } from '../translate/ledger.ts'
import { readStream, type StreamReader } from '../translate/read-stream.ts'
import type { Entry, Tap } from './telemetry.ts'

/** An upstream's stream as events, watched by telemetry: one code for both paths (TEL-1). */
export class TappedStream {
  readonly #reader: StreamReader
  readonly #tap: Tap

  constructor(format: Format, ledger: Ledger, context: Context, maxEventBytes: number, { tap, checks }: Pick<Entry, 'tap' | 'checks'>) {
    const decoder = format.stream.decode(ledger, context)
    this.#reader = readStream(checks ? checks.listening(decoder) : decoder, maxEventBytes)
    this.#tap = tap
  }

  /** True where the last byte ended an event. */
  get atBoundary(): boolean {
    return this.#reader.atBoundary
  }

  /** True once the upstream has said all there is to say. */
  get over(): boolean {
    return this.#reader.over
  }

  push(bytes: Uint8Array): readonly Event[] {
    return this.#seen(this.#reader.push(bytes))
  }

  /** The upstream closed; a `fail` now says that it did so too early. */
  end(): readonly Event[] {
    const events = this.#seen(this.#reader.end())
    if (events.at(-1)?.type === 'fail') this.#tap.truncated = true
    return events
  }

  /** The upstream's connection broke. */
  fail(fault: Fault): readonly Event[] {
    const events = this.#seen(this.#reader.fail(fault))
    if (events.at(-1)?.type === 'fail') this.#tap.truncated = true
    return events
  }

  #seen(events: readonly Event[]): readonly Event[] {
    this.#tap.see(events)
    return events
  }
}
