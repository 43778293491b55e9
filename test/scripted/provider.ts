import { http, type RequestHandler } from 'msw'
import { toResponse, type Answer, type Said } from './answer.ts'
import { serve, type Served } from './bridge.ts'

/** A request as a provider got it. */
export interface Received {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string }
  readonly bytes: Uint8Array
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown
  /** True once the other side left before the answer was complete. */
  readonly abandoned: boolean
}

/**
 * A provider that answers from a script and remembers what it was asked. `handlers` fit `setupServer`; `listen` puts them on
 * a loopback socket. Both APIs are served at their own paths, under any origin.
 */
export class ScriptedProvider {
  readonly received: Received[] = []
  readonly handlers: readonly RequestHandler[]
  readonly #script: Answer[] = []
  #always: Answer | null = null
  #served: Served | null = null

  constructor() {
    const paths = ['/v1/messages', '/v1/messages/count_tokens', '/v1/chat/completions', '/v1/responses', '/v1/responses/input_tokens']
    this.handlers = [
      ...paths.map((path) => http.post(`*${path}`, ({ request }) => this.#answer(request))),
      http.get('*/v1/models', ({ request }) => this.#answer(request)),
    ]
  }

  /** Answers one more request. */
  next(...answers: readonly Answer[]): void {
    this.#script.push(...answers)
  }

  /** Answers every request that the script has no answer for. */
  always(answer: Answer): void {
    this.#always = answer
  }

  /** Origin once it listens. */
  async listen(): Promise<string> {
    this.#served ??= await serve(this.handlers)
    return this.#served.origin
  }

  async close(): Promise<void> {
    await this.#served?.close()
    this.#served = null
  }

  /** The only request so far; throws where there were none or more. */
  only(): Received {
    const [first, ...others] = this.received
    if (!first || others.length > 0) throw new Error(`expected one request, got ${this.received.length}`)
    return first
  }

  /** Forgets requests and script. */
  reset(): void {
    this.received.length = 0
    this.#script.length = 0
    this.#always = null
  }

  async #answer(request: Request): Promise<Response> {
    const received = await remember(request)
    this.received.push(received)
    const answer = this.#script.shift() ?? this.#always ?? noAnswer(received)
    const said = typeof answer === 'function' ? await answer(received) : answer
    return toResponse(said, () => (received.abandoned = true))
  }
}

type Remembered = { -readonly [K in keyof Received]: Received[K] }

async function remember(request: Request): Promise<Remembered> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  const { pathname, search } = new URL(request.url)
  return {
    method: request.method,
    url: pathname + search,
    headers: Object.fromEntries(request.headers),
    bytes,
    json: parsed(bytes),
    abandoned: false,
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const noAnswer = ({ method, url }: Received): Said => ({
  status: 500,
  headers: { 'content-type': 'text/plain', 'x-should-retry': 'false' },
  chunks: [Buffer.from(`the script has no answer for ${method} ${url}`)],
  ending: 'end',
})
