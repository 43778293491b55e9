import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { FreeformTool, HostedTool, Tool } from '../../interlingua/tool.ts'
import { call, encoded, members, result, rules, text, tool, turn, type Way } from './encoding.fixture.ts'

const offered = (tools: Tool[], way: Way = {}): unknown => members({ tools }, way)['tools']
const freeform = (more: Partial<FreeformTool> = {}): FreeformTool => ({
  kind: 'freeform',
  at: '/tools/1',
  name: 'sh',
  description: null,
  grammar: null,
  ...more,
})
const search = (payload: JsonObject, from = 'anthropic-messages'): HostedTool => ({
  kind: 'hosted',
  at: '/tools/0',
  format: from,
  type: 'web_search_20260318',
  name: 'web_search',
  payload,
  asFunction: null,
  elsewhere: { rule: 'TOOL-22', why: 'the tool runs at Anthropic', level: 'warn' },
})

describe('tools', () => {
  it('TOOL-5: a promise of strictness is kept only where OpenAI can', () => {
    const closed = { type: 'object', properties: {}, required: [], additionalProperties: false }
    expect(offered([tool({ strict: true, parameters: { ...closed, $schema: 's' } })])).toEqual([
      { type: 'function', name: 'w', parameters: closed, strict: true },
    ])
    expect(offered([tool({ strict: true })])).toMatchObject([{ strict: false }])
    expect(rules({ tools: [tool({ strict: true })] })).toEqual(['TOOL-5 warn'])
    expect(rules({ tools: [tool({ strict: false })] })).toEqual([])
  })

  it('TOOL-16: examples of input become part of the description', () => {
    const examples = [{ a: 1 }, { a: 2 }]
    expect(offered([tool({ description: 'd', examples })])).toMatchObject([
      { description: 'd\nExample input: {"a":1}\nExample input: {"a":2}' },
    ])
  })

  it('TOOL-7: an illegal name is replaced everywhere and remembered', () => {
    const name = 'mcp.read file'
    const turns = [turn('user', 'hi'), turn('assistant', call('t1', '{}', name)), turn('user', result('t1', text('a')))]
    const { body, memo } = encoded({ tools: [tool({ name })], toolChoice: { kind: 'tool', name }, turns })
    const [[sent, known] = ['', '']] = [...memo.toolNames]
    expect([sent, known]).toEqual(['mcp_read_file_29612dce', name])
    expect(body['tools']).toMatchObject([{ name: sent }])
    expect(body['tool_choice']).toEqual({ type: 'function', name: sent })
    expect(body['input']).toMatchObject([{}, { type: 'function_call', name: sent }, {}])
  })

  it('TOOL-9: free-text tools are at home here, with their grammar', () => {
    const grammar = { syntax: 'lark', definition: 'start: "a"' }
    expect(offered([freeform(), freeform({ name: 'p', description: 'd', grammar })])).toEqual([
      { type: 'custom', name: 'sh' },
      { type: 'custom', name: 'p', description: 'd', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } },
    ])
  })

  it('TOOL-10: a tool with a published schema becomes a function', () => {
    const asFunction = { description: 'Run a command.', parameters: { type: 'object' }, examples: [] }
    const bash: HostedTool = { ...search({}), type: 'bash_20250124', name: 'bash', asFunction }
    expect(offered([bash])).toEqual([
      { type: 'function', name: 'bash', description: 'Run a command.', parameters: { type: 'object' }, strict: false },
    ])
    expect(rules({ tools: [bash] })).toEqual(['TOOL-10 info'])
  })

  it('TOOL-15: tools of a namespace stand within it, and calls of them name it', () => {
    const tools = [tool({ name: 'crm__find', namespace: 'crm' }), freeform({ name: 'crm__note', namespace: 'crm' }), tool({ name: 'x' })]
    expect(offered(tools, { from: 'openai-responses' })).toMatchObject([
      {
        type: 'namespace',
        name: 'crm',
        description: '',
        tools: [
          { type: 'function', name: 'find' },
          { type: 'custom', name: 'note' },
        ],
      },
      { type: 'function', name: 'x' },
    ])
    const turns = [turn('user', 'hi'), turn('assistant', call('t1', '{}', 'crm__find')), turn('tool', result('t1'))]
    expect(encoded({ tools, turns }).body['input']).toMatchObject([{}, { type: 'function_call', name: 'find', namespace: 'crm' }, {}])
  })

  it('TOOL-17: a tool is loaded later where the model can search for it, else at once', () => {
    const named = 'tool_search_tool_regex'
    const finder: HostedTool = { ...search({}), at: '/tools/2', type: `${named}_20251119`, name: named }
    const tools = [tool({ at: '/tools/1' }), tool({ name: 'x', at: '/tools/10' }), finder]
    const way = { within: '/tools/10', shared: { deferLoading: true } }
    const plain = { parameters: { type: 'object', properties: {} }, strict: false }
    expect(offered(tools, { ...way, capabilities: { hostedTools: ['tool_search'] } })).toEqual([
      { type: 'function', name: 'w', ...plain },
      { type: 'function', name: 'x', ...plain, defer_loading: true },
      { type: 'tool_search' },
    ])
    expect(offered(tools, way)).toEqual([
      { type: 'function', name: 'w', ...plain },
      { type: 'function', name: 'x', ...plain },
    ])
  })

  it('TOOL-19: tools keep their order', () => {
    expect(offered([tool({ name: 'b' }), freeform(), tool({ name: 'a' })])).toMatchObject([{ name: 'b' }, { name: 'sh' }, { name: 'a' }])
  })
})

