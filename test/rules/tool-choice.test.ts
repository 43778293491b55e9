import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toChat, toMessages } from './translating.ts'

const messagesTools = ['w', 'v'].map((name) => ({ name, input_schema: { type: 'object', properties: {} } }))
const chatTools = ['w', 'v'].map((name) => ({ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }))
const shell = { type: 'custom', custom: { name: 'shell' } }

/** What a request says of the choice among its tools. */
const choice = ({ tool_choice, parallel_tool_calls }: JsonObject): JsonObject => ({
  ...(tool_choice === undefined ? {} : { tool_choice }),
  ...(parallel_tool_calls === undefined ? {} : { parallel_tool_calls }),
})

describe('the choice of a Messages client for a Chat upstream', () => {
  const rows: readonly (readonly [rule: string, from: JsonObject, to: JsonObject])[] = [
    ['TCH-1: no choice stays none', {}, {}],
    ['TCH-2: auto is auto', { tool_choice: { type: 'auto' } }, { tool_choice: 'auto' }],
    ['TCH-3: any is required', { tool_choice: { type: 'any' } }, { tool_choice: 'required' }],
    [
      'TCH-4: a named tool is a named function',
      { tool_choice: { type: 'tool', name: 'w' } },
      { tool_choice: { type: 'function', function: { name: 'w' } } },
    ],
    ['TCH-5: none is none', { tool_choice: { type: 'none' } }, { tool_choice: 'none' }],
    [
      'TCH-6: one call at a time beside auto',
      { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
      { tool_choice: 'auto', parallel_tool_calls: false },
    ],
    [
      'TCH-6: one call at a time beside any',
      { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
      { tool_choice: 'required', parallel_tool_calls: false },
    ],
    [
      'TCH-6: one call at a time beside a named tool',
      { tool_choice: { type: 'tool', name: 'v', disable_parallel_tool_use: true } },
      { tool_choice: { type: 'function', function: { name: 'v' } }, parallel_tool_calls: false },
    ],
    [
      'TC-2: parallel calls allowed say nothing',
      { tool_choice: { type: 'auto', disable_parallel_tool_use: false } },
      { tool_choice: 'auto' },
    ],
  ]
  it.each(rows)('%s', (_, from, to) => {
    const { body, losses } = toChat({ tools: messagesTools, ...from })
    expect([body?.['tools'], choice(body ?? {}), losses]).toEqual([chatTools, to, []])
  })

  it('TC-1: a choice without any tool is dropped', () => {
    const { body, losses } = toChat({ tool_choice: { type: 'auto', disable_parallel_tool_use: true } })
    expect([choice(body ?? {}), losses]).toEqual([
      {},
      ['/tool_choice dropped debug TC-1', '/tool_choice/disable_parallel_tool_use dropped debug TC-1'],
    ])
  })

  it('TC-4: a model that cannot be forced refuses the force', () => {
    const { refused } = toChat({ tools: messagesTools, tool_choice: { type: 'any' } }, { capabilities: { forcedToolChoice: false } })
    expect(refused).toMatch('/tool_choice: ')
  })
})

describe('the choice of a Chat client for a Messages upstream', () => {
  const rows: readonly (readonly [rule: string, from: JsonObject, to: JsonObject])[] = [
    ['TCH-1: no choice stays none', {}, {}],
    ['TCH-2: auto is auto', { tool_choice: 'auto' }, { tool_choice: { type: 'auto' } }],
    ['TCH-3: required is any', { tool_choice: 'required' }, { tool_choice: { type: 'any' } }],
    [
      'TCH-4: a named function is a named tool',
      { tool_choice: { type: 'function', function: { name: 'w' } } },
      { tool_choice: { type: 'tool', name: 'w' } },
    ],
    ['TCH-5: none is none', { tool_choice: 'none' }, { tool_choice: { type: 'none' } }],
    [
      'TCH-6: one call at a time beside a choice',
      { tool_choice: 'required', parallel_tool_calls: false },
      { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
    ],
    [
      'TCH-7: one call at a time without a choice is auto',
      { parallel_tool_calls: false },
      { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ],
    ['TC-2: parallel calls allowed are the default, and omitted', { parallel_tool_calls: true }, {}],
    ['TC-2: also beside a choice', { tool_choice: 'auto', parallel_tool_calls: true }, { tool_choice: { type: 'auto' } }],
  ]
  it.each(rows)('%s', (_, from, to) => {
    const { body, losses } = toMessages({ tools: chatTools, ...from })
    expect([body?.['tools'], choice(body ?? {}), losses]).toEqual([messagesTools, to, []])
  })

  it('TCH-4, TOOL-9: a named free-text tool is the function that stands for it', () => {
    const { body } = toMessages({ tools: [shell], tool_choice: { type: 'custom', custom: { name: 'shell' } } })
    expect(body?.['tool_choice']).toEqual({ type: 'tool', name: 'shell' })
  })

  it('TCH-4, TOOL-7: a name that Anthropic refuses is the one that its tool goes by', () => {
    const tools = [{ type: 'function', function: { name: 'my.tool' } }]
    const { body } = toMessages({ tools, tool_choice: { type: 'function', function: { name: 'my.tool' } } })
    expect(body).toMatchObject({ tools: [{ name: 'my_tool_bca2c361' }], tool_choice: { type: 'tool', name: 'my_tool_bca2c361' } })
  })

  const allowed = (mode: string, ...names: string[]): JsonObject => ({
    tool_choice: { type: 'allowed_tools', allowed_tools: { mode, tools: names.map((name) => ({ type: 'function', function: { name } })) } },
  })
  it.each([
    ['TCH-8: allowed tools are the only ones offered', allowed('auto', 'v'), [messagesTools[1]], { type: 'auto' }],
    ['TCH-8: one of the allowed tools can be required', allowed('required', 'v'), [messagesTools[1]], { type: 'any' }],
  ])('%s', (_, from, tools, wanted) => {
    const { body, losses } = toMessages({ tools: chatTools, ...from })
    const told = ['/tool_choice folded info TCH-8', '/tools/0 dropped info TCH-8']
    expect([body?.['tools'], body?.['tool_choice'], losses]).toEqual([tools, wanted, told])
  })

  it('TCH-9: a tool that another provider runs cannot be chosen', () => {
    const { refused, losses } = toMessages({ tools: chatTools, tool_choice: { type: 'mcp', server_label: 's' } })
    expect(refused).toMatch('/tool_choice: ')
    expect(losses).toContain('/tool_choice rejected reject TCH-9')
  })

  it('TCH-5, TC-1: where no tool is called it says nothing that no two are called at once', () => {
    const { body, losses } = toMessages({ tools: chatTools, tool_choice: 'none', parallel_tool_calls: false })
    expect([body?.['tool_choice'], losses]).toEqual([{ type: 'none' }, ['/parallel_tool_calls dropped debug TC-1']])
  })

  it('TC-1: parallel calls without any tool are dropped', () => {
    const { body, losses } = toMessages({ parallel_tool_calls: false })
    expect([choice(body ?? {}), losses]).toEqual([{}, ['/parallel_tool_calls dropped debug TC-1']])
  })

  it('TC-3: a forced call goes before thinking with a budget', () => {
    const { body, losses } = toMessages(
      { tools: chatTools, tool_choice: 'required', reasoning_effort: 'high', max_completion_tokens: 5000 },
      { model: 'claude-sonnet-4-5' },
    )
    expect([body?.['tool_choice'], body?.['thinking'], losses]).toEqual([
      { type: 'any' },
      { type: 'disabled' },
      ['/reasoning_effort dropped warn TC-3'],
    ])
  })

  it('TC-4: a model that cannot be made to call refuses the force', () => {
    expect(toMessages({ tools: chatTools, tool_choice: 'required' }, { model: 'claude-mythos-preview' }).refused).toMatch('/tool_choice: ')
  })
})

describe('a choice of what Anthropic runs, for a Chat upstream', () => {
  const search = { type: 'web_search_20260318', name: 'web_search' }
  it('TCH-9, TOOL-22: is refused where the tool has no equivalent', () => {
    const { refused } = toChat({ tools: [...messagesTools, search], tool_choice: { type: 'tool', name: 'web_search' } })
    expect(refused).toMatch('/tools/2: ')
  })

  it('TCH-9: is granted where the tool was mapped', () => {
    const { refused, body } = toChat(
      { tools: [...messagesTools, search], tool_choice: { type: 'tool', name: 'web_search' } },
      { capabilities: { hostedTools: ['web_search'] } },
    )
    expect([refused, body?.['web_search_options'], body?.['tools']]).toEqual([null, {}, chatTools])
  })
})
