import { expect, test } from 'vitest'
import { eventsOf } from '../pieces/sse.ts'
import { orderOfResponses } from './responses.ts'

type Data = { readonly [member: string]: unknown }

const usage = {
  input_tokens: 1,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 1,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 2,
}
const response = (status: string, output: readonly Data[] = [], more: Data = {}): Data => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: null,
  model: 'm',
  output,
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage,
  ...more,
})

const created = { type: 'response.created', response: response('in_progress') }
const started = [created, { type: 'response.in_progress', response: response('in_progress') }]
const text = { type: 'output_text', text: '', annotations: [], logprobs: [] }
const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] }
const said = { ...message, status: 'completed', content: [{ ...text, text: 'hi' }] }
const inMessage = { item_id: 'msg_1', output_index: 0, content_index: 0 }
const added = (item: Data, output_index = 0): Data => ({ type: 'response.output_item.added', output_index, item })
const done = (item: Data, output_index = 0): Data => ({ type: 'response.output_item.done', output_index, item })
const words = [
  { type: 'response.content_part.added', ...inMessage, part: text },
  { type: 'response.output_text.delta', ...inMessage, delta: 'hi', logprobs: [] },
  { type: 'response.output_text.done', ...inMessage, text: 'hi', logprobs: [] },
  { type: 'response.content_part.done', ...inMessage, part: { ...text, text: 'hi' } },
] as const
const [partAdded, delta, textDone, partDone] = words
const told = [added(message), ...words, done(said)]
const call = { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '', status: 'in_progress' }
const inCall = { item_id: 'fc_1', output_index: 0 }
const arguing = [
  { type: 'response.function_call_arguments.delta', ...inCall, delta: '{}' },
  { type: 'response.function_call_arguments.done', ...inCall, arguments: '{}' },
] as const
const completed = (...output: readonly Data[]): Data => ({ type: 'response.completed', response: response('completed', output) })

/** The text of a stream of events, numbered from 0. */
const stream = (events: readonly Data[]): string =>
  events
    .map((event, sequence_number) => `event: ${String(event['type'])}\ndata: ${JSON.stringify({ sequence_number, ...event })}\n\n`)
    .join('')
const order = (events: readonly Data[]) => orderOfResponses(eventsOf(stream(events)))

test('a stream in order comes to its end', () => {
  const calledItem = { ...call, id: 'fc_1', arguments: '{}', status: 'completed' }
  const inSecond = arguing.map((event) => ({ ...event, output_index: 1 }))
  const events = [...started, ...told, added(call, 1), ...inSecond, done(calledItem, 1), completed(said, calledItem)]
  expect(order(events)).toEqual({ violation: null, ending: 'whole' })
})

test('reasoning, refusals and annotations are in order', () => {
  const reasoning = { type: 'reasoning', id: 'rs_1', summary: [] }
  const thought = { ...reasoning, summary: [{ type: 'summary_text', text: 'a' }], encrypted_content: 'e' }
  const inSummary = { item_id: 'rs_1', output_index: 0, summary_index: 0 }
  const inSecond = { ...inMessage, output_index: 1 }
  const annotation = { type: 'url_citation' }
  const quoted = { ...text, text: 'hi', annotations: [annotation] }
  const inRefusal = { ...inSecond, content_index: 1 }
  const refused = { type: 'refusal', refusal: 'no' }
  const whole = { ...said, content: [quoted, refused] }
  const events = [
    ...started,
    added(reasoning),
    { type: 'response.reasoning_summary_part.added', ...inSummary, part: { type: 'summary_text', text: '' } },
    { type: 'response.reasoning_summary_text.delta', ...inSummary, delta: 'a' },
    { type: 'response.reasoning_summary_text.done', ...inSummary, text: 'a' },
    { type: 'response.reasoning_summary_part.done', ...inSummary, part: { type: 'summary_text', text: 'a' } },
    done(thought),
    added(message, 1),
    { ...partAdded, ...inSecond },
    { ...delta, ...inSecond },
    { type: 'response.output_text.annotation.added', ...inSecond, annotation_index: 0, annotation },
    { ...textDone, ...inSecond },
    { ...partDone, ...inSecond, part: quoted },
    { type: 'response.content_part.added', ...inRefusal, part: { type: 'refusal', refusal: '' } },
    { type: 'response.refusal.delta', ...inRefusal, delta: 'no' },
    { type: 'response.refusal.done', ...inRefusal, refusal: 'no' },
    { type: 'response.content_part.done', ...inRefusal, part: refused },
    done(whole, 1),
    completed(thought, whole),
  ]
  expect(order(events)).toEqual({ violation: null, ending: 'whole' })
})

test('a response may wait, and tools of the provider tell of themselves in their item', () => {
  const search = { type: 'web_search_call', id: 'ws_1', status: 'in_progress', action: { type: 'search', query: 'a' } }
  const searched = { ...search, status: 'completed' }
  const searching = { type: 'response.web_search_call.searching', item_id: 'ws_1', output_index: 0 }
  const queued = { type: 'response.queued', response: response('queued') }
  expect(order([created, queued, ...started.slice(1), added(search), searching, done(searched), completed(searched)])).toEqual({
    violation: null,
    ending: 'whole',
  })
  expect(order([...started, searching]).violation?.message).toBe('response.web_search_call.searching is for item 0, which is not open')
})

