import type { Json } from './json.ts'
import type { Received } from './provider.ts'

/** What a scripted provider says to one request: a fixed answer, or one made from the request. */
export type Answer = Said | ((received: Received) => Said | Promise<Said>)

/** A response as data; `chunks` are written one by one. */
export interface Said {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly chunks: readonly Uint8Array[]
  /** What follows the last chunk: a clean end, a broken connection, or silence until the other side leaves. */
  readonly ending: 'end' | 'break' | 'hang'
}

/** A unary answer. */
export const json = (body: Json, status = 200, headers: { readonly [name: string]: string } = {}): Said => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  chunks: [Buffer.from(JSON.stringify(body))],
  ending: 'end',
})

/** How a stream is cut into writes: at once, one write per event, one per byte, or at the given offsets. */
export type Cuts = 'whole' | 'events' | 'bytes' | readonly number[]

/** A streamed answer: `text` is what stands on the wire. */
export const sse = (text: string, cuts: Cuts = 'events', ending: Said['ending'] = 'end'): Said => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  chunks: cut(Buffer.from(text), cuts),
  ending,
})

/** The `Response` of what was said. */
export function toResponse({ status, headers, chunks, ending }: Said, left: () => void): Response {
  let next = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[next++]
        if (chunk) controller.enqueue(chunk)
        else if (ending === 'end') controller.close()
        else if (ending === 'break') controller.error(new Error('the provider broke off'))
        else return new Promise(() => undefined)
        return undefined
      },
      cancel: left,
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status, headers })
}

/** `bytes` in the pieces that `cuts` says. */
export function cut(bytes: Uint8Array, cuts: Cuts): Uint8Array[] {
  if (cuts === 'whole') return [bytes]
  const offsets = cuts === 'bytes' ? Array.from(bytes.keys()) : cuts === 'events' ? endsOfEvents(bytes) : cuts
  const sorted = [...new Set([0, ...offsets, bytes.length])].filter((at) => at >= 0 && at <= bytes.length).sort((a, b) => a - b)
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

function endsOfEvents(bytes: Uint8Array): number[] {
  const lf = 0x0a
  return [...bytes.keys()].filter((at) => bytes[at - 1] === lf && bytes[at - 2] === lf)
}
