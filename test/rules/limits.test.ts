import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../src/index.ts'
import { answerToChat, toChat, toMessages } from './translating.ts'

describe('LIM', () => {
  it.each([
    ['LIM-1: OpenAI hosts get max_completion_tokens', {}, { max_completion_tokens: 100 }],
    ['LIM-1: other hosts get max_tokens', { model: 'qwen3', provider: 'other' }, { max_tokens: 100 }],
    [
      'LIM-1: unless their profile says otherwise',
      { model: 'qwen3', provider: 'other', capabilities: { maxTokensParam: 'max_completion_tokens' } },
      { max_completion_tokens: 100 },
    ],
  ] as const)('%s', (_, options, wanted) => {
    const { max_tokens, max_completion_tokens } = toChat({}, options).body ?? {}
    expect({ max_tokens, max_completion_tokens }).toEqual({ max_tokens: undefined, max_completion_tokens: undefined, ...wanted })
  })

  const none = { max_completion_tokens: null }
  it.each([
    ['LIM-2: a streaming client without a limit gets the most of the model', { ...none, stream: true }, {}, 128_000],
    ['LIM-2: a unary one 21,333 at most', none, {}, 21_333],
    ['LIM-2: or what the model answers with where that is less', none, { model: 'claude-3-5-haiku-latest' }, 8192],
    ['LIM-2: the default of the route comes first', none, { settings: { maxTokens: 500 } }, 500],
    ['LIM-2: up to the most of the model', none, { model: 'claude-3-5-haiku-latest', settings: { maxTokens: 9000 } }, 8192],
    ['LIM-2: the client comes before all', { max_completion_tokens: 7 }, { settings: { maxTokens: 500 } }, 7],
  ])('%s', (_, members, options, wanted) => {
    const { body, losses } = toMessages(members, options)
    expect([body?.['max_tokens'], losses]).toEqual([wanted, []])
  })

  it('LIM-2: that an answer ended at a limit of ours is reported', () => {
    const body = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      content: [{ type: 'text', text: 'Once' }],
      stop_reason: 'max_tokens',
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 21_333 },
    }
    const ours = toMessages(none).exchange
    const theirs = toMessages({}).exchange
    if (!ours || !theirs) throw new Error('both requests are translated')
    expect(answerToChat(body, ours).losses).toContain('/stop_reason mapped warn LIM-2')
    expect(answerToChat(body, theirs).losses.filter((loss) => loss.endsWith('LIM-2'))).toEqual([])
  })

  it('LIM-3: a limit over the most of the model is clamped, both ways', () => {
    const chat = toChat({ max_tokens: 32_000 })
    expect([chat.body?.['max_completion_tokens'], chat.losses]).toEqual([16_384, ['/max_tokens folded warn LIM-3']])
    const messages = toMessages({ max_completion_tokens: 200_000 })
    expect([messages.body?.['max_tokens'], messages.losses]).toEqual([128_000, ['/max_completion_tokens folded warn LIM-3']])
  })

  it('LIM-3: where the most of a model is not known nothing is clamped', () => {
    expect(toChat({ max_tokens: 900_000 }, { model: 'qwen3', provider: 'other' }).body?.['max_tokens']).toBe(900_000)
  })

  it('LIM-4: reasoning shares the limit, which stays as it is', () => {
    const thinking = { type: 'enabled', budget_tokens: 4000 }
    expect(toChat({ max_tokens: 5000, thinking }, { model: 'gpt-5' }).body?.['max_completion_tokens']).toBe(5000)
    expect(toMessages({ max_completion_tokens: 5000, reasoning_effort: 'high' }, { model: 'claude-sonnet-4-5' }).body).toMatchObject({
      max_tokens: 5000,
      thinking: { type: 'enabled', budget_tokens: 4000 },
    })
  })

  it.each([
    ['as it is where it fits', 2000, 2000, []],
    ['raised to 1,024', 100, 1024, ['/thinking folded warn LIM-5']],
    ['lowered below the limit', 5000, 4999, ['/thinking folded warn LIM-5']],
  ])('LIM-5: a budget that a Chat client names is %s', (_, asked, sent, losses) => {
    const told = toMessages(
      { max_completion_tokens: 5000, thinking: { type: 'enabled', budget_tokens: asked } },
      { model: 'claude-sonnet-4-5' },
    )
    expect([told.body?.['thinking'], told.losses]).toEqual([{ type: 'enabled', budget_tokens: sent }, losses])
  })
})

describe('CAP', () => {
  it('CAP-1: a model without a record gets what its provider says of unknown ones, and is said to be unknown', () => {
    const { known, capabilities } = capabilitiesOf('anthropic', 'claude-next')
    expect([known, capabilities.efforts, capabilities.maxOutput]).toEqual([false, ['low', 'medium', 'high'], null])
    expect(toMessages({ temperature: 0.5, reasoning_effort: 'medium' }, { model: 'claude-next' })).toMatchObject({
      body: { model: 'claude-next', max_tokens: 100, thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } },
      losses: ['/temperature dropped warn SAM-1'],
    })
  })

  it('CAP-1: what is sent for an unknown model of OpenAI, and of another host', () => {
    const asked = { temperature: 0.5, stop_sequences: ['END'], output_config: { effort: 'low' }, metadata: { user_id: 'u' } }
    const openai = toChat(asked, { model: 'gpt-9-nova' })
    expect(openai.body).toEqual({
      model: 'gpt-9-nova',
      messages: [{ role: 'user', content: 'Hi' }],
      max_completion_tokens: 100,
      reasoning_effort: 'low',
      safety_identifier: 'u',
    })
    expect(openai.losses.toSorted()).toEqual(['/stop_sequences emulated debug REQ-A-7', '/temperature dropped warn SAM-6'])
    const other = toChat(asked, { model: 'qwen3', provider: 'other' })
    expect(other.body).toEqual({
      model: 'qwen3',
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 100,
      temperature: 0.5,
      stop: ['END'],
      user: 'u',
    })
    expect(other.losses).toEqual(['/output_config/effort dropped debug EFF-O-1'])
  })

  it('CAP-1: every member of a record can be overridden', () => {
    expect(toChat({ max_tokens: 9000, temperature: 0.5 }, { capabilities: { maxOutput: 50, sampling: 'never' } })).toMatchObject({
      body: { max_completion_tokens: 50 },
      losses: expect.arrayContaining(['/temperature dropped warn SAM-5', '/max_tokens folded warn LIM-3']),
    })
  })
})
