import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { object } from './edit.ts'
import type { Headers, Wire } from './fault.ts'
import type { FrameEditor } from './frames.ts'

/** A proxy that listens on a free port of the loopback interface. */
export interface Opened {
  readonly origin: string
  close(): Promise<void>
}

/** What a proxy changes of an exchange; what is absent passes as it is. */
export interface Edits {
  readonly request?: (body: Wire) => Wire
  readonly headers?: (headers: Headers) => Headers
  readonly answer?: (body: Wire) => Wire
  readonly status?: (status: number) => number
  readonly stream?: () => FrameEditor | null
}

/** Opens a proxy to an origin; `edits` is asked once for each request, with its path. */
export async function open(origin: string, edits: (url: string) => Edits): Promise<Opened> {
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing, origin, edits(incoming.url ?? '/')).catch(() => outgoing.destroy())
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

async function forward(incoming: IncomingMessage, outgoing: ServerResponse, origin: string, edits: Edits): Promise<void> {
  const bytes = await whole(incoming)
  const body = edits.request ? edited(bytes, edits.request) : bytes
  const headers = endToEnd(incoming.headers)
  const sent = edits.headers?.(headers) ?? headers
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = ask(new URL(incoming.url ?? '/', origin), { method: incoming.method ?? 'GET', headers: sent, agent: false }, resolve)
    asked.once('error', reject)
    outgoing.once('close', () => asked.destroy())
    asked.end(body)
  })
  await back(answer, outgoing, edits)
}

async function back(answer: IncomingMessage, outgoing: ServerResponse, edits: Edits): Promise<void> {
  const headers = endToEnd(answer.headers)
  const status = answer.statusCode ?? 502
  const streamed = String(answer.headers['content-type']).startsWith('text/event-stream')
  const editor = streamed ? (edits.stream?.() ?? null) : null
  outgoing.writeHead(edits.status?.(status) ?? status, headers)
  if (!streamed && edits.answer) {
    outgoing.end(edited(await whole(answer), edits.answer))
    return
  }
  outgoing.flushHeaders()
  try {
    for await (const chunk of answer) outgoing.write(editor ? editor.push(chunk as Uint8Array) : chunk)
    outgoing.end(editor?.end(false))
  } catch {
    if (editor?.mends) outgoing.end(editor.end(true))
    else outgoing.destroy()
  }
}

/** What a proxy may hand on; the rest belongs to one connection. */
const endToEnd = <H extends IncomingMessage['headers']>(headers: H): NodeJS.Dict<string | string[]> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)))

const hopByHop = new Set(['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'])

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of message) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

function edited(bytes: Buffer, edit: (body: Wire) => Wire): Buffer {
  try {
    const body = object(JSON.parse(bytes.toString()))
    return body ? Buffer.from(JSON.stringify(edit(body))) : bytes
  } catch {
    return bytes
  }
}
