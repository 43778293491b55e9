import type { Part } from './part.ts'
import type { Usage } from './usage.ts'

/** Why a response ended, as a closed union of what the formats distinguish (§4.3). */
export type StopReason =
  | 'end'
  | 'stopSequence'
  | 'toolCalls'
  | 'maxTokens'
  | 'contextWindow'
  | 'refusal'
  | 'contentFilter'
  | 'pause'
  | 'compaction'

/**
 * The end of a response. `category` and `explanation` are the provider's own words about a refusal. `at` has the pointers of
 * the wire members that the members were read from; of an end that no provider told it has none.
 */
export interface Stop {
  readonly at: { readonly [member: string]: string }
  readonly reason: StopReason
  /** The stop sequence that fired, where known. */
  readonly sequence: string | null
  readonly category: string | null
  readonly explanation: string | null
}

/** A finished answer. `created` is in seconds since 1970, null where the format has no time. */
export interface Response {
  /** Pointers of wire members that have other names than these, by these; absent where none has. */
  readonly at?: { readonly [member: string]: string }
  readonly id: string
  readonly model: string
  readonly created: number | null
  readonly parts: readonly Part[]
  readonly stop: Stop
  readonly usage: Usage
}
