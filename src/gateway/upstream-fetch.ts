import type { Call, Receiver, Upstream } from './upstream.ts'

/** Transport over global `fetch`, for runtimes without sockets and for tests that intercept it. Answers arrive decompressed. */
export function fetchUpstream(send: typeof fetch = globalThis.fetch): Upstream {
  const open = new Set<AbortController>()
  return {
    send(call, receiver) {
      const leave = new AbortController()
      const gate = new Gate()
      open.add(leave)
      run(send, call, receiver, leave.signal, gate)
        .catch((error: unknown) => {
          if (!leave.signal.aborted) receiver.fail(error instanceof Error ? error : new Error(String(error)))
        })
        .finally(() => open.delete(leave))
      return {
        abort() {
          leave.abort()
          gate.open()
        },
        resume: () => gate.open(),
      }
    },
    async close() {
      for (const leave of open) leave.abort()
    },
  }
}

async function run(send: typeof fetch, call: Call, receiver: Receiver, signal: AbortSignal, gate: Gate): Promise<void> {
  const { url, method, headers, body } = call
  const answer = await send(url, { method, headers: pairs(headers), body: body && Uint8Array.from(body), signal, redirect: 'manual' })
  if (signal.aborted) return
  // The body was decompressed on the way, so its encoding and length are no longer true.
  const gone = new Set(['content-encoding', 'content-length'])
  const encoded = answer.headers.has('content-encoding')
  receiver.head(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !encoded || !gone.has(name))))
  const reader = answer.body?.getReader()
  // An answer that was made up in process does not heed the signal by itself.
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined))
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    if (signal.aborted) return
    if (!receiver.data(step.value)) await gate.wait()
  }
  if (!signal.aborted) receiver.end()
}

/** Names and values in turn, as pairs. */
function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []))
}

/** Closed by `wait`, until somebody opens it. */
class Gate {
  #open: () => void = () => undefined

  open(): void {
    this.#open()
  }

  wait(): Promise<void> {
    return new Promise((resolve) => (this.#open = resolve))
  }
}
