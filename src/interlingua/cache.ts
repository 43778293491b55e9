/** How long a prompt cache entry is asked to live. Each format rounds to what it knows (CAC-2, CAC-3). */
export type CacheLifetime = '5m' | '30m' | '1h' | '12h'

/** A prompt-cache breakpoint on a part, a tool or the whole request; `ttl` is null where the client named none. */
export interface CacheMarker {
  /** Pointer of the wire marker. */
  readonly at: string
  readonly ttl: CacheLifetime | null
}
