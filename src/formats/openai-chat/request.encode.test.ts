import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Request } from '../../interlingua/request.ts'
import type { FunctionTool, HostedTool } from '../../interlingua/tool.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'

const context = createContext()
const hello: Request = {
  ...blankExchange().request,
  model: 'm',
  turns: [{ at: '/messages/0', role: 'user', name: null, shorthand: true, parts: [{ kind: 'text', at: '', text: 'hi', cache: null }] }],
}

interface Way {
  readonly model?: string
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
}

/** Encodes what an Anthropic client asks, and checks it against the published schema. */
function encoded(request: Partial<Request>, { model = 'gpt-4o', capabilities, settings }: Way = {}) {
  const ledger = new Ledger('anthropic-messages', { rule: 'REQ-A-33', why: '', level: 'warn' })
  const target = { model, ...capabilitiesOf('openai', model, capabilities), settings: { ...defaultSettings, ...settings }, context }
  const { body, memo } = format.request.encode({ ...hello, ...request }, ledger, target)
  const { messages, model: sent, ...members } = body
  const valid = validators.v1.request(body)
  const losses = ledger.losses.map(({ path, rule, level }) => [path, rule, level])
  return { messages, sent, members, losses, memo, problem: valid ? null : validators.v1.request.errors }
}

const tool = (more: Partial<FunctionTool> = {}): FunctionTool => ({
  kind: 'function',
  at: '/tools/0',
  name: 'f',
  description: null,
  parameters: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  parametersAt: '/tools/0/schema',
  strict: null,
  examples: [],
  cache: null,
  ...more,
})

describe('limits and sampling', () => {
  it('LIM-1: the member for the limit depends on the host', () => {
    const limits = { maxTokens: 256 }
    expect(encoded({ limits }).members).toEqual({ max_completion_tokens: 256 })
    expect(encoded({ limits }, { capabilities: { maxTokensParam: 'max_tokens' } }).members).toEqual({ max_tokens: 256 })
  })

  it('LIM-3: a limit above what the model takes is clamped', () => {
    const { members, losses } = encoded({ limits: { maxTokens: 64_000 }, at: { 'limits.maxTokens': '/max_tokens' } })
    expect(members).toEqual({ max_completion_tokens: 16_384 })
    expect(losses).toEqual([['/max_tokens', 'LIM-3', 'warn']])
  })

  it('REQ-A-3: a request that only warms the cache is refused', () => {
    expect(encoded({ limits: { maxTokens: 0 } }).losses).toEqual([['', 'REQ-A-3', 'reject']])
  })

  it('SAM-4, SAM-5, REQ-A-11: sampling members pass the gate or are told', () => {
    const sampling = { temperature: 0.5, topP: 1, topK: 40 }
    const at = { 'sampling.temperature': '/temperature', 'sampling.topK': '/top_k' }
    expect(encoded({ sampling, at })).toMatchObject({ members: { temperature: 0.5 }, losses: [['/top_k', 'REQ-A-11', 'warn']] })
    const never = encoded({ sampling, at }, { capabilities: { sampling: 'never', topK: true } })
    expect(never.members).toEqual({ top_k: 40 })
    expect(never.losses).toEqual([['/temperature', 'SAM-5', 'warn']])
  })

  it('REQ-C-7: a temperature above what the host takes is clamped', () => {
    const hot = { sampling: { temperature: 1.5, topP: null, topK: null }, at: { 'sampling.temperature': '/temperature' } }
    const { members, losses } = encoded(hot, { capabilities: { temperatureMax: 1.2 } })
    expect([members, losses]).toEqual([{ temperature: 1.2 }, [['/temperature', 'REQ-C-7', 'warn']]])
  })

  it('REQ-A-7: more stop sequences than the model takes are looked for by the gateway', () => {
    const five = ['a', 'b', 'c', 'd', 'e']
    expect(encoded({ stop: ['a'] })).toMatchObject({ members: { stop: ['a'] }, memo: { stop: [] } })
    expect(encoded({ stop: five.slice(1) })).toMatchObject({ members: { stop: ['b', 'c', 'd', 'e'] }, memo: { stop: [] } })
    expect(encoded({ stop: five })).toMatchObject({ members: {}, memo: { stop: five } })
    expect(encoded({ stop: ['a'] }, { settings: { stopSequences: 'gateway' } }).memo.stop).toEqual(['a'])
  })
})

