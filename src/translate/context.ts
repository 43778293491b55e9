/** What codecs need from outside: they import no crypto and read no clock (§0.2). */
export interface Context {
  /** SHA-256 in lower-case hex. */
  readonly hash: (text: string) => string
  /** Makes a carrier of `data`: a string only this gateway can open (CAR-7). */
  readonly seal: (data: string) => string
  /** The data of a carrier, null where it is foreign or was altered (CAR-9, CAR-10). */
  readonly open: (carrier: string) => string | null
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A new id: `prefix` and at least 20 random letters or digits. */
  readonly newId: (prefix: string) => string
  /** The model that an exchange is with, by the name it was asked for at the upstream: hosts report other names (CAR-8). */
  readonly model?: string
}
