import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** The client's side of an exchange: what is written here reaches it at once. */
export class Outlet {
  readonly #response: ServerResponse
  #onDrain: () => void = () => undefined
  #onGone: () => void = () => undefined
  #full = false
  #gone = false

  constructor(response: ServerResponse) {
    this.#response = response
    response.on('drain', () => {
      this.#full = false
      this.#onDrain()
    })
    response.once('close', () => {
      if (response.writableFinished) return
      this.#gone = true
      this.#onGone()
    })
    // A client that resets its connection while it is written to; `close` follows.
    response.on('error', () => undefined)
  }

  /** Calls back when more can be written, and when the client left before its answer was complete. */
  watch(onDrain: () => void, onGone: () => void): void {
    this.#onDrain = onDrain
    this.#onGone = onGone
    if (this.#gone) onGone()
  }

  /** The client reads slower than it is written to. */
  get full(): boolean {
    return this.#full
  }

  get gone(): boolean {
    return this.#gone
  }

  get headSent(): boolean {
    return this.#response.headersSent
  }

  /** Sends status and headers; they leave with the first bytes, or at once if `flush`. */
  head(status: number, headers: OutgoingHttpHeaders, flush = false): void {
    if (this.#gone) return
    this.#response.writeHead(status, headers)
    if (flush) this.#response.flushHeaders()
  }

  write(data: Uint8Array | string): void {
    if (!this.#gone && data.length > 0) this.#full = !this.#response.write(data)
  }

  end(data: Uint8Array | string | null = null): void {
    if (this.#gone) return
    if (data === null || data.length === 0) this.#response.end()
    else this.#response.end(data)
  }

  /** Breaks the connection after what was written has left: the client must not take what it has for the whole answer (SSE-7). */
  break(): void {
    if (!this.#gone) this.#response.socket?.destroySoon()
  }
}
