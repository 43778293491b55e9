import type { Direction, Feature } from './case.ts'

/** `target.json`: a gateway as the suite sees it. */
export interface Target {
  readonly name: string
  readonly version?: string
  readonly homepage?: string
  readonly directions: { readonly [D in Direction]?: Way }
  /** How the gateway reports losses, where it does: the name of a header that holds an RFC 8941 list of pointers. */
  readonly losses?: { readonly header: string }
  /** What it does not claim, and where it says so: shown on the scoreboard, counted apart. */
  readonly disclaims?: readonly Disclaimer[]
}

/** A direction through the gateway. */
export interface Way {
  /** Put in front of the paths of the cases: `/anthropic`, default empty. */
  readonly basePath?: string
  /** Sent with every request, e.g. the key that the gateway wants of its clients. */
  readonly headers?: { readonly [name: string]: string }
  /** Model names of the cases → what the client says, and what the provider is to receive (default: the name in the case). */
  readonly models?: { readonly [model: string]: { readonly client?: string; readonly upstream?: string } }
  /** What is claimed, each from the gateway's own documentation; `all` for everything the suite knows. */
  readonly features: readonly Feature[] | 'all'
  /** Where the gateway documents this direction. */
  readonly source?: string
}

export interface Disclaimer {
  readonly what: string
  readonly source: string
  /** Cases that stand for it where no feature does, by glob: they are not run. */
  readonly cases?: readonly string[]
}
