import { describe, expect, it } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, translateStream, type JsonObject } from '../../src/index.ts'
import { asking, endedForChat, endedForMessages, events, nameless } from './streams.ts'
import { answerToChat, answerToMessages, line, toChat, toMessages } from './translating.ts'

const usage = { input_tokens: 3, output_tokens: 2 }
const message = (members: JsonObject): JsonObject => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude',
  content: [],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage,
  ...members,
})
const completion = (said: JsonObject, members: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt',
  choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: null, ...said }, finish_reason: 'stop', logprobs: null }],
  ...members,
})
const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt' }
const chunk = (delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}): Document => ({
  ...envelope,
  choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  ...more,
})
const fragment = (index: number, text: string): Document => chunk({ tool_calls: [{ index, function: { arguments: text } }] })
const named = (index: number, name: string): Document =>
  chunk({ tool_calls: [{ index, id: `c${index}`, type: 'function', function: { name, arguments: '' } }] })

describe('what answers may lose', () => {
  it('L24: ids get the prefix of the dialect, times and fingerprints stay behind', () => {
    const told = answerToMessages(completion({ content: 'So' }, { system_fingerprint: 'fp', moderation: { flagged: false } }))
    expect(told.body['id']).toBe('msg_chatcmpl-1')
    expect(JSON.stringify(told.body)).not.toMatch(/created"|fingerprint|moderation/)
    expect(told.losses.toSorted()).toEqual([
      '/created dropped debug ENV-8',
      '/moderation carried info ENV-5',
      '/system_fingerprint carried info ENV-5',
    ])
    expect(answerToChat(message({})).body['id']).toBe('chatcmpl-msg_1')
  })

  it('L24: the padding of a stream stays behind', () => {
    const chunks = [chunk({ content: 'So' }, null, { obfuscation: 'xyzzy' }), chunk({}, 'stop'), '[DONE]']
    expect(JSON.stringify(endedForMessages(chunks))).not.toContain('xyzzy')
    const machine = translateStream(openaiChat, anthropicMessages, asking())
    machine.push(new TextEncoder().encode(nameless(chunks)))
    expect(machine.losses.map(line)).toContainEqual(expect.stringMatching(/^\/obfuscation .* (debug|info) /))
  })

  it('L25: calls that come interleaved come one after the other, what waited in one piece', () => {
    const interleaved = [
      named(0, 'w'),
      named(1, 'v'),
      fragment(0, '{"c"'),
      fragment(1, '{"d"'),
      fragment(1, ':2}'),
      fragment(0, ':1}'),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ]
    const deltas = events(endedForMessages(interleaved)).flatMap((event) => {
      const { index, delta } = event as { index?: number; delta?: { partial_json?: string } }
      return delta?.partial_json === undefined ? [] : [[index, delta.partial_json]]
    })
    expect(deltas).toEqual([
      [0, '{"c"'],
      [0, ':1}'],
      [1, '{"d"'],
      [1, ':2}'],
    ])
  })

  it('L25: a ping is a comment', () => {
    expect(endedForChat([{ type: 'message_start', message: message({ stop_reason: null }) }, { type: 'ping' }])[1]).toBe(': keepalive')
  })

  it.each([
    ['batch', 'default', ['/usage/service_tier folded info USE-6']],
    ['standard', 'default', []],
    ['priority', 'priority', []],
  ])('L26, USE-6: Anthropic’s tier %s is %s for Chat', (tier, told, losses) => {
    const { body, losses: lost } = answerToChat(message({ usage: { ...usage, service_tier: tier } }))
    expect(body['service_tier']).toBe(told)
    expect(lost).toEqual(losses)
  })

  it.each([
    ['default', 'standard', []],
    ['auto', 'standard', ['/service_tier folded info USE-6']],
    ['flex', 'standard', ['/service_tier folded info USE-6']],
    ['priority', 'priority', []],
    ['scale', 'priority', ['/service_tier folded info USE-6']],
    ['fast', 'priority', ['/service_tier folded info USE-6']],
  ])('L26, USE-6: OpenAI’s tier %s is %s for Anthropic', (tier, told, losses) => {
    const { body, losses: lost } = answerToMessages(completion({ content: 'So' }, { service_tier: tier }))
    expect(body['usage']).toMatchObject({ service_tier: told })
    expect(lost).toEqual(['/created dropped debug ENV-8', ...losses])
  })

  it('L27, USE-3, USE-8: cached parts are cut to the prompt they are part of', () => {
    const told = (cached_tokens: number, cache_write_tokens: number) =>
      answerToMessages(
        completion(
          { content: 'So' },
          {
            usage: {
              prompt_tokens: 10,
              completion_tokens: 2,
              total_tokens: 12,
              prompt_tokens_details: { cached_tokens, cache_write_tokens },
            },
          },
        ),
      )
    const clamped = told(8, 5)
    expect(clamped.body['usage']).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 8, cache_creation_input_tokens: 2 })
    expect(clamped.losses).toEqual(['/created dropped debug ENV-8', '/usage folded info USE-3'])
    expect(told(12, 0).body['usage']).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 10, cache_creation_input_tokens: 0 })
    expect(told(4, 5).losses).toEqual(['/created dropped debug ENV-8'])
  })

  it('L27: tokens of sound and of predictions are carried', () => {
    const details = {
      prompt_tokens_details: { audio_tokens: 1 },
      completion_tokens_details: { audio_tokens: 2, accepted_prediction_tokens: 3, rejected_prediction_tokens: 4 },
    }
    const { losses } = answerToMessages(
      completion({ content: 'So' }, { usage: { prompt_tokens: 10, completion_tokens: 9, total_tokens: 19, ...details } }),
    )
    expect(losses).toEqual([
      '/created dropped debug ENV-8',
      '/usage/prompt_tokens_details/audio_tokens carried info USE-4',
      '/usage/completion_tokens_details/audio_tokens carried info USE-4',
      '/usage/completion_tokens_details/accepted_prediction_tokens carried info USE-4',
      '/usage/completion_tokens_details/rejected_prediction_tokens carried info USE-4',
    ])
  })

  it('L28: white space and escapes of arguments change, their values and order do not', () => {
    const spelled = String.raw`{ "b" : "é\/", "a" : [1,  2] }`
    const call = { id: 'c1', type: 'function', function: { name: 'w', arguments: spelled } }
    const answer = answerToMessages(completion({ tool_calls: [call] })).body
    expect(answer['content']).toMatchObject([{ type: 'tool_use', input: { b: 'é/', a: [1, 2] } }])
    expect(answerToChat(answer).body).toMatchObject({
      choices: [{ message: { tool_calls: [{ function: { arguments: '{"b":"é/","a":[1,2]}' } }] } }],
    })
  })
})

