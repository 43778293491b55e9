import type { Fault } from '../interlingua/fault.ts'
import type { Loss } from '../interlingua/loss.ts'
import type { JsonObject } from '../interlingua/json.ts'
import type { Recall } from '../translate/recall.ts'
import { refusal } from '../translate/strictness.ts'
import { translateRequest, type TranslatedRequest } from '../translate/translate.ts'
import { refuseDepth } from './body.ts'
import { withHandedOn } from './carry-header.ts'
import type { Order } from './exchange.ts'
import { ownerOf } from './owner.ts'
import { keeperOf, resolveReferences, unkept } from './references.ts'

/** A request in the upstream's words, and what is to be done with its answer besides giving it to the client. */
export interface Translation extends TranslatedRequest {
  /** Keeps the answer, in the client's words, for requests that refer to it; null where that is not to be (STO-1). */
  readonly keep: ((answer: JsonObject) => void) | null
}

/** The client's request in the upstream's words, or the fault that refuses it (GWE-1). Losses are told to telemetry either way. */
export function translateOrder(order: Order): Translation | Fault {
  const { exchange, json, destination, strictness, context } = order
  const { services, headers, entry } = exchange
  const { format, model, capabilities, settings } = destination
  const deep = refuseDepth(json, services.config.limits.depth)
  if (deep) return deep
  const resolved = resolveReferences(order)
  if ('kind' in resolved) return resolved
  const { origin } = resolved
  const outcome = translateRequest(order.readAs, format, resolved.body, {
    model,
    capabilities,
    settings,
    strictness,
    headers,
    context,
    ...recallFor(order),
  })
  const losses = [...once(outcome.losses.map((loss) => ({ ...loss, path: origin(loss.path) }))), ...unkept(order, resolved)]
  entry.losses = losses
  if (!outcome.ok) return { ...outcome.fault, param: outcome.fault.param && origin(outcome.fault.param) }
  const refused = refusal(unkept(order, resolved), strictness)
  if (refused) return refused
  const keep = keeperOf(order, resolved)
  const { value, exchange: asked } = outcome
  const { memo } = asked
  return {
    ...outcome,
    losses,
    value: services.config.acceptCarry ? { ...value, body: withHandedOn(value.body, format.name, headers) } : value,
    exchange: {
      ...asked,
      body: json,
      kept: keep !== null,
      requestId: exchange.id,
      memo: { ...memo, origin: (at) => ownPlace(memo.origin(at), origin) },
    },
    keep,
  }
}

/** Losses of the several items that one reference stands for, each told once. */
const once = (losses: readonly Loss[]): readonly Loss[] =>
  losses.filter(
    ({ path, rule }, at) => path !== '/previous_response_id' || losses.findIndex((loss) => loss.path === path && loss.rule === rule) === at,
  )

const ownPlace = (pointer: string | null, origin: (pointer: string) => string): string | null => pointer && origin(pointer)

/** What the continuity cache knows of this order's conversation, where there is one (CAR-5). */
function recallFor(order: Order): { readonly recall?: Recall } {
  const { continuity } = order.exchange.services
  if (!continuity) return {}
  const owner = ownerOf(order)
  return { recall: (toolCallId) => continuity.recall(owner, toolCallId) }
}
