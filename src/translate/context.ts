/** What codecs need from outside: they import no crypto and read no clock (§0.2). */
export interface Context {
  /** SHA-256 in lower-case hex. */
  hash(text: string): string
  /** Makes a carrier of `data`: a string only this gateway can open (CAR-7). */
  seal(data: string): string
  /** The data of a carrier, null where it is foreign or was altered (CAR-9, CAR-10). */
  open(carrier: string): string | null
  /** Milliseconds since 1970. */
  now(): number
  /** A new id: `prefix` and at least 20 random letters or digits. */
  newId(prefix: string): string
}