describe('hosted tools', () => {
  const limited = { type: 'web_search_20260318', name: 'web_search', max_uses: 3, blocked_domains: ['a.com'], allowed_domains: ['b.org'] }

  it('TOOL-12: search is mapped where the host has it, with what both can be told', () => {
    const located = { ...limited, user_location: { type: 'approximate', city: 'Oslo' } }
    expect(offered([search(located)])).toEqual([
      { type: 'web_search', filters: { allowed_domains: ['b.org'] }, user_location: { type: 'approximate', city: 'Oslo' } },
    ])
    expect(encoded({ tools: [search(located)] }).losses).toEqual([
      ['/tools/0/max_uses', 'TOOL-12', 'warn'],
      ['/tools/0/blocked_domains', 'TOOL-12', 'warn'],
    ])
  })

  it('TOOL-12: what else the search of Anthropic can be told is told as lost', () => {
    const told = {
      ...limited,
      max_uses: null,
      blocked_domains: null,
      strict: true,
      defer_loading: false,
      cache_control: { type: 'ephemeral' },
    }
    expect(encoded({ tools: [search(told)] }).losses).toEqual([
      ['/tools/0/strict', 'TOOL-12', 'info'],
      ['/tools/0/cache_control', 'TOOL-12', 'debug'],
    ])
  })

  it('REQ-C-29: so is the search of Chat', () => {
    const options = { search_context_size: 'low', user_location: { type: 'approximate', approximate: { country: 'NO' } } }
    expect(offered([search(options, 'openai-chat')], { from: 'openai-chat' })).toEqual([
      { type: 'web_search', search_context_size: 'low', user_location: { type: 'approximate', country: 'NO' } },
    ])
  })

  it('TOOL-22: what the host does not have is left out beside other tools, else refused', () => {
    const fetcher = { ...search({}), name: 'web_fetch', type: 'web_fetch_20260318' }
    expect(rules({ tools: [fetcher, tool()] })).toEqual(['TOOL-22 warn'])
    expect(rules({ tools: [fetcher] })).toEqual(['TOOL-22 reject'])
    expect(rules({ tools: [fetcher, tool()], toolChoice: { kind: 'tool', name: 'web_fetch' } })).toEqual(['TOOL-22 reject'])
    expect(rules({ tools: [search({}), tool()] }, { settings: { hostedTools: { web_search: 'drop' } } })).toEqual(['TOOL-22 warn'])
    expect(rules({ tools: [search({}), tool()] }, { settings: { hostedTools: { web_search: 'reject' } } })).toEqual(['TOOL-22 reject'])
  })

  it('REQ-A-29, TOOL-22: servers are handed over where configuration says so, and nowhere else', () => {
    const toolset: HostedTool = {
      ...search({ mcp_server_name: 'crm', default_config: { enabled: false }, configs: { find: { enabled: true } } }),
      type: 'mcp_toolset',
      name: 'mcp_toolset',
    }
    const mcpServers = [{ type: 'url', name: 'crm', url: 'https://a.b/mcp', authorization_token: 't' }]
    const shared = { mcpServers }
    const way = { shared, settings: { hostedTools: { mcp: 'map' } } } as const
    expect(offered([toolset, tool()], way)).toMatchObject([
      {
        type: 'mcp',
        server_label: 'crm',
        server_url: 'https://a.b/mcp',
        authorization: 't',
        allowed_tools: ['find'],
        require_approval: 'never',
      },
      { type: 'function' },
    ])
    expect(rules({ tools: [toolset, tool()] }, way)).toEqual([])
    expect(offered([toolset, tool()], { shared })).toMatchObject([{ type: 'function' }])
    expect(rules({ tools: [toolset, tool()] }, { ...way, shared: {} })).toEqual(['TOOL-22 warn'])
  })

  it('TCH-9: search can be forced where it was mapped', () => {
    expect(members({ tools: [search({}), tool()], toolChoice: { kind: 'tool', name: 'web_search' } })['tool_choice']).toEqual({
      type: 'allowed_tools',
      mode: 'required',
      tools: [{ type: 'web_search' }],
    })
    const hosted = { kind: 'hosted', format: 'openai-chat', type: 'x', payload: {} } as const
    expect(rules({ tools: [tool()], toolChoice: hosted })).toEqual(['TCH-9 reject'])
  })
})

