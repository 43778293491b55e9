import { describe, expect, it } from 'vitest'
import type { Event } from '../../interlingua/event.ts'
import type { Json, JsonObject } from '../../interlingua/json.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import format from './format.ts'

const ledgerOf = (source: string): Ledger => new Ledger(source, { rule: 'ENV-5', why: '', level: 'info' })

/** Events of a stream, given the data of its frames. */
function decoded(...data: Json[]): Event[] {
  const decoder = format.stream.decode(ledgerOf(format.name), blankExchange().context)
  return [...data.flatMap((each) => decoder.push({ event: null, data: JSON.stringify(each) })), ...decoder.end()]
}

const usage = { input_tokens: 3, output_tokens: 1, cache_creation_input_tokens: 2, cache_read_input_tokens: 5, service_tier: 'standard' }
const start = { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], usage } }
const opened = (index: number, content_block: JsonObject): JsonObject => ({ type: 'content_block_start', index, content_block })
const delta = (index: number, type: string, member: string, value: Json): JsonObject => ({
  type: 'content_block_delta',
  index,
  delta: { type, [member]: value },
})
const closed = (index: number): JsonObject => ({ type: 'content_block_stop', index })
const ended = (stop_reason: string): JsonObject[] => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
]

describe('what blocks and reports of a stream say more than once', () => {
  it('EVA-12: the input that came by deltas is not told again', () => {
    const events = decoded(
      start,
      opened(0, { type: 'tool_use', id: 't', name: 'w', input: { a: 1 } }),
      delta(0, 'input_json_delta', 'partial_json', '{"a"'),
      delta(0, 'input_json_delta', 'partial_json', ':2}'),
      closed(0),
      ...ended('tool_use'),
    )
    expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : []))).toEqual(['{"a"', ':2}'])
  })

  it('reads text that a block begins with', () => {
    const thinking = { type: 'thinking', thinking: 'h', signature: '' }
    const events = decoded(
      start,
      opened(0, thinking),
      closed(0),
      opened(1, { type: 'text', text: 'Hi' }),
      delta(1, 'text_delta', 'text', '!'),
      closed(1),
      ...ended('end_turn'),
    )
    expect(events.filter(({ type }) => type === 'delta')).toEqual([
      { type: 'delta', key: 0, text: 'h' },
      { type: 'delta', key: 1, text: 'Hi' },
      { type: 'delta', key: 1, text: '!' },
    ])
  })

  it('keeps the latest of what several reports say beyond the hub', () => {
    const ledger = ledgerOf(format.name)
    const decoder = format.stream.decode(ledger, blankExchange().context)
    const first = { ...start, message: { ...start.message, usage: { ...usage, new_counter: 1 } } }
    const last = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9, new_counter: 2 } }
    for (const data of [first, last, { type: 'message_stop' }]) decoder.push({ event: null, data: JSON.stringify(data) })
    expect(ledger.entries.map(({ path, value }) => [path, value])).toEqual([['/usage/new_counter', 2]])
  })
})
