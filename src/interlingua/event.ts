import type { Fault } from './fault.ts'
import type { Json } from './json.ts'
import type { Elsewhere, Logprobs, WebCitation } from './part.ts'
import type { Stop } from './response.ts'
import type { Usage } from './usage.ts'

/**
 * A step of a streamed response (§5.5). Decoders guarantee (EVT-1): `start` first; each `open` has one `close`; at most one
 * `stop`; usage is cumulative; `end` or `fail` last, exactly one. Parts are addressed by key, so they may interleave.
 */
export type Event =
  | StartEvent
  | OpenEvent
  /** More of a part's text, thinking, refusal or raw arguments. */
  | { readonly type: 'delta'; readonly key: number; readonly text: string; readonly logprobs?: Logprobs }
  /** Something about an open part that is not its text. `data` is for its own format; `cited` is what every format understands of it. */
  | { readonly type: 'annotate'; readonly key: number; readonly format: string; readonly data: Json; readonly cited?: WebCitation }
  /** The whole signature, encrypted content or redacted data of a thinking part. */
  | { readonly type: 'seal'; readonly key: number; readonly data: string }
  | { readonly type: 'close'; readonly key: number }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'stop'; readonly stop: Stop }
  | { readonly type: 'ping' }
  | { readonly type: 'end' }
  | { readonly type: 'fail'; readonly fault: Fault }
  /** An event that only one format knows, or that `unknown` even its specification does not; other encoders skip it (EVA-19). */
  | { readonly type: 'opaque'; readonly format: string; readonly payload: Json; readonly unknown?: true }

/** What is known before anything is said. Anthropic clients learn the service tier here or never (EMA-10). */
export interface StartEvent {
  readonly type: 'start'
  /** As of a response. */
  readonly at?: { readonly [member: string]: string }
  readonly id: string
  readonly model: string
  /** Seconds since 1970. */
  readonly created: number | null
  /** The tier that serves the request, by OpenAI's names. */
  readonly serviceTier: string | null
}

/** Kinds of part that stream; opaque ones arrive whole in `payload`. */
export type OpenEvent = {
  readonly type: 'open'
  readonly key: number
  /** Pointer into the response that the stream folds to. */
  readonly at: string
} & (
  | { readonly kind: 'text' | 'refusal' }
  | { readonly kind: 'thinking'; readonly redacted: boolean }
  | { readonly kind: 'toolCall'; readonly id: string; readonly name: string; readonly freeform: boolean }
  | { readonly kind: 'opaque'; readonly format: string; readonly blockType: string; readonly payload: Json; readonly elsewhere: Elsewhere }
)
