import type { Fault } from '../interlingua/fault.ts'
import type { Order } from './exchange.ts'

/**
 * Models that refused tools with reasoning over Chat, by provider: from then on they are called over Responses (EPT-4). The names
 * come from clients, so only so many are remembered.
 */
export class RefusedOverChat {
  readonly #names = new Set<string>()

  add(provider: string, model: string): void {
    if (this.#names.size < most) this.#names.add(`${provider}\0${model}`)
  }

  has(provider: string, model: string): boolean {
    return this.#names.has(`${provider}\0${model}`)
  }
}

const most = 1000

/** Whether an order may be sent again over Responses: across formats unless the route forbids it, in the same one where it allows it. */
export function mayUpgrade({ exchange, destination, readAs }: Order): boolean {
  const { client, outlet, services } = exchange
  const { provider, autoUpgrade, format } = destination
  if (format.api !== 'chat' || outlet.headSent || !(autoUpgrade ?? (client.api !== 'chat' || readAs !== client))) return false
  return provider.apis.includes('responses') && services.formats.some(({ api }) => api === 'responses')
}

/** The order over Responses, where its upstream refuses it over Chat and says to; remembered for the model (EPT-4). Else null. */
export function upgraded(order: Order, told: Fault): Order | null {
  const { exchange, destination } = order
  const format = exchange.services.formats.find(({ api }) => api === 'responses')
  if (!format || !asksForResponses(told) || !mayUpgrade(order)) return null
  exchange.services.refused.add(destination.provider.name, destination.model)
  exchange.entry.upstream = format.name
  return { ...order, destination: { ...destination, format } }
}

/** Whether an upstream says that what it refuses can be had over Responses (§7.2). */
const asksForResponses = ({ status, message }: Fault): boolean => status === 400 && message.includes('/v1/responses')
