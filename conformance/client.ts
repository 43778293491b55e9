import { Agent, request } from 'undici'
import type { WireMessage } from './report/report.ts'

/** A client's request, ready to be sent. */
export interface Sent {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  /** Null where there is none. */
  readonly body: string | null
}

/** What came of a request: an answer, whole or not, or the reason why there is none. */
export type Outcome = { readonly answer: WireMessage } | { readonly answer: null; readonly why: string }

/** A client that takes what it gets as it is: no redirects, no decompression, no second try, a new connection each time. */
export class Client {
  readonly #agent = new Agent({ pipelining: 0, headersTimeout: 0, bodyTimeout: 0 })
  readonly #limit: number

  /** `limit` is in milliseconds, from the start of a request to the end of its answer. */
  constructor(limit: number) {
    this.#limit = limit
  }

  async ask({ method, url, headers, body }: Sent): Promise<Outcome> {
    const signal = AbortSignal.timeout(this.#limit)
    const chunks: Uint8Array[] = []
    const came = { start: '', headers: {} as { readonly [name: string]: string } }
    const answer = (ending: WireMessage['ending']): Outcome => ({ answer: { ...came, body: Buffer.concat(chunks).toString(), ending } })
    try {
      const response = await request(url, { method, headers, body, signal, dispatcher: this.#agent })
      came.start = String(response.statusCode)
      came.headers = flat(response.headers)
      let length = 0
      for await (const chunk of response.body) {
        chunks.push(chunk as Uint8Array)
        length += (chunk as Uint8Array).length
        if (length > mostBytes) return answer('timeout')
      }
      return answer('end')
    } catch (error) {
      if (came.start !== '') return answer(signal.aborted ? 'timeout' : 'reset')
      if (signal.aborted) return { answer: null, why: `nothing came within ${this.#limit} ms` }
      return { answer: null, why: reason(error) }
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}

/** No case has an answer as long as this: who sends more does not end. */
const mostBytes = 16 * 1024 * 1024

const flat = (headers: { readonly [name: string]: string | string[] | undefined }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return [code, error.message].filter((text) => text !== null && text !== '').join(': ')
}
