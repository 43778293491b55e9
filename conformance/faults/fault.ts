import type { Direction } from '../case.ts'

/** A JSON object of the wire. */
export type Wire = { readonly [member: string]: unknown }

/** Something a gateway could get wrong, put into one that does not. */
export interface Fault {
  /** What it does, in a few words; also what `--only` matches. */
  readonly name: string
  readonly direction: Direction
  /** Seen in any exchange, only in a stream, or only once there is a history. */
  readonly seen: 'anywhere' | 'stream' | 'later turn'
  /** What the first failure that is printed must name: the member or event at fault. */
  readonly names: RegExp
  readonly change: Change
}

/** Where a fault strikes. */
export type Change =
  | { readonly of: 'request'; readonly edit: (body: Wire) => Wire }
  | { readonly of: 'request headers'; readonly edit: (headers: Headers) => Headers }
  | { readonly of: 'answer'; readonly edit: (body: Wire) => Wire }
  | { readonly of: 'status'; readonly edit: (status: number) => number }
  | { readonly of: 'stream'; readonly start: () => StreamEdit }

export type Headers = NodeJS.Dict<string | string[]>

/** Edits a stream, event by event; the memory of one stream is in its closure. */
export interface StreamEdit {
  /** What is sent instead of an event; `[DONE]` comes as a string. */
  readonly event: (data: Wire | string) => readonly (Wire | string)[]
  /** What is sent after the last event where the gateway breaks off; absent: it breaks off too. */
  readonly mend?: () => readonly (Wire | string)[]
}
