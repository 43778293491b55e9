import { fault } from '../interlingua/fault.ts'
import type { EncodedRequest } from '../translate/format.ts'
import { carryHeaders } from './carry-header.ts'
import { timeoutsFor } from './deadline.ts'
import { endpoint } from './endpoint.ts'
import { answerFault } from './errors.ts'
import type { Order } from './exchange.ts'
import { presentKey } from './keys.ts'
import { Normalised } from './normalised.ts'
import { Pump } from './pump.ts'
import { tellings } from './tellings.ts'
import { translateOrder } from './translation.ts'
import type { Call } from './upstream.ts'
import { writeExact } from '../translate/exact-json.ts'

/** Sends a request to an upstream that speaks another format, and answers the client in its own. */
export function translateThrough(order: Order): void {
  const { exchange, destination } = order
  const { services, outlet, entry } = exchange
  const translation = translateOrder(order)
  if ('kind' in translation) return answerFault(exchange, translation, tellings(entry.losses, order))
  entry.path = 'normalised'
  order.checks?.sent(translation.value)
  const flow = new Normalised(order, translation, translateThrough)
  const handedOn = destination.provider.cooperates === true ? carryHeaders(translation.carry) : {}
  const headers = { ...translation.value.headers, ...handedOn }
  const call = callOf(order, { ...translation.value, headers }, destination.format.path)
  const { maxBytes } = destination.format.request
  if (maxBytes !== null && (call.body?.length ?? 0) > maxBytes) {
    const large = fault('requestTooLarge', `the provider takes requests of at most ${maxBytes} bytes`)
    return answerFault(exchange, large, tellings(entry.losses, order))
  }
  const alarm = (error: unknown): void => services.alarm(error, exchange.id)
  const pump = new Pump({
    upstream: services.upstream,
    call,
    outlet,
    flow,
    timeouts: timeoutsFor(services.config, exchange.headers),
    decode: true,
    alarm,
  })
  flow.attach(pump)
  pump.start()
}

/** A call with a body of our own. An answer is asked for as it is (HDR-10). */
export function callOf({ exchange, destination, credential }: Order, { body, headers }: EncodedRequest, path: string): Call {
  const { provider, format } = destination
  const traced = ['traceparent', 'tracestate'].flatMap((name) => {
    const value = exchange.headers[name]
    return value === undefined ? [] : [name, value]
  })
  const own = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  const accept = body['stream'] === true ? 'text/event-stream' : 'application/json'
  const plain = ['content-type', 'application/json', 'accept', accept, 'accept-encoding', 'identity', 'user-agent', 'diglot']
  return {
    url: endpoint(provider, format.api, path),
    method: 'POST',
    headers: [...plain, ...own, ...traced, ...presentKey(format.api, credential)],
    body: Buffer.from(writeExact(body)),
  }
}
