import type { Json } from './json.ts'

/** Kinds of failure; each format maps each kind to its own status and type, and back (§6). */
export type FaultKind =
  | 'invalidRequest'
  | 'contextLength'
  | 'unsupportedParameter'
  | 'authentication'
  | 'billing'
  | 'permission'
  | 'notFound'
  | 'modelNotFound'
  | 'conflict'
  | 'requestTooLarge'
  | 'unsupportedMediaType'
  | 'rateLimit'
  | 'quota'
  | 'upstream'
  | 'unavailable'
  | 'overloaded'
  | 'timeout'
  | 'internal'
  | 'clientGone'

/** A failure, whoever caused it. */
export interface Fault {
  readonly kind: FaultKind
  readonly message: string
  /** The member at fault, as an RFC 6901 pointer into the client's request; null where there is none. */
  readonly param: string | null
  /** A provider's machine-readable code, kept as it came. */
  readonly code: string | null
  /** HTTP status as received, null where the fault arose in the gateway or inside a stream. */
  readonly status: number | null
  /** Seconds to wait before another try. */
  readonly retryAfter: number | null
  /** Another try meets the same fault, although its status looks like one that passes (RTY-2). */
  readonly lasting: boolean
  /** What the provider sent. */
  readonly raw: Json
}

/** A fault of `kind`, other members as given or empty. */
export function fault(kind: FaultKind, message: string, more: Partial<Omit<Fault, 'kind' | 'message'>> = {}): Fault {
  return { kind, message, param: null, code: null, status: null, retryAfter: null, lasting: false, raw: null, ...more }
}
