import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Request } from '../../interlingua/request.ts'
import type { FunctionTool } from '../../interlingua/tool.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import format from './format.ts'
import { validators } from './generated/validate.closed.js'
const context = createContext()
const text = (words: string, at = ''): Part => ({ kind: 'text', at, text: words, cache: null })
const turn = (role: Role, ...parts: (Part | string)[]): Turn => ({
  at: '',
  role,
  name: null,
  shorthand: false,
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
})
const call = (id: string, args = '{}', name = 'w'): Part => ({
  kind: 'toolCall',
  at: `/${id}`,
  id,
  name,
  arguments: args,
  freeform: false,
  cache: null,
})
const result = (callId: string, ...parts: Part[]): Part => ({ kind: 'toolResult', at: '/r', callId, parts, isError: false, cache: null })
const tool = (more: Partial<FunctionTool> = {}): FunctionTool => ({
  kind: 'function',
  at: '/tools/0',
  name: 'w',
  description: null,
  parameters: { type: 'object', properties: {} },
  parametersAt: '/tools/0/schema',
  strict: null,
  examples: [],
  cache: null,
  ...more,
})

interface Way {
  readonly model?: string
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
}

const hello: Request = { ...blankExchange().request, limits: { maxTokens: 100 }, turns: [turn('user', 'hi')] }

/** Encodes what a Chat client asks, and checks it against the published schema of the version that goes with it. */
function encoded(request: Partial<Request>, { model = 'claude-sonnet-4-6', capabilities, settings }: Way = {}) {
  const ledger = new Ledger('openai-chat', { rule: 'REQ-C-32', why: '', level: 'warn' })
  const target = { model, ...capabilitiesOf('anthropic', model, capabilities), settings: { ...defaultSettings, ...settings }, context }
  const { body, headers, memo } = format.request.encode({ ...hello, ...request }, ledger, target)
  const version = headers['anthropic-version'] === '2023-06-01' ? '2023-06-01' : '2026-10-21'
  const problem = validators[version].request(body) ? null : validators[version].request.errors
  const losses = ledger.losses.map(({ path, rule, level }) => [path, rule, level])
  return { body, version, memo, losses, problem }
}

/** The members beside the model, the limit and the messages. */
function members(request: Partial<Request>, way: Way = {}): JsonObject {
  const { body, problem } = encoded(request, way)
  expect(problem).toBeNull()
  return Object.fromEntries(Object.entries(body).filter(([member]) => !['model', 'max_tokens', 'messages'].includes(member)))
}

const rules = (request: Partial<Request>, way: Way = {}): unknown =>
  encoded(request, way).losses.map(([, rule, level]) => `${rule} ${level}`)

