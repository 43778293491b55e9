import { expect, test } from 'vitest'
import { piecesOfChat } from './chat.ts'
import { eventsOf } from './sse.ts'

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`
const chunk = (delta: object, finish: string | null = null): string =>
  data({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    usage: null,
  })
const counted = data({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 1 } })
const done = 'data: [DONE]\n\n'
const read = (sse: string): unknown[] => piecesOfChat(eventsOf(sse), 'received').map(({ kind, event, value }) => [kind, event, value])
const first = { id: 'c', object: 'chat.completion.chunk', model: 'm', role: 'assistant' }

test('text is one piece, however the role and the usage are brought', () => {
  const text = [
    ['start', 0, first],
    ['content', 1, 'ab'],
    ['finish_reason', 3, 'stop'],
  ]
  expect(
    read(
      chunk({ role: 'assistant', content: '' }) + chunk({ content: 'a' }) + chunk({ content: 'b' }) + chunk({}, 'stop') + counted + done,
    ),
  ).toEqual([...text, ['usage', 4, { prompt_tokens: 1 }], ['[DONE]', 5, null]])
  expect(
    read(chunk({}) + chunk({ role: 'assistant', content: 'a' }) + chunk({ role: 'assistant', content: 'b' }) + chunk({}, 'stop')),
  ).toEqual(text)
})

test('fragments of calls are joined by their index, in the order in which the calls begin', () => {
  const call = (index: number, more: object): object => ({ tool_calls: [{ index, ...more }] })
  const sse = [
    chunk({ role: 'assistant', content: 'a' }),
    chunk(call(0, { id: 'x', type: 'function', function: { name: 'f', arguments: '' } })),
    chunk(call(1, { id: 'y', type: 'function', function: { name: 'g', arguments: '{}' } })),
    chunk(call(0, { function: { arguments: '{"a":' } })),
    chunk(call(0, { function: { arguments: '1}' } })),
    chunk({}, 'tool_calls'),
  ]
  expect(read(sse.join(''))).toEqual([
    ['start', 0, first],
    ['content', 0, 'a'],
    ['call', 1, { index: 0, id: 'x', type: 'function', function: { name: 'f' } }],
    ['arguments', 3, '{"a":1}'],
    ['call', 2, { index: 1, id: 'y', type: 'function', function: { name: 'g' } }],
    ['arguments', 2, '{}'],
    ['finish_reason', 5, 'tool_calls'],
  ])
})

test('members that the official client does not know are extensions', () => {
  const sse =
    chunk({ role: 'assistant', reasoning_content: 'a' }) +
    chunk({ reasoning_content: 'b', reasoning_details: [{ a: 1 }] }) +
    chunk({ reasoning_details: [{ b: 2 }] })
  expect(read(sse)).toEqual([
    ['start', 0, first],
    ['extension reasoning_content', 0, 'ab'],
    ['extension reasoning_details', 1, [{ a: 1 }, { b: 2 }]],
  ])
})

test('an error ends the stream', () => {
  expect(read(chunk({ role: 'assistant', content: 'a' }) + data({ error: { message: 'm' } }))).toEqual([
    ['start', 0, first],
    ['content', 0, 'a'],
    ['error', 1, { message: 'm' }],
  ])
})

test('log probabilities are one piece beside the text', () => {
  const told = (content: string, token: string): string =>
    data({
      id: 'c',
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta: { role: 'assistant', content }, logprobs: { content: [{ token }] } }],
    })
  expect(read(told('a', 'a') + told('b', 'b'))).toEqual([
    ['start', 0, first],
    ['content', 0, 'ab'],
    ['logprobs', 0, { content: [{ token: 'a' }, { token: 'b' }] }],
  ])
})
