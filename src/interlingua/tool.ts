import type { CacheMarker } from './cache.ts'
import type { Json, JsonObject } from './json.ts'
import type { Elsewhere } from './part.ts'

/** A tool offered to the model. */
export type Tool = FunctionTool | FreeformTool | HostedTool

/** A tool the client executes, called with JSON. `parameters` is its JSON Schema, null where the client gave none. */
export interface FunctionTool {
  readonly kind: 'function'
  readonly at: string
  readonly name: string
  readonly description: string | null
  readonly parameters: JsonObject | null
  /** Pointer of the schema. */
  readonly parametersAt: string
  readonly strict: boolean | null
  readonly examples: readonly Json[]
  readonly cache: CacheMarker | null
  /** The namespace that `name` begins with, as `<namespace>__<tool>` (TOOL-15); absent where it has none. */
  readonly namespace?: string
}

/** A tool the client executes, called with free text (OpenAI's custom tools). */
export interface FreeformTool {
  readonly kind: 'freeform'
  readonly at: string
  readonly name: string
  readonly description: string | null
  readonly grammar: { readonly syntax: string; readonly definition: string } | null
  /** As of a function tool. */
  readonly namespace?: string
}

/** A tool that only one format knows: executed by the provider, or by the client after a schema the provider publishes. */
export interface HostedTool {
  readonly kind: 'hosted'
  readonly at: string
  readonly format: string
  readonly type: string
  readonly name: string
  readonly payload: JsonObject
  /**
   * The same tool as a function, where the client executes it after a schema that its format publishes (TOOL-10); null
   * where no other format can offer it.
   */
  readonly asFunction: { readonly description: string; readonly parameters: JsonObject; readonly examples: readonly Json[] } | null
  /** What its own format declares about leaving it out elsewhere. */
  readonly elsewhere: Elsewhere
}

/** What the model must do with the tools. */
export type ToolChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'required' }
  | { readonly kind: 'none' }
  | { readonly kind: 'tool'; readonly name: string }
  | { readonly kind: 'allowed'; readonly mode: 'auto' | 'required'; readonly names: readonly string[] }
  | { readonly kind: 'hosted'; readonly format: string; readonly type: string; readonly payload: JsonObject }
