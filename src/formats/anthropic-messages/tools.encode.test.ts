import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Request } from '../../interlingua/request.ts'
import { call, encoded, members, result, rules, tool, turn } from './encoding.fixture.ts'

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

  it('TOOL-5: a request has twenty strict tools at most', () => {
    const closed = { type: 'object', properties: {}, additionalProperties: false }
    const many = Array.from({ length: 21 }, (_, i) => tool({ name: `w${i}`, strict: true, parameters: closed }))
    const { body, losses } = encoded({ tools: many }, { capabilities: { strictTools: true } })
    const strict = (body['tools'] as JsonObject[]).map((each) => each['strict'])
    expect(strict).toEqual([...Array.from({ length: 20 }, () => true), false])
    expect(losses.map(([, rule]) => rule)).toEqual(['TOOL-5'])
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
    const filtered = { ...search, payload: { filters: { allowed_domains: ['a.example'] }, external_web_access: false } }
    expect(members({ tools: [filtered] })['tools']).toEqual([
      { type: 'web_search_20260318', name: 'web_search', allowed_domains: ['a.example'] },
    ])
    expect(rules({ tools: [filtered] })).toEqual(['TOOL-22 warn'])
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
