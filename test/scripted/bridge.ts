import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { getResponse, type RequestHandler } from 'msw'

/** Handlers behind a real socket on the loopback interface. */
export interface Served {
  /** Origin without a trailing slash: `http://127.0.0.1:PORT`. */
  readonly origin: string
  close(): Promise<void>
}

/** Serves MSW handlers over HTTP. Every chunk of an answer is a write of its own; a body that errors breaks the connection. */
export async function serve(handlers: readonly RequestHandler[]): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(handlers, incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function answer(handlers: readonly RequestHandler[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const response = await getResponse([...handlers], await toRequest(incoming, gone.signal))
  if (!response) {
    outgoing.writeHead(404).end()
    return
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body) {
    const reader = response.body.getReader()
    outgoing.once('close', () => void reader.cancel().catch(() => undefined))
    outgoing.flushHeaders()
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      outgoing.write(step.value)
      await turnOfTheLoop()
    }
  }
  outgoing.end()
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  const { method = 'GET', url = '/', headers } = incoming
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
  return new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), { method, headers: flat, body, signal })
}
