import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { chatToResponses, messagesToResponses, responsesToChat, responsesToMessages } from './translating.ts'

const schema = { type: 'object', properties: { c: { type: 'string' } }, required: ['c'], additionalProperties: false }
const empty = { type: 'object', properties: {} }
const w = { type: 'function', name: 'w', parameters: empty, strict: null }
const forMessages = { name: 'w', input_schema: empty }
const forChat = { type: 'function', function: { name: 'w', parameters: empty } }
const search = { type: 'web_search' }
const gpt5 = { model: 'gpt-5' }

interface Row {
  readonly rule: string
  readonly tools: readonly JsonObject[]
  /** The tools of the upstream's request. */
  readonly messages: readonly unknown[]
  readonly chat: readonly unknown[]
  readonly losses?: readonly string[]
  readonly lossesOfMessages?: readonly string[]
  readonly lossesOfChat?: readonly string[]
}

const rows: readonly Row[] = [
  {
    rule: 'TOOL-1, TOOL-19: function tools in their order',
    tools: [{ type: 'function', name: 'b', description: 'B.', parameters: schema, strict: false }, w],
    messages: [{ name: 'b', description: 'B.', input_schema: schema, strict: false }, forMessages],
    chat: [{ type: 'function', function: { name: 'b', description: 'B.', parameters: schema, strict: false } }, forChat],
  },
  {
    rule: 'TOOL-2, TOOL-6, LEN-8: without a schema and a word of strictness',
    tools: [{ type: 'function', name: 'w' }],
    messages: [forMessages],
    chat: [{ type: 'function', function: { name: 'w' } }],
  },
  {
    rule: 'TOOL-5: strict stays strict where both can',
    tools: [{ type: 'function', name: 'w', parameters: schema, strict: true }],
    messages: [{ name: 'w', input_schema: schema, strict: true }],
    chat: [{ type: 'function', function: { name: 'w', parameters: schema, strict: true } }],
  },
  {
    rule: 'TOOL-9: a free-text tool is a function of one text, and itself for Chat',
    tools: [{ type: 'custom', name: 'sh', description: 'A shell.', format: { type: 'grammar', syntax: 'regex', definition: 'a+' } }],
    messages: [
      {
        name: 'sh',
        description: 'A shell.\n\nInput must match this regex grammar: a+',
        input_schema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'], additionalProperties: false },
      },
    ],
    chat: [
      {
        type: 'custom',
        custom: { name: 'sh', description: 'A shell.', format: { type: 'grammar', grammar: { syntax: 'regex', definition: 'a+' } } },
      },
    ],
    lossesOfMessages: ['/tools/0 folded warn TOOL-9'],
  },
  {
    rule: 'TOOL-13, TOOL-22: a hosted tool goes beside others',
    tools: [w, { type: 'file_search', vector_store_ids: ['vs_1'] }],
    messages: [forMessages],
    chat: [forChat],
    losses: ['/tools/1 dropped warn TOOL-22'],
  },
  {
    rule: 'TOOL-15, L23: tools of a namespace have its name before theirs',
    tools: [{ type: 'namespace', name: 'crm', description: 'Customers.', tools: [w] }],
    messages: [{ ...forMessages, name: 'crm__w' }],
    chat: [{ type: 'function', function: { name: 'crm__w', parameters: empty } }],
    losses: ['/tools/0/description carried info TOOL-15', '/tools/0/name folded info TOOL-15'],
  },
  {
    rule: 'TOOL-18, L23: a tool that answers later, and what it gives',
    tools: [{ ...w, strict: false, async: true, output_schema: schema }],
    messages: [{ ...forMessages, strict: false }],
    chat: [{ type: 'function', function: { ...forChat.function, strict: false } }],
    losses: ['/tools/0/async dropped warn TOOL-18', '/tools/0/output_schema carried info TOOL-18'],
  },
]

