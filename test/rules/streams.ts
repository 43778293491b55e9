import {
  anthropicMessages,
  blankExchange,
  createContext,
  defaultSettings,
  openaiChat,
  translateStream,
  type Exchange,
  type Format,
  type Settings,
} from '../../src/index.ts'
import type { Document } from '../../conformance/arbitrary.ts'

/** A line of a client's stream: an event, a comment, or the word that ends a Chat stream. */
export type Line = { readonly event: string | null; readonly data: Document } | string

/** An exchange whose client asked for the usage of its stream, at a fixed time. */
export function asking(settings: Partial<Settings> = {}, request: Partial<Exchange['request']> = {}): Exchange {
  const context = createContext({ secret: 'rules', now: () => 1_800_000_000_000 })
  const blank = blankExchange({ ...defaultSettings, ...settings }, context)
  const streamOptions = { includeUsage: true, includeObfuscation: null }
  return { ...blank, request: { ...blank.request, stream: true, streamOptions, ...request } }
}

/** What a Chat client is sent for the events of a Messages stream, so far. */
export const towardsChat = (events: readonly Document[], exchange = asking()): readonly Line[] =>
  translated(anthropicMessages, openaiChat, named(events), exchange)

/** What a Messages client is sent for the chunks of a Chat stream, so far. */
export const towardsMessages = (chunks: readonly (Document | string)[], exchange = asking()): readonly Line[] =>
  translated(openaiChat, anthropicMessages, nameless(chunks), exchange)

/** A Messages stream on the wire. */
export const named = (events: readonly Document[]): string =>
  events.map((event) => `event: ${JSON.stringify(event['type']).slice(1, -1)}\ndata: ${JSON.stringify(event)}\n\n`).join('')

/** A Chat stream on the wire; texts stand as they are. */
export const nameless = (chunks: readonly (Document | string)[]): string =>
  chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join('')

/** What a Chat client is sent where a Messages stream ends after these events. */
export const endedForChat = (events: readonly Document[], exchange = asking()): readonly Line[] =>
  translated(anthropicMessages, openaiChat, named(events), exchange, true)

/** What a Messages client is sent where a Chat stream ends after these chunks. */
export const endedForMessages = (chunks: readonly (Document | string)[], exchange = asking()): readonly Line[] =>
  translated(openaiChat, anthropicMessages, nameless(chunks), exchange, true)

/** What a client of `to` is sent for the text of a stream, so far or to its end. */
export function translated(from: Format, to: Format, sse: string, exchange: Exchange, ends = false): readonly Line[] {
  const machine = translateStream(from, to, exchange)
  const pieces = sse.split(/(?<=\n\n)/).flatMap((piece) => machine.push(new TextEncoder().encode(piece)))
  const frames = [...pieces, ...(ends ? machine.end() : [])].join('').split('\n\n')
  return frames.filter((frame) => frame !== '').map(line)
}

function line(frame: string): Line {
  if (frame.startsWith(':')) return frame
  const [, , event = null, data = ''] = /^(event: (.*)\n)?data: (.*)$/.exec(frame) ?? []
  return data.startsWith('{') ? { event, data: JSON.parse(data) as Document } : data
}

/** The deltas of a Chat stream, finish reasons, comments and words, in order. */
export const deltas = (lines: readonly Line[]): readonly unknown[] => lines.map(delta)

function delta(each: Line): unknown {
  if (typeof each === 'string') return each
  const [choice] = (each.data['choices'] ?? []) as readonly { delta: Document; finish_reason: string | null }[]
  if (!choice) return each.data['usage'] ?? each.data
  return choice.finish_reason === null ? choice.delta : { ...choice.delta, finish_reason: choice.finish_reason }
}

/** The events of a Messages stream, pings and all. */
export const events = (lines: readonly Line[]): readonly unknown[] => lines.map((each) => (typeof each === 'string' ? each : each.data))
