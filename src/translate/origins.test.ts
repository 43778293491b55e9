import { describe, expect, it } from 'vitest'
import { anthropicMessages, openaiChat, translateFault, translateRequest } from '../index.ts'
import { Origins } from './origins.ts'

const asked = {
  model: 'gpt-4o',
  max_tokens: 100,
  system: 'Be brief.',
  stop_sequences: ['END'],
  metadata: { user_id: 'u1' },
  tools: [{ name: 'w', input_schema: { type: 'object', properties: {} } }],
  messages: [
    { role: 'user', content: 'hi' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'ok' },
        { type: 'tool_use', id: 't1', name: 'w', input: {} },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: '5' }] },
        { type: 'text', text: 'and?' },
        { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
      ],
    },
  ],
}

/** What a Messages client is told where its Chat upstream names `param`. */
function told(param: string | null): unknown {
  const outcome = translateRequest(anthropicMessages, openaiChat, asked)
  if (!outcome.ok) throw new Error(outcome.fault.message)
  const body = { error: { message: 'no', type: 'invalid_request_error', param, code: 'unsupported_value' } }
  const { body: answer } = translateFault(openaiChat, anthropicMessages, 400, {}, body, 'req_1', outcome.exchange)
  return answer
}

describe('the member that a Chat upstream refuses', () => {
  it.each([
    ['max_completion_tokens', 'max_tokens: no'],
    ['max_tokens', 'max_tokens: no'],
    ['stop', 'stop_sequences: no'],
    ['stop[0]', 'stop_sequences: no'],
    ['safety_identifier', 'metadata.user_id: no'],
    ['model', 'model: no'],
    ['messages[0].content', 'system: no'],
    ['messages[1]', 'messages.0: no'],
    ['messages[1].content', 'messages.0.content: no'],
    ['messages.[2].content', 'messages.1.content.0: no'],
    ['messages.2.tool_calls.0.function.arguments', 'messages.1.content.1: no'],
    ['messages[3].tool_call_id', 'messages.2.content.0: no'],
    ['messages[3].content', 'messages.2.content.0.content.0: no'],
    ['messages[4].content[0].text', 'messages.2.content.1: no'],
    ['messages[4].content[1].image_url.url', 'messages.2.content.2: no'],
    ['tools[0].function.name', 'tools.0: no'],
    ['tools[0].function.parameters', 'tools.0.input_schema: no'],
  ])('ERO-3: %s is told as %s', (param, message) => {
    expect(told(param)).toEqual({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_1' })
  })

  it.each(['stream_options.include_usage', 'logit_bias', 'nothing.here', '', '[]', null])(
    'ERO-3: %s, which the client did not write, is told without a path',
    (param) => {
      expect(told(param)).toMatchObject({ error: { message: 'no' } })
    },
  )

  it('ERO-3: without the exchange no path is told, since it would be one of the upstream', () => {
    const body = { error: { message: 'no', type: 'invalid_request_error', param: 'max_completion_tokens', code: null } }
    expect(translateFault(openaiChat, anthropicMessages, 400, {}, body, 'r').body).toMatchObject({ error: { message: 'no' } })
  })
})

it('ERO-3: of two words about where a value came from the first, inner one counts', () => {
  const origins = new Origins()
  const value = origins.mark(origins.mark({ a: 1 }, '/in'), '/out')
  expect(origins.of({ value }, '/value/a')).toBe('/in')
})
