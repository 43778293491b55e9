import type { Fault } from '../interlingua/fault.ts'
import { parseAnswer, tapStream, tapWhole, undisturbed, type AnswerTap, type Ending } from './answer-tap.ts'
import { timeoutsFor } from './deadline.ts'
import { endpoint } from './endpoint.ts'
import { answerFault } from './errors.ts'
import type { Exchange, Order } from './exchange.ts'
import { withoutForeignReasoning } from './foreign-reasoning.ts'
import { passedBack, passedOn, singleValues, upstreamId } from './headers.ts'
import { inflater, isCutShort, isEncoded, type Inflater } from './inflater.ts'
import { presentKey } from './keys.ts'
import { Pump, type Flow } from './pump.ts'
import { tellsLimits } from './rate-limits.ts'
import { longWait } from './retry.ts'
import { askForUsage, memberSpans, replace } from './splice.ts'
import type { Edit } from './telemetry.ts'
import { tellings } from './tellings.ts'
import { mayUpgrade, upgraded } from './upgrade.ts'
import { one, type AnswerHeaders, type Call } from './upstream.ts'
import { UsageFrameFilter } from './usage-frame.ts'

/**
 * Forwards a request to an upstream that speaks the client's format: bytes untouched both ways, a copy of the answer tapped
 * (SSE-7, LAW-16). `path` is that of the call, below `/v1`; `again` sends an order to an upstream of another format (EPT-4).
 */
export function passThrough(order: Order, path: string, again: ((order: Order) => void) | null = null): void {
  const { exchange, destination } = order
  const { services, outlet, entry } = exchange
  const own = withoutForeignReasoning(order)
  if (own && 'kind' in own) return answerFault(exchange, own, tellings(entry.losses, order))
  const edited = edit(order, own, path === destination.format.path)
  entry.path = 'passthrough'
  entry.edits = edited.edits
  const filter = edited.edits.includes('usage_requested') ? new UsageFrameFilter() : null
  const call: Call = {
    url: endpoint(destination.provider, destination.format.api, path, exchange.query),
    method: 'POST',
    headers: headersFor(order, edited),
    body: edited.bytes,
  }
  const flow = new PassThrough(order, filter, tellings(entry.losses, order), again)
  const alarm = (error: unknown): void => services.alarm(error, exchange.id)
  const timeouts = timeoutsFor(services.config, exchange.headers)
  new Pump({ upstream: services.upstream, call, outlet, flow, timeouts, decode: filter !== null, alarm }).start()
}

interface Edited {
  readonly bytes: Uint8Array
  readonly edits: readonly Edit[]
}

/** The declared edits: reasoning of others is out already, the model name where it is spelt otherwise, and §13-16. A body without one goes as it came, compressed or not. */
function edit({ body, json, destination, exchange }: Order, own: Buffer | null, isCreate: boolean): Edited {
  const { capabilities, format, model, renamed } = destination
  const edits: Edit[] = own ? ['foreign_reasoning'] : []
  let bytes = own ?? body.plain
  const span = renamed ? memberSpans(bytes).get('model') : undefined
  if (span) {
    bytes = replace(bytes, span, JSON.stringify(model))
    edits.push('model')
  }
  const may = exchange.services.config.telemetry.requestUsage && isCreate && format.api === 'chat' && capabilities.streamUsage
  const asking = may && json['stream'] === true ? askForUsage(bytes) : null
  if (asking) {
    bytes = asking
    edits.push('usage_requested')
  }
  return { bytes: edits.length === 0 ? body.raw : bytes, edits }
}

function headersFor({ exchange, destination, credential }: Order, { edits }: Edited): string[] {
  // Edited bytes were decoded, and a frame can be found in an answer only if that is not compressed.
  const without = edits.length === 0 ? [] : ['content-encoding', ...(edits.includes('usage_requested') ? ['accept-encoding'] : [])]
  const theirs = credential.whose === 'client'
  const lines = passedOn(exchange.rawHeaders, theirs, without)
  return theirs ? lines : [...lines, ...presentKey(destination.format.api, credential)]
}

/** A 400 that is held back. */
interface Refusal {
  readonly headers: AnswerHeaders
  readonly chunks: Uint8Array[]
}

class PassThrough implements Flow {
  /** Headers for the client beside the upstream's. */
  readonly #told: Record<string, string>
  readonly #order: Order
  readonly #again: ((order: Order) => void) | null
  readonly #exchange: Exchange
  readonly #filter: UsageFrameFilter | null
  #tap: AnswerTap | null = null
  #inflater: Inflater | null = null
  #ended = false
  #refusal: Refusal | null = null

  constructor(order: Order, filter: UsageFrameFilter | null, told: Record<string, string>, again: ((order: Order) => void) | null) {
    this.#told = told
    this.#order = order
    this.#again = again
    this.#exchange = order.exchange
    this.#filter = filter
  }

