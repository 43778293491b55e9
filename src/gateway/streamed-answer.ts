import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import { Fold } from '../interlingua/fold.ts'
import type { OutFrame } from '../translate/frame.ts'
import { Ledger } from '../translate/ledger.ts'
import type { Machine } from '../translate/machine.ts'
import { writeFrame, writeFrames } from '../translate/sse.ts'
import { unwind, unwindResponse } from '../translate/unwind.ts'
import { answerFault } from './errors.ts'
import type { Order } from './exchange.ts'
import { streamHeaders } from './headers.ts'
import type { Answer } from './normalised.ts'
import { ownerOf } from './owner.ts'
import type { Pump } from './pump.ts'
import { TappedStream } from './tapped-stream.ts'
import { answerWhole } from './whole-answer.ts'
import type { Translation } from './translation.ts'

/** An answer that streams, towards a client that streams, or that waits for the whole (BR-1). */
export class StreamedAnswer implements Answer {
  readonly #order: Order
  readonly #translation: Translation
  readonly #headers: () => Record<string, string>
  readonly #ledger: Ledger
  readonly #source: TappedStream
  readonly #unwinder: Machine<Event, Event>
  readonly #encoder: Machine<Event, OutFrame>
  /** Gathers the whole for a client that does not stream. */
  readonly #fold: Fold | null
  /** Gathers what is to be remembered or kept of an answer that streams on. */
  readonly #memory: Fold | null
  #pump: Pump | null = null
  #over = false

  constructor(order: Order, translation: Translation, headers: () => Record<string, string>) {
    this.#order = order
    this.#translation = translation
    this.#headers = headers
    const { exchange, destination } = order
    const { services, client, entry } = exchange
    const { format } = destination
    this.#ledger = new Ledger(format.name, format.unknownMembers.response)
    this.#source = new TappedStream(format, this.#ledger, order.context, services.config.limits.event, entry)
    this.#unwinder = unwind(translation.exchange.memo, this.#ledger)
    this.#encoder = client.stream.encode(this.#ledger, translation.exchange)
    const { stream } = translation.exchange.request
    this.#fold = stream ? null : new Fold()
    this.#memory = stream && (services.continuity || translation.keep) ? new Fold() : null
  }

  attach(pump: Pump): void {
    this.#pump = pump
  }

  read(bytes: Uint8Array): void {
    this.#take(this.#source.push(bytes))
  }

  end(): void {
    this.#take(this.#source.end())
  }

  fail(broken: Fault): void {
    this.#take(this.#source.fail(broken))
    if (!this.#over) this.breakOff(broken)
  }

  /** An answer that came whole, as the stream it would have been. */
  replay(events: readonly Event[]): void {
    this.#take(events)
  }

  /** Status 200 and headers go out before the upstream has said anything (SSE-9). */
  commit(): void {
    const { outlet, entry } = this.#order.exchange
    if (this.#fold || outlet.headSent) return
    entry.status = 200
    outlet.head(200, { ...this.#headers(), ...streamHeaders }, true)
    this.#pump?.committed()
  }

  keepAlive(): void {
    const { outlet, client } = this.#order.exchange
    if (!outlet.full) outlet.write(writeFrame(client.stream.keepAlive))
  }

  /** Usage does not come any more (STR-CA-9). */
  wrapUp(): void {
    this.end()
    this.#pump?.stop()
  }

  /** Ends a stream that was committed with an error in the client's dialect (§5.10). */
  breakOff(broken: Fault): void {
    if (this.#over) return
    this.#over = true
    const { outlet, client, id, entry } = this.#order.exchange
    entry.fault ??= broken.kind
    const last = this.#encoder.fail(broken)
    outlet.end(writeFrames(last.length === 0 ? [client.stream.fault(broken, id)] : last))
    this.#close()
  }

  #take(events: readonly Event[]): void {
    if (this.#over) return
    const dated = events.map((event) => this.#dated(event))
    if (this.#fold) return this.#gather(this.#fold, dated)
    let text = ''
    for (const event of dated) {
      if (event.type === 'stop' && this.#order.exchange.entry.tap.usage.output === null) this.#pump?.awaitUsage()
      this.#memory?.push(event)
      for (const unwound of this.#unwinder.push(event)) {
        if (unwound.type === 'fail') return this.#broke(unwound.fault, text)
        const frames = this.#encoder.push(unwound)
        this.#order.checks?.streamed(frames)
        text += writeFrames(frames)
        // A stop sequence ends the answer while the upstream goes on (BR-3).
        if (unwound.type === 'end') return this.#ended(text)
      }
    }
    this.#write(text)
  }

  /** An answer of a format without times began when its first byte came (ENV-2). */
  #dated(event: Event): Event {
    return event.type === 'start' ? { ...event, created: event.created ?? this.#order.exchange.entry.answeredAt } : event
  }

  #write(text: string): void {
    if (text === '') return
    this.commit()
    this.#order.exchange.outlet.write(text)
    this.#pump?.wrote()
  }

  #ended(text: string): void {
    this.#over = true
    const { outlet } = this.#order.exchange
    this.commit()
    outlet.end(text)
    this.#remember()
    this.#close()
    this.#leave()
  }

  /** What the next request of this client may lack, or refer to (CAR-5, STO-1). */
  #remember(): void {
    const whole = this.#memory?.result()
    if (!whole?.ok) return
    const { response } = whole
    const { client, services } = this.#order.exchange
    const { keep, exchange } = this.#translation
    services.continuity?.remember(ownerOf(this.#order), response.parts, exchange.context)
    if (!keep) return
    // Its losses are those of the stream, which were told as it went.
    const told = new Ledger(this.#ledger.format, this.#ledger.unknown)
    keep(client.response.encode(unwindResponse(response, exchange.memo, told), told, exchange))
  }

  /** Before the commit a fault is an HTTP error, which SDKs can retry (SSE-9). */
  #broke(broken: Fault, text: string): void {
    const { exchange } = this.#order
    if (!exchange.outlet.headSent && text === '') {
      this.#over = true
      answerFault(exchange, broken, this.#headers())
    } else {
      this.#write(text)
      this.breakOff(broken)
    }
    this.#leave()
  }

  #gather(folding: Fold, events: readonly Event[]): void {
    for (const event of events) folding.push(event)
    const folded = folding.result()
    if (!folded) return
    this.#over = true
    if (folded.ok) answerWhole(this.#order, this.#translation, folded.response, this.#ledger, this.#headers())
    else answerFault(this.#order.exchange, folded.fault, this.#headers())
    this.#leave()
  }

  /** An upstream that has said its last word closes by itself, and its connection is used again (SSE-8). */
  #leave(): void {
    if (this.#source.over) this.#pump?.drain()
    else this.#pump?.stop()
  }

  #close(): void {
    const { exchange } = this.#order
    exchange.entry.losses = [...this.#translation.losses, ...this.#ledger.settled(null, exchange.client.name).losses]
    exchange.finish()
  }
}