describe('members of the request as a whole', () => {
  it('REQ-A-8: a stream reports its usage and is not padded', () => {
    const { members, problem } = encoded({ stream: true })
    expect(members).toEqual({ stream: true, stream_options: { include_usage: true, include_obfuscation: false } })
    expect(problem).toBeNull()
  })

  it('REQ-A-19: a long or odd user identifier goes as its hash', () => {
    expect(encoded({ user: 'u-1' }).members).toEqual({ safety_identifier: 'u-1' })
    const { members, losses } = encoded({ user: 'ann@example.org' })
    expect(members).toEqual({ safety_identifier: '438c4c7afe600cdf1e455c369bec76dc970fc8ca463447c7b387a347f3c79331' })
    expect(losses).toEqual([['', 'REQ-A-19', 'info']])
    expect(encoded({ user: 'u-1' }, { capabilities: { userParam: 'user' } }).members).toEqual({ user: 'u-1' })
  })

  it('REQ-A-14: a schema is strict where OpenAI can take it as strict', () => {
    const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
    const asked = { kind: 'schema', schema: closed, name: null, description: null, strict: null } as const
    const { members, problem, losses } = encoded({ output: asked })
    expect(members['response_format']).toEqual({ type: 'json_schema', json_schema: { name: 'output', schema: closed, strict: true } })
    expect([problem, losses]).toEqual([null, []])
    const open = encoded({ output: { ...asked, schema: { type: 'object' } } })
    expect(open.members['response_format']).toMatchObject({ json_schema: { strict: false } })
    expect(open.losses).toEqual([['', 'REQ-A-14', 'warn']])
  })

  it('REQ-A-22: a marker on the request as a whole', () => {
    expect(encoded({ cache: { at: '', ttl: null } }).losses).toEqual([['', 'REQ-A-22', 'debug']])
    expect(encoded({ cache: { at: '', ttl: null } }, { capabilities: { promptCacheBreakpoints: true } }).members).toEqual({
      prompt_cache_options: { mode: 'implicit' },
    })
  })

  it('CAC-7: beside a marker on the request as a whole there are three', () => {
    const parts = ['a', 'b', 'c', 'd', 'e'].map((text) => ({ kind: 'text', at: '', text, cache: { at: `/${text}`, ttl: null } }) as const)
    const turns = [{ at: '/messages/0', role: 'user', name: null, shorthand: false, parts } as const]
    const marked = (cache: Request['cache']): unknown =>
      JSON.stringify(encoded({ turns, cache }, { capabilities: { promptCacheBreakpoints: true } }).messages).match(/breakpoint/g)?.length
    expect([marked(null), marked({ at: '', ttl: null })]).toEqual([4, 3])
  })
})