describe('what requests may lose', () => {
  const block = (text: string) => ({ type: 'text', text })

  it('L29: leading instructions keep their text and order, not how they were divided', () => {
    const { body, losses } = toMessages({
      messages: [
        { role: 'system', content: 'One.' },
        { role: 'developer', content: [block('Two.'), block('Three.')] },
        { role: 'user', content: 'Hi' },
      ],
    })
    expect(body?.['system']).toEqual([block('One.'), block('Two.'), block('Three.')])
    expect(losses).toEqual(['/messages/1 folded info L29'])
    expect(toChat({ system: body?.['system'] ?? null, messages: [{ role: 'user', content: 'Hi' }] }).body?.['messages']).toEqual([
      { role: 'system', content: [block('One.'), block('Two.'), block('Three.')] },
      { role: 'user', content: 'Hi' },
    ])
  })

  it('L30, MSG-1: adjacent messages of one side are one', () => {
    const { body, losses } = toMessages({
      messages: [
        { role: 'user', content: 'One' },
        { role: 'user', content: 'Two' },
        { role: 'assistant', content: 'Three' },
        { role: 'assistant', content: 'Four' },
        { role: 'user', content: 'Five' },
      ],
    })
    expect(body?.['messages']).toEqual([
      { role: 'user', content: [block('One'), block('Two')] },
      { role: 'assistant', content: [block('Three'), block('Four')] },
      { role: 'user', content: [block('Five')] },
    ])
    expect(losses).toEqual(['/messages/1 folded info L30', '/messages/3 folded info L30'])
  })

  it('L31, TOOL-22: a hosted tool goes where others remain', () => {
    const search = { type: 'web_search_20260318', name: 'web_search' }
    const tool = { name: 'w', input_schema: { type: 'object', properties: {} } }
    const { body, losses } = toChat({ tools: [search, tool] })
    expect(body?.['tools']).toEqual([{ type: 'function', function: { name: 'w', parameters: { type: 'object', properties: {} } } }])
    expect(losses).toEqual([expect.stringMatching(/^\/tools\/0 dropped warn TOOL-(12|22)$/)])
    expect(toChat({ tools: [search] }).refused).toMatch(/^\/tools\/0: /)
  })

  it('L31, CB-20: so does an unknown block or part beside other content', () => {
    const content = [block('One'), { type: 'hologram' }]
    expect(toChat({ messages: [{ role: 'user', content }] })).toMatchObject({
      body: { messages: [{ role: 'user', content: 'One' }] },
      losses: ['/messages/0/content/1 dropped warn CB-20'],
    })
    expect(toMessages({ messages: [{ role: 'user', content }] })).toMatchObject({
      body: { messages: [{ role: 'user', content: [block('One')] }] },
      losses: ['/messages/0/content/1 dropped warn CB-20'],
    })
  })

  it('L32, REQ-A-19: an identifier that OpenAI does not take goes as its hash', () => {
    // SHA-256 of the address, made by another program.
    const hash = '952bd0375a786ae84e3c26f6ee9e55a1ed525e2959f27cbcbc72eb64f7a67caf'
    expect(toChat({ metadata: { user_id: 'someone@a.test' } })).toMatchObject({
      body: { safety_identifier: hash },
      losses: ['/metadata/user_id folded info REQ-A-19'],
    })
    expect(toChat({ metadata: { user_id: 'some-one_1' } })).toMatchObject({ body: { safety_identifier: 'some-one_1' }, losses: [] })
  })

  it('L33, LIM-3: a limit is cut to what the model can say', () => {
    expect(toChat({ max_tokens: 32_000 })).toMatchObject({
      body: { max_completion_tokens: 16_384 },
      losses: ['/max_tokens folded warn LIM-3'],
    })
    expect(toMessages({ max_completion_tokens: 100_000 }, { model: 'claude-sonnet-4-5' })).toMatchObject({
      body: { max_tokens: 64_000 },
      losses: ['/max_completion_tokens folded warn LIM-3'],
    })
  })

  it('L34, EFF-O-1: a model without reasoning is not asked for any', () => {
    const { body, losses } = toChat({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } })
    expect(body).not.toHaveProperty('reasoning_effort')
    expect(losses).toEqual(['/thinking dropped debug EFF-O-1'])
  })

  it('L34, MSG-9: a later instruction becomes the user’s words at a host that takes none', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Now in French.' },
      { role: 'assistant', content: 'Salut' },
      { role: 'user', content: 'x' },
    ]
    const { body, losses } = toChat({ messages }, { capabilities: { midSystem: false } })
    expect(body?.['messages']).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'user', content: '<system-reminder>\nNow in French.\n</system-reminder>' },
      { role: 'assistant', content: 'Salut' },
      { role: 'user', content: 'x' },
    ])
    expect(losses).toEqual(['/messages/1 folded warn MSG-9'])
  })

  it('L34, MSG-4: a trailing assistant message may be answered instead of continued', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '{' },
    ]
    expect(toChat({ messages })).toMatchObject({ body: { messages }, losses: ['/messages/1 folded warn MSG-4'] })
    const { refused } = toMessages({ messages })
    expect(refused).toMatch(/^\/messages\/1: .*must end with a user message/)
  })
})
