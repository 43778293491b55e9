import type { Json } from './json.ts'

/**
 * Token counters; null is unknown, which is not 0. `input` includes the cached tokens (`cacheRead`, `cacheWrite`), `output`
 * includes `reasoning`. `raw` keeps what the provider said. Rules USE-1 to USE-8.
 */
export interface Usage {
  readonly input: number | null
  readonly output: number | null
  readonly cacheRead: number | null
  readonly cacheWrite: number | null
  readonly reasoning: number | null
  /** The tier that served the request, by OpenAI's names. */
  readonly serviceTier: string | null
  readonly raw: Json
}

/** No counter known. */
export const unknownUsage: Usage = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  reasoning: null,
  serviceTier: null,
  raw: null,
}

/** The later report wins, member by member; what it does not know stays. Counters are cumulative (EVT-1). */
export function mergeUsage(earlier: Usage, later: Usage): Usage {
  return {
    input: later.input ?? earlier.input,
    output: later.output ?? earlier.output,
    cacheRead: later.cacheRead ?? earlier.cacheRead,
    cacheWrite: later.cacheWrite ?? earlier.cacheWrite,
    reasoning: later.reasoning ?? earlier.reasoning,
    serviceTier: later.serviceTier ?? earlier.serviceTier,
    raw: later.raw ?? earlier.raw,
  }
}
