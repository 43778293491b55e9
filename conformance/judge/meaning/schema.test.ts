import { expect, test } from 'vitest'
import { normalChatRequest } from './chat-request.ts'
import { normalMessagesRequest } from './messages-request.ts'

const bare = { type: 'object', properties: { city: { type: 'string', $defs: {} } } }
const wordy = { ...bare, required: [], $defs: {}, definitions: {}, additionalProperties: true }

test('takes words of a schema that hold nothing for left out, at its root alone', () => {
  expect(normalMessagesRequest({ tools: [{ name: 'weather', description: '', input_schema: wordy }] })).toEqual({
    tools: [{ name: 'weather', input_schema: bare }],
  })
  expect(normalChatRequest({ tools: [{ type: 'function', function: { name: 'weather', parameters: wordy } }] }, 'received')).toEqual({
    tools: [{ type: 'function', function: { name: 'weather', parameters: bare } }],
  })
})

test('keeps words of a schema that hold something', () => {
  const told = { type: 'object', required: ['a'], $defs: { a: {} }, additionalProperties: false }
  expect(normalMessagesRequest({ tools: [{ name: 'weather', input_schema: told }] })).toEqual({
    tools: [{ name: 'weather', input_schema: told }],
  })
})
