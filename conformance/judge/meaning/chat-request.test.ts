import { expect, test } from 'vitest'
import { mismatches } from '../match.ts'
import { Names } from '../names.ts'
import { arrangedChatRequest, normalChatRequest } from './chat-request.ts'

function differences(expected: unknown, received: unknown): string[] {
  const wanted = normalChatRequest(expected, 'expected')
  return mismatches(wanted, arrangedChatRequest(wanted, normalChatRequest(received, 'received')), { names: new Names() }).map(
    ({ message }) => message,
  )
}

const asked = (more: object): object => ({ model: 'm', messages: [{ role: 'user', content: 'a' }], ...more })
const said = (...messages: object[]): object => ({ model: 'm', messages })
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: { a: {} } } } }
const call = (text: unknown): object =>
  said({ role: 'assistant', tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: text } }] })

test.each<[string, object, object]>([
  ['text and its one part', said({ role: 'user', content: 'a' }), said({ role: 'user', content: [{ type: 'text', text: 'a' }] })],
  ['a matched text and its part', said({ role: 'user', content: { $pattern: '^a' } }), said({ role: 'user', content: 'ab' })],
  ['developer and system', said({ role: 'system', content: 'a' }), said({ role: 'developer', content: 'a' })],
  [
    'system messages in a row and their parts in one',
    said({
      role: 'system',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    said({ role: 'system', content: 'a' }, { role: 'system', content: 'b' }),
  ],
  [
    'parts of instructions and their lines in one text',
    said({
      role: 'system',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    said({ role: 'system', content: 'a\n\nb' }),
  ],
  [
    'parts of a result and its lines in one text',
    said({
      role: 'tool',
      tool_call_id: 'c',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    said({ role: 'tool', tool_call_id: 'c', content: 'a\nb' }),
  ],
  ['max_tokens and max_completion_tokens', asked({ max_completion_tokens: 5 }), asked({ max_tokens: 5 })],
  [
    'the default choice of tools and none',
    asked({ tools: [tool] }),
    asked({ tools: [tool], tool_choice: 'auto', parallel_tool_calls: true }),
  ],
  [
    'defaults and nothing',
    asked({}),
    asked({ n: 1, store: false, stream: false, logprobs: false, presence_penalty: 0, response_format: { type: 'text' } }),
  ],
  ['options of the stream and none', asked({ stream: true }), asked({ stream: true, stream_options: { include_usage: true } })],
  ['null and nothing', asked({}), asked({ temperature: null, tools: null })],
  ['one stop sequence and a list of it', asked({ stop: 'x' }), asked({ stop: ['x'] })],
  [
    'a tool without parameters and with none',
    asked({ tools: [{ type: 'function', function: { name: 'f' } }] }),
    asked({ tools: [{ type: 'function', function: { name: 'f', strict: false, parameters: { type: 'object', properties: {} } } }] }),
  ],
  ['arguments however they are written', call('{"a":1,"b":[2]}'), call('{ "b": [2], "a": 1.0 }')],
  [
    'a call with empty content and without',
    call('{}'),
    said({ role: 'assistant', content: '', tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] }),
  ],
  [
    'an image of the default detail and of none',
    said({ role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] }),
    said({ role: 'user', content: [{ type: 'image_url', image_url: { url: 'u', detail: 'auto' } }] }),
  ],
])('%s mean the same', (_, expected, received) => {
  expect(differences(expected, received)).toEqual([])
})

test.each<[string, object, object, string]>([
  [
    'usage that was to be asked for',
    asked({ stream: true, stream_options: { include_usage: true } }),
    asked({ stream: true }),
    '/stream_options is missing',
  ],
  [
    'a word glued to the next',
    said({
      role: 'system',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    said({ role: 'system', content: 'ab' }),
    '/messages/0/content/0/text is "ab" where "a" is expected',
  ],
  [
    'parts of a question as one text',
    said({
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    said({ role: 'user', content: 'a\nb' }),
    '/messages/0/content/0/text is "a\\nb" where "a" is expected',
  ],
  ['another argument', call('{"a":1}'), call('{"a":2}'), '/messages/0/tool_calls/0/function/arguments/a is 2 where 1 is expected'],
  [
    'arguments that are no text',
    call('{"a":1}'),
    call({ a: 1 }),
    '/messages/0/tool_calls/0/function/arguments is not a string that holds the JSON {"a":1}',
  ],
  ['a temperature nobody set', asked({}), asked({ temperature: 1 }), '/temperature is there although nobody asked for it'],
  [
    'one call at a time, lost',
    asked({ tools: [tool], parallel_tool_calls: false }),
    asked({ tools: [tool] }),
    '/parallel_tool_calls is missing',
  ],
  ['a stream nobody asked for', asked({}), asked({ stream: true }), '/stream is there although nobody asked for it'],
  ['an empty list of tools', asked({}), asked({ tools: [] }), '/tools is there although nobody asked for it'],
])('%s is told', (_, expected, received, message) => {
  expect(differences(expected, received)[0]).toBe(message)
})
