import type { Event } from '../../interlingua/event.ts'
import type { Json, JsonObject } from '../../interlingua/json.ts'
import { blankExchange } from '../../translate/exchange.ts'
import type { OutFrame } from '../../translate/frame.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import format from './format.ts'

/** A ledger of answers in a format. */
export const ledgerOf = (source: string): Ledger => new Ledger(source, { rule: 'ENV-5', why: '', level: 'info' })

/** Events of a stream, given the data of its frames. */
export function decoded(...data: Json[]): Event[] {
  const decoder = format.stream.decode(ledgerOf(format.name), blankExchange().context)
  return [...data.flatMap((each) => decoder.push({ event: null, data: JSON.stringify(each) })), ...decoder.end()]
}

/** Data of the frames that a client is sent. */
export function encoded(events: readonly Event[], source = 'openai-chat', settings = {}): JsonObject[] {
  return framesOf(events, source, settings).map((frame) => JSON.parse('data' in frame ? frame.data : '') as JsonObject)
}

/** Frames that a client is sent. */
export function framesOf(events: readonly Event[], source: string, settings = {}): OutFrame[] {
  const encoder = format.stream.encode(ledgerOf(source), { ...blankExchange(), settings: { ...defaultSettings, ...settings } })
  return [...events.flatMap((event) => encoder.push(event)), ...encoder.end()]
}

export const usage = {
  input_tokens: 3,
  output_tokens: 1,
  cache_creation_input_tokens: 2,
  cache_read_input_tokens: 5,
  service_tier: 'standard',
}
export const start = { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], usage } }
export const opened = (index: number, content_block: JsonObject): JsonObject => ({ type: 'content_block_start', index, content_block })
export const delta = (index: number, type: string, member: string, value: Json): JsonObject => ({
  type: 'content_block_delta',
  index,
  delta: { type, [member]: value },
})
export const closed = (index: number): JsonObject => ({ type: 'content_block_stop', index })
export const ended = (stop_reason: string): JsonObject[] => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
]
