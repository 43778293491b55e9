import type { Event } from '../interlingua/event.ts'
import type { JsonObject } from '../interlingua/json.ts'
import { writeExact } from '../translate/exact-json.ts'
import type { EncodedRequest, Format, Headers, Root, Validation, Violation } from '../translate/format.ts'
import type { Frame, OutFrame } from '../translate/frame.ts'
import type { Machine } from '../translate/machine.ts'
import type { Config, ValidationMode } from './config.ts'

/** What was found wrong in one exchange; null or nothing where all is well, or where nobody looked. */
export interface Findings {
  /** What is wrong with the client's request: all of it, up to 20 faults (VAL-1). */
  readonly input: readonly Violation[]
  /** How many members and values of the client's request the schemas do not know; null where it was no sample. */
  readonly unknown: number | null
  /** The same of the upstream's answer, over all events of a stream; null where it was no sample, or there was none. */
  readonly unknownInAnswer: number | null
  /** The first fault of a document that the gateway wrote: a bug of the gateway. */
  readonly output: Violation | null
}

/** Chooses the exchanges whose documents are checked against the published schemas: all of them, or 1 in N (VAL-1, VAL-2). */
export class Inspection {
  readonly #mode: ValidationMode
  readonly #sample: number
  #count = 0

  constructor({ validation }: Pick<Config, 'validation'>) {
    this.#mode = validation.mode
    this.#sample = validation.sample
  }

  /** Faults of a client's request are answered with a 400. */
  get enforces(): boolean {
    return this.#mode === 'enforce'
  }

  /** The checks of the next exchange, null where it goes unchecked. `alarm` is told of a bad document of our own (GWE-9). */
  async next(client: Format, upstream: Format, alarm: (error: Error) => void): Promise<Checks | null> {
    const full = this.#mode !== 'off'
    this.#count++
    if (!full && (this.#sample === 0 || this.#count % this.#sample !== 0)) return null
    return new Checks(await client.loadValidation(), await upstream.loadValidation(), full, alarm)
  }
}

/** Checks the documents of one exchange. */
export class Checks {
  readonly #client: Validation
  readonly #upstream: Validation
  readonly #full: boolean
  readonly #alarm: (error: Error) => void
  /** Headers of the request that the upstream had. */
  #asked: Headers = {}
  #findings: Findings = { input: [], unknown: null, unknownInAnswer: null, output: null }

  constructor(client: Validation, upstream: Validation, full: boolean, alarm: (error: Error) => void) {
    this.#client = client
    this.#upstream = upstream
    this.#full = full
    this.#alarm = alarm
  }

  get findings(): Findings {
    return this.#findings
  }

  /** The client's request: checked in full, or what is unknown in it counted. Gives the first fault. */
  received(body: JsonObject, headers: Headers): Violation | null {
    this.#asked = headers
    if (this.#full) this.#findings = { ...this.#findings, input: this.#client.request(body, headers) }
    else this.#findings = { ...this.#findings, unknown: this.#client.unknown('request', body, headers) }
    return this.#findings.input[0] ?? null
  }

  /** Our request of an upstream. */
  sent({ body, headers }: EncodedRequest): void {
    this.#asked = headers
    this.#ours('request of the upstream', this.#upstream.request(JSON.parse(writeExact(body)), headers)[0] ?? null)
  }

  /** The upstream's whole answer: what is unknown in it counted. */
  heard(body: unknown): void {
    if (!this.#full && typeof body === 'object' && body !== null) this.#count('response', body)
  }

  /** A decoder of the upstream's stream that counts what is unknown in its events. */
  listening(decoder: Machine<Frame, Event>): Machine<Frame, Event> {
    if (this.#full) return decoder
    return {
      push: (frame) => {
        this.#count('event', parsed(frame.data))
        return decoder.push(frame)
      },
      end: () => decoder.end(),
      fail: (fault) => decoder.fail(fault),
    }
  }

  /** Our whole answer. */
  answered(body: JsonObject): void {
    this.#ours('answer', this.#client.response(JSON.parse(writeExact(body))))
  }

  /** Events of our stream. */
  streamed(frames: readonly OutFrame[]): void {
    for (const frame of frames)
      if ('data' in frame && frame.data !== '[DONE]') this.#ours('event', this.#client.event(JSON.parse(frame.data)))
  }

  #count(root: Root, document: unknown): void {
    const before = this.#findings.unknownInAnswer ?? 0
    this.#findings = { ...this.#findings, unknownInAnswer: before + this.#upstream.unknown(root, document, this.#asked) }
  }

  #ours(what: string, violation: Violation | null): void {
    if (!violation || this.#findings.output) return
    this.#findings = { ...this.#findings, output: violation }
    this.#alarm(new Error(`the gateway wrote an ${what} that is not valid: ${violation.path}: ${violation.why}`))
  }
}

/** Data of an event; what is no JSON is the decoder's to tell. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
