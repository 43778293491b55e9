import type { Stop, StopReason } from '../../interlingua/response.ts'
import type { Asked } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { Enums, Message, RefusalStopDetails } from './generated/shapes.ts'

/** The members that say how a message ended, unread. */
export interface WireStop {
  readonly stop_reason: Unread<Enums['StopReason']> | undefined
  readonly stop_sequence: Unread<string> | undefined
  readonly stop_details: Unread<RefusalStopDetails> | undefined
}

/** How a message ended; null where it does not say (STOP-A-9). `at` is the pointer of the object that says so. */
export function decodeStop({ stop_reason, stop_sequence, stop_details }: WireStop, at: string, reader: Reader): Stop | null {
  const reason = reader.value<Enums['StopReason'], StopReason>(stop_reason, `${at}/stop_reason`, reasons, (value) => {
    reader.ledger.lose(`${at}/stop_reason`, 'folded', 'STOP-A-1', 'warn', `unknown stop reason '${value}', read as the end of the turn`)
    return 'end'
  })
  const sequence = reader.string(stop_sequence, `${at}/stop_sequence`)
  const details = `${at}/stop_details`
  const { type, category, explanation, ...rest } =
    stop_details === undefined || stop_details === null ? {} : reader.fields(stop_details, core.RefusalStopDetails, details)
  rest satisfies Nothing
  reader.known(type)
  const kindOfRefusal = reader.string(category, `${details}/category`)
  const said = reader.string(explanation, `${details}/explanation`)
  const pointers = {
    reason: `${at}/stop_reason`,
    sequence: `${at}/stop_sequence`,
    category: `${details}/category`,
    explanation: `${details}/explanation`,
  }
  return reason && { at: pointers, reason, sequence, category: kindOfRefusal, explanation: said }
}

/** The members that say how a message ended (STOP-C-1 to STOP-C-6). */
export type EncodedStop = Pick<Message, 'stop_reason' | 'stop_sequence' | 'stop_details'>

/** Writes how a message ended. `refused` is the model's own words of refusal, where it used any. */
export function encodeStop(stop: Stop, refused: string | null): EncodedStop {
  const reason = words[stop.reason]
  const refusal = reason === 'refusal'
  return {
    stop_reason: reason,
    stop_sequence: stop.sequence,
    stop_details: refusal
      ? { type: 'refusal', category: isCategory(stop.category) ? stop.category : null, explanation: stop.explanation ?? refused }
      : null,
  }
}

/** What decides how an end is told. */
interface Seen {
  readonly calls: boolean
  readonly refusal: boolean
  /** The client can go on with a turn that is paused: it has asked for tools that run at the provider (STOP-R-6). */
  readonly resumes: boolean
}

/** Whether a client offered tools that run at the provider. */
export const resumes = ({ request }: Asked): boolean => request.tools.some((tool) => tool.kind === 'hosted' && tool.asFunction === null)

/**
 * The reason as this format counts it: calls to execute and words of refusal tell more than an upstream's `stop`
 * (STOP-C-1, STOP-C-2). A stop that came from this format says it already.
 */
export function countedStop(stop: Stop, seen: Seen, ledger: Ledger, own: boolean): Stop {
  if (own) return stop
  if (stop.reason === 'pause' && !seen.resumes) {
    ledger.lose(stop.at['reason'] ?? '', 'folded', 'STOP-R-6', 'info', 'a client without hosted tools has nothing to go on with')
    return { ...stop, reason: 'maxTokens' }
  }
  if (stop.reason === 'end' || stop.reason === 'toolCalls' || stop.reason === 'stopSequence') {
    if (seen.calls) return { ...stop, reason: 'toolCalls', sequence: null }
    if (seen.refusal) return { ...stop, reason: 'refusal', sequence: null }
    if (stop.reason === 'toolCalls') {
      ledger.lose(stop.at['reason'] ?? '', 'folded', 'STOP-C-4', 'info', 'the answer ends for tool calls but has none')
      return { ...stop, reason: 'end' }
    }
  }
  return stop
}

const reasons: { readonly [Reason in Enums['StopReason']]: StopReason } = {
  end_turn: 'end',
  stop_sequence: 'stopSequence',
  tool_use: 'toolCalls',
  max_tokens: 'maxTokens',
  model_context_window_exceeded: 'contextWindow',
  refusal: 'refusal',
  pause_turn: 'pause',
  compaction: 'compaction',
}

const words: { readonly [Reason in StopReason]: Enums['StopReason'] } = {
  end: 'end_turn',
  stopSequence: 'stop_sequence',
  toolCalls: 'tool_use',
  maxTokens: 'max_tokens',
  contextWindow: 'model_context_window_exceeded',
  refusal: 'refusal',
  contentFilter: 'refusal',
  pause: 'pause_turn',
  compaction: 'compaction',
}

const categories = {
  cyber: true,
  bio: true,
  frontier_llm: true,
  reasoning_extraction: true,
  general_harms: true,
} satisfies { readonly [Category in Enums['RefusalStopDetails.category']]: true }

const isCategory = (value: string | null): value is Enums['RefusalStopDetails.category'] =>
  value !== null && Object.hasOwn(categories, value)
