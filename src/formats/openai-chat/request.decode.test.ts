import { describe, expect, it } from 'vitest'
import type { Json } from '../../interlingua/json.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import format from './format.ts'

const user = { role: 'user', content: 'hi' }

function decoded(members: object, settings: Partial<Settings> = {}) {
  const ledger = new Ledger(format.name, format.unknownMembers.request)
  const reading = { headers: {}, settings: { ...defaultSettings, ...settings }, context: createContext() }
  const request = format.request.decode({ model: 'm', messages: [user], ...members }, ledger, reading)
  const losses = ledger.settled(null, 'other').losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])
  return { request, losses, ledger }
}

const parts = (message: object) => decoded({ messages: [message] }).request.turns[0]?.parts

describe('members of a Chat request', () => {
  it('reads what the hub has a word for, with the pointers it came from', () => {
    const { request, losses } = decoded({
      max_completion_tokens: 5,
      temperature: 0,
      top_p: 0.5,
      stop: 'END',
      stream: true,
      stream_options: { include_usage: true },
      safety_identifier: 'u1',
      service_tier: 'flex',
      parallel_tool_calls: false,
      reasoning_effort: 'low',
    })
    expect(request).toMatchObject({
      limits: { maxTokens: 5 },
      sampling: { temperature: 0, topP: 0.5, topK: null },
      stop: ['END'],
      stream: true,
      streamOptions: { includeUsage: true },
      user: 'u1',
      serviceTier: 'flex',
      parallelTools: false,
      reasoning: { kind: 'effort', effort: 'low', summary: null },
    })
    expect(request.at).toMatchObject({ 'limits.maxTokens': '/max_completion_tokens', user: '/safety_identifier' })
    expect(losses).toEqual([])
  })

  it.each<[string, object, string[]]>([
    ['seed', { seed: 1 }, ['/seed', 'dropped', 'REQ-C-9', 'warn']],
    ['logit_bias', { logit_bias: { '5': 1 } }, ['/logit_bias', 'dropped', 'REQ-C-9', 'warn']],
    ['n', { n: 2 }, ['/n', 'rejected', 'REQ-C-11', 'reject']],
    ['logprobs', { logprobs: true }, ['/logprobs', 'rejected', 'REQ-C-12', 'reject']],
    ['verbosity', { verbosity: 'low' }, ['/verbosity', 'dropped', 'REQ-C-19', 'warn']],
    ['metadata', { metadata: { a: 'b' } }, ['/metadata', 'carried', 'REQ-C-21', 'warn']],
    ['store', { store: true }, ['/store', 'dropped', 'REQ-C-22', 'warn']],
    ['prompt_cache_key', { prompt_cache_key: 'k' }, ['/prompt_cache_key', 'dropped', 'REQ-C-24', 'debug']],
    ['modalities', { modalities: ['text', 'audio'] }, ['/modalities', 'rejected', 'REQ-C-27', 'never']],
    ['prediction', { prediction: { type: 'content', content: 'x' } }, ['/prediction', 'dropped', 'REQ-C-28', 'debug']],
    ['moderation', { moderation: { model: 'x' } }, ['/moderation', 'rejected', 'REQ-C-30', 'reject']],
    ['an unknown member', { min_p: 0.1 }, ['/min_p', 'carried', 'REQ-C-32', 'warn']],
  ])('%s has the fate of its row', (_name, members, loss) => {
    expect(decoded(members).losses).toEqual([loss])
  })

  it('LEN-1, LEN-2: null and what asks for nothing are no losses', () => {
    const idle = {
      n: 1,
      seed: null,
      logprobs: false,
      top_logprobs: 0,
      store: false,
      modalities: ['text'],
      metadata: {},
      stop: [],
      tools: null,
    }
    const { request, losses } = decoded(idle)
    expect(losses).toEqual([])
    expect(request.stop).toEqual([])
  })

  it('REQ-C-3: the newer limit wins, and a different older one is told', () => {
    const { request, losses } = decoded({ max_completion_tokens: 9, max_tokens: 5 })
    expect(request.limits.maxTokens).toBe(9)
    expect(losses).toEqual([['/max_tokens', 'dropped', 'REQ-C-3', 'warn']])
    expect(decoded({ max_tokens: 5 }).request.limits.maxTokens).toBe(5)
  })

  it('REQ-C-14, REQ-C-15: the form of the answer', () => {
    const json_schema = { name: 'city', schema: { type: 'object' }, strict: true }
    expect(decoded({ response_format: { type: 'json_schema', json_schema } }).request.output).toEqual({
      kind: 'schema',
      name: 'city',
      description: null,
      schema: { type: 'object' },
      strict: true,
    })
    expect(decoded({ response_format: { type: 'json_object' } }).request.output).toEqual({ kind: 'json' })
    expect(decoded({ response_format: { type: 'text' } }).request.output).toBeNull()
  })

  it.each(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])('reads the effort %s as itself', (effort) => {
    expect(decoded({ reasoning_effort: effort }).request.reasoning).toEqual({ kind: 'effort', effort, summary: null })
    expect(decoded({ reasoning_effort: effort, thinking: { type: 'disabled' } }).request.reasoning).toEqual({ kind: 'off', effort })
  })

  it.each(['auto', 'default', 'flex', 'scale', 'priority', 'fast'])('reads the tier %s as itself', (service_tier) => {
    expect(decoded({ service_tier }).request.serviceTier).toBe(service_tier)
  })

  it('REQ-C-20: the newer member for the user wins, and a different older one is told', () => {
    const both = decoded({ safety_identifier: 'new', user: 'old' })
    expect([both.request.user, both.losses.map(([path, , rule]) => [path, rule])]).toEqual(['new', [['/user', 'REQ-C-20']]])
    expect(decoded({ user: 'old' }).request.user).toBe('old')
  })

  it.each(['5m', '30m', '1h', '12h'])('REQ-C-31: a marker that lives %s is one', (ttl) => {
    expect(decoded({ cache_control: { type: 'ephemeral', ttl } }).request.cache).toMatchObject({ ttl })
  })

  it('REQ-C-31: members of other vendors are read where the route accepts them', () => {
    const members = { thinking: { type: 'enabled', budget_tokens: 2048 }, top_k: 40, cache_control: { type: 'ephemeral', ttl: '1h' } }
    const accepted = decoded(members)
    expect(accepted.request).toMatchObject({
      reasoning: { kind: 'budget', tokens: 2048 },
      sampling: { topK: 40 },
      cache: { at: '/cache_control', ttl: '1h' },
    })
    expect(accepted.losses).toEqual([])
    const refused = decoded(members, { acceptVendorExtensions: false })
    expect(refused.request).toMatchObject({ reasoning: null, sampling: { topK: null }, cache: null })
    expect(refused.losses.map(([path, , rule]) => [path, rule])).toEqual([
      ['/thinking', 'REQ-C-32'],
      ['/top_k', 'REQ-C-32'],
      ['/cache_control', 'REQ-C-32'],
    ])
  })

  it('EP-5: a Responses body is told to be one', () => {
    const ledger = new Ledger(format.name, format.unknownMembers.request)
    format.request.decode({ model: 'm', input: 'hi' }, ledger, { headers: {}, settings: defaultSettings, context: createContext() })
    expect(ledger.losses[0]).toMatchObject({ path: '/messages', rule: 'GWE-1', level: 'never' })
    expect(ledger.losses[0]?.why).toContain('Responses')
  })

  it.each<[string, Json, string]>([
    ['a number for a string', [{ role: 'user', content: [{ type: 'text', text: 5 }] }], '/messages/0/content/0/text'],
    ['an unknown role', [{ role: 'narrator', content: 'x' }], '/messages/0/role'],
    ['a call without a name', [{ role: 'assistant', tool_calls: [{ id: 'a', function: {} }] }], '/messages/0/tool_calls/0/function/name'],
    ['a string for the messages', 'hi', '/messages'],
    ['a null message', [null], '/messages/0'],
  ])('GWE-1: %s is reported with its path', (_name, messages, path) => {
    const { ledger } = decoded({ messages })
    expect(ledger.losses.filter(({ rule }) => rule === 'GWE-1').map((loss) => loss.path)).toEqual([path])
  })
})

