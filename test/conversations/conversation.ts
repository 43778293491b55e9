import type { Json } from '../scripted/json.ts'
import type { Client, Last } from './clients.ts'
import { run, type Call, type JsonObject } from './script.ts'
import type { Transcript } from './transcript.ts'

/** An answer as a client's user sees it. */
export interface Heard {
  readonly text: string
  readonly calls: readonly Call[]
  readonly stop: unknown
  /** As the SDK returned it. */
  readonly answer: unknown
}

/** A gateway, by its address. */
interface Reached {
  readonly origin: string
}

/** An answer of the gateway, as it came over the network. */
interface Answered {
  readonly status: number
  readonly headers: Headers
  /** What the client has read of it. */
  text: string
}

/** A conversation through the gateway, kept by its client as that client's users keep it. */
export class Conversation {
  readonly #gateway: Reached
  readonly #client: Client
  readonly #stream: boolean
  readonly #transcript: Transcript
  readonly #more: JsonObject
  readonly #said: Json[] = []
  readonly #answers: Answered[] = []
  #last: Last | null = null

  /** `more` is put over what the users of the client ask with. */
  constructor(gateway: Reached, client: Client, stream: boolean, transcript: Transcript, more: JsonObject = {}) {
    this.#gateway = gateway
    this.#client = client
    this.#stream = stream
    this.#transcript = transcript
    this.#more = more
  }

  /** Says something, and hears the answer, which joins the history. Rejects as the SDK does; the history then waits as it is. */
  async say(text: string, maxRetries = 0): Promise<Heard> {
    this.#said.push({ role: 'user', content: text })
    return this.ask(maxRetries)
  }

  /** Gives back the results of `calls`, and hears the answer. */
  async answerCalls(calls: readonly Call[], maxRetries = 0): Promise<Heard> {
    this.#said.push(...this.#client.habits.results(calls.map(run)))
    return this.ask(maxRetries)
  }

  /** Asks with the history as it is. `maxRetries` is the SDK's own option. */
  async ask(maxRetries = 0): Promise<Heard> {
    const { request, history, assistant, text, calls, stop } = this.#client.habits
    const body: JsonObject = { ...request, ...this.#more, ...history([...this.#said], this.#last) }
    this.#transcript.sent(this.#client.name, body)
    const via = { origin: this.#gateway.origin, stream: this.#stream, maxRetries, fetch: this.#fetch }
    try {
      const answer = await this.#client.ask(body, via)
      this.#transcript.note(this.#client.name, 'hears', answer)
      this.#said.push(...assistant(answer))
      this.#last = { answer, length: this.#said.length }
      return { text: text(answer), calls: calls(answer), stop: stop(answer), answer }
    } catch (error) {
      this.#transcript.note(this.#client.name, 'raises', String(error))
      throw error
    }
  }

  /** Every answer of the gateway so far, retries included. */
  get answers(): readonly Answered[] {
    return this.#answers
  }

  /** What was out of order in the streams so far. */
  get disorder(): readonly string[] {
    const streams = this.#answers.filter(({ headers }) => headers.get('content-type')?.startsWith('text/event-stream') ?? false)
    const verdicts = streams.map(({ text }) => this.#client.habits.order(text))
    return verdicts.flatMap(({ violation, ending }) => violation ?? (ending === 'open' ? 'no end' : null) ?? [])
  }

  // A `clone` would do, but a client that leaves one half of a stream waits for the other.
  readonly #fetch: typeof fetch = async (input, init) => {
    const { status, headers, body } = await fetch(input, init)
    const answered: Answered = { status, headers, text: '' }
    this.#answers.push(answered)
    if (status !== 200) this.#transcript.note(this.#client.name, 'gets', { status, headers: Object.fromEntries(headers) })
    return new Response(body && overheard(body, (text) => (answered.text += text)), { status, headers })
  }
}

/** The same stream; `hear` gets its text as it is read. */
function overheard(body: ReadableStream<Uint8Array<ArrayBuffer>>, hear: (text: string) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  const utf8 = new TextDecoder()
  return new ReadableStream({
    async pull(controller) {
      const { value } = await reader.read()
      hear(utf8.decode(value, { stream: value !== undefined }))
      if (value) controller.enqueue(value)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
