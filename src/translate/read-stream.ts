import type { Event } from '../interlingua/event.ts'
import type { Fault } from '../interlingua/fault.ts'
import type { Frame } from './frame.ts'
import { JsonText } from './json-text.ts'
import type { Machine } from './machine.ts'
import { defaultMaxEventBytes, SseDecoder } from './sse.ts'

/** An upstream's bytes as events. */
export interface StreamReader extends Machine<Uint8Array, Event> {
  /** True where the last byte ended an event, so that another one can be appended to the stream (SSE-7). */
  readonly atBoundary: boolean
  /** True once `end` or `fail` came out: the upstream has nothing more to say. */
  readonly over: boolean
}

/**
 * Reads an upstream's stream with its format's decoder: `format.stream.decode(…)`. Bytes that are no sound stream become a
 * `fail` event; after `end` or `fail` nothing more comes out.
 */
export function readStream(decoder: Machine<Frame, Event>, maxEventBytes: number = defaultMaxEventBytes): StreamReader {
  return new Reader(decoder, new SseDecoder({ maxEventBytes, isComplete }))
}

/** Half an event is a truncation: only whole JSON, or the word that ends a stream, needs no blank line (SSE-1). */
function isComplete(data: string): boolean {
  if (data === '[DONE]') return true
  const text = new JsonText()
  text.push(data)
  return text.state === 'complete'
}

class Reader implements StreamReader {
  readonly #decoder: Machine<Frame, Event>
  readonly #sse: SseDecoder
  #over = false

  constructor(decoder: Machine<Frame, Event>, sse: SseDecoder) {
    this.#decoder = decoder
    this.#sse = sse
  }

  get atBoundary(): boolean {
    return this.#sse.atBoundary
  }

  get over(): boolean {
    return this.#over
  }

  push(bytes: Uint8Array): readonly Event[] {
    const out: Event[] = []
    // The bytes are read on after the end: `atBoundary` is about all of them.
    for (const frame of this.#sse.push(bytes)) this.#add(out, this.#decoder.push(frame))
    this.#addFault(out)
    return out
  }

  end(): readonly Event[] {
    const out: Event[] = []
    for (const frame of this.#sse.end()) this.#add(out, this.#decoder.push(frame))
    this.#addFault(out)
    if (!this.#over) this.#add(out, this.#decoder.end())
    return out
  }

  fail(broken: Fault): readonly Event[] {
    const out: Event[] = []
    if (!this.#over) this.#add(out, this.#decoder.fail(broken))
    return out
  }

  #addFault(out: Event[]): void {
    if (!this.#over && this.#sse.fault) this.#add(out, this.#decoder.fail(this.#sse.fault))
  }

  #add(out: Event[], events: readonly Event[]): void {
    for (const event of events) {
      if (this.#over) return
      out.push(event)
      this.#over = event.type === 'end' || event.type === 'fail'
    }
  }
}
