import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/interlingua/event.ts'
import type { JsonObject } from '../../src/interlingua/json.ts'
import type { Part } from '../../src/interlingua/part.ts'
import type { Tool } from '../../src/interlingua/tool.ts'
import { unfold } from '../../src/interlingua/unfold.ts'
import { askedFor, emitted } from './emitted.ts'
import { answer, native, offered, part } from './parts.ts'

/** The items of calls that a client gets who offered `tools`, and what was lost of them. */
async function called(tools: readonly Tool[], ...parts: readonly Part[]) {
  const { last, events, losses } = await emitted(unfold(answer(parts, 'toolCalls')), askedFor({}, { tools }))
  const { output } = last['response'] as { readonly output: readonly JsonObject[] }
  return { items: output, types: events.map(({ type }) => type), losses: losses.map(({ rule, level }) => [rule, level]) }
}

describe('calls that a Responses client gets', () => {
  it('EVA-20, RSP-3: a custom tool is called with plain text', async () => {
    const { items, types } = await called([], part.custom('call_1', 'two\nlines'))
    expect(items).toEqual([
      { type: 'custom_tool_call', id: 'ctc_ab9e8159b3d2174016706128', call_id: 'call_1', name: 'c', input: 'two\nlines' },
    ])
    expect(types.slice(2, 6)).toEqual([
      'response.output_item.added',
      'response.custom_tool_call_input.delta',
      'response.custom_tool_call_input.done',
      'response.output_item.done',
    ])
  })

  it('TOOL-15: a tool of a namespace is called by both names', async () => {
    const custom: Tool = { kind: 'freeform', at: '', name: 'crm__note', description: null, grammar: null, namespace: 'crm' }
    const tools = [offered('crm__find', 'crm'), custom, offered('crm__other')]
    const { items } = await called(
      tools,
      part.call('a', '{}', 'crm__find'),
      part.custom('b', 'x', 'crm__note'),
      part.call('c', '{}', 'crm__other'),
    )
    expect(items).toMatchObject([
      { type: 'function_call', namespace: 'crm', name: 'find' },
      { type: 'custom_tool_call', namespace: 'crm', name: 'note' },
      { type: 'function_call', name: 'crm__other' },
    ])
    expect(items[2]).not.toHaveProperty('namespace')
  })

  it.each<[string, string, JsonObject & { readonly id: string }]>([
    [
      'shell',
      '{"commands":["ls","pwd"],"timeout_ms":500}',
      {
        type: 'shell_call',
        id: 'sh_',
        action: { commands: ['ls', 'pwd'], timeout_ms: 500, max_output_length: null },
        environment: { type: 'local' },
      },
    ],
    [
      'local_shell',
      '{"command":["ls","-a"],"working_directory":"/tmp"}',
      {
        type: 'local_shell_call',
        id: 'lsh_',
        action: { type: 'exec', command: ['ls', '-a'], env: {}, timeout_ms: null, user: null, working_directory: '/tmp' },
      },
    ],
    [
      'apply_patch',
      '{"type":"update_file","path":"a.ts","diff":"@@"}',
      { type: 'apply_patch_call', id: 'apc_', operation: { type: 'update_file', path: 'a.ts', diff: '@@' } },
    ],
    [
      'apply_patch',
      '{"type":"delete_file","path":"a.ts","diff":""}',
      { type: 'apply_patch_call', id: 'apc_', operation: { type: 'delete_file', path: 'a.ts' } },
    ],
    ['tool_search', '{"query":"crm"}', { type: 'tool_search_call', id: 'tsc_', arguments: { query: 'crm' }, execution: 'client' }],
  ])('TOOL-14, TOOL-23: a call of the tool %s is the item that its client knows', async (tool, args, item) => {
    const { items, types, losses } = await called([native(tool)], part.call('call_1', args, tool))
    expect(items).toEqual([{ ...item, id: expect.stringMatching(`^${item.id}[0-9a-f]{24}$`), call_id: 'call_1', status: 'completed' }])
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.completed',
    ])
    expect(losses).toEqual([])
  })

  it.each([
    ['shell', '{"command":"ls"}'],
    ['local_shell', '["ls"]'],
    ['apply_patch', '{"type":"move_file","path":"a"}'],
    ['apply_patch', '{"type":"create_file","path":"a"'],
  ])('TR-9: a call of the tool %s with the input %s is shown as what it is', async (tool, args) => {
    const { items, losses } = await called([native(tool)], part.call('call_1', args, tool))
    expect(items).toMatchObject([{ type: 'function_call', call_id: 'call_1', name: tool, arguments: args }])
    expect(losses).toEqual([['TR-9', 'warn']])
  })

  it('TR-9: a call that the limit cut is incomplete, as is its answer', async () => {
    const { last } = await emitted(unfold(answer([part.call('call_1', '{"a":')], 'maxTokens')))
    expect(last['response']).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ type: 'function_call', arguments: '{"a":', status: 'incomplete' }],
    })
  })

  it('TR-3, TR-4, EMR-4: every call has an id that the API takes, and its own', async () => {
    const { items } = await called(
      [],
      part.call('call_0', '{}'),
      part.call('call_0', '{}'),
      part.call('a b', '{}'),
      part.call('x'.repeat(70), '{}'),
    )
    expect(items.map(({ call_id }) => call_id)).toEqual([
      'call_0',
      'call_0_2',
      'call_zbuhucfklvxnebcdfd5gu2l2xd',
      'call_y4n5ccjcpyrugtwpoh6qunckec',
    ])
    expect(new Set(items.map(({ id }) => id)).size).toBe(4)
  })

  it('RSP-14: reasoning, words and calls keep the order of the upstream', async () => {
    const { items } = await called([], part.thinking('hm'), part.text('a'), part.call('1', '{}'), part.thinking('so'), part.call('2', '{}'))
    expect(items.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call', 'reasoning', 'function_call'])
  })

  it('TR-6: long numbers in the input of a native call stay what they are', async () => {
    const events: Event[] = unfold(answer([part.call('c', '{"id":12345678901234567890}', 'tool_search')], 'toolCalls'))
    const { text } = await emitted(events, askedFor({}, { tools: [native('tool_search')] }))
    expect(text).toContain('"arguments":{"id":12345678901234567890}')
  })
})
