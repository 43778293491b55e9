import type { Dialect, Http, Step } from './case.ts'
import { cut, type Cut } from './cuts.ts'
import { modelList } from './provider-models.ts'
import type { WireMessage } from './report/report.ts'

/** A request as it reached the provider. */
export interface Incoming {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** An answer as data: every chunk is a write of its own. */
export interface Outgoing {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly chunks: readonly Uint8Array[]
  /** What follows the last chunk: a clean end, or a broken connection. */
  readonly ending: 'end' | 'reset'
}

/** What the provider says in one exchange. */
export interface Scene {
  readonly dialect: Dialect
  readonly method: 'GET' | 'POST'
  /** What the path of a request must end in, or null where none may come. */
  readonly path: string | null
  readonly answer: ((request: WireMessage) => Said) | null
  readonly cut: Cut
}

/** An answer of the provider. */
export type Said = Step & { readonly kind: 'provider' }

/** The path of a dialect's endpoint. */
export const endpoints: { readonly [D in Dialect]: string } = {
  messages: '/v1/messages',
  chat: '/v1/chat/completions',
  responses: '/v1/responses',
}

/** The provider that a case describes, behind any path prefix. It answers the same to a request that comes twice. */
export class ScriptedProvider {
  #scene: Scene | null = null
  #received: WireMessage[] = []
  #strays: WireMessage[] = []

  /** Begins an exchange: forgets the last one. */
  play(scene: Scene): void {
    this.#scene = scene
    this.#received = []
    this.#strays = []
  }

  /** Requests that the exchange was waiting for, a gateway's second try included. */
  get received(): readonly WireMessage[] {
    return this.#received
  }

  /** Requests that it was not waiting for. */
  get strays(): readonly WireMessage[] {
    return this.#strays
  }

  /** Remembers a request, and says what is answered. */
  answer(incoming: Incoming): Outgoing {
    const { pathname } = new URL(incoming.url, 'http://provider')
    const scene = this.#scene
    const message = wireMessage(incoming)
    if (scene?.answer && incoming.method === scene.method && endsIn(pathname, scene.path)) {
      this.#received.push(message)
      return said(scene.answer(message), scene.cut)
    }
    const models = incoming.method === 'GET' ? modelList(pathname, 'anthropic-version' in incoming.headers) : null
    if (models !== null) return json(200, models)
    this.#strays.push(message)
    return json(500, { error: { message: `no case asks for ${message.start}`, type: 'conformance_error' } }, { 'x-should-retry': 'false' })
  }
}

/** Hosts differ in what stands before the version, and in whether there is one. */
const endsIn = (pathname: string, path: string | null): boolean => path !== null && pathname.endsWith(path.replace(/^\/v1(?=\/)/, ''))

function said({ bytes, http, stream }: Said, how: Cut): Outgoing {
  const { status = 200, headers = {}, ending = 'end' } = http
  const type = stream ? 'text/event-stream; charset=utf-8' : 'application/json'
  const length = stream || ending === 'reset' ? {} : { 'content-length': String(bytes.length) }
  return { status, headers: withHeaders({ 'content-type': type, ...length }, headers), chunks: cut(bytes, stream ? how : 'whole'), ending }
}

/** Headers with those that a case adds, or takes away by null. */
export function withHeaders(
  own: { readonly [name: string]: string },
  added: NonNullable<Http['headers']>,
): { readonly [name: string]: string } {
  const merged = { ...own, ...added }
  return Object.fromEntries(Object.entries(merged).flatMap(([name, value]) => (value === null ? [] : [[name, headerText(value)]])))
}

const headerText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function json(status: number, value: unknown, headers: { readonly [name: string]: string } = {}): Outgoing {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return { status, headers: { 'content-type': 'application/json', ...headers }, chunks: [bytes], ending: 'end' }
}

const wireMessage = ({ method, url, headers, body }: Incoming): WireMessage => ({ start: `${method} ${url}`, headers, body, ending: 'end' })
