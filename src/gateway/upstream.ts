/** A request to a provider. */
export interface Call {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Name, value, name, value …, in the order they go out. */
  readonly headers: readonly string[]
  readonly body: Uint8Array | null
}

/** Headers of an answer, lower-case names. */
export interface AnswerHeaders {
  readonly [name: string]: string | readonly string[] | undefined
}

/** Who listens to an answer. Order of calls: head, data*, then end or fail, once. */
export interface Receiver {
  head(status: number, headers: AnswerHeaders): void
  /** False asks to wait until `resume`. */
  data(chunk: Uint8Array): boolean
  end(): void
  fail(error: Error): void
}

/** A call under way. */
export interface Sent {
  /** Gives the call up; nothing more is received. */
  abort(): void
  /** Goes on after `data` returned false. */
  resume(): void
}

/** The transport to providers. */
export interface Upstream {
  send(call: Call, receiver: Receiver): Sent
  close(): Promise<void>
}

/** An answer read whole. */
export interface Collected {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: Uint8Array
}

/** Sends a call and reads its answer whole. Rejects where the transport fails, or the answer is larger than `limit` bytes or not whole within `timeout` ms. */
export function collect(upstream: Upstream, call: Call, limit: number, timeout: number): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    let status = 0
    let headers: AnswerHeaders = {}
    const giveUp = (why: string): void => {
      clearTimeout(timer)
      sent.abort()
      reject(new Error(why))
    }
    const timer = setTimeout(() => giveUp(`no answer within ${timeout} ms`), timeout)
    const sent = upstream.send(call, {
      head(code, fields) {
        status = code
        headers = fields
      },
      data(chunk) {
        size += chunk.length
        if (size > limit) giveUp(`the answer is larger than ${limit} bytes`)
        else chunks.push(chunk)
        return true
      },
      end() {
        clearTimeout(timer)
        resolve({ status, headers, body: Buffer.concat(chunks) })
      },
      fail(error) {
        clearTimeout(timer)
        reject(error)
      },
    })
  })
}

/** The first value of a header, null where there is none. */
export function one(headers: AnswerHeaders, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : (value?.[0] ?? null)
}