describe('tools', () => {
  it('TOOL-2, TOOL-3, TOOL-4: the root of a schema is an object', () => {
    const schema = (parameters: JsonObject | null): unknown => members({ tools: [tool({ parameters })] })['tools']
    expect(schema(null)).toEqual([{ name: 'w', input_schema: { type: 'object', properties: {} } }])
    expect(schema({ properties: { a: {} } })).toEqual([{ name: 'w', input_schema: { type: 'object', properties: { a: {} } } }])
    expect(rules({ tools: [tool({ parameters: { anyOf: [] } })] })).toEqual(['TOOL-4 reject'])
  })

  it('TOOL-5: a strict tool stays strict only where its schema is enforced', () => {
    const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
    expect(members({ tools: [tool({ parameters: closed, strict: true })] })['tools']).toMatchObject([{ strict: true }])
    expect(members({ tools: [tool({ strict: true })] })['tools']).toMatchObject([{ strict: false }])
    expect(rules({ tools: [tool({ strict: true })] })).toEqual(['TOOL-5 warn'])
  })

  it('TOOL-7: an illegal name is replaced everywhere, and remembered', () => {
    const { body, memo } = encoded({ tools: [tool({ name: 'a/b' })], toolChoice: { kind: 'tool', name: 'a/b' } })
    const sent = 'a_b_c14cddc0'
    expect([body['tools'], body['tool_choice']]).toMatchObject([[{ name: sent }], { type: 'tool', name: sent }])
    expect([...memo.toolNames]).toEqual([[sent, 'a/b']])
  })

  it('TOOL-9: a free-text tool is a function with one string', () => {
    const grammar = { syntax: 'regex', definition: 'a+' }
    const { body, memo } = encoded({ tools: [{ kind: 'freeform', at: '', name: 'sh', description: 'Runs.', grammar }] })
    const input_schema = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'], additionalProperties: false }
    expect(body['tools']).toEqual([{ name: 'sh', description: 'Runs.\n\nInput must match this regex grammar: a+', input_schema }])
    expect([...memo.freeformTools]).toEqual(['sh'])
  })

  it('TOOL-20: calls in the history need definitions', () => {
    const turns = [turn('user', 'a'), turn('assistant', call('t')), turn('tool', result('t'))]
    expect(members({ turns })).toEqual({
      tools: [{ name: 'w', description: '(not callable)', input_schema: { type: 'object', properties: {} } }],
      tool_choice: { type: 'none' },
    })
  })

  it('TOOL-22: a hosted tool of another provider goes, but not the last one', () => {
    const hosted = {
      kind: 'hosted',
      at: '/tools/1',
      format: 'x',
      type: 'y',
      name: 'y',
      payload: {},
      asFunction: null,
      elsewhere: { rule: 'TOOL-22', why: '', level: 'warn' },
    } as const
    expect(rules({ tools: [tool(), hosted] })).toEqual(['TOOL-22 warn'])
    expect(rules({ tools: [hosted] })).toEqual(['TOOL-22 reject'])
    const search = {
      ...hosted,
      name: 'web_search',
      payload: { user_location: { type: 'approximate', approximate: { city: 'Bern', country: '', region: null } } },
    }
    expect(members({ tools: [search] })['tools']).toEqual([
      { type: 'web_search_20260318', name: 'web_search', user_location: { type: 'approximate', city: 'Bern' } },
    ])
  })

  it.each<[string, Partial<Request>, JsonObject | undefined]>([
    ['TCH-1', {}, undefined],
    ['TCH-2', { toolChoice: { kind: 'auto' } }, { type: 'auto' }],
    ['TCH-3', { toolChoice: { kind: 'required' } }, { type: 'any' }],
    ['TCH-4', { toolChoice: { kind: 'tool', name: 'w' } }, { type: 'tool', name: 'w' }],
    ['TCH-5', { toolChoice: { kind: 'none' } }, { type: 'none' }],
    ['TCH-6', { toolChoice: { kind: 'required' }, parallelTools: false }, { type: 'any', disable_parallel_tool_use: true }],
    ['TCH-7', { parallelTools: false }, { type: 'auto', disable_parallel_tool_use: true }],
    ['TC-2', { parallelTools: true }, undefined],
  ])('%s: %j', (_rule, request, choice) => {
    expect(members({ ...request, tools: [tool()] })['tool_choice']).toEqual(choice)
  })

  it('TCH-8: allowed tools are the only ones sent', () => {
    const tools = [tool(), tool({ name: 'v' })]
    const sent = members({ tools, toolChoice: { kind: 'allowed', mode: 'required', names: ['v'] } })
    expect(sent).toMatchObject({ tools: [{ name: 'v' }], tool_choice: { type: 'any' } })
    expect(members({ tools, toolChoice: { kind: 'allowed', mode: 'auto', names: [] } })).toEqual({})
  })

  it('TC-1, TC-4: a choice without tools says nothing, one that the model refuses is refused', () => {
    expect(rules({ toolChoice: { kind: 'required' } })).toEqual(['TC-1 debug'])
    expect(rules({ tools: [tool()], toolChoice: { kind: 'required' } }, { capabilities: { forcedToolChoice: false } })).toEqual([
      'TC-4 reject',
    ])
  })
})
