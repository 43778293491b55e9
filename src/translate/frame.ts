/** One server-sent event: `event` is null where the stream gave no name; `data` is its data lines joined by LF. */
export interface Frame {
  readonly event: string | null
  readonly data: string
}

/** A comment line, for keep-alives (SSE-4). */
export interface Comment {
  readonly comment: string
}

/** What an encoder puts on the wire. */
export type OutFrame = Frame | Comment
