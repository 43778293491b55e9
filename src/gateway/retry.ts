import type { Api } from './config.ts'
import type { Services } from './exchange.ts'
import { one, type AnswerHeaders } from './upstream.ts'

/** What both SDKs heed about another try, passed on as it came (RTY-1). */
export function retryHeaders(headers: AnswerHeaders): Record<string, string> {
  const out: Record<string, string> = {}
  for (const name of ['retry-after', 'retry-after-ms', 'x-should-retry']) {
    const value = one(headers, name)
    if (value !== null) out[name] = value
  }
  return out
}

/** OpenAI's clients take no heed of a wait of more than a minute and try again at once: where configured they are kept from it (RTY-3). */
export function longWait(
  headers: AnswerHeaders,
  client: Api,
  { config, context }: Pick<Services, 'config' | 'context'>,
): Record<string, string> {
  if (!config.honourLongRetryAfter || client === 'messages') return {}
  return (waitIn(headers, context.now()) ?? 0) > mostHeeded ? { 'x-should-retry': 'false' } : {}
}

const mostHeeded = 60_000

/** Milliseconds to wait before another try, by the finer header first (RTF-2). */
function waitIn(headers: AnswerHeaders, now: number): number | null {
  const exact = Number(one(headers, 'retry-after-ms') ?? Number.NaN)
  if (!Number.isNaN(exact)) return exact
  const after = one(headers, 'retry-after')
  if (after === null) return null
  const seconds = Number(after)
  const wait = Number.isNaN(seconds) ? Date.parse(after) - now : seconds * 1000
  return Number.isNaN(wait) ? null : wait
}