describe('tools', () => {
  it('TOOL-2, TOOL-5, REQ-A-35: schema and strictness', () => {
    expect(encoded({ tools: [tool({ parameters: null })] }).members['tools']).toEqual([{ type: 'function', function: { name: 'f' } }])
    const { members, losses } = encoded({ tools: [tool({ strict: true })] })
    expect(members['tools']).toMatchObject([{ function: { strict: false } }])
    expect(losses).toEqual([['/tools/0', 'TOOL-5', 'warn']])
  })

  it('TOOL-7: an illegal name is replaced and remembered', () => {
    const { members, memo, problem } = encoded({
      tools: [tool({ name: 'mcp.read file' })],
      toolChoice: { kind: 'tool', name: 'mcp.read file' },
    })
    const [[sent, known] = ['', '']] = [...memo.toolNames]
    expect(sent).toMatch(/^mcp_read_file_[0-9a-f]{8}$/)
    expect(known).toBe('mcp.read file')
    expect(members['tool_choice']).toEqual({ type: 'function', function: { name: sent } })
    expect(problem).toBeNull()
  })

  it('TOOL-16: examples become part of the description', () => {
    const { members, losses } = encoded({ tools: [tool({ description: 'Does.', examples: [{ a: 'x' }] })] })
    expect(members['tools']).toMatchObject([{ function: { description: 'Does.\nExample input: {"a":"x"}' } }])
    expect(losses).toEqual([['/tools/0', 'TOOL-16', 'info']])
  })

  it('TOOL-9: custom tools are native', () => {
    const grammar = { syntax: 'regex', definition: 'a+' }
    const { members, problem } = encoded({
      tools: [{ kind: 'freeform', at: '', name: 'c', description: null, grammar }],
      toolChoice: { kind: 'tool', name: 'c' },
    })
    expect(members).toEqual({
      tools: [{ type: 'custom', custom: { name: 'c', format: { type: 'grammar', grammar } } }],
      tool_choice: { type: 'custom', custom: { name: 'c' } },
    })
    expect(problem).toBeNull()
  })

  const hosted: HostedTool = {
    kind: 'hosted',
    at: '/tools/1',
    format: 'anthropic-messages',
    type: 'web_search_20260318',
    name: 'web_search',
    payload: { type: 'web_search_20260318', name: 'web_search', user_location: { type: 'approximate', city: 'Bern' } },
    asFunction: null,
    elsewhere: { rule: 'TOOL-22', why: 'runs at Anthropic', level: 'warn' },
  }

  it.each([
    ['lark', 'lark'],
    ['regex', 'regex'],
  ])('TOOL-9: a grammar in %s stays one', (syntax, sent) => {
    const freeform = { kind: 'freeform', at: '/tools/0', name: 'c', description: null, grammar: { syntax, definition: 'x' } } as const
    expect(encoded({ tools: [freeform] }).members).toEqual({
      tools: [{ type: 'custom', custom: { name: 'c', format: { type: 'grammar', grammar: { syntax: sent, definition: 'x' } } } }],
    })
  })

  it('TCH-8: tools that may be called need not be', () => {
    const toolChoice = { kind: 'allowed', mode: 'auto', names: ['f'] } as const
    expect(encoded({ tools: [tool()], toolChoice }).members['tool_choice']).toEqual({
      type: 'allowed_tools',
      allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
    })
  })

  it('TOOL-22: a hosted tool is removed beside others, and refused alone', () => {
    expect(encoded({ tools: [tool(), hosted] }).losses).toEqual([['/tools/1', 'TOOL-22', 'warn']])
    expect(encoded({ tools: [hosted] }).losses).toEqual([['/tools/1', 'TOOL-22', 'reject']])
    expect(encoded({ tools: [tool(), hosted] }, { settings: { hostedTools: { web_search: 'reject' } } }).losses).toEqual([
      ['/tools/1', 'TOOL-22', 'reject'],
    ])
  })

  it('TOOL-22: a forced hosted tool is refused, and lenient sends no choice of it', () => {
    const { members, losses } = encoded({ tools: [tool(), hosted], toolChoice: { kind: 'tool', name: 'web_search' } })
    expect(losses).toEqual([['/tools/1', 'TOOL-22', 'reject']])
    expect(members).not.toHaveProperty('tool_choice')
  })

  it('TOOL-12: web search is a member where the host offers it', () => {
    const { members, problem } = encoded({ tools: [hosted] }, { capabilities: { hostedTools: ['web_search'] } })
    expect(members).toEqual({ web_search_options: { user_location: { type: 'approximate', approximate: { city: 'Bern' } } } })
    expect(problem).toBeNull()
  })

  it('TOOL-10: a tool the client executes becomes a function', () => {
    const asFunction = { description: 'Runs.', parameters: { type: 'object' }, examples: [{ command: 'ls' }] }
    const { members, losses } = encoded({
      tools: [{ ...hosted, name: 'bash', asFunction, elsewhere: { rule: 'TOOL-10', why: 'a function', level: 'info' } }],
    })
    const description = 'Runs.\nExample input: {"command":"ls"}'
    expect(members['tools']).toEqual([{ type: 'function', function: { name: 'bash', description, parameters: { type: 'object' } } }])
    expect(losses).toEqual([
      ['/tools/1', 'TOOL-10', 'info'],
      ['/tools/1', 'TOOL-16', 'info'],
    ])
  })

  it('TC-1: without tools there is nothing to choose', () => {
    const { members, losses } = encoded({ toolChoice: { kind: 'none' }, parallelTools: false })
    expect(members).toEqual({})
    expect(losses.map(([, rule, level]) => [rule, level])).toEqual([
      ['TC-1', 'debug'],
      ['TC-1', 'debug'],
    ])
  })

  it('TCH-6, TCH-8: parallelism and a list of allowed tools', () => {
    const { members, problem } = encoded({
      tools: [tool()],
      toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] },
      parallelTools: false,
    })
    expect(members['tool_choice']).toEqual({
      type: 'allowed_tools',
      allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
    })
    expect(members['parallel_tool_calls']).toBe(false)
    expect(problem).toBeNull()
  })
})