describe('messages of a Chat request', () => {
  it('ROL-1 to ROL-6: reads all six roles', () => {
    const { request, losses } = decoded({
      messages: [
        { role: 'system', content: 's' },
        { role: 'developer', content: [{ type: 'text', text: 'd' }] },
        user,
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: '1' },
        { role: 'assistant', content: 'ok', tool_calls: [{ id: 'c', type: 'function', function: { name: 'g', arguments: '{"a":1}' } }] },
        { role: 'tool', tool_call_id: 'c', content: '2' },
      ],
    })
    expect(losses).toEqual([])
    expect(request.turns.map(({ role }) => role)).toEqual(['system', 'developer', 'user', 'assistant', 'tool', 'assistant', 'tool'])
    expect(request.turns[3]?.parts).toMatchObject([{ kind: 'toolCall', id: 'call_fn_3', name: 'f', at: '/messages/3/function_call' }])
    expect(request.turns[4]?.parts).toMatchObject([{ kind: 'toolResult', callId: 'call_fn_3', parts: [{ text: '1' }] }])
    expect(request.turns[5]?.parts).toMatchObject([
      { kind: 'text', text: 'ok' },
      { kind: 'toolCall', id: 'c', arguments: '{"a":1}', at: '/messages/5/tool_calls/0' },
    ])
  })

  it('ROL-7: a participant name is carried', () => {
    expect(decoded({ messages: [{ ...user, name: 'ann' }] }).losses).toEqual([['/messages/0/name', 'carried', 'ROL-7', 'warn']])
  })

  it('LEN-4, LEN-5: tool messages without content or with pictures', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,aaaa' } }
    expect(parts({ role: 'tool', tool_call_id: 'c', content: null })).toMatchObject([{ kind: 'toolResult', parts: [] }])
    expect(parts({ role: 'tool', tool_call_id: 'c', content: [image] })).toMatchObject([
      { parts: [{ kind: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'aaaa' } }] },
    ])
  })

  it('LEN-6: a picture as a bare string', () => {
    expect(parts({ role: 'user', content: [{ type: 'image_url', image_url: 'https://h/x.png' }] })).toMatchObject([
      { kind: 'image', source: { kind: 'url', url: 'https://h/x.png' } },
    ])
  })

  it('LEN-14: flat tools, as agents that also speak Responses send them', () => {
    const tools = [
      { type: 'custom', name: 'ApplyPatch', description: 'Patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
      { type: 'function', name: 'f', parameters: { type: 'object' }, strict: false },
    ]
    const { request, losses } = decoded({ tools })
    expect(losses).toEqual([])
    expect(request.tools).toMatchObject([
      { kind: 'freeform', at: '/tools/0', name: 'ApplyPatch', description: 'Patch', grammar: { syntax: 'lark', definition: 'start: "x"' } },
      { kind: 'function', at: '/tools/1', name: 'f', parameters: { type: 'object' }, strict: false },
    ])
    expect(decoded({ tools: [{ type: 'function', name: 5 }] }).losses).toEqual([['/tools/0/name', 'rejected', 'GWE-1', 'never']])
  })

  it('LEN-7: calls without a type', () => {
    const tool_calls = [
      { id: 'a', function: { name: 'f', arguments: '{}' } },
      { id: 'b', custom: { name: 'g', input: 'x' } },
    ]
    expect(parts({ role: 'assistant', tool_calls })).toMatchObject([
      { id: 'a', freeform: false },
      { id: 'b', freeform: true, arguments: 'x' },
    ])
  })

  it('CP-6, CP-7: files are documents, pictures or text', () => {
    const file = (content: object) => parts({ role: 'user', content: [{ type: 'file', file: content }] })
    expect(file({ filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' })).toMatchObject([
      { kind: 'document', title: 'a.pdf', source: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERg==' } },
    ])
    expect(file({ file_data: 'data:text/plain;base64,aMOp' })).toMatchObject([{ kind: 'document', source: { kind: 'text', text: 'hé' } }])
    expect(file({ file_data: 'data:image/png;base64,aaaa' })).toMatchObject([{ kind: 'image' }])
    expect(file({ file_id: 'file-1' })).toMatchObject([{ kind: 'document', source: { kind: 'file', id: 'file-1' } }])
  })

  it('SEC-3: a data URI that is none is refused', () => {
    const content = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,%%%' } }]
    expect(decoded({ messages: [{ role: 'user', content }] }).losses).toEqual([
      ['/messages/0/content/0/image_url/url', 'rejected', 'GWE-1', 'never'],
    ])
  })

  it('CP-8, CP-13: refusals and parts nobody knows', () => {
    expect(parts({ role: 'assistant', content: null, refusal: 'no' })).toMatchObject([
      { kind: 'refusal', text: 'no', at: '/messages/0/refusal' },
    ])
    expect(parts({ role: 'user', content: [{ type: 'hologram', depth: 3 }] })).toMatchObject([
      { kind: 'opaque', format: 'openai-chat', payload: { type: 'hologram', depth: 3 }, elsewhere: { rule: 'CB-20', level: 'warn' } },
    ])
  })

  it('RSN-9: reasoning that comes back stands before text and calls', () => {
    const reasoning_details = [
      { type: 'reasoning.text', text: 'hm', signature: 'sig', format: 'anthropic-claude-v1', index: 0 },
      { type: 'reasoning.encrypted', data: 'blob', format: 'anthropic-claude-v1', index: 1 },
    ]
    expect(parts({ role: 'assistant', content: 'ok', reasoning_content: 'hm', reasoning_details })).toMatchObject([
      { kind: 'thinking', text: 'hm', seal: 'sig', redacted: false },
      { kind: 'thinking', text: '', seal: 'blob', redacted: true },
      { kind: 'text', text: 'ok' },
    ])
  })
})

describe('tools of a Chat request', () => {
  it('TOOL-1, TOOL-9, TOOL-19: functions and custom tools in their order', () => {
    const grammar = { syntax: 'lark', definition: 'start: "a"' }
    const { request, losses } = decoded({
      tools: [
        { type: 'custom', custom: { name: 'c', format: { type: 'grammar', grammar } } },
        { type: 'function', function: { name: 'f', description: 'd', parameters: { type: 'object' }, strict: true } },
      ],
    })
    expect(losses).toEqual([])
    expect(request.tools).toMatchObject([
      { kind: 'freeform', name: 'c', grammar },
      { kind: 'function', name: 'f', description: 'd', parameters: { type: 'object' }, strict: true, at: '/tools/1' },
    ])
  })

  it('TOOL-21: the older functions and their choice', () => {
    const { request } = decoded({ functions: [{ name: 'f' }], function_call: { name: 'f' } })
    expect(request.tools).toMatchObject([{ kind: 'function', name: 'f', parameters: null }])
    expect(request.toolChoice).toEqual({ kind: 'tool', name: 'f' })
    expect(request.parallelTools).toBe(false)
    expect(request.at['tools']).toBe('/functions')
  })

  it('REQ-C-29: the web search member is a hosted tool', () => {
    expect(decoded({ web_search_options: { search_context_size: 'low' } }).request.tools).toMatchObject([
      { kind: 'hosted', name: 'web_search', payload: { search_context_size: 'low' } },
    ])
  })

  it.each<[Json, object]>([
    ['auto', { kind: 'auto' }],
    ['required', { kind: 'required' }],
    ['none', { kind: 'none' }],
    [
      { type: 'function', function: { name: 'f' } },
      { kind: 'tool', name: 'f' },
    ],
    [
      { type: 'custom', custom: { name: 'c' } },
      { kind: 'tool', name: 'c' },
    ],
    [
      { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'f' } }] } },
      { kind: 'allowed', mode: 'required', names: ['f'] },
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: {
          mode: 'auto',
          tools: [
            { type: 'custom', custom: { name: 'c' } },
            { type: 'function', name: 'flat' },
          ],
        },
      },
      { kind: 'allowed', mode: 'auto', names: ['c', 'flat'] },
    ],
  ])('TCH-2 to TCH-8: %j', (tool_choice, choice) => {
    expect(decoded({ tool_choice }).request.toolChoice).toEqual(choice)
  })
})
