import { expect, test } from 'vitest'
import { orderOfChunks } from './openai-chat.ts'

const envelope = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' }
const frame = (choices: readonly object[], more: object): string => `data: ${JSON.stringify({ ...envelope, choices, ...more })}\n\n`
const chunk = (delta: object, finish_reason: string | null = null, more: object = { usage: null }): string =>
  frame([{ index: 0, delta, finish_reason, logprobs: null }], more)
const start = chunk({ role: 'assistant', content: '' })
const call = (index: number, json: string): string =>
  chunk({ tool_calls: [{ index, id: `t${index}`, type: 'function', function: { name: 'f', arguments: json } }] })
const more = (index: number, json: string): string => chunk({ tool_calls: [{ index, function: { arguments: json } }] })
const finish = chunk({}, 'tool_calls')
const usage = frame([], { usage: { total_tokens: 3 } })
const done = 'data: [DONE]\n\n'
const error = `data: ${JSON.stringify({ error: { message: 'm', type: 'server_error', param: null, code: null } })}\n\n`

const legal = [start, chunk({ content: 'a' }), call(0, ''), more(0, '{}'), call(1, '{"a":1}'), finish, usage, done].join('')

test('a stream in order comes to its end, with comments anywhere', () => {
  expect(orderOfChunks(legal, true)).toEqual({ violation: null, ending: 'whole' })
  expect(orderOfChunks(`: keepalive\n\n${legal}`, true)).toEqual({ violation: null, ending: 'whole' })
})

test('a stream that stops early is open, one with an error chunk has ended', () => {
  expect(orderOfChunks(start + finish, true).ending).toBe('open')
  expect(orderOfChunks(start + error, true)).toEqual({ violation: null, ending: 'error' })
})

test.each<[string, string, string]>([
  ['a named event', 'event: ping\ndata: {}\n\n', 'event 0: an event with the name ping'],
  ['a start without a role', chunk({ content: 'a' }), 'event 0: the role stands in the first chunk alone'],
  ['a second role', start + start, 'event 1: the role stands in the first chunk alone'],
  ['another id', start + chunk({ content: 'a' }).replace('"id":"c"', '"id":"d"'), 'event 1: another id'],
  ['usage without an id', start + finish + usage.replace('"id":"c",', ''), 'event 2: another id'],
  ['a chunk without usage:null', start + chunk({ content: 'a' }, null, {}), 'event 1: usage out of place'],
  ['a gap between calls', start + call(1, '{}'), 'event 1: a fragment of call 1, which is not the last'],
  ['a name sent twice', start + call(0, '{') + call(0, '}'), 'event 2: id, type or name of call 0 again'],
  ['interleaved calls', start + call(0, '{') + call(1, '{}'), 'event 2: call 1 starts before 0 is finished'],
  ['half of the arguments', start + call(0, '{"a":') + finish, 'event 2: a call whose arguments are no object'],
  ['content after the finish reason', start + finish + chunk({ content: 'a' }), 'event 2: a choice after the finish reason'],
  ['[DONE] without a finish reason', start + done, 'event 1: [DONE] without a finish reason'],
  ['[DONE] after an error', start + error + done, 'event 2: [DONE] after the end'],
])('%s is out of order', (_, sse, violation) => {
  expect(orderOfChunks(sse, true).violation).toBe(violation)
})

test('usage that nobody asked for is out of place', () => {
  const bare = chunk({ role: 'assistant', content: null }, null, {})
  expect(orderOfChunks(bare + chunk({}, 'stop', {}) + done, false)).toEqual({ violation: null, ending: 'whole' })
  expect(orderOfChunks(bare + chunk({}, 'stop', {}) + usage, false).violation).toBe('event 2: a chunk without choices')
})