describe.each([
  ['Messages', responsesToMessages, 'messages'],
  ['Chat', responsesToChat, 'chat'],
] as const)('tools of a Responses client, for a %s upstream', (name, send, member) => {
  it.each(rows.map((row) => [row.rule, row] as const))('%s', (_, row) => {
    const sent = send({ tools: row.tools })
    const { losses = [], lossesOfMessages = [], lossesOfChat = [] } = row
    expect([sent.refused, sent.body?.['tools'], sent.losses.toSorted()]).toEqual([
      null,
      row[member],
      [...losses, ...(name === 'Chat' ? lossesOfChat : lossesOfMessages)].toSorted(),
    ])
  })

  it.each<[string, JsonObject]>([
    ['TOOL-13, TOOL-22: a hosted tool alone', { tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] }],
    [
      'TOOL-13, TOOL-22: one that has to be called',
      { tools: [{ type: 'image_generation' }, w], tool_choice: { type: 'image_generation' } },
    ],
    ['TOOL-13: a server whose token would be handed over', { tools: [{ type: 'mcp', server_label: 's', server_url: 'https://m.test' }] }],
    ['TOOL-14: a shell in a container of OpenAI’s', { tools: [{ type: 'shell', environment: { type: 'container_auto' } }] }],
    ['TOOL-18: a tool that programs alone call', { tools: [{ ...w, allowed_callers: ['programmatic'] }] }],
  ])('%s is refused', (_, members) => {
    expect(send(members).refused).toMatch(/^\/tool(s\/0|_choice)/)
  })

  it.each([
    ['TOOL-14', { type: 'local_shell' }, 'local_shell'],
    ['TOOL-14', { type: 'shell', environment: { type: 'local' } }, 'shell'],
    ['TOOL-14', { type: 'apply_patch' }, 'apply_patch'],
    ['TOOL-23', { type: 'tool_search', execution: 'client', description: 'Find.', parameters: empty }, 'tool_search'],
  ])('%s: %o is a function that the client runs', (_, tool, called) => {
    const { refused, body } = send({ tools: [tool] })
    const [made] = (body?.['tools'] ?? []) as readonly JsonObject[]
    const declared = (member === 'chat' ? made?.['function'] : made) as JsonObject
    expect([refused, declared['name'], declared[member === 'chat' ? 'parameters' : 'input_schema']]).toMatchObject([
      null,
      called,
      { type: 'object' },
    ])
  })

  it('TOOL-7: a name that not everybody takes is replaced, and the choice with it', () => {
    const { body } = send({ tools: [{ ...w, name: 'a.b' }], tool_choice: { type: 'function', name: 'a.b' } })
    const [made] = (body?.['tools'] ?? []) as readonly { name?: string; function?: { name: string } }[]
    const renamed = member === 'chat' ? made?.function?.name : made?.name
    expect(renamed).toMatch(/^a_b_[0-9a-f]{8}$/)
    expect(JSON.stringify(body?.['tool_choice'])).toContain(`"name":"${renamed}"`)
  })

  it('TC-1: a choice without a tool says nothing', () => {
    const { refused, body, losses } = send({ tool_choice: 'auto', parallel_tool_calls: false })
    expect([refused, body?.['tool_choice'], body?.['parallel_tool_calls']]).toEqual([null, undefined, undefined])
    expect(losses.every((loss) => loss.includes(' debug '))).toBe(true)
  })
})

