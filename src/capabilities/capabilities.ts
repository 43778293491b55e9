import type { Effort } from '../interlingua/request.ts'

/** What a model behind a host can do: data, matched by model name, every member overridable per route (CAP-1, §7.1). */
export interface Capabilities {
  /** Which upstream API serves it. */
  readonly api: 'messages' | 'chat' | 'responses'
  /** Function tools together with reasoning need the Responses API (§7.2). */
  readonly toolsNeedResponses: boolean
  /** When sampling parameters are accepted (SAM-1 to SAM-7). */
  readonly sampling: 'always' | 'unlessThinking' | 'whenEffortNone' | 'never'
  /** `temperature` and `top_p` exclude each other (SAM-3). */
  readonly samplingExclusive: boolean
  readonly temperatureMax: number
  /** The backend takes the extension member `top_k` (REQ-A-11). */
  readonly topK: boolean
  readonly maxTokensParam: 'max_completion_tokens' | 'max_tokens' | 'max_output_tokens'
  /** Most tokens of one answer, null where unknown (LIM-2, LIM-3). */
  readonly maxOutput: number | null
  readonly stop: boolean
  /** Most stop sequences of one request. */
  readonly stopMax: number
  readonly thinkingModes: readonly ('adaptive' | 'manual' | 'disabled' | 'between_tools')[]
  readonly thinkingDefault: 'off' | 'on' | 'always'
  /** Efforts it takes; none means that it refuses the reasoning member itself (EFF-O-1). */
  readonly efforts: readonly Effort[]
  /** The highest effort beside which thinking can be disabled, null where any (EFF-A-2). */
  readonly disabledMaxEffort: Effort | null
  readonly forcedToolChoice: boolean
  readonly forcedWithManualThinking: boolean
  /** A trailing assistant message is continued (MSG-4). */
  readonly prefill: boolean
  /** System messages are accepted in the middle of a conversation (MSG-6, MSG-9). */
  readonly midSystem: boolean
  readonly structuredOutputs: boolean
  readonly strictTools: boolean
  /** The host documents `stream_options.include_usage` (§13-16). */
  readonly streamUsage: boolean
  /** Equivalents of hosted tools that this host offers (TOOL-22). */
  readonly hostedTools: readonly string[]
  readonly promptCacheBreakpoints: boolean
  /** A request can warm the prompt cache and ask for no answer (REQ-A-3). */
  readonly prewarm: boolean
  readonly images: boolean
  readonly pdf: boolean
  readonly audio: boolean
  readonly toolResultMedia: boolean
  /** Role of the leading instructions (IRO-1). */
  readonly instructionRole: 'system' | 'developer'
  /** Extension member in which a chat host reads and writes reasoning (RSN-2). */
  readonly reasoningField: 'none' | 'reasoning_content' | 'reasoning'
  /** Which member takes the end user's identifier (REQ-A-19). */
  readonly userParam: 'safety_identifier' | 'user'
}
