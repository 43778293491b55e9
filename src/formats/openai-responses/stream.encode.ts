import type { Event, StartEvent } from '../../interlingua/event.ts'
import type { Fault, FaultKind } from '../../interlingua/fault.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Stop } from '../../interlingua/response.ts'
import { mergeUsage, unknownUsage, type Usage } from '../../interlingua/usage.ts'
import { writeExact } from '../../translate/exact-json.ts'
import type { Asked } from '../../translate/format.ts'
import type { Frame, OutFrame } from '../../translate/frame.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { pipe, type Machine } from '../../translate/machine.ts'
import { sequence } from '../../translate/sequence.ts'
import { errorObject } from '../../vendors/openai/fault.ts'
import type { ResponseError, ResponseErrorEvent } from './generated/shapes.ts'
import type { Delta, Listener, Told } from './items.encode.ts'
import { broken, envelopeOf, finished, Output, underway, type Envelope } from './response.encode.ts'
import type { EncodedStop } from './stop.ts'
import { encodeUsageMembers } from './usage.ts'

/** Writes a client's stream (§5.4): one item after the other, every event numbered, and an event at the end that holds it all. */
export const encodeStream = (ledger: Ledger, asked: Asked): Machine<Event, OutFrame> =>
  pipe(sequence({ maxBuffered: asked.settings.maxBuffered }), new StreamEncoder(ledger, asked))

/** A comment, since a named event breaks clients that do not know it (SSE-4, EMR-2). */
export const keepAlive: OutFrame = { comment: 'keepalive' }

/** The error event of a stream of which nothing else is known (EMR-10). */
export function faultFrame(fault: Fault): Frame {
  const { message, param, code } = errorObject(fault)
  return frame({ type: 'error', code, message, param, sequence_number: 0 } satisfies ResponseErrorEvent)
}

class StreamEncoder implements Machine<Event, OutFrame>, Listener {
  readonly #ledger: Ledger
  readonly #asked: Asked
  #answer: { readonly envelope: Envelope; readonly output: Output } | null = null
  #ended: EncodedStop | null = null
  #usage: Usage = unknownUsage
  #number = 0
  /** The text whose words are coming, and what stands before and after them in every frame. */
  #delta: Delta | null = null
  #head = ''
  #tail = ''
  #over = false
  #out: OutFrame[] = []

  constructor(ledger: Ledger, asked: Asked) {
    this.#ledger = ledger
    this.#asked = asked
  }

  push(event: Event): readonly OutFrame[] {
    if (this.#over) return []
    this.#out = []
    this.#take(event)
    return this.#out
  }

  end(): readonly OutFrame[] {
    return []
  }

  fail(fault: Fault): readonly OutFrame[] {
    return this.push({ type: 'fail', fault })
  }

  tell(event: Told): void {
    this.#out.push(frame({ ...event, sequence_number: this.#number++ }))
  }

  more(delta: Delta, words: string): void {
    if (this.#delta !== delta) {
      this.#delta = delta
      const [head, tail] = split(JSON.stringify(delta), '"delta":""')
      this.#head = `${head}"delta":`
      this.#tail = `${tail.slice(0, -1)},"sequence_number":`
    }
    this.#out.push({ event: delta.type, data: `${this.#head}${JSON.stringify(words)}${this.#tail}${this.#number++}}` })
  }

  #take(event: Event): void {
    switch (event.type) {
      case 'start':
        return this.#start(event)
      case 'open':
      case 'delta':
      case 'annotate':
      case 'seal':
      case 'close':
        return this.#answer?.output.take(event)
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage)
        return
      case 'stop':
        this.#ended = this.#answer?.output.end(event.stop) ?? null
        return
      case 'ping':
        this.#out.push(keepAlive)
        return
      case 'end':
        return this.#finish()
      case 'fail':
        return this.#fail(event.fault)
      // What an upstream of this API alone tells of its items, they tell themselves when they are whole.
      case 'opaque':
        return
    }
  }

  #start(start: StartEvent): void {
    const envelope = envelopeOf(start, this.#ledger, this.#asked)
    const output = new Output(envelope.id, start.model, this.#ledger, this.#asked, this)
    this.#answer = { envelope, output }
    this.#usage = { ...this.#usage, serviceTier: start.serviceTier ?? this.#usage.serviceTier }
    this.#tellOf('response.created', underway(envelope))
    this.#tellOf('response.in_progress', underway(envelope))
  }

  #finish(): void {
    this.#over = true
    if (!this.#answer) return
    const { envelope, output } = this.#answer
    const ended = this.#ended ?? output.end(unsaid)
    const counted = encodeUsageMembers(this.#usage, this.#ledger)
    this.#tellOf(`response.${ended.status}`, finished(envelope, ended, output.items, counted, this.#asked))
  }

  /** SER-3: nothing is closed; what is whole stays readable. */
  #fail(fault: Fault): void {
    this.#over = true
    if (!this.#answer) return void this.#out.push(faultFrame({ ...fault, param: null }))
    const { envelope, output } = this.#answer
    const error: ResponseError = { code: codes[fault.kind], message: fault.message }
    const known = this.#usage.input === null && this.#usage.output === null ? {} : encodeUsageMembers(this.#usage, this.#ledger)
    this.#tellOf('response.failed', broken(envelope, error, output.partial(), known))
  }

  #tellOf(type: string, response: JsonObject): void {
    this.#out.push({ event: type, data: writeExact({ type, response, sequence_number: this.#number++ }) })
  }
}

const unsaid: Stop = { at: {}, reason: 'end', sequence: null, category: null, explanation: null }

/** Every event is named by its type (SSE-3). */
const frame = <E extends { readonly type: string }>(event: E): Frame => ({ event: event.type, data: writeExact(event) })

/** What Responses has for the causes of a failure inside an answer. */
const codes: { readonly [K in FaultKind]: ResponseError['code'] } = {
  invalidRequest: 'invalid_prompt',
  contextLength: 'invalid_prompt',
  unsupportedParameter: 'invalid_prompt',
  authentication: 'server_error',
  billing: 'rate_limit_exceeded',
  quota: 'rate_limit_exceeded',
  permission: 'server_error',
  notFound: 'server_error',
  modelNotFound: 'server_error',
  conflict: 'server_error',
  requestTooLarge: 'invalid_prompt',
  unsupportedMediaType: 'invalid_prompt',
  rateLimit: 'rate_limit_exceeded',
  upstream: 'server_error',
  unavailable: 'server_error',
  overloaded: 'server_error',
  timeout: 'server_error',
  internal: 'server_error',
  clientGone: 'server_error',
}

/** The text before and after the first `mark`. */
function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + mark.length)]
}
