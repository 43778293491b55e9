import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat, translateFault, translateRequest, translateResponse, translateStream } from '../index.ts'

const hello = { model: 'gpt-4o', max_tokens: 64, system: 'Be brief.', messages: [{ role: 'user', content: 'Hello' }] }

test('a request is translated with what it needs for the way back', () => {
  const outcome = translateRequest(anthropicMessages, openaiChat, hello)
  expect(outcome.ok && outcome.value.body).toEqual({
    model: 'gpt-4o',
    max_completion_tokens: 64,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
    ],
  })
  expect(outcome.losses).toEqual([])
  expect(outcome.ok && outcome.exchange.request.model).toBe('gpt-4o')
})

test('§0.1: a loss refuses the request from the level on that strictness says', () => {
  const body = { ...hello, top_k: 5 }
  const loose = translateRequest(anthropicMessages, openaiChat, body)
  expect(loose.ok && loose.losses.map(({ path, rule, level }) => [path, rule, level])).toEqual([['/top_k', 'REQ-A-11', 'warn']])
  const strict = translateRequest(anthropicMessages, openaiChat, body, { strictness: 'strict' })
  expect(!strict.ok && [strict.fault.kind, strict.fault.param]).toEqual(['unsupportedParameter', '/top_k'])
})

test('GWE-1: what cannot be understood is refused with its path, at any strictness', () => {
  const broken = { ...hello, messages: [{ role: 'user', content: [{ type: 'text', text: 7 }] }] }
  const outcome = translateRequest(anthropicMessages, openaiChat, broken, { strictness: 'lenient' })
  expect(!outcome.ok && [outcome.fault.kind, outcome.fault.param]).toEqual(['invalidRequest', '/messages/0/content/0/text'])
})

test('CAP-1: the model and what it can do may be given', () => {
  const outcome = translateRequest(
    anthropicMessages,
    openaiChat,
    { ...hello, max_tokens: 9000 },
    {
      model: 'qwen3',
      provider: 'other',
      capabilities: { maxOutput: 4096 },
    },
  )
  expect(outcome.ok && outcome.value.body).toMatchObject({ model: 'qwen3', max_tokens: 4096 })
  expect(outcome.losses.map(({ rule, level }) => [rule, level])).toEqual([['LIM-3', 'warn']])
})

test('CAR-1: members that only their own format knows come back on the way back', () => {
  const body = { ...hello, model: 'claude-sonnet-4-5', a_new_member: { deep: [1] } }
  const there = translateRequest(anthropicMessages, openaiChat, body, { model: 'gpt-4o' })
  if (!there.ok) throw new Error(there.fault.message)
  expect(there.value.body).not.toHaveProperty('a_new_member')
  const back = translateRequest(openaiChat, anthropicMessages, there.value.body, { carry: there.carry, model: 'claude-sonnet-4-5' })
  expect(back.ok && back.value.body['a_new_member']).toEqual({ deep: [1] })
  const home = translateRequest(anthropicMessages, anthropicMessages, body, { strictness: 'strict' })
  expect(home.ok && home.value.body['a_new_member']).toEqual({ deep: [1] })
  expect(home.losses).toEqual([])
})

test('CAR-1: members of an answer that only its own format knows come back on the way back', () => {
  const answer = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [{ type: 'text', text: 'Hi', citations: null }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 2 },
    a_new_member: { deep: [1] },
  }
  const there = translateResponse(anthropicMessages, openaiChat, answer)
  expect(there.value).not.toHaveProperty('a_new_member')
  expect(translateResponse(openaiChat, anthropicMessages, there.value, undefined, there.carry).value['a_new_member']).toEqual({ deep: [1] })
})

test('TOOL-7: an answer gets the names back that its request changed', () => {
  const tool = { type: 'function', function: { name: 'a function with spaces', parameters: { type: 'object', properties: {} } } }
  const request = { model: 'claude-sonnet-4-5', max_completion_tokens: 9, messages: [{ role: 'user', content: 'Go' }], tools: [tool] }
  const outcome = translateRequest(openaiChat, anthropicMessages, request)
  if (!outcome.ok) throw new Error(outcome.fault.message)
  const [sent] = outcome.exchange.memo.toolNames.keys()
  const answer = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [{ type: 'tool_use', id: 'toolu_1', name: sent, input: {}, caller: { type: 'direct' } }],
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 2 },
  }
  const { value } = translateResponse(anthropicMessages, openaiChat, answer, outcome.exchange)
  expect(value['choices']).toMatchObject([{ message: { tool_calls: [{ function: { name: 'a function with spaces' } }] } }])
})

const chunk = (choice: object): string =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [{ index: 0, ...choice }] })}\n\n`

test('a stream is translated as it comes, and says when the client has it all', () => {
  const stream = translateStream(openaiChat, anthropicMessages)
  const push = (text: string): string => stream.push(new TextEncoder().encode(text)).join('')
  expect(push(chunk({ delta: { role: 'assistant', content: '' }, finish_reason: null }))).toContain('event: message_start\n')
  expect(push(chunk({ delta: { content: 'Hi' }, finish_reason: null }))).toContain('"delta":{"type":"text_delta","text":"Hi"}')
  push(chunk({ delta: {}, finish_reason: 'stop' }))
  expect(stream.over).toBe(false)
  expect(push('data: [DONE]\n\n')).toMatch(/event: message_stop\ndata: {"type":"message_stop"}\n\n$/)
  expect(stream.over).toBe(true)
  expect(stream.end()).toEqual([])
})

test('EVC-16, SER-1: a stream that stops in the middle ends with one error', () => {
  const stream = translateStream(openaiChat, anthropicMessages)
  stream.push(new TextEncoder().encode(chunk({ delta: { content: 'Hi' }, finish_reason: null })))
  expect(stream.end().join('')).toMatch(/^event: error\ndata: {"type":"error"/)
  expect(stream.over).toBe(true)
})

test('BR-3: a stream is over where a stop sequence of ours is found, though the upstream goes on', () => {
  const outcome = translateRequest(
    anthropicMessages,
    openaiChat,
    { ...hello, stop_sequences: ['END'] },
    { settings: { stopSequences: 'gateway' } },
  )
  if (!outcome.ok) throw new Error(outcome.fault.message)
  const stream = translateStream(openaiChat, anthropicMessages, outcome.exchange)
  const text = stream.push(new TextEncoder().encode(chunk({ delta: { content: 'one END two' }, finish_reason: null }))).join('')
  expect(text).toContain('"stop_reason":"stop_sequence","stop_sequence":"END"')
  expect(text).not.toContain('two')
  expect(stream.over).toBe(true)
})

test('ERO-13: an error answer is translated', () => {
  const body = { error: { message: 'slow down', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } }
  const fault = translateFault(openaiChat, anthropicMessages, 429, { 'retry-after': '3' }, body, 'req_1')
  expect(fault.status).toBe(429)
  expect(fault.body).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' }, request_id: 'req_1' })
})

test.each([' ', 'a@b.example', 'x'.repeat(80)])(
  'L32: a user identifier that stays in its format stays as it is: %s',
  (safety_identifier) => {
    const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }], safety_identifier }
    expect(translateRequest(openaiChat, openaiChat, body)).toMatchObject({ ok: true, value: { body }, losses: [] })
  },
)
