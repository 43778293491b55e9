import type { Elsewhere } from '../interlingua/part.ts'
import type { Level } from '../interlingua/loss.ts'

/** What becomes of a field, an arm of a union or an enum value (§0.1). Every one but `mapped` names its rule. */
export type Fate = Mapped | Folded | Emulated | Carried | Dropped | Rejected

/** Hand-written code translates it, and must consume it. */
export interface Mapped {
  readonly fate: 'mapped'
}
/** Expressed through another construct by hand-written code, which must consume it. */
export interface Folded {
  readonly fate: 'folded'
  readonly into: string
  readonly rule: string
}
/** The gateway does it itself; hand-written code must consume it. */
export interface Emulated {
  readonly fate: 'emulated'
  readonly by: string
  readonly rule: string
}
/** Kept for the same format; towards another one a loss of level `elsewhere`. */
export interface Carried extends Shareable {
  readonly fate: 'carried'
  readonly rule: string
  readonly why: string
  readonly elsewhere: Level
}
/** Removed, always with a loss. */
export interface Dropped extends Shareable {
  readonly fate: 'dropped'
  readonly rule: string
  readonly why: string
  readonly level: Level
}
/** A 400 in the caller's dialect that names the path; `never` is one that `lenient` does not lift. */
export interface Rejected extends Shareable {
  readonly fate: 'rejected'
  readonly rule: string
  readonly why: string
  readonly level: 'reject' | 'never'
}
/** Another format may have the same member: its encoder takes it from the ledger by this name, and then nothing is lost. */
interface Shareable {
  readonly as?: SharedName
}
/** What the scaffolder writes. It is not a fate, so a table that holds one does not compile. */
export interface Undecided {
  readonly fate: 'undecided'
}

/** A fate that code need not look at: the engine handles it. */
export type Lossy = Carried | Dropped | Rejected

export const mapped: Mapped = { fate: 'mapped' }
/** @public What `npm run scaffold` writes into a fate table. */
export const undecided: Undecided = { fate: 'undecided' }
export const folded = (into: string, rule: string): Folded => ({ fate: 'folded', into, rule })
export const emulated = (by: string, rule: string): Emulated => ({ fate: 'emulated', by, rule })
export const carried = (rule: string, why: string, elsewhere: Level = 'info'): Carried => ({ fate: 'carried', rule, why, elsewhere })
export const dropped = (rule: string, why: string, level: Level = 'warn'): Dropped => ({ fate: 'dropped', rule, why, level })
export const rejected = (rule: string, why: string, level: 'reject' | 'never' = 'reject'): Rejected => ({
  fate: 'rejected',
  rule,
  why,
  level,
})

/**
 * Members that more than one format has, with the same values, and that mean nothing to the hub. What an encoder does not take is
 * lost as its own format declares.
 */
export type SharedName =
  | 'citations'
  | 'deferLoading'
  | 'logprobs'
  | 'mcpServers'
  | 'messageConfig'
  | 'metadata'
  | 'moderation'
  | 'promptCacheKey'
  | 'promptCacheMode'
  | 'promptCacheRetention'
  | 'promptCacheTtl'
  | 'reasoningContext'
  | 'store'
  | 'topLogprobs'
  | 'verbosity'

/** A lossy fate of a member that another format may have by the name `as`. */
export const shared = <const F extends Lossy>(as: SharedName, fate: F): F & { readonly as: SharedName } => ({ ...fate, as })

/** One decision for every field of `T`, optional ones included. */
export type Fates<T> = { readonly [K in keyof T]-?: Fate }

/** A decision about something the spec no longer has: the error message is the type. */
type Stale<Known, F> = { readonly [K in Exclude<keyof F & string, Known & string>]: `the spec no longer has '${K}'` }

/** Decides a shape field by field. A field without a decision, or a decision without a field, is a compile error that names it. */
export const decide =
  <T>() =>
  <const F extends Fates<T>>(fates: F & Stale<keyof T, F>): F =>
    fates

/** Decides every arm of a tagged union; `U` maps tags to arms. */
export const arms =
  <U>() =>
  <const F extends { readonly [Tag in keyof U]-?: Fate }>(fates: F & Stale<keyof U, F>): F =>
    fates

/** Decides every value of a closed enum. */
export const values =
  <E extends string>() =>
  <const F extends { readonly [Value in E]: Fate }>(fates: F & Stale<E, F>): F =>
    fates

/** Decides a whole shape outside the portable core with one line. */
export const whole = <const F extends Lossy>(fate: F): F => fate

/** True for fates whose values reach hand-written code. */
export const isMeaningful = (fate: Fate): fate is Mapped | Folded | Emulated =>
  fate.fate === 'mapped' || fate.fate === 'folded' || fate.fate === 'emulated'

/** False where the scaffolder's mark still stands: the build fails there, and run time takes the thing as unknown. */
export const isDecided = (fate: Fate | Undecided): fate is Fate => fate.fate !== 'undecided'

/** What a lossy fate says about leaving its value out in another format. */
export const elsewhere = (fate: Lossy): Elsewhere => ({
  rule: fate.rule,
  why: fate.why,
  level: fate.fate === 'carried' ? fate.elsewhere : fate.level,
})
