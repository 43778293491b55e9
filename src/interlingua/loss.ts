/** How much a loss matters, least first. `never` is a `reject` that the policy `lenient` does not lift. */
export type Level = 'debug' | 'info' | 'warn' | 'reject' | 'never'

/** Levels, least first. */
export const levels: readonly Level[] = ['debug', 'info', 'warn', 'reject', 'never']

/** True when `level` is `least` or more. */
export const atLeast = (level: Level, least: Level): boolean => levels.indexOf(level) >= levels.indexOf(least)

/** What happened to a value that could not be translated as it is. */
export type LossFate = 'mapped' | 'folded' | 'emulated' | 'carried' | 'dropped' | 'rejected'

/** One thing that a translation could not carry over (§0.2). */
export interface Loss {
  /** RFC 6901 pointer into the source document. */
  readonly path: string
  /** Format of the source document. */
  readonly format: string
  readonly fate: LossFate
  /** Rule id of the translation semantics. */
  readonly rule: string
  readonly level: Level
  readonly why: string
}