describe('the choice among tools', () => {
  it.each([
    ['auto', 'auto'],
    ['required', 'required'],
    ['none', 'none'],
  ] as const)('TCH-2, TCH-3, TCH-5: %s', (kind, choice) => {
    expect(members({ tools: [tool()], toolChoice: { kind } })['tool_choice']).toBe(choice)
  })

  it('TCH-4, TCH-8: tools are named flat, by their kind', () => {
    const tools = [tool(), freeform()]
    expect(members({ tools, toolChoice: { kind: 'tool', name: 'sh' } })['tool_choice']).toEqual({ type: 'custom', name: 'sh' })
    expect(members({ tools, toolChoice: { kind: 'tool', name: 'w' } })['tool_choice']).toEqual({ type: 'function', name: 'w' })
    expect(members({ tools, toolChoice: { kind: 'allowed', mode: 'auto', names: ['w', 'sh'] } })['tool_choice']).toEqual({
      type: 'allowed_tools',
      mode: 'auto',
      tools: [
        { type: 'function', name: 'w' },
        { type: 'custom', name: 'sh' },
      ],
    })
  })

  it('TCH-6: at most one call at a time', () => {
    expect(members({ tools: [tool()], parallelTools: false })).toMatchObject({ parallel_tool_calls: false })
  })

  it('TC-1: without tools there is nothing to choose', () => {
    const at = { toolChoice: '/tool_choice', parallelTools: '/parallel_tool_calls' }
    const { body, losses } = encoded({ toolChoice: { kind: 'auto' }, parallelTools: true, at })
    expect(body).not.toHaveProperty('tool_choice')
    expect(losses).toEqual([
      ['/tool_choice', 'TC-1', 'debug'],
      ['/parallel_tool_calls', 'TC-1', 'debug'],
    ])
  })

  it('TC-4: a model that cannot be forced is not', () => {
    const way = { capabilities: { forcedToolChoice: false } }
    expect(rules({ tools: [tool()], toolChoice: { kind: 'required' } }, way)).toEqual(['TC-4 reject'])
  })
})
