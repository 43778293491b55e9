import { fault, type Fault } from '../interlingua/fault.ts'
import type { Api } from './config.ts'
import { writeLimits } from './rate-limits.ts'

/** How many requests every client may make. */
export interface RateLimit {
  readonly requests: number
  /** In how many milliseconds. */
  readonly per: number
}

/** What is left to a client at one moment. */
export interface Allowance {
  readonly limit: number
  /** Whole requests. */
  readonly remaining: number
  /** Milliseconds until all are there again. */
  readonly reset: number
  /** Milliseconds until the next request is granted; 0 where this one is. */
  readonly wait: number
}

/** Grants each client `requests` at once, and gives them back evenly over `per` (GWE-4). */
export class RateLimiter {
  readonly #limit: RateLimit
  readonly #clock: () => number
  /** When all requests of a client are there again, the one that was seen longest ago first. */
  readonly #full = new Map<string, number>()

  /** `clock` is in milliseconds. */
  constructor(limit: RateLimit, clock: () => number) {
    this.#limit = limit
    this.#clock = clock
  }

  /** Takes one request of a client's, if there is one. */
  take(client: string): Allowance {
    const { requests, per } = this.#limit
    const each = per / requests
    const now = this.#clock()
    const full = Math.max(this.#full.get(client) ?? now, now)
    const wait = Math.max(0, full + each - per - now)
    const next = wait > 0 ? full : full + each
    this.#remember(client, next)
    return { limit: requests, remaining: Math.floor((per - (next - now)) / each + rounding), reset: next - now, wait }
  }

  /** Clients that have all their requests again need not be known, and no more than so many are. */
  #remember(client: string, full: number): void {
    this.#full.delete(client)
    this.#full.set(client, full)
    for (const [known, at] of this.#full) {
      if (at > this.#clock() && this.#full.size <= mostClients) return
      this.#full.delete(known)
    }
  }
}

const mostClients = 100_000
/** Sums of fractions of a millisecond are a little off. */
const rounding = 1e-6

/** The fault of a client that asks too often. */
export const tooOften = ({ limit, wait }: Allowance): Fault =>
  fault('rateLimit', `this gateway grants its clients ${limit} requests at a time`, { retryAfter: Math.ceil(wait / 1000) })

/** The gateway's own limits by the names of a client's dialect (RLH-7). `now` in milliseconds since 1970. */
export const ownLimits = ({ limit, remaining, reset }: Allowance, to: Api, now: number): Record<string, string> =>
  writeLimits({ kind: 'requests', limit: String(limit), remaining: String(remaining), reset }, to, now)
