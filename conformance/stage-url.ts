import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { ScriptedProvider } from './provider.ts'
import type { Stage } from './stage.ts'

/** A stage around a gateway that runs elsewhere and was told to find its providers at `host:port`. Rejects where that is taken. */
export async function urlStage(url: string, { host, port }: Address): Promise<Stage & { readonly listening: string }> {
  const provider = new ScriptedProvider()
  const served = await serve(provider, { host, port })
  return { url: url.replace(/\/+$/, ''), provider, listening: served.origin, close: () => served.close() }
}

/** Where the provider listens; port 0 is a free one. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** Whether anything at all answers there. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000), redirect: 'manual' })
    return true
  } catch {
    return false
  }
}

/** What a server says to a request. */
type Answering = Pick<ScriptedProvider, 'answer'>

/** Serves a scripted provider over HTTP. Every chunk is a write of its own, a turn of the event loop apart. */
export async function serve(provider: Answering, { host, port }: Address): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(provider, incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening))
  const { address, family, port: taken } = server.address() as AddressInfo
  return {
    origin: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function answer(provider: Answering, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await textOf(incoming)
  const { method = 'GET', url = '/' } = incoming
  const { status, headers, chunks, ending } = provider.answer({ method, url, headers: flat(incoming.headers), body })
  outgoing.writeHead(status, headers)
  outgoing.flushHeaders()
  for (const chunk of chunks) {
    if (outgoing.destroyed) return
    outgoing.write(chunk)
    await turnOfTheLoop()
  }
  if (ending === 'end') outgoing.end()
  // What was written has to leave before the connection breaks.
  else outgoing.write('', () => outgoing.destroy())
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString()
}

const flat = (headers: IncomingMessage['headers']): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const),
  )
