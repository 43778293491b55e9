import { describe, expect, it } from 'vitest'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings } from '../../translate/settings.ts'
import { name as format } from './name.ts'
import { decodeRequest } from './request.decode.ts'

function decoded(tools: unknown, tool_choice: unknown = null) {
  const ledger = new Ledger(format, { rule: 'REQ-A-33', why: 'unknown', level: 'warn' })
  const reading = { headers: {}, settings: defaultSettings, context: createContext() }
  const request = decodeRequest({ model: 'm', input: 'hi', tools, tool_choice }, ledger, reading)
  const losses = ledger.settled(null, 'other').losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])
  return { tools: request.tools, choice: request.toolChoice, losses, ledger }
}

const f = { type: 'function', name: 'f', parameters: { type: 'object' }, strict: false }

describe('tools of a Responses request', () => {
  it('TOOL-1, TOOL-19: function tools in their order', () => {
    const { tools, losses } = decoded([{ ...f, name: 'g', description: 'd', strict: true }, f])
    expect(tools).toEqual([
      {
        kind: 'function',
        at: '/tools/0',
        name: 'g',
        description: 'd',
        parameters: { type: 'object' },
        parametersAt: '/tools/0/parameters',
        strict: true,
        examples: [],
        cache: null,
      },
      {
        kind: 'function',
        at: '/tools/1',
        name: 'f',
        description: null,
        parameters: { type: 'object' },
        parametersAt: '/tools/1/parameters',
        strict: false,
        examples: [],
        cache: null,
      },
    ])
    expect(losses).toEqual([])
  })

  it('TOOL-2, TOOL-6, LEN-8: a function needs neither parameters nor strict', () => {
    const { tools, losses } = decoded([
      { type: 'function', name: 'f' },
      { type: 'function', name: 'g', parameters: null, strict: null },
    ])
    expect(tools).toMatchObject([
      { name: 'f', parameters: null, strict: null },
      { name: 'g', parameters: null, strict: null },
    ])
    expect(losses).toEqual([])
  })

  it('TOOL-9: free-text tools, with a grammar or without', () => {
    const grammar = { type: 'grammar', syntax: 'lark', definition: 'start: "a"' }
    expect(
      decoded([
        { type: 'custom', name: 'sql', description: 'd', format: grammar },
        { type: 'custom', name: 't', format: { type: 'text' } },
      ]).tools,
    ).toEqual([
      { kind: 'freeform', at: '/tools/0', name: 'sql', description: 'd', grammar: { syntax: 'lark', definition: 'start: "a"' } },
      { kind: 'freeform', at: '/tools/1', name: 't', description: null, grammar: null },
    ])
  })

  it('TOOL-15: tools of a namespace stand among the others by flattened names', () => {
    const { tools, losses } = decoded([
      {
        type: 'namespace',
        name: 'crm',
        description: 'customers',
        tools: [
          { type: 'function', name: 'get' },
          { type: 'custom', name: 'ask' },
        ],
      },
      f,
    ])
    expect(tools.map((tool) => [tool.kind, tool.name, tool.at, tool.kind === 'hosted' ? null : tool.namespace])).toEqual([
      ['function', 'crm__get', '/tools/0/tools/0', 'crm'],
      ['freeform', 'crm__ask', '/tools/0/tools/1', 'crm'],
      ['function', 'f', '/tools/1', undefined],
    ])
    expect(losses).toEqual([
      ['/tools/0/name', 'folded', 'TOOL-15', 'info'],
      ['/tools/0/description', 'carried', 'TOOL-15', 'info'],
    ])
  })

  it.each([
    ['web_search', 'web_search'],
    ['web_search_2025_08_26', 'web_search'],
    ['web_search_preview', 'web_search'],
    ['file_search', 'file_search'],
    ['code_interpreter', 'code_interpreter'],
    ['mcp', 'mcp'],
    ['teleport', 'teleport'],
  ])('TOOL-13, TOOL-22: %s is a hosted tool called %s', (type, name) => {
    const tool = { type, search_context_size: 'low' }
    expect(decoded([tool]).tools).toMatchObject([
      {
        kind: 'hosted',
        at: '/tools/0',
        format: 'openai-responses',
        type,
        name,
        payload: tool,
        asFunction: null,
        elsewhere: { rule: 'TOOL-22', level: 'warn' },
      },
    ])
  })

  it.each<[string, object, string[]]>([
    ['local_shell', { type: 'local_shell' }, ['command']],
    ['shell', { type: 'shell' }, ['commands']],
    ['shell', { type: 'shell', environment: { type: 'local' } }, ['commands']],
    ['apply_patch', { type: 'apply_patch' }, ['type', 'path']],
  ])('TOOL-14: %s is a function elsewhere', (name, tool, required) => {
    expect(decoded([tool]).tools).toMatchObject([
      { kind: 'hosted', name, payload: tool, asFunction: { parameters: { required } }, elsewhere: { rule: 'TOOL-14' } },
    ])
  })

  it('TOOL-14: skills of the user’s machine are kept for this format', () => {
    const environment = { type: 'local', skills: [{ name: 'pdf', description: 'd', path: '/skills/pdf' }] }
    expect(decoded([{ type: 'shell', environment }]).losses).toEqual([['/tools/0/environment', 'carried', 'TOOL-14', 'warn']])
  })

  it('TOOL-14: a shell in a container is OpenAI’s', () => {
    expect(decoded([{ type: 'shell', environment: { type: 'container_auto' } }]).tools).toMatchObject([
      { name: 'shell', asFunction: null, elsewhere: { rule: 'TOOL-22', level: 'warn' } },
    ])
  })

  it('TOOL-23: a search for tools is a function where the client runs it', () => {
    const parameters = { type: 'object', properties: { q: { type: 'string' } } }
    expect(decoded([{ type: 'tool_search', execution: 'client', description: 'find', parameters }]).tools).toMatchObject([
      { kind: 'hosted', name: 'tool_search', asFunction: { description: 'find', parameters }, elsewhere: { rule: 'TOOL-23' } },
    ])
    expect(decoded([{ type: 'tool_search' }]).tools).toMatchObject([
      { name: 'tool_search', asFunction: null, elsewhere: { rule: 'TOOL-22' } },
    ])
  })

  it('TOOL-17, TOOL-18: what other providers do not do with a tool', () => {
    const odd = { ...f, async: true, defer_loading: true, output_schema: { type: 'string' }, allowed_callers: ['programmatic'] }
    expect(decoded([odd]).losses).toEqual([
      ['/tools/0/async', 'dropped', 'TOOL-18', 'warn'],
      ['/tools/0/allowed_callers', 'rejected', 'TOOL-18', 'reject'],
      ['/tools/0/defer_loading', 'carried', 'TOOL-17', 'info'],
      ['/tools/0/output_schema', 'carried', 'TOOL-18', 'info'],
    ])
    expect(decoded([odd]).ledger.take('deferLoading', '/tools/0')).toBe(true)
    expect(decoded([{ ...f, async: false, allowed_callers: ['direct', 'programmatic'] }]).losses).toEqual([
      ['/tools/0/allowed_callers', 'carried', 'TOOL-18', 'debug'],
    ])
  })
})

