import { describe, expect, it } from 'vitest'
import { encoded, members, rules, tool, turn } from './encoding.fixture.ts'

const stored = { store: false }

describe('what is added to a request', () => {
  it('REQ-A-34, REQ-C-22: nothing is stored unless a client of OpenAI asks for it', () => {
    expect(members({})).toEqual({ store: false })
    expect(members({}, { from: 'openai-chat', shared: { store: true } })).toEqual({ store: true })
    expect(members({}, { from: 'openai-chat', shared: { store: false } })).toEqual({ store: false })
    expect(members({}, { from: 'openai-responses' })).toEqual({})
  })

  it('REQ-A-35, TOOL-2: a function tool says that it is not strict, and has a schema', () => {
    expect(members({ tools: [tool({ parameters: null })] })).toEqual({
      tools: [{ type: 'function', name: 'w', parameters: { type: 'object', properties: {} }, strict: false }],
      ...stored,
    })
  })

  it('REQ-A-8, REQ-C-6: a stream goes without padding, but for a client that wants it', () => {
    expect(members({ stream: true })).toEqual({ stream: true, stream_options: { include_obfuscation: false }, ...stored })
    const streamOptions = { includeUsage: true, includeObfuscation: true }
    expect(members({ stream: true, streamOptions })).toMatchObject({ stream_options: { include_obfuscation: true } })
  })
})

describe('limits and sampling', () => {
  it('REQ-A-2, LIM-4: the limit goes as it is, from 16 tokens on', () => {
    const at = { 'limits.maxTokens': '/max_tokens' }
    expect(members({ limits: { maxTokens: 256 } })).toEqual({ max_output_tokens: 256, ...stored })
    expect(encoded({ limits: { maxTokens: 15 }, at })).toMatchObject({
      body: { max_output_tokens: 16 },
      losses: [['/max_tokens', 'REQ-A-2', 'warn']],
    })
    expect(encoded({ limits: { maxTokens: 16 }, at }).losses).toEqual([])
  })

  it('LIM-3: a limit above what the model takes is clamped', () => {
    const { body, losses } = encoded({ limits: { maxTokens: 200_000 }, at: { 'limits.maxTokens': '/max_tokens' } })
    expect([body['max_output_tokens'], losses]).toEqual([128_000, [['/max_tokens', 'LIM-3', 'warn']]])
  })

  it('REQ-A-3: a request that only warms the cache is refused', () => {
    expect(rules({ limits: { maxTokens: 0 } })).toEqual(['REQ-A-3 reject'])
  })

  it('SAM-4, SAM-6, REQ-A-11: sampling members pass the gate or are told', () => {
    const sampling = { temperature: 0.5, topP: 1, topK: 40 }
    const at = { 'sampling.temperature': '/temperature', 'sampling.topK': '/top_k' }
    expect(encoded({ sampling, at }).losses).toEqual([
      ['/top_k', 'REQ-A-11', 'warn'],
      ['/temperature', 'SAM-6', 'warn'],
    ])
    const idle = { sampling, at, reasoning: { kind: 'off', effort: null } as const }
    expect(members(idle)).toEqual({ temperature: 0.5, reasoning: { effort: 'none' }, ...stored })
  })

  it('REQ-A-7, REQ-C-10: stop sequences are the gateway’s, for Responses has none', () => {
    const { body, memo, losses } = encoded({ stop: ['a', 'b'], at: { stop: '/stop_sequences' } })
    expect(body).not.toHaveProperty('stop')
    expect(memo.stop).toEqual(['a', 'b'])
    expect(losses).toEqual([['/stop_sequences', 'REQ-A-7', 'debug']])
  })
})

describe('instructions', () => {
  it('REQ-A-5, REQ-A-6: one unmarked text is the instructions, more of them are an item', () => {
    expect(encoded({ turns: [turn('system', 'Be brief.'), turn('user', 'hi')] }).body).toEqual({
      model: 'gpt-5.6',
      instructions: 'Be brief.',
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hi' }] }],
      store: false,
    })
    const { body } = encoded({ turns: [turn('system', 'a', 'b'), turn('user', 'hi')] })
    expect(body['instructions']).toBeUndefined()
    expect(body['input']).toMatchObject([
      {
        type: 'message',
        role: 'developer',
        content: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      { role: 'user' },
    ])
  })
})
