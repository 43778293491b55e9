import type { WireMessage } from '../../report/report.ts'

/** What an official client made of an answer. */
export type Outcome = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'raised'; readonly error: Raised }

/** An error of a client, as far as the suite reads it. */
export interface Raised {
  /** Name of its class. */
  readonly name: string
  readonly message: string
  /** The HTTP status it was made from; undefined where it came without one. */
  readonly status: number | undefined
}

/** A `fetch` that gives the answer as it was received, whatever is asked; a broken body breaks again. */
export function replaying(received: WireMessage): () => Promise<Response> {
  return () => {
    const bytes = new TextEncoder().encode(received.body)
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes)
        if (received.ending === 'end') controller.close()
      },
      pull(controller) {
        if (received.ending !== 'end') controller.error(new TypeError('terminated'))
      },
    })
    const headers = Object.entries(received.headers).filter(([name]) => !transport.has(name.toLowerCase()))
    return Promise.resolve(new Response(body, { status: statusOf(received), headers }))
  }
}

/** Headers of the connection: the body is whole and decoded here. */
const transport: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection'])

/** The status of an answer's start line. */
export function statusOf({ start }: WireMessage): number {
  const status = Number(/\b[1-5]\d\d\b/.exec(start)?.[0])
  return Number.isInteger(status) ? status : 0
}

/** What a call of a client comes to. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: 'value', value: plain(await call()) }
  } catch (error) {
    const status =
      typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : undefined
    const name = error instanceof Error ? error.constructor.name : typeof error
    return { kind: 'raised', error: { name, message: error instanceof Error ? error.message : String(error), status } }
  }
}

/** The JSON of what a client returns, without the members it computes. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (name, member: unknown) => (computed.has(name) ? undefined : member))
  const copy: unknown = JSON.parse(text)
  return copy
}

const computed: ReadonlySet<string> = new Set([
  'parsed',
  'parsed_output',
  'parsed_arguments',
  'output_parsed',
  'output_text',
  '_request_id',
])
