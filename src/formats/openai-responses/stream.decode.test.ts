import { describe, expect, it } from 'vitest'
import {
  added,
  answer,
  argsDelta,
  callItem,
  created,
  decoded,
  done,
  finished,
  head,
  opened,
  reasoningItem,
  summaryDelta,
  textDelta,
  textDone,
  textItem,
  types,
  whole,
} from './decoding.fixture.ts'

describe('a Responses stream as events', () => {
  it('EVR-1 to EVR-15: reasoning, text, a call, usage and the end', () => {
    const call = callItem('{"a":1}')
    const { events } = decoded([
      created,
      { type: 'response.in_progress', response: head },
      added(0, { id: 'rs_1', type: 'reasoning', summary: [] }),
      {
        type: 'response.reasoning_summary_part.added',
        item_id: 'rs_1',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      },
      summaryDelta('h'),
      summaryDelta('m'),
      { type: 'response.reasoning_summary_text.done', item_id: 'rs_1', output_index: 0, summary_index: 0, text: 'hm' },
      done(0, reasoningItem(['hm'])),
      added(1, { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] }),
      { type: 'response.content_part.added', item_id: 'msg_1', output_index: 1, content_index: 0, part: { type: 'output_text', text: '' } },
      textDelta('Hel', { output_index: 1 }),
      textDelta('lo', { output_index: 1 }),
      textDone('Hello', { output_index: 1 }),
      done(1, textItem('Hello')),
      added(2, callItem('', { status: 'in_progress' })),
      argsDelta('{"a":', { output_index: 2 }),
      argsDelta('1}', { output_index: 2 }),
      { type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 2, arguments: '{"a":1}' },
      done(2, call),
      finished([reasoningItem(['hm']), textItem('Hello'), call], { service_tier: 'default' }),
    ])
    expect(events).toMatchObject([
      { type: 'start', id: 'resp_1', model: 'gpt-5', created: 7, serviceTier: null },
      { type: 'ping' },
      { type: 'open', kind: 'thinking', key: 0, at: '/output/0', redacted: false },
      { type: 'delta', key: 0, text: 'h' },
      { type: 'delta', key: 0, text: 'm' },
      { type: 'seal', key: 0 },
      { type: 'close', key: 0 },
      { type: 'open', kind: 'text', key: 1, at: '/output/1/content/0' },
      { type: 'delta', key: 1, text: 'Hel' },
      { type: 'delta', key: 1, text: 'lo' },
      { type: 'close', key: 1 },
      { type: 'open', kind: 'toolCall', key: 2, id: 'call_1', name: 'f', freeform: false, at: '/output/2' },
      { type: 'delta', key: 2, text: '{"a":' },
      { type: 'delta', key: 2, text: '1}' },
      { type: 'close', key: 2 },
      { type: 'usage', usage: { input: 10, output: 7, cacheRead: 4, cacheWrite: 0, reasoning: 2, serviceTier: 'default' } },
      { type: 'stop', stop: { reason: 'toolCalls' } },
      { type: 'end' },
    ])
  })

  it('EVR-3, EVR-6, RSN-3: reasoning of which only the encrypted content is known is a sealed part without text', () => {
    const { events, folded } = decoded([
      created,
      added(0, { id: 'rs_1', type: 'reasoning', summary: [] }),
      done(0, reasoningItem([])),
      finished([]),
    ])
    expect(types(events)).toEqual(['start', 'open thinking', 'seal', 'close', 'usage', 'stop', 'end'])
    const [part] = folded?.ok ? folded.response.parts : []
    expect(part).toMatchObject({ kind: 'thinking', text: '', redacted: false })
    expect(opened(part?.kind === 'thinking' ? part.seal : null)).toEqual({
      v: 1,
      src: 'r',
      model: 'gpt-5',
      kind: 'reasoning',
      data: { id: 'rs_1', encrypted_content: 'E', summary: [] },
    })
  })

  it('EVR-4, RSN-3: parts of a summary stand apart, and the seal knows where', () => {
    const part = (index: number): object => ({
      type: 'response.reasoning_summary_part.added',
      item_id: 'rs_1',
      output_index: 0,
      summary_index: index,
      part: { type: 'summary_text', text: '' },
    })
    const { events, folded } = decoded([
      created,
      part(0),
      summaryDelta('one'),
      part(1),
      summaryDelta('two', 1),
      summaryDelta('three', 2),
      done(0, reasoningItem(['one', 'two', 'three'])),
      finished([]),
    ])
    expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : []))).toEqual(['one', '\n\n', 'two', '\n\n', 'three'])
    const [thinking] = folded?.ok ? folded.response.parts : []
    expect(opened(thinking?.kind === 'thinking' ? thinking.seal : null)).toMatchObject({ data: { summary: [3, 3, 5] } })
  })

  it('EVR-5: the kind of reasoning that comes first is told, the other one is not', () => {
    const text: object = { type: 'response.reasoning_text.delta', item_id: 'rs_1', output_index: 0, content_index: 0, delta: 'raw' }
    const item = reasoningItem(['sum'], { content: [{ type: 'reasoning_text', text: 'raw' }] })
    const first = decoded([created, text, summaryDelta('sum'), done(0, item), finished([item])])
    expect(first.folded).toMatchObject({ ok: true, response: { parts: [{ kind: 'thinking', text: 'raw' }] } })
    expect(first.ledger.losses.map(({ path, rule, level }) => [path, rule, level])).toEqual([['/output/0/summary', 'EVR-5', 'info']])
    const second = decoded([created, summaryDelta('sum'), text, done(0, item), finished([item])])
    expect(second.folded).toMatchObject({ ok: true, response: { parts: [{ kind: 'thinking', text: 'sum' }] } })
    expect(second.ledger.losses.map(({ path }) => path)).toEqual(['/output/0/content'])
  })

  it('EVR-6: what the whole reasoning has beyond its deltas is told, and another text is not', () => {
    const more = answer([created, summaryDelta('a'), done(0, reasoningItem(['ab', 'c'])), finished([])])
    expect(more.parts).toMatchObject([{ kind: 'thinking', text: 'ab\n\nc' }])
    const other = answer([created, summaryDelta('a'), done(0, reasoningItem(['x'])), finished([])])
    expect(other.parts).toMatchObject([{ kind: 'thinking', text: 'a' }])
    expect(opened(other.parts[0]?.kind === 'thinking' ? other.parts[0].seal : null)).toMatchObject({ data: { summary: [1] } })
  })

  it('EVR-7, EVR-8: a text opens with its first words, an empty one never', () => {
    const empty = {
      type: 'response.content_part.added',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: '' },
    }
    const { events } = decoded([
      created,
      added(0, textItem('')),
      empty,
      textDelta(''),
      textDone(''),
      done(0, textItem('')),
      finished([textItem('')]),
    ])
    expect(types(events)).toEqual(['start', 'usage', 'stop', 'end'])
  })

  it('EVR-9, STOP-R-2: a refusal is a part of its own, and the end is one', () => {
    const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'refusal', refusal: 'no way' }] }
    const delta = (text: string): object => ({
      type: 'response.refusal.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: text,
    })
    const refusalDone = { type: 'response.refusal.done', item_id: 'msg_1', output_index: 0, content_index: 0, refusal: 'no way' }
    expect(answer([created, added(0, item), delta('no'), delta(' way'), refusalDone, done(0, item), finished([item])])).toMatchObject({
      parts: [{ kind: 'refusal', text: 'no way' }],
      stop: { reason: 'refusal' },
    })
  })

  it('EVR-10: a whole text that goes on is told, one that begins otherwise ends the stream', () => {
    expect(answer([created, textDelta('Hel'), textDone('Hello'), finished([])]).parts).toMatchObject([{ text: 'Hello' }])
    const part = {
      type: 'response.content_part.done',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: 'Hello' },
    }
    expect(answer([created, textDelta('Hel'), part, finished([])]).parts).toMatchObject([{ text: 'Hello' }])
    expect(answer([created, textDone('Hello'), finished([])]).parts).toMatchObject([{ text: 'Hello' }])
    expect(answer([created, textDelta('Hel'), done(0, textItem('Hello')), finished([])]).parts).toMatchObject([{ text: 'Hello' }])
    for (const wrong of [textDone('Hex'), textDone('He'), { ...part, part: { type: 'output_text', text: 'x' } }, done(0, textItem('x'))]) {
      expect(decoded([created, textDelta('Hel'), wrong, finished([])]).events.at(-1)).toMatchObject({
        type: 'fail',
        fault: { kind: 'upstream', message: 'the upstream ended /output/0/content/0 with another text than it streamed' },
      })
    }
  })

  it('EVR-11, EVR-12: arguments without deltas are one delta, and may be spelled otherwise at the end', () => {
    const whole: object = { type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 0, arguments: '{"a":1}' }
    const start = [created, added(0, callItem('', { status: 'in_progress' }))]
    for (const end of [[whole], [whole, done(0, callItem('{"a":1}'))], [done(0, callItem('{"a":1}'))]]) {
      const { events } = decoded([...start, ...end, finished([])])
      expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : []))).toEqual(['{"a":1}'])
    }
    expect(answer([...start, argsDelta('{"a": 1}'), whole, finished([])]).parts).toMatchObject([{ arguments: '{"a": 1}' }])
    expect(decoded([...start, argsDelta('{"a":2}'), whole]).events.at(-1)).toMatchObject({ type: 'fail' })
  })

  it('EVR-11: a call waits for its name, and gets an id if it has none', () => {
    const { name, call_id, ...nameless } = { name: 'f', call_id: 'call_1', ...callItem('') }
    const late = answer([
      created,
      added(0, nameless),
      argsDelta('{}'),
      done(0, { ...nameless, name, call_id, arguments: '' }),
      finished([]),
    ])
    expect(late.parts).toMatchObject([{ kind: 'toolCall', id: 'call_1', name: 'f', arguments: '{}' }])
    const without = { ...nameless, name, arguments: '{}' }
    const [call] = answer([created, added(0, without), done(0, without), finished([without])]).parts
    expect(call).toHaveProperty('id', expect.stringMatching(/^call_[0-9a-f]{24}$/))
    expect(whole({ ...head, status: 'completed', output: [without] }).parts).toMatchObject([
      { id: call?.kind === 'toolCall' ? call.id : '' },
    ])
  })

  it('EVR-13, TOOL-15: the input of custom tools, and tools of a namespace', () => {
    const item = { id: 'ctc_1', type: 'custom_tool_call', call_id: 'call_2', name: 'sql', namespace: 'db', input: 'select 1' }
    const delta = { type: 'response.custom_tool_call_input.delta', item_id: 'ctc_1', output_index: 0, delta: 'select' }
    const end = { type: 'response.custom_tool_call_input.done', item_id: 'ctc_1', output_index: 0, input: 'select 1' }
    expect(answer([created, added(0, { ...item, input: '' }), delta, end, done(0, item), finished([item])])).toMatchObject({
      parts: [{ kind: 'toolCall', id: 'call_2', name: 'db__sql', freeform: true, arguments: 'select 1' }],
      stop: { reason: 'toolCalls' },
    })
  })

  it('EVR-14, RSP-13: what tells of a hosted tool is for its own format, and its item is no part of another', () => {
    const item = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } }
    const searching = { type: 'response.web_search_call.searching', item_id: 'ws_1', output_index: 0 }
    const { events, folded } = decoded([created, added(0, { ...item, status: 'in_progress' }), searching, done(0, item), finished([item])])
    expect(types(events)).toEqual(['start', 'opaque', 'open opaque', 'close', 'usage', 'stop', 'end'])
    expect(events[1]).toEqual({ type: 'opaque', format: 'openai-responses', payload: searching })
    expect(folded).toMatchObject({
      response: {
        parts: [{ kind: 'opaque', type: 'web_search_call', payload: item, elsewhere: { rule: 'RSP-13', level: 'warn' } }],
        stop: { reason: 'end' },
      },
    })
  })

  it('EVR-15: items that never streamed come first, and what is open is closed', () => {
    const output = [reasoningItem(['hm']), textItem('Hello'), callItem('{}')]
    const { events } = decoded([created, finished(output)])
    const told = ['open thinking', 'delta', 'seal', 'close', 'open text', 'delta', 'close', 'open toolCall', 'delta', 'close']
    expect(types(events)).toEqual(['start', ...told, 'usage', 'stop', 'end'])
    expect(types(decoded([finished(output)]).events).slice(0, 2)).toEqual(['start', 'open thinking'])
    const partly = decoded([created, textDelta('Hel', { output_index: 1 }), finished(output)])
    expect(partly.folded).toMatchObject({ ok: true, response: { parts: [{ text: 'Hello' }, { text: 'hm' }, { name: 'f' }] } })
  })

  it('EVR-18, ENV-5: padding is dropped, and what many events repeat is told once', () => {
    const repeated = { obfuscation: 'xyz', new_member: 1 }
    const { ledger, folded } = decoded([
      created,
      textDelta('a', repeated),
      textDelta('b', repeated),
      finished([], { instructions: 'Be brief.' }),
    ])
    expect(folded).toMatchObject({ response: { parts: [{ text: 'ab' }] } })
    expect(ledger.entries.map(({ path }) => path)).toEqual(['/obfuscation', '/new_member', '/instructions'])
    expect(ledger.losses.map(({ path, rule, level }) => [path, rule, level])).toEqual([['/obfuscation', 'EVR-18', 'debug']])
  })

  it('RSP-4: pages that a text cites come with their spans', () => {
    const page = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 0, end_index: 5 }
    const file = { type: 'file_citation', file_id: 'file_1', filename: 'f', index: 2 }
    const cite = (annotation: object, annotation_index: number): object => ({
      type: 'response.output_text.annotation.added',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      annotation_index,
      annotation,
    })
    const item = textItem('Hello', { annotations: [page, file, { ...page, url: 'https://b.test' }] })
    const { events, folded, ledger } = decoded([created, textDelta('Hello'), cite(page, 0), cite(file, 1), done(0, item), finished([item])])
    expect(events.filter(({ type }) => type === 'annotate')).toMatchObject([
      { data: page, cited: { url: 'https://a.test' } },
      { data: file },
      { cited: { url: 'https://b.test' } },
    ])
    expect(folded).toMatchObject({
      response: {
        parts: [
          {
            cited: [
              { url: 'https://a.test', title: 'A', start: 0, end: 5, at: '/output/0/content/0/annotations/0' },
              { url: 'https://b.test', title: 'A', start: 0, end: 5, at: '/output/0/content/0/annotations/2' },
            ],
          },
        ],
      },
    })
    const annotations = ledger.settled(null, 'other').losses.filter(({ path }) => path.includes('annotations'))
    expect(annotations.map(({ path, rule }) => [path, rule])).toEqual([['/output/0/content/0/annotations/1', 'RSP-4']])
  })

  it('EVX-1: log probabilities come with their deltas', () => {
    const token = (text: string): object => ({ token: text, logprob: -0.5, top_logprobs: [{ token: text, logprob: -0.5 }] })
    const { parts } = answer([
      created,
      textDelta('Hel', { logprobs: [token('Hel')] }),
      textDelta('lo', { logprobs: [token('lo')] }),
      textDone('Hello'),
      finished([]),
    ])
    const read = (text: string): object => ({ token: text, logprob: -0.5, bytes: null, top: [{ token: text, logprob: -0.5, bytes: null }] })
    expect(parts).toMatchObject([{ logprobs: { at: '/output/0/content/0/logprobs', tokens: [read('Hel'), read('lo')] } }])
  })

  it('LAW-18: interleaved items keep their own text, whatever tells them apart', () => {
    const second = { ...callItem('{"b":2}'), id: 'fc_2', call_id: 'call_2', name: 'g' }
    const [one, two] = [
      { item_id: 'fc_1', output_index: 0 },
      { item_id: 'fc_2', output_index: 1 },
    ]
    for (const members of [['item_id'], ['output_index'], ['item_id', 'output_index']]) {
      const only = (place: object): object => Object.fromEntries(Object.entries(place).filter(([member]) => members.includes(member)))
      const bare = (delta: string, place: object): object => ({ type: 'response.function_call_arguments.delta', delta, ...only(place) })
      const stream = [bare('{"a":', one), bare('{"b":', two), bare('1}', one), bare('2}', two)]
      const { parts } = answer([created, added(0, callItem('')), added(1, { ...second, arguments: '' }), ...stream, finished([])])
      expect(parts).toMatchObject([
        { name: 'f', arguments: '{"a":1}' },
        { name: 'g', arguments: '{"b":2}' },
      ])
    }
    const rotating = answer([
      created,
      added(0, textItem('')),
      textDelta('Hel', { item_id: 'x' }),
      textDelta('lo', { item_id: 'y' }),
      done(0, { ...textItem('Hello'), id: 'z' }),
      finished([{ ...textItem('Hello'), id: 'w' }]),
    ])
    expect(rotating.parts).toMatchObject([{ text: 'Hello' }])
  })
})
