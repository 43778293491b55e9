import { describe, expect, test } from 'vitest'
import { validators } from '../../../formats/openai-responses/generated/validate.closed.js'
import { identifiers } from '../../identifiers.ts'
import { type JsonObject, objectsOf } from '../../json.ts'
import type { Reply } from '../../provider.ts'
import { openai } from '../provider.ts'

function ask(body: JsonObject, path = '/v1/responses'): Reply {
  const occasion = { newId: identifiers('test'), now: Date.UTC(2026, 9, 21), hasKey: true, malformed: false }
  return openai({ method: 'POST', path, query: {}, headers: {}, body }, occasion)
}
const bodyOf = (reply: Reply): JsonObject => ('body' in reply ? reply.body : {})
const eventsOf = (reply: Reply): JsonObject[] =>
  'frames' in reply ? reply.frames.map((frame): JsonObject => JSON.parse(frame.slice(frame.indexOf('data: ') + 'data: '.length))) : []

const hello = { model: 'gpt-5', input: 'Hello' }
const tools = [{ type: 'function', name: 'look', parameters: null, strict: false }]
const call = { type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{}' }
const output = { type: 'function_call_output', call_id: 'call_1', output: 'a cat' }

describe('refuses in the words of OpenAI', () => {
  test.each<[string, JsonObject, string, string | null]>([
    [
      'fewer tokens than any answer has (REQ-A-2)',
      { max_output_tokens: 15 },
      "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 15 instead.",
      'max_output_tokens',
    ],
    [
      'effort of a model that does not reason (EFF-O-1)',
      { model: 'gpt-4o', reasoning: { effort: 'low' } },
      "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
      'reasoning.effort',
    ],
    [
      'sampling of a model that reasons (SAM-5)',
      { temperature: 0.5 },
      "Unsupported parameter: 'temperature' is not supported with this model.",
      'temperature',
    ],
    ['a member of the other API', { messages: [] }, "Unknown parameter: 'messages'.", 'messages'],
    ['an output without its call (TR-1)', { input: [output] }, 'No tool call found for function call output with call_id call_1.', 'input'],
    ['a call without its output (TR-1)', { input: [call] }, 'No tool output found for function call call_1.', 'input'],
    [
      'an answer it does not keep',
      { previous_response_id: 'resp_1' },
      "Previous response with id 'resp_1' not found.",
      'previous_response_id',
    ],
    [
      'encrypted content that is not its own (RSN-4)',
      {
        input: [
          { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'dg1.x' },
          { role: 'assistant', content: 'hi' },
        ],
      },
      'The encrypted content for item rs_1 could not be verified.',
      'input[0].encrypted_content',
    ],
    [
      'reasoning that led to nothing',
      {
        input: [
          { type: 'reasoning', id: 'rs_1', summary: [] },
          { role: 'user', content: 'hi' },
        ],
      },
      "Item 'rs_1' of type 'reasoning' was provided without its required following item.",
      'input',
    ],
  ])('%s', (_, over, message, param) => {
    const reply = ask({ ...hello, ...over })
    expect([reply.status, bodyOf(reply)]).toMatchObject([400, { error: { message, param, type: 'invalid_request_error' } }])
  })

  test('an item it does not keep (RI-8)', () => {
    const reply = ask({ ...hello, input: [{ type: 'item_reference', id: 'msg_1' }] })
    expect([reply.status, bodyOf(reply)]).toMatchObject([404, { error: { message: expect.stringContaining("'msg_1' not found") } }])
  })
})

describe('answers from the request', () => {
  const reasoned = { ...hello, reasoning: { effort: 'low', summary: 'auto' }, tools, tool_choice: 'required' }

  test('as the specification says, whole and streamed, and both alike', () => {
    const whole = bodyOf(ask(reasoned))
    expect([validators.v1.response(whole), validators.v1.response.errors]).toEqual([true, null])
    const events = eventsOf(ask({ ...reasoned, stream: true, stream_options: { include_obfuscation: false } }))
    for (const event of events) expect([event['type'], validators.v1.event(event)]).toEqual([event['type'], true])
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: whole, sequence_number: events.length - 1 })
    expect(objectsOf(whole['output']).map(({ type }) => type)).toEqual(['reasoning', 'function_call'])
  })

  test('takes its own items back, and quotes the results', () => {
    const first = objectsOf(bodyOf(ask(reasoned))['output'])
    const answered = { ...output, call_id: first[1]?.['call_id'] }
    const second = bodyOf(ask({ ...reasoned, tool_choice: 'auto', input: [{ role: 'user', content: 'Hello' }, ...first, answered] }))
    expect(objectsOf(second['output']).at(-1)).toMatchObject({
      type: 'message',
      content: [{ text: 'You said: "Hello". The tool look answered: "a cat".' }],
    })
  })

  test('ends where the limit is', () => {
    expect(bodyOf(ask({ ...hello, model: 'gpt-4o', input: 'word '.repeat(50), max_output_tokens: 16 }))).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { output_tokens: 16 },
    })
  })

  test('counts input tokens (AUX-2)', () => {
    expect(bodyOf(ask(hello, '/v1/responses/input_tokens'))).toEqual({ object: 'response.input_tokens', input_tokens: 4 })
  })
})
