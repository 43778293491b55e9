import type { JsonObject } from './json.ts'
import type { Span } from './usage.ts'

/** What a simulated model understands of a request, whatever the format it came in. */
export interface Prompt {
  /** All instructions, in the client's words. */
  readonly system: string
  /** The text of the last user turn that has any. */
  readonly question: string
  /** Images, documents and audio of the turn to answer, as text such as `[image image/png 68 bytes]`. */
  readonly attachments: readonly string[]
  /** Results of tools that came back since the model last spoke. */
  readonly results: readonly ToolResult[]
  readonly tools: readonly Tool[]
  readonly choice: ToolChoice
  /** Whether several tools may be called at once. */
  readonly parallel: boolean
  /** Whether the model says a word before it calls a tool on its own account. */
  readonly talkative: boolean
  /** Output tokens the answer may cost, thinking included. */
  readonly limit: number
  readonly stop: readonly string[]
  /** Tokens the model may think before it answers; 0 is not at all. */
  readonly thinking: number
  /** The JSON schema the answer text must satisfy; null for plain text. */
  readonly schema: JsonObject | null
  readonly spans: readonly Span[]
}

/** A tool the model may call: by JSON arguments, or by free text where it has no schema. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly schema: JsonObject | null
}

/** Whether the model may, must or must not call tools; `only` narrows it to the tools named. */
export interface ToolChoice {
  readonly mode: 'auto' | 'none' | 'required'
  readonly only: readonly string[] | null
}

/** One result of a tool, with the name of the call that it answers. */
export interface ToolResult {
  readonly name: string
  readonly text: string
}

/** How a simulated model speaks of a file it was shown. */
export const attachment = (kind: string, mediaType: string, base64: string): string => `[${kind} ${mediaType} ${byteLength(base64)} bytes]`

const byteLength = (base64: string): number => {
  const digits = base64.replace(/[^A-Za-z0-9+/_-]/g, '').length
  return Math.floor((digits * 3) / 4)
}