describe('the choice of a Responses client', () => {
  const v = { ...w, name: 'v' }
  const allowed = (mode: string, ...names: string[]) => ({
    type: 'allowed_tools',
    mode,
    tools: names.map((name) => ({ type: 'function', name })),
  })
  const nested = (mode: string, ...names: string[]) => ({
    type: 'allowed_tools',
    allowed_tools: { mode, tools: names.map((name) => ({ type: 'function', function: { name } })) },
  })
  it.each<[string, JsonObject, unknown, unknown]>([
    ['TCH-1: none stays none', {}, undefined, undefined],
    ['TCH-2: auto', { tool_choice: 'auto' }, { type: 'auto' }, 'auto'],
    ['TCH-3: required', { tool_choice: 'required' }, { type: 'any' }, 'required'],
    [
      'TCH-4: a function',
      { tool_choice: { type: 'function', name: 'v' } },
      { type: 'tool', name: 'v' },
      { type: 'function', function: { name: 'v' } },
    ],
    ['TCH-5: none', { tool_choice: 'none' }, { type: 'none' }, 'none'],
    ['TCH-6, TCH-7: one call at a time', { parallel_tool_calls: false }, { type: 'auto', disable_parallel_tool_use: true }, undefined],
    [
      'TCH-6: beside a force',
      { tool_choice: 'required', parallel_tool_calls: false },
      { type: 'any', disable_parallel_tool_use: true },
      'required',
    ],
    ['TC-2: several say nothing', { parallel_tool_calls: true }, undefined, undefined],
    ['TCH-8: some tools, any of which', { tool_choice: allowed('auto', 'v') }, { type: 'auto' }, nested('auto', 'v')],
    ['TCH-8: some tools, one of which', { tool_choice: allowed('required', 'v') }, { type: 'any' }, nested('required', 'v')],
  ])('%s', (_, members, forMessages, forChat) => {
    const [messages, chat] = [responsesToMessages({ tools: [w, v], ...members }), responsesToChat({ tools: [w, v], ...members })]
    expect([messages.refused, messages.body?.['tool_choice'], chat.refused, chat.body?.['tool_choice']]).toEqual([
      null,
      forMessages,
      null,
      forChat,
    ])
    if ('parallel_tool_calls' in members) expect(chat.body?.['parallel_tool_calls']).toBe(members['parallel_tool_calls'])
  })

  it('TCH-8: Anthropic is offered the tools that may be called', () => {
    const { body, losses } = responsesToMessages({ tools: [w, v], tool_choice: allowed('auto', 'v') })
    expect(body?.['tools']).toEqual([{ ...forMessages, name: 'v' }])
    expect(losses).toContain('/tool_choice folded info TCH-8')
  })

  it.each<[string, JsonObject]>([
    ['a hosted tool', { type: 'file_search' }],
    ['a server', { type: 'mcp', server_label: 's' }],
  ])('TCH-9: %s cannot be forced', (_, choice) => {
    for (const send of [responsesToMessages, responsesToChat])
      expect(send({ tools: [w], tool_choice: choice }).refused).toMatch('/tool_choice')
  })

  it('TOOL-13, TCH-9: a search is one, and can be forced', () => {
    const { refused, body, losses } = responsesToMessages({ tools: [{ ...search, external_web_access: false }], tool_choice: search })
    expect([refused, body?.['tools'], body?.['tool_choice'], losses]).toEqual([
      null,
      [{ type: 'web_search_20260318', name: 'web_search' }],
      { type: 'tool', name: 'web_search' },
      ['/tools/0/external_web_access dropped warn TOOL-22'],
    ])
  })

  it('TC-3: a model that thinks by a budget does not where it is forced', () => {
    const { body, losses } = responsesToMessages(
      { tools: [w], tool_choice: 'required', reasoning: { effort: 'high' }, max_output_tokens: 9000 },
      { model: 'claude-sonnet-4-5' },
    )
    expect([body?.['thinking'] ?? { type: 'disabled' }, body?.['tool_choice']]).toEqual([{ type: 'disabled' }, { type: 'any' }])
    expect(losses.some((loss) => loss.endsWith('warn TC-3'))).toBe(true)
  })
})

