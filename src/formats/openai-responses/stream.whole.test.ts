import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ledger } from '../../translate/ledger.ts'
import {
  added,
  argsDelta,
  callItem,
  context,
  created,
  decoded,
  done,
  finished,
  head,
  reasoningItem,
  summaryDelta,
  textDelta,
  textDone,
  textItem,
  usage,
} from './decoding.fixture.ts'
import format from './format.ts'

describe('a Responses stream and its whole answer', () => {
  const call = callItem('{"a":1}')
  const page = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 0, end_index: 5 }
  const text = (index: number, value: string): object[] => [
    added(index, textItem('')),
    textDelta(value.slice(0, 2), { output_index: index }),
    textDelta(value.slice(2), { output_index: index }),
    textDone(value, { output_index: index }),
    done(index, textItem(value)),
  ]

  it.each<[string, readonly object[], readonly object[], string, object]>([
    ['text', text(0, 'Hello'), [textItem('Hello')], 'completed', { service_tier: 'priority' }],
    [
      'reasoning and a call',
      [
        summaryDelta('a'),
        summaryDelta('b', 1),
        done(0, reasoningItem(['a', 'b'])),
        added(1, callItem('')),
        argsDelta('{"a":1}', { output_index: 1 }),
        done(1, call),
      ],
      [reasoningItem(['a', 'b']), call],
      'completed',
      {},
    ],
    ['an empty first summary', [summaryDelta('b', 1), done(0, reasoningItem(['', 'b']))], [reasoningItem(['', 'b'])], 'completed', {}],
    ['reasoning without text', [done(0, reasoningItem([]))], [reasoningItem([])], 'completed', {}],
    [
      'citations',
      [textDelta('Hello'), done(0, textItem('Hello', { annotations: [page] }))],
      [textItem('Hello', { annotations: [page] })],
      'completed',
      {},
    ],
    ['nothing that streamed', [], [reasoningItem(['a']), textItem('Hello'), call], 'completed', {}],
    ['an end by the limit', text(0, 'Hel'), [textItem('Hel')], 'incomplete', { incomplete_details: { reason: 'max_output_tokens' } }],
    ['no usage', text(0, 'Hel'), [textItem('Hel')], 'completed', { usage: null, service_tier: 'flex' }],
  ])('LAW-1: %s', (_name, events, output, status, more) => {
    const terminal = finished(output, { metadata: { a: 'b' }, ...more }, status)
    const ledger = new Ledger(format.name, format.unknownMembers.response)
    const streamed = decoded([created, ...events, terminal])
    const read = format.response.decode({ ...head, output, usage, metadata: { a: 'b' }, ...more, status }, ledger, context)
    expect(streamed.folded).toEqual({ ok: true, response: read })
    const paths = (one: Ledger): string[] => one.settled(null, 'other').losses.map(({ path, rule, level }) => `${path} ${rule} ${level}`)
    expect(paths(streamed.ledger).toSorted()).toEqual(paths(ledger).toSorted())
  })
})

describe('any Responses stream', () => {
  const page = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 0, end_index: 5 }
  const pool: readonly object[] = [
    created,
    { type: 'response.in_progress', response: head },
    added(0, { id: 'rs_1', type: 'reasoning', summary: [] }),
    summaryDelta('a'),
    summaryDelta('b', 1),
    { type: 'response.reasoning_text.delta', item_id: 'rs_1', output_index: 0, content_index: 9, delta: 'raw' },
    done(0, reasoningItem(['a', 'b'])),
    added(1, textItem('')),
    textDelta('Hel', { output_index: 1 }),
    textDone('Hello', { output_index: 1 }),
    { type: 'response.output_text.annotation.added', item_id: 'msg_1', content_index: 0, annotation: page },
    { type: 'response.refusal.delta', item_id: 'msg_1', output_index: 1, content_index: 1, delta: 'no' },
    done(1, textItem('Hello', { annotations: [page] })),
    added(2, callItem('')),
    argsDelta('{"a":1}', { output_index: 2 }),
    { type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 2, arguments: '{"a":1}' },
    done(2, callItem('{"a":1}')),
    { type: 'response.web_search_call.searching', output_index: 3 },
    done(3, { id: 'ws_1', type: 'web_search_call', status: 'completed' }),
    finished([reasoningItem(['a', 'b']), textItem('Hello'), callItem('{"a":1}')]),
    finished([], { incomplete_details: { reason: 'steered' } }, 'incomplete'),
  ]
  const events = fc.array(fc.constantFrom(...pool), { maxLength: 24 })
  const broken = fc.tuple(fc.constantFrom(...pool), fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([event, at, value]) => {
    const members = Object.keys(event)
    return { ...event, [members[at % members.length] ?? 'type']: value }
  })

  it('LAW-8, EVT-1: legal events come of events in any order', () => {
    fc.assert(
      fc.property(events, (chunks) => void decoded([created, ...chunks])),
      { numRuns: 500, seed: 1 },
    )
  })

  it('LAW-8: members of any value are read or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(broken, fc.constantFrom(...pool)), { maxLength: 12 }), (chunks) => void decoded(chunks)),
      { numRuns: 500, seed: 2 },
    )
  })

  it('LAW-8: whole answers of any shape are read', () => {
    const body = fc.record({
      output: fc.array(fc.oneof(broken, fc.jsonValue({ maxDepth: 3 }))),
      status: fc.jsonValue(),
      error: fc.jsonValue(),
    })
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        expect(format.response.decode(value, new Ledger(format.name, format.unknownMembers.response), context).parts).toBeInstanceOf(Array)
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})
