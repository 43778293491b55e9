import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { OperationSource } from './documents.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** One request as a client sent it. */
export type Recorded = {
  readonly verb: string
  readonly path: string
  /** With its question mark; empty where there is none. */
  readonly search: string
  readonly query: readonly string[]
  readonly headers: ReadonlyMap<string, string>
  readonly body: JsonObject
}

/** What running an operation with marked parameters showed (P5, P6). */
export type Probed = {
  readonly verb: string
  /** Path of the URL with the base URL's own path in front; parameters are `{0}`, `{1}`. */
  readonly path: string
  /** The query that every call has: `?beta=true`, or nothing. */
  readonly search: string
  /** Path of the client's default base URL, without a slash at the end. */
  readonly basePath: string
  readonly headers: ReadonlyMap<string, string>
  /** Where each parameter went: its key in the body or query, or the name of its header. */
  readonly landed: ReadonlyMap<string, { readonly place: 'body' | 'header' | 'query'; readonly name: string }>
}

/** Parameters to call with: path arguments first, then required and optional members of the params object. */
export type Marks = {
  readonly path: readonly string[]
  readonly required: JsonObject
  readonly optional: JsonObject
}

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>
type Pending = { asResponse(): Promise<unknown> }

/** The key the probe's clients are given; seen again only in the header that carries it. */
export const probeKey = 'probe-key'

/** Opens the probe of one package: a client with a recording fetch and no network. */
export async function openProbe(packageRoot: string, client: string): Promise<Probe> {
  const exports: unknown = await import(pathToFileURL(join(packageRoot, 'index.mjs')).href)
  const constructor = property(exports, client)
  if (typeof constructor !== 'function') throw new Error(`${packageRoot} exports no ${client}`)
  const requests: Recorded[] = []
  const fetch: Fetch = async (url, init) => {
    requests.push(record(url, init))
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  }
  const options = { apiKey: probeKey, authToken: null, fetch, maxRetries: 0, logLevel: 'off' }
  const instance: unknown = withoutSettings(() => Reflect.construct(constructor, [options]))
  return new Probe(instance, requests)
}

/** A client of an SDK that sends nothing and remembers what it would have sent. */
export class Probe {
  readonly #client: unknown
  readonly #requests: Recorded[]

  constructor(client: unknown, requests: Recorded[]) {
    this.#client = client
    this.#requests = requests
  }

  /** Scheme and host of the client's default base URL. */
  get origin(): string {
    return new URL(String(property(this.#client, 'baseURL'))).origin
  }

  /** Calls an operation once with the required parameters, then once for each optional one. */
  async run(operation: OperationSource, marks: Marks): Promise<Probed> {
    const hasParams = Object.keys(marks.required).length + Object.keys(marks.optional).length > 0
    const plain = await this.#call(operation, marks.path, hasParams ? marks.required : undefined)
    const landed = new Map<string, { place: 'body' | 'header' | 'query'; name: string }>()
    for (const name of Object.keys(marks.required)) {
      if (name in plain.body) landed.set(name, { place: 'body', name })
    }
    for (const [name, value] of Object.entries(marks.optional)) {
      const seen = await this.#call(operation, marks.path, { ...marks.required, [name]: value })
      const spot = difference(name, plain, seen)
      if (spot !== undefined) landed.set(name, spot)
    }
    const base = new URL(String(property(this.#client, 'baseURL')))
    const basePath = base.pathname.replace(/\/$/, '')
    const path = marks.path.reduce((text, mark, index) => text.replace(mark, `{${index}}`), plain.path)
    return { verb: plain.verb, path, search: plain.search, basePath, headers: plain.headers, landed }
  }

  async #call(operation: OperationSource, path: readonly string[], params: JsonObject | undefined): Promise<Recorded> {
    let target = this.#client
    for (const step of operation.resource.split('.')) target = property(target, step)
    const method = property(target, operation.method)
    if (typeof method !== 'function') throw new Error(`${operation.id}: the client has no ${operation.resource}.${operation.method}`)
    this.#requests.length = 0
    const args = params === undefined ? path : [...path, params]
    const pending: unknown = Reflect.apply(method, target, args)
    if (!isPending(pending)) throw new Error(`${operation.id}: ${operation.method} returned no promise of an answer`)
    await pending.asResponse()
    const sent = this.#requests[0]
    if (sent === undefined) throw new Error(`${operation.id}: ${operation.method} sent nothing`)
    return sent
  }
}

/** Runs a constructor without the environment settings the SDKs would read, so that defaults are seen. */
function withoutSettings(construct: () => unknown): unknown {
  const before = { ...process.env }
  for (const name of Object.keys(before)) {
    if (/^(ANTHROPIC|OPENAI)_/.test(name)) delete process.env[name]
  }
  try {
    return construct()
  } finally {
    Object.assign(process.env, before)
  }
}

function difference(name: string, plain: Recorded, seen: Recorded): { place: 'body' | 'header' | 'query'; name: string } | undefined {
  if (name in seen.body) return { place: 'body', name }
  const query = seen.query.find((key) => !plain.query.includes(key))
  if (query !== undefined) return { place: 'query', name: query }
  const rewritten = Object.keys(seen.body).find((key) => !(key in plain.body))
  if (rewritten !== undefined) return { place: 'body', name: rewritten }
  const header = [...seen.headers.keys()].find((key) => seen.headers.get(key) !== plain.headers.get(key))
  return header === undefined ? undefined : { place: 'header', name: header }
}

function record(url: string | URL | Request, init: RequestInit | undefined): Recorded {
  const address = new URL(url instanceof Request ? url.url : url)
  const body: Json = typeof init?.body === 'string' ? JSON.parse(init.body) : {}
  return {
    verb: (init?.method ?? 'get').toLowerCase(),
    path: decodeURIComponent(address.pathname),
    search: address.search,
    query: [...address.searchParams.keys()],
    headers: new Map(new Headers(init?.headers).entries()),
    body: isObject(body) ? body : {},
  }
}

function property(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  return Reflect.get(value, name)
}

function isPending(value: unknown): value is Pending {
  return typeof property(value, 'asResponse') === 'function'
}
