import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

/** An answer, byte for byte; `broken` where the connection broke before its end. */
export interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly bytes: Buffer
  readonly broken: boolean
}

/** Header lines of a request. */
export type Lines = { readonly [name: string]: string }

/** Sends a request with nothing added and nothing decoded, and waits for the whole answer. */
export function call(
  url: string,
  body: string | Uint8Array | null = null,
  headers: Lines = {},
  method = body === null ? 'GET' : 'POST',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
      agent: false,
    })
    sent.once('error', reject)
    sent.once('response', (answer) => void gather(answer).then(resolve))
    sent.end(body ?? undefined)
  })
}

/** Sends JSON. */
export const post = (url: string, body: unknown, headers: Lines = {}): Promise<Got> => call(url, JSON.stringify(body), headers)

/** Sends JSON and hands out the answer as soon as its head is there, unread. */
export function open(
  url: string,
  body: unknown,
  headers: Lines = {},
): Promise<{ readonly answer: IncomingMessage; readonly sent: ClientRequest }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, agent: false })
    sent.once('error', reject)
    sent.once('response', (answer) => resolve({ answer, sent }))
    sent.end(JSON.stringify(body))
  })
}

/** The next piece of an answer as text. */
export function piece(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve) => answer.once('data', (chunk: Buffer) => resolve(chunk.toString())))
}

function gather(answer: IncomingMessage): Promise<Got> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    answer.on('data', (chunk: Buffer) => chunks.push(chunk))
    answer.on('error', () => undefined)
    answer.once('close', () => {
      const bytes = Buffer.concat(chunks)
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString(), bytes, broken: !answer.complete })
    })
  })
}
