import type { CacheMarker } from './cache.ts'
import type { JsonObject } from './json.ts'
import type { Tool, ToolChoice } from './tool.ts'
import type { Turn } from './turn.ts'

/** What a client asks of a model: the union of what the formats can say. Null means: the client did not say. */
export interface Request {
  readonly model: string
  readonly turns: readonly Turn[]
  readonly tools: readonly Tool[]
  readonly toolChoice: ToolChoice | null
  /** False: at most one tool call per response. */
  readonly parallelTools: boolean | null
  readonly limits: Limits
  readonly sampling: Sampling
  /** Texts that end the response where they would appear. */
  readonly stop: readonly string[]
  readonly reasoning: Reasoning | null
  readonly output: Output | null
  readonly stream: boolean
  /** What the client's own stream is to show; it never changes what is asked of an upstream. */
  readonly streamOptions: StreamOptions
  /** An opaque identifier of the end user. */
  readonly user: string | null
  readonly serviceTier: ServiceTier | null
  /** Prompt caching for the request as a whole. */
  readonly cache: CacheMarker | null
  /** The client marks all that is to be cached, and wants nothing cached besides (OpenAI's mode `explicit`). */
  readonly explicitCache: boolean
  /** Pointers of the wire members that the members above were read from, by hub path (`sampling.topK` → `/top_k`). */
  readonly at: { readonly [hubPath: string]: string }
}

/** Limits, in tokens. */
export interface Limits {
  readonly maxTokens: number | null
}

/** Sampling parameters that more than one format knows. Temperature is 0–1 for Anthropic, 0–2 for OpenAI. */
export interface Sampling {
  readonly temperature: number | null
  readonly topP: number | null
  readonly topK: number | null
}

/** Levels of reasoning effort, weakest first. */
export type Effort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/**
 * How much the model is to think. A union, because the formats disagree about the unit: off, a level of effort, a budget in
 * tokens, or the model's own choice. `effort` beside another kind is Anthropic's effort for the work as a whole; null in its own
 * kind leaves how much to the model's default, where nothing but a summary was asked for.
 * `summary` is true where the client asked to see a summary of the reasoning, false where it asked not to.
 */
export type Reasoning =
  | { readonly kind: 'off'; readonly effort: Effort | null }
  | { readonly kind: 'effort'; readonly effort: Effort | null; readonly summary: boolean | null }
  | { readonly kind: 'budget'; readonly tokens: number; readonly effort: Effort | null; readonly summary: boolean | null }
  | { readonly kind: 'adaptive'; readonly effort: Effort | null; readonly summary: boolean | null; readonly betweenTools: boolean }

/** The form the answer must have. */
export type Output =
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema'
      readonly schema: JsonObject
      readonly name: string | null
      readonly description: string | null
      readonly strict: boolean | null
    }

/** OpenAI's `stream_options`. */
export interface StreamOptions {
  readonly includeUsage: boolean | null
  readonly includeObfuscation: boolean | null
}

/** Service tiers by OpenAI's names; Anthropic's `standard_only` is `default`. */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'priority' | 'scale' | 'fast' | 'ultrafast'
