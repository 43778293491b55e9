import { describe, expect, it } from 'vitest'
import { encoded, members, rules, text, tool, turn } from './encoding.fixture.ts'

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

  it('REQ-A-3: a request that only warms the cache is refused where the model has none such', () => {
    expect(rules({ limits: { maxTokens: 0 } })).toEqual(['REQ-A-3 reject'])
    const warms = encoded({ limits: { maxTokens: 0 } }, { capabilities: { prewarm: true } })
    expect(warms).toMatchObject({ body: { prompt_cache_options: { prewarm: true } }, losses: [] })
    expect(warms.body).not.toHaveProperty('max_output_tokens')
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

describe('members of the request as a whole', () => {
  it('REQ-A-14, SCH-9: a schema is strict where OpenAI can take it as strict', () => {
    const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
    const asked = { kind: 'schema', schema: { $id: 'x', ...closed }, name: null, description: null, strict: null } as const
    expect(members({ output: asked })).toEqual({
      text: { format: { type: 'json_schema', name: 'output', schema: closed, strict: true } },
      ...stored,
    })
    const open = { output: { ...asked, schema: { type: 'object' } }, at: { output: '/output_config/format' } }
    expect(members(open)).toMatchObject({ text: { format: { strict: false } } })
    expect(encoded(open).losses).toEqual([['/output_config/format', 'REQ-A-14', 'warn']])
  })

  it('REQ-C-14, REQ-C-15, REQ-C-19: the form of an answer is flat, and how wordy it is stands beside it', () => {
    const from = 'openai-chat'
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false }
    const output = { kind: 'schema', schema, name: 'n', description: 'd', strict: true } as const
    expect(members({ output }, { from, shared: { verbosity: 'low' } })).toEqual({
      text: { format: { type: 'json_schema', name: 'n', description: 'd', schema, strict: true }, verbosity: 'low' },
      ...stored,
    })
    expect(members({ output: { kind: 'json' } }, { from })).toEqual({ text: { format: { type: 'json_object' } }, ...stored })
    expect(members({}, { from, shared: { verbosity: 'high' } })).toEqual({ text: { verbosity: 'high' }, ...stored })
  })

  it('REQ-A-19, REQ-C-20: the end user’s identifier goes as its hash where OpenAI does not take it', () => {
    expect(members({ user: 'u-1' })).toEqual({ safety_identifier: 'u-1', ...stored })
    expect(members({ user: 'ann@example.org' })).toEqual({
      safety_identifier: '438c4c7afe600cdf1e455c369bec76dc970fc8ca463447c7b387a347f3c79331',
      ...stored,
    })
    expect(rules({ user: 'ann@example.org' })).toEqual(['REQ-A-19 info'])
  })

  it('REQ-A-20, REQ-C-23: tiers have the same names', () => {
    expect(members({ serviceTier: 'default' })).toEqual({ service_tier: 'default', ...stored })
    expect(members({ serviceTier: 'priority' }, { from: 'openai-chat' })).toEqual({ service_tier: 'priority', ...stored })
  })

  it('REQ-A-22: a marker on the request as a whole', () => {
    expect(members({ cache: { at: '', ttl: null } })).toEqual({ prompt_cache_options: { mode: 'implicit', ttl: '30m' }, ...stored })
    expect(members({ cache: { at: '', ttl: '1h' } })).toEqual({ prompt_cache_options: { mode: 'implicit', ttl: '12h' }, ...stored })
    expect(rules({ cache: { at: '', ttl: '1h' } }, { model: 'gpt-5' })).toEqual(['REQ-A-22 debug'])
  })

  it('REQ-C-21, REQ-C-24, REQ-C-30: what Chat says in the same words is said, and lost no more', () => {
    const shared = {
      metadata: { a: 'b' },
      moderation: { model: 'omni' },
      promptCacheKey: 'k',
      promptCacheMode: 'explicit',
      promptCacheTtl: '30m',
      promptCacheRetention: '24h',
    } as const
    expect(members({}, { from: 'openai-chat', shared })).toEqual({
      metadata: { a: 'b' },
      moderation: { model: 'omni' },
      prompt_cache_key: 'k',
      prompt_cache_options: { mode: 'explicit', ttl: '30m' },
      prompt_cache_retention: '24h',
      ...stored,
    })
    expect(rules({}, { from: 'openai-chat', shared })).toEqual([])
  })

  it('REQ-C-12: log probabilities are asked for by name, of models that tell them', () => {
    const shared = { logprobs: true, topLogprobs: 3 }
    expect(members({}, { from: 'openai-chat', shared })).toEqual({ include: ['message.output_text.logprobs'], top_logprobs: 3, ...stored })
    expect(members({}, { from: 'openai-chat', shared, model: 'o3' })).toEqual(stored)
    expect(rules({}, { from: 'openai-chat', shared, model: 'o3' })).toHaveLength(2)
  })
})

describe('reasoning', () => {
  const effort = (level: 'high' | 'max' | null, summary: boolean | null = null) => ({ kind: 'effort', effort: level, summary }) as const

  it('EFF-O-1: models that do not reason get no member for it, not even one that turns it off', () => {
    expect(members({ reasoning: effort('high', true) }, { model: 'gpt-4o' })).toEqual(stored)
    expect(rules({ reasoning: { kind: 'off', effort: null } }, { model: 'gpt-4o' })).toEqual(['EFF-O-1 debug'])
  })

  it('EFF-O-2, EFF-O-4, EFF-O-5: a level, an own choice and a budget', () => {
    const budget = { kind: 'budget', tokens: 5000, effort: null, summary: null } as const
    expect(members({ reasoning: effort('max') })).toEqual({ reasoning: { effort: 'xhigh' }, ...stored })
    expect(rules({ reasoning: effort('max') })).toEqual(['EFF-O-2 warn'])
    expect(members({ reasoning: { kind: 'adaptive', effort: null, summary: null, betweenTools: false } })).toMatchObject({
      reasoning: { effort: 'high' },
    })
    expect(members({ reasoning: budget, limits: { maxTokens: 10_000 } })).toMatchObject({ reasoning: { effort: 'medium' } })
  })

  it('EFF-O-3, §13-1: nothing is to be thought, and tools do not change what is', () => {
    expect(members({ reasoning: { kind: 'off', effort: 'high' } })).toEqual({ reasoning: { effort: 'none' }, ...stored })
    expect(members({ reasoning: effort('high'), tools: [tool()] })).toMatchObject({ reasoning: { effort: 'high' } })
  })

  it('REQ-A-12, §13-4: a summary is asked for where the client wants one, and only there', () => {
    expect(members({ reasoning: effort('high', true) })).toEqual({ reasoning: { effort: 'high', summary: 'auto' }, ...stored })
    expect(members({ reasoning: effort('high', false) })).toEqual({ reasoning: { effort: 'high' }, ...stored })
    expect(members({ reasoning: effort(null, true) })).toEqual({ reasoning: { summary: 'auto' }, ...stored })
    expect(rules({ reasoning: effort('high', true) })).toEqual([])
  })
})

describe('where a refused member came from', () => {
  it('ERO-3: members, items and parts know the client’s own', () => {
    const at = { 'limits.maxTokens': '/max_tokens', turns: '/messages' }
    const turns = [{ ...turn('user', text('a', '/messages/0/content/0'), text('b', '/messages/0/content/1')), at: '/messages/0' }]
    const { memo } = encoded({ limits: { maxTokens: 20 }, at, turns, tools: [tool()] })
    const pointers = ['/max_output_tokens', '/input/0/content/1/text', '/input/0/role', '/tools/0/parameters/type', '/store']
    expect(pointers.map(memo.origin)).toEqual(['/max_tokens', '/messages/0/content/1', '/messages/0', '/tools/0/schema', null])
  })
})
