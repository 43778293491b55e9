import type { Loss } from '../interlingua/loss.ts'
import type { Order } from './exchange.ts'
import { lossHeaders } from './headers.ts'
import { ownLimits } from './rate-limiter.ts'
import { rateLimits } from './rate-limits.ts'
import { strictnessHeader } from './strictness.ts'
import type { AnswerHeaders } from './upstream.ts'

/** Headers that tell a client what became of its request: what was lost, and the strictness in force where it asked for one. */
export function tellings(losses: readonly Loss[], { exchange, strictness }: Order): Record<string, string> {
  const { headers, services } = exchange
  const asked = headers[strictnessHeader] !== undefined
  return { ...lossHeaders(losses, headers, services.config.lossLevel), ...(asked ? { [strictnessHeader]: strictness } : {}) }
}

/**
 * Headers that tell a client of another format how often it may ask: its upstream's limits where they are its own, or are to
 * be shown, else the gateway's (RLH-7). Without `headers` the upstream has not answered.
 */
export function limitsTold({ exchange, destination, credential, allowance }: Order, headers: AnswerHeaders = {}): Record<string, string> {
  const { services, client } = exchange
  const now = services.context.now()
  if (services.config.exposeUpstreamLimits ?? credential.whose === 'client')
    return rateLimits(headers, destination.format.api, client.api, now)
  return allowance ? ownLimits(allowance, client.api, now) : {}
}
