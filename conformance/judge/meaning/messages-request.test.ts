import { expect, test } from 'vitest'
import { mismatches } from '../match.ts'
import { Names } from '../names.ts'
import { arrangedMessagesRequest, normalMessagesRequest } from './messages-request.ts'

function differences(expected: unknown, received: unknown): string[] {
  const wanted = normalMessagesRequest(expected)
  return mismatches(wanted, arrangedMessagesRequest(wanted, normalMessagesRequest(received)), { names: new Names() }).map(
    ({ message }) => message,
  )
}

const asked = (more: object): object => ({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'a' }], ...more })
const said = (...messages: object[]): object => ({ model: 'm', max_tokens: 9, messages })
const text = (it: string): object => ({ type: 'text', text: it })
const result = (more: object): object => said({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', ...more }] })
const tool = { name: 'f', input_schema: { type: 'object' } }

test.each<[string, object, object]>([
  ['text and its one block', said({ role: 'user', content: 'a' }), said({ role: 'user', content: [text('a')] })],
  [
    'turns of one role in a row and one turn',
    said({ role: 'user', content: [text('a'), text('b')] }),
    said({ role: 'user', content: 'a' }, { role: 'user', content: 'b' }),
  ],
  ['instructions and their one block', asked({ system: 'a' }), asked({ system: [text('a')] })],
  ['blocks of instructions and their lines in one', asked({ system: [text('a'), text('b')] }), asked({ system: 'a\n\nb' })],
  ['a tool of the default type', asked({ tools: [tool] }), asked({ tools: [{ type: 'custom', ...tool, strict: false }] })],
  [
    'the default choice of tools and none',
    asked({ tools: [tool] }),
    asked({ tools: [tool], tool_choice: { type: 'auto', disable_parallel_tool_use: false } }),
  ],
  ['a result without error', result({ content: 'r' }), result({ content: [text('r')], is_error: false })],
  ['an empty result', result({}), result({ content: '' })],
  [
    'a marker of five minutes',
    asked({ system: [{ ...text('a'), cache_control: { type: 'ephemeral' } }] }),
    asked({ system: [{ ...text('a'), cache_control: { type: 'ephemeral', ttl: '5m' } }] }),
  ],
  ['no stop sequences', asked({}), asked({ stop_sequences: [], stream: false })],
  ['no tools and no user', asked({}), asked({ tools: [], metadata: { user_id: null } })],
  [
    'the deprecated place of a format and its own',
    asked({ output_config: { effort: 'low', format: { type: 'json_schema', schema: {} } } }),
    asked({ output_config: { effort: 'low' }, output_format: { type: 'json_schema', schema: {} } }),
  ],
  ['no thinking and the default temperature', asked({}), asked({ thinking: { type: 'disabled' }, temperature: 1 })],
  [
    'a call as it was answered',
    said({ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] }),
    said({ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {}, caller: { type: 'direct' } }] }),
  ],
])('%s mean the same', (_, expected, received) => {
  expect(differences(expected, received)).toEqual([])
})

test.each<[string, object, object, string]>([
  [
    'a marker that is lost',
    asked({ system: [{ ...text('a'), cache_control: { type: 'ephemeral' } }] }),
    asked({ system: 'a' }),
    '/system/0/cache_control is missing',
  ],
  [
    'a choice that still says something',
    asked({ tools: [tool] }),
    asked({ tools: [tool], tool_choice: { type: 'auto', disable_parallel_tool_use: true } }),
    '/tool_choice is there although nobody asked for it',
  ],
  [
    'a result that lost its error',
    result({ content: 'r', is_error: true }),
    result({ content: 'r' }),
    '/messages/0/content/0/is_error is missing',
  ],
  [
    'an input that changed',
    said({ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: { a: null } }] }),
    said({ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }] }),
    '/messages/0/content/0/input/a is 1 where null is expected',
  ],
  [
    'a turn in the other role',
    said({ role: 'user', content: 'a' }),
    said({ role: 'assistant', content: 'a' }),
    '/messages/0/role is "assistant" where "user" is expected',
  ],
])('%s is told', (_, expected, received, message) => {
  expect(differences(expected, received)[0]).toBe(message)
})
