import type { CacheMarker } from './cache.ts'
import type { Json } from './json.ts'
import type { Level } from './loss.ts'

/**
 * One piece of a turn or of a response. `at` is the RFC 6901 pointer of the wire value it was read from, so that
 * whoever cannot carry it can say what was lost.
 */
export type Part = TextPart | ImagePart | DocumentPart | AudioPart | ThinkingPart | ToolCallPart | ToolResultPart | RefusalPart | OpaquePart

/** Visible text. */
export interface TextPart {
  readonly kind: 'text'
  readonly at: string
  readonly text: string
  readonly cache: CacheMarker | null
  /** Pages that the text of an answer rests on; absent where there are none. */
  readonly cited?: readonly WebCitation[]
  /** Log probabilities of its tokens; absent where nobody asked for them (EVX-1). */
  readonly logprobs?: Logprobs
}

/** A page of the web as the source of a text (RSP-4): of the text from `start` to before `end` in UTF-16 units, or of all of it. */
export interface WebCitation {
  readonly url: string
  readonly title: string
  readonly start?: number
  readonly end?: number
  /** Pointer of the wire value, where that is a member beside the text. */
  readonly at?: string
}

/** The tokens of a text, or of a delta, and the pointer of the wire value that told them. */
export interface Logprobs {
  readonly at: string
  readonly tokens: readonly TokenLogprob[]
}

/** A token with its log probability; `bytes` is null where the provider does not tell them. */
export interface TokenLogprob {
  readonly token: string
  readonly logprob: number
  readonly bytes: readonly number[] | null
  /** The likeliest tokens in its place. */
  readonly top: readonly Omit<TokenLogprob, 'top'>[]
}

/** Where the bytes of an image or document are. `data` is base64, never re-encoded (SEC-3). */
export type Source =
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly id: string }

/** A picture. `detail` is OpenAI's resolution hint. */
export interface ImagePart {
  readonly kind: 'image'
  readonly at: string
  readonly source: Source
  readonly detail: string | null
  readonly cache: CacheMarker | null
}

/** A document: a file, plain text, or a list of parts. `citations` says that the client asked for citations. */
export interface DocumentPart {
  readonly kind: 'document'
  readonly at: string
  readonly source:
    | Source
    | { readonly kind: 'text'; readonly text: string; readonly mediaType: string }
    | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  readonly title: string | null
  readonly context: string | null
  readonly citations: boolean
  readonly cache: CacheMarker | null
}

/** Sound, or a reference to sound that the provider keeps. */
export interface AudioPart {
  readonly kind: 'audio'
  readonly at: string
  readonly source:
    | { readonly kind: 'base64'; readonly format: string; readonly data: string }
    | { readonly kind: 'id'; readonly id: string }
}

/**
 * Reasoning. `seal` is the provider's signature or encrypted content: returned, never interpreted. Of redacted
 * thinking only the seal is known.
 */
export interface ThinkingPart {
  readonly kind: 'thinking'
  readonly at: string
  readonly text: string
  readonly seal: string | null
  readonly redacted: boolean
}

/**
 * A call the client is to execute. `arguments` is raw JSON text: the only spelling that survives big integers, key order
 * and partial JSON. Of a `freeform` call (OpenAI's custom tools) it is the plain input text.
 */
export interface ToolCallPart {
  readonly kind: 'toolCall'
  readonly at: string
  readonly id: string
  readonly name: string
  readonly arguments: string
  readonly freeform: boolean
  readonly cache: CacheMarker | null
}

/** What the client's tool answered. */
export interface ToolResultPart {
  readonly kind: 'toolResult'
  readonly at: string
  readonly callId: string
  readonly parts: readonly Part[]
  readonly isError: boolean
  readonly cache: CacheMarker | null
}

/** The model's own words of refusal, where the format keeps them apart from text. */
export interface RefusalPart {
  readonly kind: 'refusal'
  readonly at: string
  readonly text: string
}

/** A block that only one format knows; `text` is a readable rendering where its format has one. */
export interface OpaquePart {
  readonly kind: 'opaque'
  readonly at: string
  readonly format: string
  readonly type: string
  readonly payload: Json
  readonly text: string | null
  /** What its own format declares about leaving it out elsewhere. */
  readonly elsewhere: Elsewhere
}

/** A format's declaration of what it means that another format cannot carry one of its values. */
export interface Elsewhere {
  readonly rule: string
  readonly why: string
  readonly level: Level
}
