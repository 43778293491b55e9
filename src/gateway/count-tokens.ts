import { fault } from '../interlingua/fault.ts'
import type { Json } from '../interlingua/json.ts'
import type { Format, TokenCountCodec } from '../translate/format.ts'
import { callersFault } from '../translate/translate.ts'
import { estimateTokens } from '../translate/estimate.ts'
import { parseAnswer } from './answer-tap.ts'
import { callOf } from './cross.ts'
import { answerFault } from './errors.ts'
import type { Exchange, Order } from './exchange.ts'
import { requestIdHeader, singleValues } from './headers.ts'
import { passThrough } from './passthrough.ts'
import { tellings } from './tellings.ts'
import { translateOrder } from './translation.ts'
import { collect, type Collected } from './upstream.ts'

/** Answers a token-counting call (AUX-1, AUX-2): passed through, asked of the upstream in its own words, or estimated. */
export async function countTokens(order: Order, codec: TokenCountCodec): Promise<void> {
  const { exchange, destination } = order
  const { client, services } = exchange
  if (destination.format === client) return passThrough(order, codec.path)
  const counter = destination.format.tokenCount
  if (counter) return askUpstream(order, codec, counter)
  if (services.config.tokenCount === 'reject') {
    return answerFault(exchange, fault('notFound', `'${destination.provider.name}' cannot count tokens`))
  }
  return answer(exchange, client, codec.answer(estimateTokens(order.json)), { 'x-diglot-estimated': 'true' })
}

async function askUpstream(order: Order, codec: TokenCountCodec, counter: TokenCountCodec): Promise<void> {
  const { exchange, destination } = order
  const { services, client, entry } = exchange
  const { upstream, config } = services
  const translation = translateOrder(order)
  if ('kind' in translation) return answerFault(exchange, translation, tellings(entry.losses, order))
  entry.path = 'normalised'
  const encoded = translation.value
  const call = callOf(order, { ...encoded, body: counter.request(encoded) }, counter.path)
  let got: Collected
  try {
    got = await collect(upstream, call, config.limits.answer, config.timeouts.head || countTimeout)
  } catch (error) {
    return answerFault(exchange, fault('upstream', `the upstream failed: ${error instanceof Error ? error.message : 'no answer'}`))
  }
  const body = parseAnswer(got.body)
  if (got.status >= 400) {
    const told = destination.format.fault.decode(got.status, singleValues(got.headers), body)
    return answerFault(exchange, callersFault(told, translation.exchange))
  }
  const tokens = counter.read((body ?? null) as Json)
  if (tokens === null) return answerFault(exchange, fault('upstream', 'the upstream did not say how many tokens it counts'))
  return answer(exchange, client, codec.answer(tokens), tellings(entry.losses, order))
}

const countTimeout = 60_000

function answer(exchange: Exchange, client: Format, body: Json, more: { readonly [name: string]: string }): void {
  exchange.entry.status = 200
  exchange.outlet.head(200, { 'content-type': 'application/json', [requestIdHeader(client.api)]: exchange.id, ...more })
  exchange.outlet.end(JSON.stringify(body))
  exchange.finish()
}