describe('tools for a Responses upstream', () => {
  const messagesTools = ['w', 'v'].map((name) => ({ name, input_schema: empty }))
  const chatTools = ['w', 'v'].map((name) => ({ type: 'function', function: { name, parameters: empty } }))
  const flat = (name: string) => ({ type: 'function', name, parameters: empty, strict: false })

  it.each<[string, JsonObject, unknown, boolean | undefined]>([
    ['TCH-1: no choice stays none', {}, undefined, undefined],
    ['TCH-2: auto', { tool_choice: { type: 'auto' } }, 'auto', undefined],
    ['TCH-3: any', { tool_choice: { type: 'any' } }, 'required', undefined],
    ['TCH-4: a tool', { tool_choice: { type: 'tool', name: 'v' } }, { type: 'function', name: 'v' }, undefined],
    ['TCH-5: none', { tool_choice: { type: 'none' } }, 'none', undefined],
    ['TCH-6: one call at a time', { tool_choice: { type: 'any', disable_parallel_tool_use: true } }, 'required', false],
  ])('%s of an Anthropic client', (_, members, choice, parallel) => {
    const { body, losses } = messagesToResponses({ tools: messagesTools, ...members })
    expect([body?.['tools'], body?.['tool_choice'], body?.['parallel_tool_calls'], losses]).toEqual([
      [flat('w'), flat('v')],
      choice,
      parallel,
      [],
    ])
  })

  it.each<[string, JsonObject, unknown, boolean | undefined]>([
    ['TCH-1: no choice stays none', {}, undefined, undefined],
    ['TCH-2: auto', { tool_choice: 'auto' }, 'auto', undefined],
    ['TCH-3: required', { tool_choice: 'required' }, 'required', undefined],
    ['TCH-4: a function', { tool_choice: { type: 'function', function: { name: 'v' } } }, { type: 'function', name: 'v' }, undefined],
    ['TCH-5: none', { tool_choice: 'none' }, 'none', undefined],
    ['TCH-6: one call at a time', { parallel_tool_calls: false }, undefined, false],
    [
      'TCH-8: some tools',
      {
        tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'v' } }] } },
      },
      { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'v' }] },
      undefined,
    ],
  ])('%s of a Chat client', (_, members, choice, parallel) => {
    const { body, losses } = chatToResponses({ tools: chatTools, ...members })
    expect([body?.['tools'], body?.['tool_choice'], body?.['parallel_tool_calls'], losses]).toEqual([
      [flat('w'), flat('v')],
      choice,
      parallel,
      [],
    ])
  })

  it('TC-1: a choice without a tool says nothing', () => {
    expect(messagesToResponses({ tool_choice: { type: 'auto' } })).toMatchObject({
      refused: null,
      losses: ['/tool_choice dropped debug TC-1'],
    })
    expect(chatToResponses({ tool_choice: 'auto' })).toMatchObject({ refused: null, losses: ['/tool_choice dropped debug TC-1'] })
  })

  it('TOOL-5, SCH-2: a promise of strictness is kept where OpenAI can, else taken back', () => {
    const loose = { ...schema, required: [] }
    const tool = (input_schema: JsonObject) => ({ tools: [{ name: 'w', input_schema, strict: true }] })
    expect(messagesToResponses(tool(schema)).body?.['tools']).toEqual([{ type: 'function', name: 'w', parameters: schema, strict: true }])
    const { body, losses } = messagesToResponses(tool(loose))
    expect([body?.['tools'], losses]).toEqual([
      [{ type: 'function', name: 'w', parameters: loose, strict: false }],
      ['/tools/0 dropped warn TOOL-5'],
    ])
  })

  it('TOOL-8, TOOL-16: a custom tool of Anthropic is a function, its examples are in its description', () => {
    const tools = [{ type: 'custom', name: 'w', description: 'W.', input_schema: empty, input_examples: [{ c: 'x' }] }]
    const { body, losses } = messagesToResponses({ tools })
    expect([body?.['tools'], losses]).toEqual([
      [{ ...flat('w'), description: 'W.\nExample input: {"c":"x"}' }],
      ['/tools/0 folded info TOOL-16'],
    ])
  })

  it('TOOL-9: a free-text tool of Chat is one, its grammar flat', () => {
    const grammar = { syntax: 'lark', definition: 'start: "a"' }
    const { body, losses } = chatToResponses({
      tools: [{ type: 'custom', custom: { name: 'sh', format: { type: 'grammar', grammar } } }],
      tool_choice: { type: 'custom', custom: { name: 'sh' } },
    })
    expect([body?.['tools'], body?.['tool_choice'], losses]).toEqual([
      [{ type: 'custom', name: 'sh', format: { type: 'grammar', ...grammar } }],
      { type: 'custom', name: 'sh' },
      [],
    ])
  })

  it('TOOL-10: a shell of Anthropic’s is a function that the client runs, a newer one is refused', () => {
    const { body } = messagesToResponses({ tools: [{ type: 'bash_20250124', name: 'bash' }] })
    expect(body?.['tools']).toMatchObject([{ type: 'function', name: 'bash', strict: false, parameters: { type: 'object' } }])
    expect(messagesToResponses({ tools: [{ type: 'bash_20991231', name: 'bash' }] }).refused).toMatch('/tools/0')
  })

  it('TOOL-11: the computer of Anthropic is refused', () => {
    const computer = { type: 'computer_20250124', name: 'computer', display_width_px: 1, display_height_px: 1 }
    expect(messagesToResponses({ tools: [computer] }).refused).toMatch('/tools/0')
  })

  it('TOOL-12: where search may look goes with it, what else it can be told is lost', () => {
    const tools = [{ type: 'web_search_20260318', name: 'web_search', allowed_domains: ['a.test'], max_uses: 2 }]
    const { body, losses } = messagesToResponses({ tools }, gpt5)
    expect([body?.['tools'], losses]).toEqual([
      [{ type: 'web_search', filters: { allowed_domains: ['a.test'] } }],
      ['/tools/0/max_uses dropped warn TOOL-12'],
    ])
  })

  it('TOOL-17: callers that are the client itself say nothing, others are refused', () => {
    const tool = (allowed_callers: string[]) => ({ tools: [{ name: 'w', input_schema: empty, allowed_callers }] })
    expect(messagesToResponses(tool(['direct'])).body?.['tools']).toEqual([flat('w')])
    expect(messagesToResponses(tool(['code_execution_20250825'])).refused).toMatch('/tools/0')
  })

  it('TOOL-17: a tool that is to be loaded later is loaded at once where nothing searches for it', () => {
    const { body, losses } = messagesToResponses({ tools: [{ name: 'w', input_schema: empty, defer_loading: true }] })
    expect([body?.['tools'], losses]).toEqual([[flat('w')], ['/tools/0/defer_loading carried info TOOL-17']])
  })

  it('TOOL-20: calls of tools that are gone are history', () => {
    const { refused, body } = messagesToResponses({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'w', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: '5' }] },
      ],
    })
    expect([refused, body?.['tools']]).toEqual([null, undefined])
  })
})
