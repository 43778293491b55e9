import type { Fault } from '../interlingua/fault.ts'
import type { JsonObject } from '../interlingua/json.ts'
import type { Loss } from '../interlingua/loss.ts'
import type { Kept, Resolved } from '../translate/format.ts'
import type { Order } from './exchange.ts'

/** The client's request with everything in it that it refers to (STO-1), or the fault of a reference to nothing (STO-2). */
export function resolveReferences({ exchange, json, tenant }: Order): Resolved | Fault {
  const { client, services } = exchange
  return client.storage?.resolve(json, services.items?.of(tenant) ?? nothing) ?? { body: json, origin: (pointer) => pointer }
}

/** What keeps an answer and all that was said before it; null where the client does not want that, or nothing is kept here (STO-1). */
export function keeperOf({ exchange, tenant }: Order, { body }: Resolved): ((answer: JsonObject) => void) | null {
  const { client, services } = exchange
  const { storage } = client
  const { items: store } = services
  if (!storage || !store || storage.wanted(body) === false) return null
  return (answer) => {
    const { id, items } = storage.keep(body, answer)
    store.keep(tenant, id, items)
  }
}

/** The loss of a client that asks for its exchange to be kept where nothing is (REQ-R-16). */
export function unkept({ exchange }: Order, { body }: Resolved): Loss[] {
  const { client, services } = exchange
  if (services.items || client.storage?.wanted(body) !== true) return []
  return [{ path: '/store', format: client.name, fate: 'dropped', rule: 'REQ-R-16', level: 'warn', why: 'nothing is kept here' }]
}

const nothing: Kept = { item: () => null, conversation: () => null }
