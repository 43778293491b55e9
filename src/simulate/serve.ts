import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { identifiers } from './identifiers.ts'
import type { Provider, ReceivedRequest, Reply } from './provider.ts'

/** A provider on the wire. */
export interface Server {
  readonly origin: string
  readonly requests: readonly Exchange[]
  close(): Promise<void>
}

/** A request with what became of it. */
export interface Exchange extends ReceivedRequest {
  /** The status answered; null until the answer begins. */
  status: number | null
  /** The client went away before the answer was complete. */
  aborted: boolean
}

/** How to serve a provider. */
export interface ServeOptions {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Milliseconds between two frames of a stream. */
  readonly paceMs: number
  readonly onRequest: (request: ReceivedRequest) => void
}

/** Serves a simulated provider over HTTP. Fails if the port is taken. */
export async function serve(provider: Provider, options: ServeOptions): Promise<Server> {
  const requests: Exchange[] = []
  const server = createServer((incoming, response) => {
    respond(incoming, response).catch((problem: unknown) => fail(response, asError(problem)))
  })

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyText(incoming)
    const { body, malformed } = parsed(text)
    const url = new URL(incoming.url ?? '/', 'http://localhost')
    const exchange: Exchange = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: withoutKeys(incoming.headers),
      body,
      status: null,
      aborted: false,
    }
    response.once('close', () => {
      exchange.aborted = !response.writableFinished
    })
    requests.push(exchange)
    options.onRequest(exchange)
    const reply = provider(exchange, {
      newId: identifiers(`${requests.length} ${text}`),
      now: Date.now(),
      hasKey: hasKey(incoming.headers),
      malformed,
    })
    exchange.status = reply.status
    await send(response, reply, options.paceMs)
  }

  server.listen(options.port, options.host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  return {
    origin: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    requests,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function send(response: ServerResponse, reply: Reply, paceMs: number): Promise<void> {
  if (!('frames' in reply)) {
    const text = JSON.stringify(reply.body)
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(text)
    return
  }
  response.writeHead(reply.status, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...reply.headers,
  })
  for (const frame of reply.frames) {
    if (response.destroyed) return
    if (!response.write(frame)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    if (paceMs > 0) await delay(paceMs)
  }
  response.end()
}

/** A fault of the simulator itself must not look like an answer, nor pass in silence. */
function fail(response: ServerResponse, problem: Error): void {
  if (response.headersSent) {
    response.destroy(problem)
    return
  }
  response.writeHead(500, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ type: 'error', error: { type: 'api_error', message: problem.stack ?? problem.message } }))
}

async function bodyText(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) {
    if (chunk instanceof Uint8Array) chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const encoding = incoming.headers['content-encoding']
  const plain = encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'br' ? brotliDecompressSync(bytes) : bytes
  return plain.toString('utf8')
}

function parsed(text: string): { body: unknown; malformed: boolean } {
  if (text === '') return { body: undefined, malformed: true }
  try {
    const body: unknown = JSON.parse(text)
    return { body, malformed: false }
  } catch {
    return { body: undefined, malformed: true }
  }
}

const KEY_HEADERS = ['authorization', 'x-api-key']

const hasKey = (headers: IncomingHttpHeaders): boolean =>
  KEY_HEADERS.some((name) => String(headers[name] ?? '').replace(/^bearer\s*/i, '') !== '')

const withoutKeys = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, KEY_HEADERS.includes(name) ? '[redacted]' : String(value)]))

const asError = (problem: unknown): Error => (problem instanceof Error ? problem : new Error(String(problem)))
