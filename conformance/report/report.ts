import type { Direction, Level } from '../case.ts'

/** What a run of the suite found: the one value that every report is made from, and what `--report json` prints. */
export interface Report {
  /** Version of the suite: raised whenever a verdict could change. */
  readonly suite: string
  readonly target: { readonly name: string; readonly version: string | null; readonly url: string | null }
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly seed: number
  readonly cases: readonly CaseResult[]
  /** How often each matcher stood in the cases that ran. */
  readonly matchers: { readonly [matcher: string]: number }
  /** Checks left out for want of an optional package, by package name. */
  readonly leftOut: { readonly [check: string]: number }
  /** Globs of the known-failing list that match no case. */
  readonly unmatchedGlobs: readonly string[]
}

/**
 * pass · fail · known: fails, and the known-failing list says why · unexpected-pass: passes although listed ·
 * not-claimed: needs what the target does not claim · not-measured: the smoke list of its direction did not pass.
 */
export type Verdict = 'pass' | 'fail' | 'known' | 'unexpected-pass' | 'not-claimed' | 'not-measured'

export interface CaseResult {
  readonly id: string
  readonly direction: Direction
  readonly topic: string
  readonly name: string
  readonly level: Level
  readonly why: string
  readonly rules: readonly string[]
  readonly verdict: Verdict
  /** Of known, not-claimed and not-measured. */
  readonly reason: string | null
  readonly durationMs: number
  /** One for each way the provider's streams were cut; unary cases have one. */
  readonly runs: readonly RunResult[]
}

export interface RunResult {
  /** `whole`, `bytes` or `random:<seed>`. */
  readonly cut: string
  readonly findings: readonly Finding[]
  readonly exchanges: readonly ExchangeRecord[]
}

/** One thing that is not as the case, or an unsaid check, demands. */
export interface Finding {
  /** The wire file that says otherwise, or the numbered message it is about. */
  readonly file: string
  readonly check:
    | 'expected'
    | 'provider-schema'
    | 'provider-rules'
    | 'client-schema'
    | 'order'
    | 'sdk'
    | 'losses'
    | 'transport'
    | 'unanswered'
  /** RFC 6901 pointer into the message, or `event N` and a pointer into its data. */
  readonly path: string
  readonly expected: string | null
  readonly received: string | null
  /** One sentence that names the member or event. */
  readonly message: string
}

/** The four panes of an exchange as they crossed the network; null where nothing did. */
export interface ExchangeRecord {
  readonly client: WireMessage
  readonly providerReceived: WireMessage | null
  readonly providerAnswered: WireMessage | null
  readonly clientReceived: WireMessage | null
  /** What was expected of the two messages that the gateway sends, as the case's files say it. */
  readonly expected: { readonly provider: string | null; readonly client: string }
  /** Repeats the client's request by hand, with the authorization replaced by a variable. */
  readonly curl: string
}

export interface WireMessage {
  /** `POST /v1/messages` or `200`. */
  readonly start: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** How the body ended. */
  readonly ending: 'end' | 'reset' | 'timeout'
}
