import type { Document } from '../../conformance/arbitrary.ts'
import { blankExchange, createContext, defaultSettings, translateStream, writeExact, type Exchange, type Format } from '../../src/index.ts'
import { noteStream } from './watch.ts'

/** An exchange in which the client asked to see the usage of its stream, and in which time stands still. */
export function exchange(): Exchange {
  const blank = blankExchange(defaultSettings, createContext({ secret: 'law', now: () => 1_700_000_000_000 }))
  return { ...blank, request: { ...blank.request, stream: true, streamOptions: { includeUsage: true, includeObfuscation: null } } }
}

/** A whole stream, translated in the pieces given. */
export function translated(from: Format, to: Format, pieces: Iterable<Uint8Array>): string {
  const machine = translateStream(from, to, exchange())
  const cut = [...pieces]
  const out = [...cut.flatMap((piece) => machine.push(piece)), ...machine.end()].join('')
  noteStream(cut, out)
  return out
}

/** A document as whoever receives it reads it. */
export const received = (document: unknown): Document => JSON.parse(writeExact(document)) as Document

/** The bytes of a stream, uncut. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The JSON of every event of a stream that encoders wrote. */
export function documents(sse: string): Document[] {
  const lines = sse.split('\n').filter((line) => line.startsWith('data: {'))
  return lines.map((line) => JSON.parse(line.slice(6)) as Document)
}

/** A copy without the members that a dialect is extended by. */
export function withoutExtensions(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (extensions.has(name) ? undefined : member)))
}

const extensions: ReadonlySet<string> = new Set(['reasoning_content', 'reasoning_details'])