test('a stream that stops early is open, one with an error event has ended', () => {
  expect(order([...started, added(message)])).toEqual({ violation: null, ending: 'open' })
  expect(order([...started, added(message), { type: 'error' }])).toEqual({ violation: null, ending: 'error' })
})

test('a stream that failed tells what is whole, and then what is not', () => {
  const failed = (...output: readonly Data[]) => ({
    type: 'response.failed',
    response: response('failed', output, { error: { code: 'server_error', message: '' } }),
  })
  expect(order([...started, ...told, added(call, 1), failed(said)])).toEqual({ violation: null, ending: 'whole' })
  expect(order([...started, added(message), partAdded, failed({ ...message, status: 'incomplete' })]).violation).toBe(null)
})

test.each<[string, string, readonly Data[]]>([
  ['a first event that is another one', 'event 0: response.in_progress comes where response.created is due', [started[1] ?? {}]],
  [
    'items before the second event',
    'event 1: response.output_item.added comes where response.in_progress is due',
    [created, added(message)],
  ],
  ['a number that is left out', 'event 1: its sequence_number is 2 where 1 is due', [created, { ...started[1], sequence_number: 2 }]],
  [
    'a response without a member',
    'event 0: its response has no tools',
    [{ ...created, response: { ...created.response, tools: undefined } }],
  ],
  [
    'another response',
    'event 1: its response is resp_2, and the stream began with resp_1',
    [created, { ...started[1], response: response('in_progress', [], { id: 'resp_2' }) }],
  ],
  ['an item out of its place', 'event 2: item 1 is added where 0 is due', [...started, added(message, 1)]],
  ['an item within another', 'event 3: item 1 is added while item 0 is open', [...started, added(message), added(call, 1)]],
  ['an item without an id', 'event 2: its item has no id', [...started, added({ ...message, id: '' })]],
  [
    'an item that is not empty',
    'event 2: the content of an item is not empty when it is added',
    [...started, added({ ...said, status: 'in_progress' })],
  ],
  ['an item that is done when it is added', 'event 2: an item has the status "completed" when it is added', [...started, added(said)]],
  ['two items of one id', 'event 8: a second item is msg_1', [...started, ...told, added(message, 1)]],
  [
    'two calls of one id',
    'event 6: a second item is function_call c',
    [...started, added(call), ...arguing, done({ ...call, arguments: '{}', status: 'completed' }), added({ ...call, id: 'fc_2' }, 1)],
  ],
  ['text before its part', 'event 3: part 0 is not open', [...started, added(message), delta]],
  [
    'a part that lacks a member',
    'event 3: a part is not empty, or lacks a member, when it is added',
    [...started, added(message), { ...partAdded, part: { type: 'output_text', text: '' } }],
  ],
  [
    'text for another item',
    'event 4: response.output_text.delta is for msg_2, and item 0 is msg_1',
    [...started, added(message), partAdded, { ...delta, item_id: 'msg_2' }],
  ],
  [
    'text without logprobs',
    'event 4: it has no list of logprobs, and official clients count on one',
    [...started, added(message), partAdded, { ...delta, logprobs: undefined }],
  ],
  [
    'a whole text that is another',
    'event 5: the whole text is not what its deltas gave',
    [...started, added(message), partAdded, delta, { ...textDone, text: 'ho' }],
  ],
  [
    'a part that is done before its text',
    'event 5: part 0 is done before its whole text',
    [...started, added(message), partAdded, delta, partDone],
  ],
  [
    'an item that is done before its part',
    'event 6: item 0 is done while part 0 is open',
    [...started, added(message), partAdded, delta, textDone, done(said)],
  ],
  ['an item that changes its id', 'event 7: the id of item 0 changes', [...started, ...told.slice(0, -1), done({ ...said, id: 'msg_2' })]],
  [
    'a call without its whole arguments',
    'event 4: item 0 is done before its whole arguments',
    [...started, added(call), arguing[0], done({ ...call, arguments: '{}', status: 'completed' })],
  ],
  ['an end within an item', 'event 3: its output is not the items that are done', [...started, added(message), completed(said)]],
  ['an end that lacks an item', 'event 8: its output is not the items that are done', [...started, ...told, completed()]],
  [
    'an end without counters',
    'event 8: its usage lacks a counter',
    [...started, ...told, { ...completed(said), response: response('completed', [said], { usage: {} }) }],
  ],
  [
    'an event after the end',
    'event 9: response.output_item.added comes after the end',
    [...started, ...told, completed(said), added(call, 1)],
  ],
  [
    'an event that nobody knows',
    'event 2: response.news is an event that official clients do not know at this place',
    [...started, { type: 'response.news' }],
  ],
])('%s is out of order', (_, wrong, events) => {
  const { violation } = order(events)
  expect(violation && `event ${violation.event}: ${violation.message}`).toBe(wrong)
})

test('events go by their types', () => {
  const unnamed = orderOfResponses(eventsOf(`data: ${JSON.stringify({ ...created, sequence_number: 0 })}\n\n`))
  expect(unnamed.violation?.message).toBe('it is named null, and its type is response.created')
})
