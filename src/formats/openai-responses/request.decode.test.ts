import { describe, expect, it } from 'vitest'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import { name } from './name.ts'
import { decodeRequest, mistaken } from './request.decode.ts'

const unknownMember = { rule: 'REQ-A-33', why: 'unknown', level: 'warn' } as const

function decoded(members: object, settings: Partial<Settings> = {}) {
  const ledger = new Ledger(name, unknownMember)
  const reading = { headers: {}, settings: { ...defaultSettings, ...settings }, context: createContext() }
  const request = decodeRequest({ model: 'm', input: 'hi', ...members }, ledger, reading)
  const losses = ledger.settled(null, 'other').losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])
  return { request, losses, ledger }
}

describe('members of a Responses request', () => {
  it('reads what the hub has a word for, with the pointers it came from', () => {
    const { request, losses } = decoded({
      max_output_tokens: 50,
      temperature: 0,
      top_p: 0.5,
      stream: true,
      stream_options: { include_obfuscation: false },
      safety_identifier: 'u1',
      service_tier: 'flex',
      parallel_tool_calls: false,
      reasoning: { effort: 'low' },
    })
    expect(request).toMatchObject({
      model: 'm',
      limits: { maxTokens: 50 },
      sampling: { temperature: 0, topP: 0.5, topK: null },
      stop: [],
      stream: true,
      streamOptions: { includeUsage: null, includeObfuscation: false },
      user: 'u1',
      serviceTier: 'flex',
      parallelTools: false,
      reasoning: { kind: 'effort', effort: 'low', summary: null },
    })
    expect(request.at).toMatchObject({ 'limits.maxTokens': '/max_output_tokens', user: '/safety_identifier', output: '/text/format' })
    expect(losses).toEqual([])
  })

  it.each<[string, object, string[]]>([
    ['prompt', { prompt: { id: 'p1' } }, ['/prompt', 'rejected', 'REQ-R-4', 'never']],
    ['conversation', { conversation: 'c1' }, ['/conversation', 'rejected', 'REQ-R-4', 'never']],
    ['previous_response_id', { previous_response_id: 'resp_1' }, ['/previous_response_id', 'rejected', 'STO-2', 'never']],
    ['background', { background: true }, ['/background', 'rejected', 'REQ-R-17', 'never']],
    ['access_programs', { access_programs: { cyber: 'standard' } }, ['/access_programs', 'rejected', 'REQ-R-26', 'never']],
    ['max_tool_calls', { max_tool_calls: 3 }, ['/max_tool_calls', 'dropped', 'REQ-R-13', 'warn']],
    ['top_logprobs', { top_logprobs: 2 }, ['/top_logprobs', 'rejected', 'REQ-R-15', 'reject']],
    ['store', { store: true }, ['/store', 'dropped', 'REQ-R-16', 'info']],
    ['context_management', { context_management: [{ type: 'compaction' }] }, ['/context_management', 'dropped', 'REQ-R-18', 'warn']],
    ['truncation', { truncation: 'auto' }, ['/truncation', 'dropped', 'REQ-R-19', 'warn']],
    ['metadata', { metadata: { a: 'b' } }, ['/metadata', 'carried', 'REQ-R-22', 'warn']],
    ['prompt_cache_key', { prompt_cache_key: 'k' }, ['/prompt_cache_key', 'dropped', 'REQ-R-24', 'debug']],
    ['prompt_cache_retention', { prompt_cache_retention: '24h' }, ['/prompt_cache_retention', 'dropped', 'REQ-R-24', 'debug']],
    ['moderation', { moderation: { model: 'x' } }, ['/moderation', 'rejected', 'REQ-R-25', 'reject']],
    ['image', { image: { context_compression: 'enabled' } }, ['/image', 'dropped', 'REQ-R-27', 'debug']],
    ['verbosity', { text: { verbosity: 'low' } }, ['/text/verbosity', 'dropped', 'REQ-R-11', 'warn']],
    ['an unknown member', { min_p: 0.1 }, ['/min_p', 'carried', 'REQ-A-33', 'warn']],
  ])('%s has the fate of its row', (_name, members, loss) => {
    expect(decoded(members).losses).toEqual([loss])
  })

  it('LEN-1, LEN-2: null and what asks for nothing are no losses', () => {
    const idle = {
      instructions: null,
      background: false,
      conversation: null,
      context_management: null,
      include: [],
      max_tool_calls: null,
      metadata: {},
      parallel_tool_calls: null,
      previous_response_id: null,
      prompt_cache_options: {},
      reasoning: null,
      store: false,
      text: { format: { type: 'text' } },
      tools: [],
      top_logprobs: 0,
      truncation: 'disabled',
      user: '',
    }
    const { request, losses } = decoded(idle)
    expect(losses).toEqual([])
    expect(request).toMatchObject({ tools: [], reasoning: null, output: null, user: null, parallelTools: null })
  })

  it('STO-2, REQ-R-29: an unknown response is told with what to do instead', () => {
    expect(decoded({ previous_response_id: 'resp_1' }).ledger.losses[0]?.why).toBe(
      'no such response is kept here: send the full items, or store:false',
    )
  })

  it('REQ-R-10: the form of the answer', () => {
    const schema = { type: 'json_schema', name: 'city', schema: { type: 'object' }, strict: true }
    expect(decoded({ text: { format: schema } }).request.output).toEqual({
      kind: 'schema',
      name: 'city',
      description: null,
      schema: { type: 'object' },
      strict: true,
    })
    expect(decoded({ text: { format: { type: 'json_object' } } }).request.output).toEqual({ kind: 'json' })
    expect(decoded({ text: { format: { type: 'xml' } } }).losses).toEqual([['/text/format/type', 'rejected', 'GWE-1', 'never']])
  })

  it.each(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])('REQ-R-7: reads the effort %s as itself', (effort) => {
    expect(decoded({ reasoning: { effort } }).request.reasoning).toEqual({ kind: 'effort', effort, summary: null })
  })

  it('REQ-R-8: a summary is wished for by either member, and its kind is known here alone', () => {
    const plain = decoded({ reasoning: { effort: 'low', summary: 'auto' } })
    expect([plain.request.reasoning, plain.losses]).toEqual([{ kind: 'effort', effort: 'low', summary: true }, []])
    const alone = decoded({ reasoning: { summary: 'detailed' } })
    expect(alone.request.reasoning).toEqual({ kind: 'effort', effort: null, summary: true })
    expect(alone.losses).toEqual([['/reasoning/summary', 'carried', 'REQ-R-8', 'info']])
    const older = decoded({ reasoning: { generate_summary: 'auto' } })
    expect(older.request.reasoning).toEqual({ kind: 'effort', effort: null, summary: true })
    expect(older.request.at['reasoning.summary']).toBe('/reasoning/generate_summary')
    expect(decoded({ reasoning: { summary: null } }).request.reasoning).toBeNull()
  })

  it('REQ-R-9: which reasoning to keep and how to reason are told where they are not the default', () => {
    expect(decoded({ reasoning: { context: 'auto', mode: 'standard' } }).losses).toEqual([])
    expect(decoded({ reasoning: { context: 'current_turn', mode: 'pro' } }).losses).toEqual([
      ['/reasoning/context', 'dropped', 'REQ-R-9', 'warn'],
      ['/reasoning/mode', 'dropped', 'REQ-R-9', 'warn'],
    ])
  })

  it('REQ-R-14: encrypted reasoning is there in any case, log probabilities are not', () => {
    const include = ['reasoning.encrypted_content', 'message.output_text.logprobs', 'web_search_call.action.sources', 'newer']
    const { losses, ledger } = decoded({ include })
    expect(losses).toEqual([
      ['/include/1', 'rejected', 'REQ-R-14', 'reject'],
      ['/include/2', 'dropped', 'REQ-R-14', 'info'],
      ['/include/3', 'carried', 'REQ-A-33', 'warn'],
    ])
    expect(ledger.take('logprobs')).toBe(true)
    expect(ledger.entries.at(-1)).toEqual({ path: '/include', value: include, elsewhere: null })
  })

  it.each(['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'])(
    'REQ-R-21: reads the tier %s as itself',
    (service_tier) => {
      expect(decoded({ service_tier }).request.serviceTier).toBe(service_tier)
    },
  )

  it('REQ-R-21: a tier that is newer than the specification is kept for this format', () => {
    expect(decoded({ service_tier: 'warp' }).losses).toEqual([['/service_tier', 'carried', 'REQ-A-33', 'warn']])
  })

  it('REQ-R-23: the newer member for the user wins, and a different older one is told', () => {
    const both = decoded({ safety_identifier: 'new', user: 'old' })
    expect([both.request.user, both.losses]).toEqual(['new', [['/user', 'dropped', 'REQ-R-23', 'warn']]])
    expect(decoded({ safety_identifier: 'one', user: 'one' }).losses).toEqual([])
    expect(decoded({ user: 'old' }).request).toMatchObject({ user: 'old', at: { user: '/user' } })
  })

  it('REQ-R-24: a request that warms the cache up wants no answer, and marks are the client’s own with mode explicit', () => {
    const { request, losses } = decoded({ prompt_cache_options: { prewarm: true, mode: 'explicit', ttl: '12h' }, max_output_tokens: 90 })
    expect(request).toMatchObject({ limits: { maxTokens: 0 }, explicitCache: true })
    expect(request.at['limits.maxTokens']).toBe('/prompt_cache_options/prewarm')
    expect(losses.map(([path, , rule]) => [path, rule])).toEqual([
      ['/prompt_cache_options/mode', 'REQ-R-24'],
      ['/prompt_cache_options/ttl', 'REQ-R-24'],
      ['/max_output_tokens', 'REQ-R-24'],
    ])
  })

  it('takes what Chat has too out of the losses: metadata, verbosity, moderation and the cache key', () => {
    const { ledger } = decoded({
      metadata: { a: 'b' },
      text: { verbosity: 'low' },
      moderation: { model: 'x' },
      prompt_cache_key: 'k',
      top_logprobs: 3,
    })
    expect(ledger.take('metadata')).toEqual({ a: 'b' })
    expect(ledger.take('verbosity')).toBe('low')
    expect(ledger.take('moderation')).toEqual({ model: 'x' })
    expect(ledger.take('promptCacheKey')).toBe('k')
    expect(ledger.take('topLogprobs')).toBe(3)
    expect(ledger.settled(null, 'other').losses).toEqual([])
  })

  it('EP-5: a Chat or Messages body is told to be one', () => {
    const ledger = new Ledger(name, unknownMember)
    const body = { model: 'm', messages: [{ role: 'user', content: 'hi' }] }
    decodeRequest(body, ledger, { headers: {}, settings: defaultSettings, context: createContext() })
    expect(ledger.losses[0]).toMatchObject({ path: '/input', rule: 'GWE-1', level: 'never' })
    expect(ledger.losses[0]?.why).toBe(mistaken(body))
    expect(mistaken(body)).toContain('send `input` instead of `messages`')
    expect(mistaken({ model: 'm', input: 'hi', messages: [] })).toBeNull()
  })

  it('REQ-R-3: no items and no instructions leave nothing to answer', () => {
    expect(decoded({ input: [] }).losses).toEqual([['/input', 'rejected', 'GWE-1', 'never']])
    expect(decoded({ input: [], instructions: 'be brief' }).losses).toEqual([])
    expect(decoded({ input: null, instructions: 'be brief' }).losses).toEqual([])
  })

  it.each<[string, unknown, string[]]>([
    ['no object', 'hi', ['']],
    ['a number as model', { model: 1, input: 'hi' }, ['/model']],
    ['an object as input', { model: 'm', input: {} }, ['/input']],
    ['a null item', { model: 'm', input: [null] }, ['/input/0']],
    ['an item that is a string', { model: 'm', input: ['hi'] }, ['/input/0']],
    ['an item of no type', { model: 'm', input: [{ text: 'hi' }] }, ['/input/0/type']],
    ['a broken tool', { model: 'm', input: 'hi', tools: [null, 5] }, ['/tools/0', '/tools/1']],
    ['a role nobody has', { model: 'm', input: [{ role: 'critic', content: 'hi' }] }, ['/input/0/role']],
    ['wrong types', { model: 'm', input: 'hi', stream: 'yes', include: 'all', text: 3 }, ['/include', '/stream', '/text']],
  ])('LAW-8: %s is a fault with its path', (_name, body, paths) => {
    const ledger = new Ledger(name, unknownMember)
    decodeRequest(body, ledger, { headers: {}, settings: defaultSettings, context: createContext() })
    const found = ledger.losses.filter(({ rule }) => rule === 'GWE-1').map(({ path }) => path)
    expect(found).toEqual(expect.arrayContaining(paths))
  })
})
