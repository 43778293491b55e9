import { Pool, type Dispatcher } from 'undici'
import type { Receiver, Sent, Upstream } from './upstream.ts'

/** Transport over undici, one pool per origin, at dispatch level: a tenth of the CPU of `fetch` per request. `connectMs` bounds TCP and TLS. */
export function undiciUpstream({ connectMs }: { readonly connectMs: number }): Upstream {
  const pools = new Map<string, Pool>()
  const poolOf = (origin: string): Pool => {
    let pool = pools.get(origin)
    if (!pool) {
      // Both timeouts default to 300 s, which a long answer of a model exceeds: the pump owns those clocks (SEC-8).
      pool = new Pool(origin, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMs } })
      pools.set(origin, pool)
    }
    return pool
  }
  return {
    send(call, receiver) {
      const handler = new Handler(receiver)
      const { url, method, headers, body } = call
      try {
        poolOf(url.origin).dispatch({ path: url.pathname + url.search, method, headers: [...headers], body }, handler)
      } catch (error) {
        queueMicrotask(() => receiver.fail(error instanceof Error ? error : new Error(String(error))))
      }
      return handler
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}

const givenUp = new Error('given up')

class Handler implements Dispatcher.DispatchHandler, Sent {
  readonly #receiver: Receiver
  #controller: Dispatcher.DispatchController | null = null
  #over = false

  constructor(receiver: Receiver) {
    this.#receiver = receiver
  }

  abort(): void {
    if (this.#over) return
    this.#over = true
    this.#controller?.abort(givenUp)
  }

  resume(): void {
    if (!this.#over) this.#controller?.resume()
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Given up while it waited for a free connection.
    if (this.#over) controller.abort(givenUp)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    // 1xx answers come first where a provider sends them.
    if (status >= 200 && !this.#over) this.#receiver.head(status, headers)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over && !this.#receiver.data(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#over) return
    this.#over = true
    this.#receiver.end()
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#over) return
    this.#over = true
    this.#receiver.fail(error)
  }
}