describe('tool choice of a Responses request', () => {
  it.each([
    ['auto', { kind: 'auto' }],
    ['required', { kind: 'required' }],
    ['none', { kind: 'none' }],
    [
      { type: 'function', name: 'f' },
      { kind: 'tool', name: 'f' },
    ],
    [
      { type: 'custom', name: 'sql' },
      { kind: 'tool', name: 'sql' },
    ],
    [{ type: 'apply_patch' }, { kind: 'tool', name: 'apply_patch' }],
    [{ type: 'shell' }, { kind: 'tool', name: 'shell' }],
    [
      { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }, { type: 'shell' }] },
      { kind: 'allowed', mode: 'required', names: ['f', 'shell'] },
    ],
    [
      { type: 'mcp', server_label: 's' },
      { kind: 'hosted', format: 'openai-responses', type: 'mcp', payload: { type: 'mcp', server_label: 's' } },
    ],
    [
      { type: 'web_search_preview' },
      { kind: 'hosted', format: 'openai-responses', type: 'web_search_preview', payload: { type: 'web_search_preview' } },
    ],
  ])('TCH-2, TCH-8, TCH-9: reads %j', (choice, hub) => {
    const { choice: read, losses } = decoded([f], choice)
    expect(read).toEqual(hub)
    expect(losses).toEqual([])
  })

  it('TOOL-15: a choice names a tool of a namespace without it', () => {
    const namespace = { type: 'namespace', name: 'crm', description: '', tools: [{ type: 'function', name: 'get' }] }
    expect(decoded([namespace], { type: 'function', name: 'get' }).choice).toEqual({ kind: 'tool', name: 'crm__get' })
  })

  it.each([
    ['sometimes', '/tool_choice'],
    [5, '/tool_choice'],
    [{ name: 'f' }, '/tool_choice/type'],
    [{ type: 'function' }, '/tool_choice/name'],
    [{ type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function' }] }, '/tool_choice/tools/0/name'],
  ])('LAW-8: %j is a fault with its path', (choice, path) => {
    expect(decoded([f], choice).losses).toEqual([[path, 'rejected', 'GWE-1', 'never']])
  })
})
