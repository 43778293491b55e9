import type { Api } from './config.ts'
import { one, type AnswerHeaders } from './upstream.ts'

/** What a dialect calls its limits, for requests and for tokens (RLH-1, RLH-3). */
type Kind = 'requests' | 'tokens'

interface Names {
  limit(kind: Kind): string
  remaining(kind: Kind): string
  reset(kind: Kind): string
  /** Milliseconds until the reset, as the header says it; null where it cannot be read. */
  read(reset: string, now: number): number | null
  write(milliseconds: number, now: number): string
}

const anthropic: Names = {
  limit: (kind) => `anthropic-ratelimit-${kind}-limit`,
  remaining: (kind) => `anthropic-ratelimit-${kind}-remaining`,
  reset: (kind) => `anthropic-ratelimit-${kind}-reset`,
  read(reset, now) {
    const at = Date.parse(reset)
    return Number.isNaN(at) ? null : Math.max(0, at - now)
  },
  write: (milliseconds, now) => new Date(now + milliseconds).toISOString().replace(/\.\d+Z$/, 'Z'),
}

const openai: Names = {
  limit: (kind) => `x-ratelimit-limit-${kind}`,
  remaining: (kind) => `x-ratelimit-remaining-${kind}`,
  reset: (kind) => `x-ratelimit-reset-${kind}`,
  read: (reset) => readDuration(reset),
  write: (milliseconds) => writeDuration(milliseconds),
}

const names: { readonly [A in Api]: Names } = { messages: anthropic, chat: openai, responses: openai }

/** An upstream's limits by the names of the client's dialect (RLH-1 to RLH-5). `now` in milliseconds since 1970. */
export function rateLimits(headers: AnswerHeaders, from: Api, to: Api, now: number): Record<string, string> {
  const source = names[from]
  const target = names[to]
  const out: Record<string, string> = {}
  for (const kind of ['requests', 'tokens'] as const) {
    const limit = one(headers, source.limit(kind))
    const remaining = one(headers, source.remaining(kind))
    const reset = one(headers, source.reset(kind))
    if (limit !== null) out[target.limit(kind)] = limit
    if (remaining !== null) out[target.remaining(kind)] = remaining
    const left = reset === null ? null : source.read(reset, now)
    if (left !== null) out[target.reset(kind)] = source === target && reset !== null ? reset : target.write(left, now)
  }
  return out
}

/** Limits of one kind by the names of a dialect; `reset` in milliseconds from `now`. */
export function writeLimits(
  { kind, limit, remaining, reset }: { readonly kind: Kind; readonly limit: string; readonly remaining: string; readonly reset: number },
  to: Api,
  now: number,
): Record<string, string> {
  const target = names[to]
  return { [target.limit(kind)]: limit, [target.remaining(kind)]: remaining, [target.reset(kind)]: target.write(reset, now) }
}

/** Whether a header tells a provider's limits, whichever kind (RLH-1 to RLH-5). */
export const tellsLimits = (name: string): boolean => /^(anthropic-(ratelimit|priority)-|x-ratelimit-)/.test(name)

const units: { readonly [unit: string]: number } = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** Milliseconds of `1h2m3s`, `20ms`, `1.5s`; null where it is none of those. */
function readDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) return null
  let sum = 0
  for (const [, amount = '0', unit = 's'] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) sum += Number(amount) * (units[unit] ?? 0)
  return sum
}

function writeDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`
  const seconds = Math.round(milliseconds / 1000)
  const parts = [`${Math.floor(seconds / 3600)}h`, `${Math.floor((seconds % 3600) / 60)}m`, `${seconds % 60}s`]
  return parts.filter((part) => !part.startsWith('0')).join('')
}
