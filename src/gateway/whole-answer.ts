import { fault, type Fault } from '../interlingua/fault.ts'
import type { Response } from '../interlingua/response.ts'
import { unfold } from '../interlingua/unfold.ts'
import { Ledger } from '../translate/ledger.ts'
import { unwindResponse } from '../translate/unwind.ts'
import { parseAnswer } from './answer-tap.ts'
import type { Order } from './exchange.ts'
import type { Answer } from './normalised.ts'
import { ownerOf } from './owner.ts'
import type { StreamedAnswer } from './streamed-answer.ts'
import { tellings } from './tellings.ts'
import { writeExact } from '../translate/exact-json.ts'
import type { Translation } from './translation.ts'

/** An answer that came as one document; a streaming client gets it as the shortest stream (BR-2). */
export class WholeAnswer implements Answer {
  readonly #order: Order
  readonly #translation: Translation
  readonly #stream: StreamedAnswer | null
  readonly #headers: () => Record<string, string>
  readonly #onFault: (fault: Fault) => void
  readonly #chunks: Uint8Array[] = []
  #size = 0

  constructor(
    order: Order,
    translation: Translation,
    stream: StreamedAnswer | null,
    headers: () => Record<string, string>,
    onFault: (fault: Fault) => void,
  ) {
    this.#order = order
    this.#translation = translation
    this.#stream = stream
    this.#headers = headers
    this.#onFault = onFault
  }

  read(bytes: Uint8Array): void {
    this.#size += bytes.length
    if (this.#size <= this.#order.exchange.services.config.limits.answer) this.#chunks.push(bytes)
    else this.#chunks.length = 0
  }

  end(): void {
    const { exchange, destination } = this.#order
    const { format } = destination
    const { entry } = exchange
    const body = parseAnswer(Buffer.concat(this.#chunks))
    if (typeof body !== 'object' || body === null)
      return this.#onFault(fault('upstream', 'the upstream answered with something that is no JSON object'))
    this.#order.checks?.heard(body)
    const broken = format.response.fault?.(body) ?? null
    if (broken) return this.#onFault(broken)
    const ledger = new Ledger(format.name, format.unknownMembers.response)
    const decoded = format.response.decode(body, ledger, this.#order.context)
    const response = { ...decoded, created: decoded.created ?? entry.answeredAt }
    const events = unfold(response)
    entry.tap.see(events)
    const malformed = ledger.losses.find(({ level }) => level === 'never' || level === 'reject')
    if (malformed)
      return this.#onFault(fault('upstream', `the upstream's answer cannot be understood: ${malformed.path}: ${malformed.why}`))
    if (this.#stream) return this.#stream.replay(events)
    answerWhole(this.#order, this.#translation, response, ledger, this.#headers())
  }

  fail(broken: Fault): void {
    this.#onFault(broken)
  }
}

/** Answers a client with one document. `ledger` is that of the upstream's answer. */
export function answerWhole(
  order: Order,
  translation: Translation,
  response: Response,
  ledger: Ledger,
  headers: Record<string, string>,
): void {
  const { exchange } = order
  const { client, entry, outlet, services } = exchange
  services.continuity?.remember(ownerOf(order), response.parts, translation.exchange.context)
  const body = client.response.encode(unwindResponse(response, translation.exchange.memo, ledger), ledger, translation.exchange)
  order.checks?.answered(body)
  entry.losses = [...translation.losses, ...ledger.settled(body, client.name).losses]
  const text = Buffer.from(writeExact(body))
  entry.status = 200
  const told = { ...headers, ...tellings(entry.losses, order) }
  outlet.head(200, { ...told, 'content-type': 'application/json', 'content-length': text.length })
  outlet.end(text)
  translation.keep?.(body)
  exchange.finish()
}