it('E1: instructions, a call, its result with a picture, and a forced choice', () => {
  const says = (text: string, at: string) => ({ kind: 'text', at, text, cache: null }) as const
  const image = { kind: 'image', at: '/messages/2/content/0/content/1', detail: null, cache: null } as const
  const source = { kind: 'base64', mediaType: 'image/png', data: 'iVBO' } as const
  const parts = [says('5', '/messages/2/content/0/content/0'), { ...image, source }]
  const { messages, members, losses, problem } = encoded({
    limits: { maxTokens: 256 },
    toolChoice: { kind: 'required' },
    parallelTools: false,
    tools: [tool({ name: 'w' })],
    turns: [
      { at: '/system', role: 'system', name: null, shorthand: true, parts: [says('Be brief.', '/system')] },
      { at: '/messages/0', role: 'user', name: null, shorthand: true, parts: [says('hi', '/messages/0/content')] },
      {
        at: '/messages/1',
        role: 'assistant',
        name: null,
        shorthand: false,
        parts: [
          says('ok', '/messages/1/content/0'),
          { kind: 'toolCall', at: '/messages/1/content/1', id: 't1', name: 'w', arguments: '{"c":"X"}', freeform: false, cache: null },
        ],
      },
      {
        at: '/messages/2',
        role: 'user',
        name: null,
        shorthand: false,
        parts: [
          { kind: 'toolResult', at: '/messages/2/content/0', callId: 't1', parts, isError: false, cache: null },
          says('and?', '/messages/2/content/1'),
        ],
      },
    ],
  })
  expect(messages).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: 'ok', tool_calls: [{ id: 't1', type: 'function', function: { name: 'w', arguments: '{"c":"X"}' } }] },
    {
      role: 'tool',
      tool_call_id: 't1',
      content: [
        { type: 'text', text: '5' },
        { type: 'text', text: '[image 1 attached below]' },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Attachments for tool call t1:' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
        { type: 'text', text: 'and?' },
      ],
    },
  ])
  const parameters = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
  expect(members).toEqual({
    max_completion_tokens: 256,
    tools: [{ type: 'function', function: { name: 'w', parameters } }],
    tool_choice: 'required',
    parallel_tool_calls: false,
  })
  expect(losses).toEqual([['/messages/2/content/0/content/1', 'TR-7', 'info']])
  expect(problem).toBeNull()
})
