import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Dialect } from '../case.ts'
import { endpoints, ScriptedProvider } from '../provider.ts'
import type { Stage } from '../stage.ts'
import { serve } from '../stage-url.ts'
import { okBody } from './ok.ts'

/** A gateway that asks nobody, and answers a fixed legal `ok` to everything. */
export const fixedStage = (): Promise<Stage> =>
  staged((_, incoming, body, outgoing) => {
    const { type, text } = okBody(incoming.url ?? '/', asksForStream(body))
    outgoing.writeHead(200, { 'content-type': type }).end(text)
    return Promise.resolve()
  })

/** A gateway that hands bodies on as they are, in both directions. */
export const forwardingStage = (to: Dialect): Promise<Stage> =>
  staged(async (origin, incoming, body, outgoing) => {
    const { method = 'GET', url = '/' } = incoming
    const path = method === 'POST' && !/\/(count_tokens|input_tokens)(\?|$)/.test(url) ? endpoints[to] : url
    const answer = await fetch(origin + path, {
      method,
      headers: { 'content-type': 'application/json', ...(to === 'messages' ? { 'anthropic-version': '2023-06-01' } : {}) },
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    })
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
    outgoing.end(Buffer.from(await answer.arrayBuffer()))
  })

type Behaviour = (origin: string, incoming: IncomingMessage, body: string, outgoing: ServerResponse) => Promise<void>

async function staged(behave: Behaviour): Promise<Stage> {
  const provider = new ScriptedProvider()
  const upstream = await serve(provider, { host: '127.0.0.1', port: 0 })
  const server = createServer((incoming, outgoing) => {
    bodyOf(incoming)
      .then((body) => behave(upstream.origin, incoming, body, outgoing))
      .catch(() => outgoing.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    provider,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
      await upstream.close()
    },
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString()
}

const asksForStream = (body: string): boolean => /"stream"\s*:\s*true/.test(body)