  head(status: number, headers: AnswerHeaders): void {
    if (status === 400 && this.#again && mayUpgrade(this.#order)) this.#refusal = { headers, chunks: [] }
    else this.#head(status, headers)
  }

  #head(status: number, headers: AnswerHeaders): void {
    const { entry, outlet, id, services } = this.#exchange
    entry.headArrived(services.context.now())
    entry.status = status
    entry.upstreamId = upstreamId(headers)
    const isStream = status < 400 && (one(headers, 'content-type') ?? '').includes('text/event-stream')
    const changed = this.#filter ? ['content-encoding', 'content-length'] : []
    outlet.head(status, { ...this.#passedBack(headers, changed), ...this.#told, 'x-diglot-request-id': id }, isStream)
    this.#tap = undisturbed(isStream ? tapStream(this.#exchange) : tapWhole(this.#exchange, status, headers), this.#exchange)
    const encoding = one(headers, 'content-encoding')
    if (!this.#filter && encoding !== null && isEncoded(encoding)) this.#tapDecoded(encoding)
  }

  read(bytes: Uint8Array): void {
    if (this.#refusal) return void this.#refusal.chunks.push(bytes)
    this.#exchange.outlet.write(this.#filter ? this.#filter.push(bytes) : bytes)
    this.#copy(bytes)
  }

  end(bytes: Uint8Array | null): void {
    if (this.#refusal) return this.#refused(this.#refusal, bytes)
    if (this.#inflater) {
      if (bytes) this.read(bytes)
      this.#ended = true
      this.#inflater.end()
      return
    }
    if (bytes) this.#copy(bytes)
    const ending = this.#tap?.end() ?? 'complete'
    this.#close(ending, this.#filter ? Buffer.concat([this.#filter.push(bytes ?? Buffer.alloc(0)), this.#filter.end()]) : bytes)
  }

  /** A refusal was held back until it is known whether the upstream says where to ask instead (EPT-4). */
  #refused({ headers, chunks }: Refusal, last: Uint8Array | null): void {
    this.#refusal = null
    const body = Buffer.concat(last ? [...chunks, last] : chunks)
    const told = this.#order.destination.format.fault.decode(400, singleValues(headers), parseAnswer(body))
    const order = upgraded(this.#order, told)
    if (order) return this.#again?.(order)
    this.#head(400, headers)
    this.end(body)
  }

  fail(broken: Fault): void {
    const { outlet, entry } = this.#exchange
    if (!outlet.headSent) return answerFault(this.#exchange, broken)
    this.#inflater?.destroy()
    this.#tap?.fail(broken)
    entry.fault ??= broken.kind
    this.#close('broken', null)
  }

  gone(): void {
    const { entry } = this.#exchange
    this.#inflater?.destroy()
    if (entry.status === 0) entry.status = 499
    entry.fault = 'clientGone'
    this.#exchange.finish()
  }

  /** The upstream's headers but `changed` ones, and its limits where they are not to be shown (RLH-7, RTY-3). */
  #passedBack(headers: AnswerHeaders, changed: readonly string[]): Record<string, string | string[]> {
    const { services, client } = this.#exchange
    const limits = services.config.exposeUpstreamLimits === false ? Object.keys(headers).filter(tellsLimits) : []
    return { ...passedBack(headers, [...changed, ...limits]), ...longWait(headers, client.api, services) }
  }

  /** The tap reads a decoded copy; how the answer is closed, and so its end, waits for it (HDR-10). */
  #tapDecoded(encoding: string): void {
    this.#inflater = inflater(encoding, {
      data: (chunk) => this.#tap?.read(chunk),
      drain: () => undefined,
      // An error event cannot follow inside a compressed body: a truncated one breaks off.
      end: () => this.#close((this.#tap?.end() ?? 'complete') === 'complete' ? 'complete' : 'broken', null),
      fail: (error) => {
        if (isCutShort(error)) return this.#brokeOff()
        // Only the copy cannot be read: the bytes go on.
        this.#inflater = this.#tap = null
        if (this.#ended) this.#close('complete', null)
        return undefined
      },
    })
    // An encoding nobody here can read: the bytes pass, and telemetry knows no tokens.
    if (!this.#inflater) this.#tap = null
  }

  /** The compressed body ends before its end. */
  #brokeOff(): void {
    const { entry } = this.#exchange
    entry.tap.truncated = true
    entry.fault ??= 'upstream'
    this.#close('broken', null)
  }

  #copy(bytes: Uint8Array): void {
    if (this.#inflater) this.#inflater.push(bytes)
    else this.#tap?.read(bytes)
  }

  #close(ending: Ending, last: Uint8Array | null): void {
    const { outlet } = this.#exchange
    if (ending === 'complete') outlet.end(last)
    else {
      if (last) outlet.write(last)
      if (ending === 'broken') outlet.break()
      else outlet.end(ending.append)
    }
    this.#exchange.finish()
  }
}
