import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Loss } from '../interlingua/loss.ts'
import { blankExchange, type Exchange } from './exchange.ts'
import type { Format } from './format.ts'
import type { OutFrame } from './frame.ts'
import { Ledger } from './ledger.ts'
import type { Machine } from './machine.ts'
import { readStream } from './read-stream.ts'
import { writeFrames } from './sse.ts'
import { unwind } from './unwind.ts'

/** A stream being translated: upstream bytes in, text for the client out. */
export interface StreamTranslation extends Machine<Uint8Array, string> {
  /** What did not arrive, up to now. */
  readonly losses: readonly Loss[]
  /** True once the client has all there will be; the upstream may still be talking, and can be left (BR-3). */
  readonly over: boolean
}

/** Translates an upstream's stream to the client's format. A stream that breaks ends with the error event of that format. */
export function translateStream(from: Format, to: Format, exchange: Exchange = blankExchange()): StreamTranslation {
  const ledger = new Ledger(from.name, from.unknownMembers.response)
  const reader = readStream(from.stream.decode(ledger, exchange.context))
  return new Translation(ledger, to, [reader, unwind(exchange.memo, ledger), to.stream.encode(ledger, exchange)])
}

class Translation implements StreamTranslation {
  readonly #ledger: Ledger
  readonly #to: Format
  readonly #reader: Machine<Uint8Array, Event>
  readonly #unwinder: Machine<Event, Event>
  readonly #encoder: Machine<Event, OutFrame>
  #over = false

  constructor(
    ledger: Ledger,
    to: Format,
    [reader, unwinder, encoder]: readonly [Machine<Uint8Array, Event>, Machine<Event, Event>, Machine<Event, OutFrame>],
  ) {
    this.#ledger = ledger
    this.#to = to
    this.#reader = reader
    this.#unwinder = unwinder
    this.#encoder = encoder
  }

  get losses(): readonly Loss[] {
    return this.#ledger.settled(null, this.#to.name).losses
  }

  get over(): boolean {
    return this.#over
  }

  push(bytes: Uint8Array): readonly string[] {
    return this.#write(this.#reader.push(bytes))
  }

  end(): readonly string[] {
    return this.#write(this.#reader.end())
  }

  fail(fault: Fault): readonly string[] {
    return this.#write(this.#reader.fail(fault))
  }

  #write(events: readonly Event[]): readonly string[] {
    const frames: OutFrame[] = []
    for (const event of events) {
      for (const unwound of this.#unwinder.push(event)) {
        if (this.#over) break
        frames.push(...this.#encoder.push(unwound))
        this.#over = unwound.type === 'end' || unwound.type === 'fail'
      }
    }
    return frames.length === 0 ? [] : [writeFrames(frames)]
  }
}
