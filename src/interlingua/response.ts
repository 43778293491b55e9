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

/** The end of a response. `detail` is the provider's own word where it says more (a refusal's category or explanation). */
export interface Stop {
  readonly reason: StopReason
  /** The stop sequence that fired, where known. */
  readonly sequence: string | null
  readonly category: string | null
  readonly explanation: string | null
}

/** A finished answer. `created` is in seconds since 1970, null where the format has no time. */
export interface Response {
  readonly id: string
  readonly model: string
  readonly created: number | null
  readonly parts: readonly Part[]
  readonly stop: Stop
  readonly usage: Usage
}
