/** A stretch of the input that costs tokens, in the order a provider renders it: tools, system, messages. */
export interface Span {
  readonly tokens: number
  /** Carries a cache marker of the client. */
  readonly marked: boolean
  /** Was already there when the previous turn was answered. */
  readonly earlier: boolean
}

/** Input tokens, with the slices read from and written to the prompt cache. */
export interface InputUsage {
  readonly total: number
  readonly read: number
  readonly written: number
}

/** Counts the input; everything up to the last marker is cached: read where a previous turn wrote it, else written. */
export function inputUsage(spans: readonly Span[]): InputUsage {
  const cached = spans.slice(0, spans.findLastIndex((span) => span.marked) + 1)
  return {
    total: sum(spans),
    read: sum(cached.filter((span) => span.earlier)),
    written: sum(cached.filter((span) => !span.earlier)),
  }
}

/** Tokens of the stretches that a previous turn has already sent: what automatic caching can find again. */
export const earlierTokens = (spans: readonly Span[]): number => sum(spans.filter((span) => span.earlier))

const sum = (spans: readonly Span[]): number => spans.reduce((total, span) => total + span.tokens, 0)
