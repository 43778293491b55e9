import { expect, test } from 'vitest'
import { eventsOf } from '../pieces/sse.ts'
import { orderOfChat } from './chat.ts'

const envelope = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' }
const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`
const chunk = (delta: object, finish_reason: string | null = null): string =>
  data({ ...envelope, choices: [{ index: 0, delta, finish_reason }] })
const role = chunk({ role: 'assistant' })
const stop = chunk({}, 'stop')
const done = 'data: [DONE]\n\n'
const call = (index: number, more: object = {}): string => chunk({ tool_calls: [{ index, ...more }] })
const begun = { id: 'x', type: 'function', function: { name: 'f', arguments: '{}' } }
const checked = (sse: string): string | null => {
  const { violation } = orderOfChat(eventsOf(sse))
  return violation && `event ${violation.event}: ${violation.message}`
}

test.each<[string, string]>([
  ['text', role + chunk({ content: 'a' }) + stop + data({ ...envelope, choices: [], usage: {} }) + done],
  ['a role in every chunk', chunk({ role: 'assistant', content: 'a' }) + chunk({ role: 'assistant', content: 'b' }, 'stop') + done],
  ['content in the chunk of the finish reason', chunk({ role: 'assistant', content: 'a' }, 'stop') + done],
  [
    'an id that is repeated',
    role + call(0, begun) + call(0, { id: 'x', function: { name: 'f', arguments: '' } }) + chunk({}, 'tool_calls') + done,
  ],
  [
    'calls that interleave',
    role + call(0, begun) + call(1, { ...begun, id: 'y' }) + call(0, { function: { arguments: ' ' } }) + chunk({}, 'tool_calls') + done,
  ],
  [
    'half the arguments where the answer ended for length',
    role + call(0, { ...begun, function: { name: 'f', arguments: '{' } }) + chunk({}, 'length') + done,
  ],
])('%s is in order', (_, sse) => {
  expect(orderOfChat(eventsOf(sse))).toEqual({ violation: null, ending: 'whole' })
})

test('a stream that stops early is open, one with an error has ended', () => {
  expect(orderOfChat(eventsOf(role + chunk({ content: 'a' })))).toEqual({ violation: null, ending: 'open' })
  expect(orderOfChat(eventsOf(role + data({ error: { message: 'm' } })))).toEqual({ violation: null, ending: 'error' })
})

test.each<[string, string, string]>([
  ['data that is no JSON', 'data: {\n\n', 'event 0: its data is neither JSON nor [DONE]: {'],
  ['a named ping', role + 'event: ping\ndata: {}\n\n', 'event 1: it has no list of choices, and official clients throw on it'],
  [
    'a chunk without id',
    data({ ...envelope, id: undefined, choices: [] }),
    'event 0: it has no id, and official clients leave out what it says beside its choices',
  ],
  ['another id', role + data({ ...envelope, id: 'd', choices: [] }), 'event 1: its id is d, and the stream began with c'],
  ['another object', data({ ...envelope, object: 'chat.completion', choices: [] }), 'event 0: its object is "chat.completion"'],
  ['no role', chunk({ content: 'a' }) + stop + done, 'event 2: choice 0 never gets a role, and official clients throw for want of it'],
  ['no finish reason', role + done, 'event 1: choice 0 never gets a finish_reason, and official clients throw for want of it'],
  ['two finish reasons', role + stop + stop, 'event 2: a second finish_reason for choice 0'],
  ['text after the finish reason', role + stop + chunk({ content: 'a' }), 'event 2: content comes after the finish_reason'],
  ['a gap between calls', role + call(1, begun), 'event 1: call 1 begins where 0 is due: official clients crash on the gap'],
  ['a call without index', role + chunk({ tool_calls: [begun] }), 'event 1: a call has the index null'],
  ['a call whose id changes', role + call(0, begun) + call(0, { id: 'y' }), 'event 2: the id of call 0 changes from "x" to "y"'],
  [
    'a call without name',
    role + call(0, { id: 'x', type: 'function', function: { arguments: '{}' } }) + stop + done,
    'event 3: call 0 never gets a name',
  ],
  [
    'half the arguments',
    role + call(0, { ...begun, function: { name: 'f', arguments: '{' } }) + stop + done,
    'event 3: the arguments of call 0 are no whole JSON object',
  ],
  ['no [DONE]', role + stop, 'event 1: the stream ends without [DONE]'],
  ['anything after [DONE]', role + stop + done + role, 'event 3: something comes after [DONE]'],
])('%s is out of order', (_, sse, violation) => {
  expect(checked(sse)).toBe(violation)
})
