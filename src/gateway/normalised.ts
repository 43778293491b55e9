import { fault, type Fault } from '../interlingua/fault.ts'
import { answerFault } from './errors.ts'
import type { Order } from './exchange.ts'
import { requestIdHeader, singleValues, upstreamId } from './headers.ts'
import { parseAnswer } from './answer-tap.ts'
import { retryHeaders } from './retry.ts'
import { callersFault } from '../translate/translate.ts'
import type { Flow, Pump } from './pump.ts'
import { StreamedAnswer } from './streamed-answer.ts'
import { limitsTold, tellings } from './tellings.ts'
import { upgraded } from './upgrade.ts'
import { one, type AnswerHeaders } from './upstream.ts'
import { WholeAnswer } from './whole-answer.ts'
import type { Translation } from './translation.ts'

/** What is made of an upstream's answer on its way to a client of another format. */
export interface Answer {
  read(bytes: Uint8Array): void
  end(): void
  fail(fault: Fault): void
}

/** The answer to a translated request: told apart by its head into errors, streams and whole documents. */
export class Normalised implements Flow {
  readonly #order: Order
  readonly #translation: Translation
  readonly #stream: StreamedAnswer | null
  /** Sends the request once more, elsewhere. */
  readonly #again: (order: Order) => void
  #pump: Pump | null = null
  #answer: Answer | null = null
  /** Headers for the client, whatever its answer will be. */
  #headers: Record<string, string>

  constructor(order: Order, translation: Translation, again: (order: Order) => void) {
    this.#again = again
    this.#order = order
    this.#translation = translation
    const { id, client } = order.exchange
    this.#headers = { [requestIdHeader(client.api)]: id, ...tellings(translation.losses, order), ...limitsTold(order) }
    this.#stream = translation.exchange.request.stream ? new StreamedAnswer(order, translation, () => this.#headers) : null
  }

  /** Names the pump that this is the flow of. */
  attach(pump: Pump): void {
    this.#pump = pump
    this.#stream?.attach(pump)
  }

  head(status: number, headers: AnswerHeaders): void {
    const { entry, services } = this.#order.exchange
    entry.headArrived(services.context.now())
    entry.upstreamId = upstreamId(headers)
    const upstream = entry.upstreamId
    if (upstream !== null) this.#headers['x-diglot-upstream-request-id'] = upstream
    Object.assign(this.#headers, limitsTold(this.#order, headers))
    if (status >= 400 || status < 200 || status >= 300) this.#answer = new ErrorAnswer(this, status, headers)
    else if (!(one(headers, 'content-type') ?? '').includes('text/event-stream')) {
      this.#answer = new WholeAnswer(
        this.#order,
        this.#translation,
        this.#stream,
        () => this.#headers,
        (broken) => this.tell(broken),
      )
    } else {
      const answer = this.#stream ?? new StreamedAnswer(this.#order, this.#translation, () => this.#headers)
      if (this.#pump) answer.attach(this.#pump)
      this.#answer = answer
    }
  }

  read(bytes: Uint8Array): void {
    this.#answer?.read(bytes)
  }

  end(bytes: Uint8Array | null): void {
    if (bytes) this.#answer?.read(bytes)
    this.#answer?.end()
  }

  fail(broken: Fault): void {
    if (this.#answer) this.#answer.fail(broken)
    else this.tell(broken)
  }

  gone(): void {
    const { exchange } = this.#order
    if (exchange.entry.status === 0) exchange.entry.status = 499
    exchange.entry.fault = 'clientGone'
    exchange.finish()
  }

  commit(): void {
    this.#stream?.commit()
  }

  keepAlive(): void {
    this.#stream?.keepAlive()
  }

  wrapUp(): void {
    this.#stream?.wrapUp()
  }

  /** Tells the client of a fault: by status where nothing was sent, else inside its stream. `retry` are headers about another try. */
  tell(broken: Fault, retry: { readonly [name: string]: string } = {}): void {
    const { exchange } = this.#order
    if (this.#stream && exchange.outlet.headSent) this.#stream.breakOff(broken)
    else answerFault(exchange, broken, { ...this.#headers, ...retry })
  }

  /** Asks again over Responses where the upstream says to (EPT-4). False: this fault is the answer. */
  upgraded(told: Fault): boolean {
    const order = upgraded(this.#order, told)
    if (order) this.#again(order)
    return order !== null
  }

  /** The provider's error as the client is to have it: a refused key of the gateway is no fault of the client's (ERO-5, ERA-2). */
  faultOf(status: number, headers: AnswerHeaders, body: Uint8Array): Fault {
    const { destination, credential } = this.#order
    if (status < 400) return fault('upstream', `the upstream answered with status ${status}`, { lasting: status >= 300 })
    const told = destination.format.fault.decode(status, singleValues(headers), parseAnswer(body))
    if (told.kind !== 'authentication' || credential.whose === 'client') return callersFault(told, this.#translation.exchange)
    return fault('upstream', `the gateway's key for '${destination.provider.name}' was refused`, { raw: told.raw, lasting: true })
  }
}

class ErrorAnswer implements Answer {
  readonly #flow: Normalised
  readonly #status: number
  readonly #headers: AnswerHeaders
  readonly #chunks: Uint8Array[] = []
  #size = 0

  constructor(flow: Normalised, status: number, headers: AnswerHeaders) {
    this.#flow = flow
    this.#status = status
    this.#headers = headers
  }

  read(bytes: Uint8Array): void {
    this.#size += bytes.length
    if (this.#size <= mostErrorBytes) this.#chunks.push(bytes)
  }

  end(): void {
    const told = this.#flow.faultOf(this.#status, this.#headers, Buffer.concat(this.#chunks))
    if (this.#flow.upgraded(told)) return
    // The upstream's own words about another try go on unchanged (RTY-1).
    this.#flow.tell({ ...told, retryAfter: null }, retryHeaders(this.#headers))
  }

  fail(): void {
    this.end()
  }
}

const mostErrorBytes = 1024 * 1024
