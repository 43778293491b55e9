import type { Headers } from '../translate/format.ts'
import type { Config, Timeouts } from './config.ts'

/** The times of one exchange: where configured the client's own timeout, in seconds, bounds the wait for the upstream (HDR-7). */
export function timeoutsFor({ timeouts, heedClientTimeout }: Pick<Config, 'timeouts' | 'heedClientTimeout'>, headers: Headers): Timeouts {
  const theirs = Number(headers['x-stainless-timeout'] ?? 0) * 1000
  if (!heedClientTimeout || !(theirs > 0)) return timeouts
  const { head } = timeouts
  return { ...timeouts, head: Math.min(theirs, head === 0 ? longest : head) }
}

/** The longest time a timer takes, in milliseconds. */
const longest = 2 ** 31 - 1
