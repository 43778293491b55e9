import type { Fault } from '../interlingua/fault.ts'
import { carrierPrefix } from '../translate/default-context.ts'
import { writeExact } from '../translate/exact-json.ts'
import { translateRequest } from '../translate/translate.ts'
import type { Order } from './exchange.ts'
import { memberSpans, replace } from './splice.ts'

/**
 * The request text of an order that passes through, without reasoning that another provider sealed: a history whose earlier
 * turns went elsewhere holds it, and here it would be a 400 (CAR-8, RSN-5). Null where there is none, which is nearly always
 * and costs one search; the fault where the strictness in force refuses the loss.
 */
export function withoutForeignReasoning(order: Order): Buffer | Fault | null {
  const { body, destination } = order
  const { format, provider } = destination
  // Hosts of other vendors may speak with any provider's seals, and mean their own.
  const marks = [`"${carrierPrefix}`, ...(provider.vendor === null ? [] : format.request.foreignSeals)]
  if (!marks.some((mark) => body.plain.includes(mark))) return null
  return without(order, marks)
}

function without({ exchange, body, json, destination, strictness, context }: Order, marks: readonly string[]): Buffer | Fault | null {
  const { format, model, capabilities, settings } = destination
  const outcome = translateRequest(format, format, json, { model, capabilities, settings, strictness, headers: exchange.headers, context })
  exchange.entry.losses = outcome.losses
  if (!outcome.ok) return outcome.fault
  // A tool loop that loses its thinking goes on only where none is asked for (RSN-11).
  const turnedOff = outcome.losses.filter(({ rule }) => rule === 'RSN-11')
  // From the last member on, so that the places of those before it stay.
  const spans = [...memberSpans(body.plain)].toSorted(([, a], [, b]) => b.start - a.start)
  let bytes = body.plain
  for (const [member, span] of spans) {
    const { start, end } = span
    const cleaned = outcome.value.body[member]
    const changed =
      marks.some((mark) => body.plain.subarray(start, end).includes(mark)) || turnedOff.some(({ path }) => path === `/${member}`)
    if (cleaned === undefined || !changed) continue
    bytes = replace(bytes, span, writeExact(cleaned))
  }
  return bytes === body.plain ? null : bytes
}
