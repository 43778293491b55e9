import { fault as newFault, type Fault } from '../interlingua/fault.ts'
import type { Exchange } from './exchange.ts'
import { requestIdHeader } from './headers.ts'
import { longWait } from './retry.ts'

/** A fault of the gateway's own (GWE-8): the same request meets it again. */
export const ownFault: Fault = newFault('internal', 'the gateway failed: this is a bug of the gateway', { lasting: true })

/**
 * Answers a client that has had nothing yet with an error in its dialect (§6), and ends the exchange. `status` overrules the
 * dialect's where HTTP itself has a word for the case.
 */
export function answerFault(exchange: Exchange, fault: Fault, more: { readonly [name: string]: string } = {}, status?: number): void {
  const { client, id, outlet, entry, services } = exchange
  entry.fault ??= fault.kind
  if (fault.kind === 'clientGone' || outlet.gone) {
    // Nobody reads it; the log alone says so (GWE-7).
    entry.status = 499
    exchange.finish()
    return
  }
  const { status: usual, headers, body } = client.fault.encode(fault, id)
  const text = Buffer.from(JSON.stringify(body))
  entry.status = status ?? usual
  outlet.head(entry.status, {
    ...more,
    ...headers,
    ...longWait({ ...more, ...headers }, client.api, services),
    'content-type': 'application/json',
    'content-length': text.length,
    [requestIdHeader(client.api)]: id,
  })
  outlet.end(text)
  exchange.finish()
}
