import { describe, expect, it } from 'vitest'
import { fault } from '../../interlingua/fault.ts'
import { violation } from '../../interlingua/grammar.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import { blankExchange } from '../../translate/exchange.ts'
import format from './format.ts'
import { closed, decoded, delta, ended, ledgerOf, opened, start } from './stream.fixture.ts'

describe('reading a stream', () => {
  it('EVT-1: text, thinking and a call become events in legal order', () => {
    const events = decoded(
      start,
      { type: 'ping' },
      opened(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, 'thinking_delta', 'thinking', 'hm'),
      delta(0, 'signature_delta', 'signature', 'S'),
      closed(0),
      opened(1, { type: 'text', text: '' }),
      delta(1, 'text_delta', 'text', 'Hi'),
      closed(1),
      opened(2, { type: 'tool_use', id: 't', name: 'w', input: {} }),
      delta(2, 'input_json_delta', 'partial_json', '{"a":1}'),
      closed(2),
      ...ended('tool_use'),
    )
    expect(violation(events)).toBeNull()
    expect(events.filter(({ type }) => type !== 'usage')).toEqual([
      { type: 'start', id: 'msg_1', model: 'm', created: null, serviceTier: 'default' },
      { type: 'ping' },
      { type: 'open', key: 0, at: '/content/0', kind: 'thinking', redacted: false },
      { type: 'delta', key: 0, text: 'hm' },
      { type: 'seal', key: 0, data: 'S' },
      { type: 'close', key: 0 },
      { type: 'open', key: 1, at: '/content/1', kind: 'text' },
      { type: 'delta', key: 1, text: 'Hi' },
      { type: 'close', key: 1 },
      { type: 'open', key: 2, at: '/content/2', kind: 'toolCall', id: 't', name: 'w', freeform: false },
      { type: 'delta', key: 2, text: '{"a":1}' },
      { type: 'close', key: 2 },
      { type: 'stop', stop: { at: stopPlaces, reason: 'toolCalls', sequence: null, category: null, explanation: null } },
      { type: 'end' },
    ])
  })

  it('USE-1: usage is the sum of disjoint counters, the last report wins', () => {
    const reports = decoded(start, ...ended('end_turn')).flatMap((event) => (event.type === 'usage' ? [event.usage] : []))
    expect(reports.at(-1)).toMatchObject({ input: 10, output: 9, cacheRead: 5, cacheWrite: 2, reasoning: null, serviceTier: 'default' })
  })

  it('EVA-12: a call without deltas has the input it started with', () => {
    const events = decoded(
      start,
      opened(0, { type: 'tool_use', id: 't', name: 'w', input: { a: 1 } }),
      delta(0, 'input_json_delta', 'partial_json', ''),
      closed(0),
      ...ended('tool_use'),
    )
    expect(events.filter(({ type }) => type === 'delta')).toEqual([{ type: 'delta', key: 0, text: '{"a":1}' }])
  })

  it('EVA-2, EVA-5: a block that starts with words of its own has said them', () => {
    const events = decoded(
      start,
      opened(0, { type: 'thinking', thinking: 'Hm', signature: 'S' }),
      closed(0),
      opened(1, { type: 'text', text: 'Early ' }),
      delta(1, 'text_delta', 'text', 'bird'),
      closed(1),
      ...ended('end_turn'),
    )
    expect(events.filter(({ type }) => type === 'delta' || type === 'seal')).toEqual([
      { type: 'delta', key: 0, text: 'Hm' },
      { type: 'seal', key: 0, data: 'S' },
      { type: 'delta', key: 1, text: 'Early ' },
      { type: 'delta', key: 1, text: 'bird' },
    ])
  })

  it('CAR-1, EMA-6: of what only Anthropic knows the latest value is kept', () => {
    const ledger = ledgerOf(format.name)
    const decoder = format.stream.decode(ledger, blankExchange().context)
    const message = (container: JsonObject): JsonObject => ({ type: 'message_delta', delta: { stop_reason: 'end_turn', container } })
    for (const event of [start, message({ id: 'a' }), message({ id: 'b' })]) decoder.push({ event: null, data: JSON.stringify(event) })
    expect(ledger.entries).toMatchObject([{ path: '/container', value: { id: 'b' } }])
  })

  it('EVA-9: redacted thinking has its data as a seal', () => {
    const events = decoded(start, opened(0, { type: 'redacted_thinking', data: 'D' }), closed(0), ...ended('end_turn'))
    expect(events.slice(2, 5)).toEqual([
      { type: 'open', key: 0, at: '/content/0', kind: 'thinking', redacted: true },
      { type: 'seal', key: 0, data: 'D' },
      { type: 'close', key: 0 },
    ])
  })

  it('EVA-18, EVA-19: unknown events, deltas and blocks pass by', () => {
    const events = decoded(
      start,
      { type: 'event_of_tomorrow', a: 1 },
      opened(0, { type: 'block_of_tomorrow' }),
      delta(0, 'delta_of_tomorrow', 'x', 1),
      closed(0),
      ...ended('end_turn'),
    )
    expect(violation(events)).toBeNull()
    expect(events.slice(2, 5)).toMatchObject([
      { type: 'opaque', payload: { type: 'event_of_tomorrow', a: 1 } },
      { type: 'open', kind: 'opaque', blockType: 'block_of_tomorrow' },
      { type: 'close' },
    ])
  })

  it('EVA-21, EMA-8: a stream that stops before message_stop has failed, once', () => {
    const decoder = format.stream.decode(ledgerOf(format.name), blankExchange().context)
    decoder.push({ event: null, data: JSON.stringify(start) })
    expect(decoder.end()).toEqual([{ type: 'fail', fault: fault('upstream', 'upstream stream ended early') }])
    expect([...decoder.end(), ...decoder.push({ event: null, data: JSON.stringify(start) })]).toEqual([])
  })

  it('STOP-A-9: a message that ends without a reason has failed', () => {
    expect(decoded(start, { type: 'message_stop' }).at(-1)).toMatchObject({ type: 'fail', fault: { kind: 'upstream' } })
  })

  it('EVA-17: an error event is a fault of its kind', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' }
    expect(decoded(start, error).at(-1)).toMatchObject({ type: 'fail', fault: { kind: 'overloaded', message: 'Overloaded' } })
  })

  it.each([
    ['no JSON', '{"type":'],
    ['a wrong type', JSON.stringify({ type: 'content_block_delta', index: 'one', delta: { type: 'text_delta', text: 'x' } })],
  ])('GWE-5: %s is a fault of the upstream', (_what, data) => {
    const decoder = format.stream.decode(ledgerOf(format.name), blankExchange().context)
    decoder.push({ event: null, data: JSON.stringify(start) })
    expect(decoder.push({ event: null, data })).toMatchObject([{ type: 'fail', fault: { kind: 'upstream' } }])
  })

  it('says once what every delta repeats', () => {
    const ledger = ledgerOf(format.name)
    const decoder = format.stream.decode(ledger, blankExchange().context)
    const thinking = { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'x', estimated_tokens: 5 } }
    for (const data of [start, opened(0, { type: 'thinking', thinking: '', signature: '' }), thinking, thinking, thinking]) {
      decoder.push({ event: null, data: JSON.stringify(data) })
    }
    expect(ledger.losses.map(({ path, rule }) => [path, rule])).toEqual([['/content/0/estimated_tokens', 'EVA-18']])
  })
})

const stopPlaces = {
  reason: '/stop_reason',
  sequence: '/stop_sequence',
  category: '/stop_details/category',
  explanation: '/stop_details/explanation',
}
