import { isObject, type Json, type JsonObject } from '../distil/json.ts'
import type { CodecFormat, Library } from './codecs.ts'

/** A stream of a format in which one event is to be tried out, as bytes: what the format's own encoder makes of a short answer. */
export function streamWith(library: Library, format: CodecFormat, event: Json | null): Uint8Array {
  return new TextEncoder().encode(tried(shortAnswer(library, format), event).map(frameText).join(''))
}

/** A server-sent event as it stands on the wire, and whether more of the answer's text is in it. */
interface SentEvent {
  readonly name: string | null
  readonly data: string
  readonly isDelta: boolean
}

const frameText = ({ name, data }: SentEvent): string => `${name === null ? '' : `event: ${name}\n`}data: ${data}\n\n`

/** The event takes the place of the one of its type, or comes after the first delta; without a type it is like a delta. */
function tried(events: readonly SentEvent[], event: Json | null): readonly SentEvent[] {
  if (!isObject(event)) return events
  const delta = events.findIndex(({ isDelta }) => isDelta)
  const { type } = event
  const at = typeof type === 'string' ? events.findIndex(({ data }) => objectIn(data)['type'] === type) : -1
  const like = events[typeof type === 'string' ? at : delta]
  const name = typeof type === 'string' && events.some((each) => each.name !== null) ? type : null
  const fresh = { name, data: JSON.stringify({ ...objectIn(like?.data ?? ''), ...event }), isDelta: false }
  return at === -1 ? events.toSpliced(delta + 1, 0, fresh) : events.toSpliced(at, 1, fresh)
}

/** An answer of one word, as the events of the hub. */
const answer: readonly JsonObject[] = [
  { type: 'start', id: 'answer_1', model: 'some-model', created: 1, serviceTier: null },
  { type: 'open', key: 0, at: '/content/0', kind: 'text' },
  { type: 'delta', key: 0, text: 'Hello' },
  { type: 'close', key: 0 },
  {
    type: 'usage',
    usage: { input: 1, output: 2, cacheRead: null, cacheWrite: null, reasoning: null, serviceTier: null, raw: null },
  },
  { type: 'stop', stop: { at: {}, reason: 'end', sequence: null, category: null, explanation: null } },
  { type: 'end' },
]

function shortAnswer({ translateStream }: Library, format: CodecFormat): readonly SentEvent[] {
  let told = 0
  // Stands in for the decoder: whatever comes in, the answer goes on by one event.
  const decode = () => ({ push: () => answer.slice(told, ++told), end: () => [], fail: () => [] })
  const translation = translateStream({ ...format, stream: { ...format.stream, decode } }, format)
  const any = new TextEncoder().encode('data: {}\n\n')
  return answer.flatMap(({ type }) => translation.push(any).flatMap((text) => sentIn(text, type === 'delta')))
}

const sentIn = (text: string, isDelta: boolean): readonly SentEvent[] =>
  text.split('\n\n').flatMap((frame) => {
    const data = /^data: (.*)$/m.exec(frame)?.[1]
    return data === undefined ? [] : [{ name: /^event: (.*)$/m.exec(frame)?.[1] ?? null, data, isDelta }]
  })

function objectIn(data: string): JsonObject {
  if (!data.startsWith('{')) return {}
  const value: Json = JSON.parse(data)
  return isObject(value) ? value : {}
}
