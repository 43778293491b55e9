import type { NewId } from './identifiers.ts'
import type { JsonObject } from './json.ts'

/** A request as a simulated provider received it. */
export interface ReceivedRequest {
  readonly method: string
  /** The path without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names; keys are replaced by `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON body; undefined where there was none, or none that could be parsed. */
  readonly body: unknown
}

/** What a provider needs to answer, besides the request: its ids and the time follow from here alone. */
export interface Occasion {
  readonly newId: NewId
  /** Milliseconds since 1970. */
  readonly now: number
  /** Whether the client showed a key. */
  readonly hasKey: boolean
  /** The body could not be read as JSON. */
  readonly malformed: boolean
}

/** An answer: one JSON document, or the frames of an event stream, each complete with its blank line. */
export type Reply =
  | { readonly status: number; readonly headers: Headers; readonly body: JsonObject }
  | { readonly status: 200; readonly headers: Headers; readonly frames: readonly string[] }

/** Header names in lower case with their values. */
export type Headers = Readonly<Record<string, string>>

/** A simulated provider: from a request to its answer, without I/O and without a clock of its own. */
export type Provider = (request: ReceivedRequest, occasion: Occasion) => Reply

/** The fault that a schema finds in a request body. */
export interface SchemaFault {
  /** Steps from the body to the value at fault; numbers are array positions. */
  readonly path: readonly (string | number)[]
  readonly problem: 'missing' | 'unknown' | 'type' | 'value' | 'bound'
  /** What would have been right: type names, the values allowed, or the one limit of a bound. */
  readonly expected: readonly string[]
  /** The keyword whose bound was crossed, such as `maxItems`. */
  readonly bound: string | null
  /** The value at fault. */
  readonly actual: unknown
}

/** Looks a request body over; null where the schema accepts it. */
export type Check = (body: unknown) => SchemaFault | null
