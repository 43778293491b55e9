/** Ways through a gateway: the dialect its client speaks, to the dialect its provider speaks. */
export type Dialect = (typeof dialects)[number]
export const dialects = ['messages', 'chat', 'responses'] as const
export type Direction = `${Dialect}-to-${Dialect}`

/** must: a provider or an official or named real client demands it; should: good practice both document; may: a preference. */
export type Level = 'must' | 'should' | 'may'

/** What a gateway may or may not claim to support; a case is put only to gateways that claim all it needs. */
export type Feature = (typeof features)[number]
export const features = [
  'streaming',
  'system-turns',
  'tools',
  'parallel-tools',
  'tool-choice',
  'custom-tools',
  'images',
  'documents',
  'thinking',
  'reasoning-content',
  'reasoning-continuity',
  'structured-output',
  'stop-sequences',
  'sampling',
  'caching',
  'refusals',
  'lenient-input',
  'input-checks',
  'count-tokens',
  'models',
  'item-store',
  'hosted-tools',
  'errors',
  'truncation',
  'losses',
] as const

/** Where a demand comes from, so that a reader can check it. */
export interface Source {
  readonly kind: 'provider' | 'client' | 'rule'
  /** The page, or the package with its version and file. */
  readonly name: string
  readonly url?: string
  /** What it says, in one sentence of our own. */
  readonly says: string
}

/** What a wire file cannot say of itself: the HTTP around a body. */
export interface Http {
  readonly method?: 'GET' | 'POST'
  /** Of a client's request, or of the one a provider must receive; default the path of the dialect. */
  readonly path?: string
  /** Of an answer, default 200. */
  readonly status?: number
  /** Of an expected answer, instead of `status`: each of them is as good to the official client. */
  readonly statuses?: readonly number[]
  /** Added to a message that is sent, null taking one away; matched where the message is expected (matchers may be used). */
  readonly headers?: { readonly [name: string]: unknown }
  /** How the provider ends its body: complete, or by breaking the connection after the last byte of the file. Default end. */
  readonly ending?: 'end' | 'reset'
}

/** A check that stands unsaid in every case and that this case lifts. */
export interface Waiver {
  readonly check: UnsaidCheck
  readonly why: string
}
export type UnsaidCheck = 'provider-schema' | 'provider-rules' | 'client-schema' | 'order' | 'sdk'

/** `case.json`. */
export interface CaseFile {
  /** Why it matters to a user, in one sentence. */
  readonly why: string
  readonly level: Level
  readonly needs: readonly Feature[]
  /** Rule ids of the translation semantics (docs/rules.json). */
  readonly rules: readonly string[]
  readonly sources: readonly Source[]
  /** HTTP of the numbered files, by file name. */
  readonly wire?: { readonly [file: string]: Http }
  readonly waives?: readonly Waiver[]
}

/** A numbered file of a case, in the order in which the messages cross the network. */
export type Step =
  | { readonly kind: 'client'; readonly file: string; readonly http: Http; readonly body: unknown }
  | { readonly kind: 'provider.expect'; readonly file: string; readonly http: Http; readonly body: unknown }
  | { readonly kind: 'provider'; readonly file: string; readonly http: Http; readonly bytes: Uint8Array; readonly stream: boolean }
  | { readonly kind: 'client.expect'; readonly file: string; readonly http: Http; readonly text: string; readonly stream: boolean }

/** A client's request up to its answer; `provider` is absent where the gateway must answer by itself. */
export interface Exchange {
  readonly client: Step & { readonly kind: 'client' }
  readonly provider: {
    readonly expect: Step & { readonly kind: 'provider.expect' }
    readonly answer: Step & { readonly kind: 'provider' }
  } | null
  readonly expect: Step & { readonly kind: 'client.expect' }
}

/** A case as it was read from its folder. */
export interface Case extends CaseFile {
  /** `<direction>/<topic>/<name>`, also its folder under `cases/`. */
  readonly id: string
  readonly direction: Direction
  readonly topic: string
  readonly name: string
  readonly exchanges: readonly Exchange[]
  /** `losses.expect.json`: pointers into the client's request that must be among the reported losses. */
  readonly losses: readonly ExpectedLoss[] | null
}

export interface ExpectedLoss {
  readonly path: string
  readonly rule?: string
  readonly level?: string
}

/** The dialects at both ends of a case. */
export function dialectsOf({ direction }: Pick<Case, 'direction'>): { readonly client: Dialect; readonly provider: Dialect } {
  const [from, to] = direction.split('-to-')
  const named = (name: string | undefined): Dialect => dialects.find((dialect) => dialect === name) ?? 'messages'
  return { client: named(from), provider: named(to) }
}
