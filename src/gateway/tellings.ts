import type { Loss } from '../interlingua/loss.ts'
import type { Order } from './exchange.ts'
import { lossHeaders } from './headers.ts'
import { strictnessHeader } from './strictness.ts'

/** Headers that tell a client what became of its request: what was lost, and the strictness in force where it asked for one. */
export function tellings(losses: readonly Loss[], { exchange, strictness }: Order): Record<string, string> {
  const { headers, services } = exchange
  const asked = headers[strictnessHeader] !== undefined
  return { ...lossHeaders(losses, headers, services.config.lossLevel), ...(asked ? { [strictnessHeader]: strictness } : {}) }
}
