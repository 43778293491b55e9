import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Request } from '../../interlingua/request.ts'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import format from './format.ts'

interface Decoded {
  readonly request: Request
  /** Losses towards another format. */
  readonly losses: readonly (readonly [path: string, rule: string, level: string])[]
}

function decoded(members: JsonObject, settings: Partial<Settings> = {}): Decoded {
  const ledger = new Ledger(format.name, format.unknownMembers.request)
  const body = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }], ...members }
  const request = format.request.decode(body, ledger, {
    headers: {},
    settings: { ...defaultSettings, ...settings },
    context: createContext(),
  })
  const losses = ledger.settled(null, 'other').losses.map(({ path, rule, level }) => [path, rule, level] as const)
  return { request, losses }
}

const user = (...content: JsonObject[]): JsonObject => ({ messages: [{ role: 'user', content }] })
const partsOf = ({ request }: Decoded) => request.turns.at(-1)?.parts

describe('settings of a request', () => {
  it('REQ-A-5: a system string is the first turn', () => {
    expect(decoded({ system: 'Be brief.' }).request.turns[0]).toEqual({
      at: '/system',
      role: 'system',
      name: null,
      shorthand: true,
      parts: [{ kind: 'text', at: '/system', text: 'Be brief.', cache: null }],
    })
  })

  it('REQ-A-6: a system array keeps its blocks and markers', () => {
    const { request } = decoded({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
    })
    expect(request.turns[0]?.parts).toEqual([
      { kind: 'text', at: '/system/0', text: 'a', cache: null },
      { kind: 'text', at: '/system/1', text: 'b', cache: { at: '/system/1/cache_control', ttl: '1h' } },
    ])
  })

  it.each([
    [
      { thinking: { type: 'enabled', budget_tokens: 2048, display: 'summarized' } },
      { kind: 'budget', tokens: 2048, effort: null, summary: true },
    ],
    [
      { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
      { kind: 'adaptive', effort: 'max', summary: null, betweenTools: false },
    ],
    [
      { thinking: { type: 'enabled', budget_tokens: 2048 }, output_config: { effort: 'high' } },
      { kind: 'budget', tokens: 2048, effort: 'high', summary: null },
    ],
    [{ thinking: { type: 'between_tools' } }, { kind: 'adaptive', effort: null, summary: null, betweenTools: true }],
    [
      { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
      { kind: 'off', effort: 'low' },
    ],
    [{ output_config: { effort: 'xhigh' } }, { kind: 'effort', effort: 'xhigh', summary: null }],
  ])('REQ-A-12: %j is one wish', (members, reasoning) => {
    expect(decoded(members).request.reasoning).toEqual(reasoning)
  })

  it('REQ-A-14, REQ-A-16: the deprecated form of the answer is the same wish', () => {
    const form = { type: 'json_schema', schema: { type: 'object' } }
    const output = { kind: 'schema', schema: { type: 'object' }, name: null, description: null, strict: null }
    expect(decoded({ output_config: { format: form } }).request.output).toEqual(output)
    expect(decoded({ output_format: form }).request.output).toEqual(output)
  })

  it('REQ-A-19, REQ-A-20, REQ-A-7: user, tier and stop sequences', () => {
    const { request } = decoded({ metadata: { user_id: 'u' }, service_tier: 'standard_only', stop_sequences: ['X'] })
    expect([request.user, request.serviceTier, request.stop]).toEqual(['u', 'default', ['X']])
  })

  it.each([
    [{ container: 'c' }, '/container', 'REQ-A-24', 'reject'],
    [{ inference_geo: 'eu' }, '/inference_geo', 'REQ-A-25', 'never'],
    [{ diagnostics: { previous_message_id: 'm' } }, '/diagnostics', 'REQ-A-26', 'debug'],
    [{ context_management: { edits: [] } }, '/context_management', 'REQ-A-27', 'warn'],
    [{ compaction: { type: 'summarize' } }, '/compaction', 'REQ-A-28', 'reject'],
    [{ mcp_servers: [{ name: 'x' }] }, '/mcp_servers', 'REQ-A-29', 'warn'],
    [{ fallbacks: [{ model: 'x' }] }, '/fallbacks', 'REQ-A-30', 'reject'],
    [{ fallbacks: 'default' }, '/fallbacks', 'REQ-A-30', 'warn'],
    [{ thread: { type: 'create' } }, '/thread', 'REQ-A-31', 'never'],
    [{ billing_policy: { type: 'billing_policy', bill_to: 'user_profile' } }, '/billing_policy', 'REQ-A-32', 'never'],
    [{ speed: 'fast' }, '/speed', 'REQ-A-21', 'warn'],
    [{ speed: 'turbo' }, '/speed', 'REQ-A-33', 'warn'],
    [{ output_config: { task_budget: { type: 'tokens' } } }, '/output_config/task_budget', 'REQ-A-15', 'warn'],
    [{ thinking: { type: 'adaptive', block_binding: {} } }, '/thinking/block_binding', 'REQ-A-13', 'info'],
    [{ nobody_knows: 1 }, '/nobody_knows', 'REQ-A-33', 'warn'],
  ])('elsewhere %j is a loss at %s (%s)', (members, path, rule, level) => {
    expect(decoded(members).losses).toEqual([[path, rule, level]])
  })

  it('LEN-1, LEN-2: null, and empty values of members that would be lost, ask for nothing', () => {
    expect(
      decoded({ tools: null, tool_choice: null, thinking: null, container: null, mcp_servers: [], context_management: {} }).losses,
    ).toEqual([])
  })

  it('each sampling parameter is its own', () => {
    const { sampling } = decoded({ temperature: 0.5, top_p: 0.9, top_k: 40 }).request
    expect(sampling).toEqual({ temperature: 0.5, topP: 0.9, topK: 40 })
  })

  it('GWE-1: the element of a list that is wrong is named', () => {
    expect(decoded({ stop_sequences: ['a', 7] }).losses).toEqual([['/stop_sequences/1', 'GWE-1', 'never']])
  })

  it('GWE-1: a value of a wrong type is named by its path, deep in the messages', () => {
    const { losses } = decoded({ messages: [{ role: 'user', content: [{ type: 'text', text: 7 }] }] })
    expect(losses).toEqual([['/messages/0/content/0/text', 'GWE-1', 'never']])
  })
})

describe('blocks', () => {
  it('CB-4, CB-5, CB-6: images by bytes, address and file', () => {
    const images = [
      { type: 'base64', media_type: 'image/webp', data: 'AA==' },
      { type: 'url', url: 'https://x.example/a.png' },
      { type: 'file', file_id: 'f' },
    ]
    const found = partsOf(decoded(user(...images.map((source) => ({ type: 'image', source })))))
    expect(found?.map((part) => part.kind === 'image' && part.source)).toEqual([
      { kind: 'base64', mediaType: 'image/webp', data: 'AA==' },
      { kind: 'url', url: 'https://x.example/a.png' },
      { kind: 'file', id: 'f' },
    ])
  })

  it('CB-8, CB-10, CB-11: documents keep title, context and the wish for citations', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'words' }
    expect(partsOf(decoded(user({ type: 'document', source, title: 't', context: 'c', citations: { enabled: true } })))).toEqual([
      {
        kind: 'document',
        at: '/messages/0/content/0',
        source: { kind: 'text', text: 'words', mediaType: 'text/plain' },
        title: 't',
        context: 'c',
        citations: true,
        cache: null,
      },
    ])
  })

  it('CB-12: a search result is kept whole beside its text', () => {
    const block = { type: 'search_result', source: 's', title: 't', content: [{ type: 'text', text: 'x' }] }
    expect(partsOf(decoded(user(block)))).toMatchObject([
      {
        kind: 'opaque',
        type: 'search_result',
        payload: block,
        text: 'Source: s\nTitle: t\n\nx',
        elsewhere: { rule: 'CB-12', level: 'info' },
      },
    ])
  })

  it('CB-13, CB-15, LEN-3: calls and results, a result without content', () => {
    const { request } = decoded({
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'w', input: { b: 1, a: [2] } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: null, is_error: true }] },
      ],
    })
    expect(request.turns.map(({ parts }) => parts)).toEqual([
      [{ kind: 'toolCall', at: '/messages/0/content/0', id: 't', name: 'w', arguments: '{"b":1,"a":[2]}', freeform: false, cache: null }],
      [{ kind: 'toolResult', at: '/messages/1/content/0', callId: 't', parts: [], isError: true, cache: null }],
    ])
  })

  it('CB-14: who called a tool is told where it was not the model itself', () => {
    const call = (caller: JsonObject): JsonObject => ({
      messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'w', input: {}, caller }] }],
    })
    expect(decoded(call({ type: 'direct' })).losses).toEqual([])
    expect(decoded(call({ type: 'code_execution_20260120', tool_id: 's' })).losses).toEqual([
      ['/messages/0/content/0/caller', 'CB-14', 'reject'],
      ['/messages/0/content/0/caller', 'CB-14', 'info'],
    ])
  })

  it('CB-14: code that has ended waits for no result', () => {
    const caller = { type: 'code_execution_20260120', tool_id: 's' }
    const ended = { type: 'code_execution_tool_result', tool_use_id: 's', content: { type: 'code_execution_result', stdout: '' } }
    const content = [{ type: 'tool_use', id: 't', name: 'w', input: {}, caller }, ended]
    const { losses } = decoded({ messages: [{ role: 'assistant', content }] })
    expect(losses.filter(([, rule]) => rule === 'CB-14')).toEqual([['/messages/0/content/0/caller', 'CB-14', 'info']])
  })

  it('CB-16: thinking keeps its signature, redacted thinking its data', () => {
    const { request } = decoded({
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: '', signature: 'S' },
            { type: 'redacted_thinking', data: 'D' },
          ],
        },
      ],
    })
    expect(request.turns[0]?.parts).toEqual([
      { kind: 'thinking', at: '/messages/0/content/0', text: '', seal: 'S', redacted: false },
      { kind: 'thinking', at: '/messages/0/content/1', text: '', seal: 'D', redacted: true },
    ])
  })

  it.each([
    ['server_tool_use', 'CB-17', 'reject'],
    ['fallback', 'CB-19', 'info'],
    ['block_of_tomorrow', 'CB-20', 'warn'],
  ])('a block of type %s is opaque (%s)', (type, rule, level) => {
    const block = { type, id: 's', name: 'web_search', input: {} }
    expect(partsOf(decoded(user(block)))).toMatchObject([{ kind: 'opaque', type, payload: block, text: null, elsewhere: { rule, level } }])
  })

  it('CB-17: the history of server tools is text where configuration says so', () => {
    const block = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } }
    expect(partsOf(decoded(user(block), { historyServerTools: 'text' }))).toMatchObject([
      { text: '[server_tool_use] {"query":"q"}', elsewhere: { rule: 'CB-17', level: 'info' } },
    ])
  })

  it('CB-18: a summary has its text', () => {
    expect(partsOf(decoded(user({ type: 'compaction', content: 'so far' })))).toMatchObject([
      { text: 'Summary of the earlier conversation:\nso far' },
    ])
  })

  it('TR-11: references and browser states in results are text', () => {
    const content = [
      { type: 'tool_reference', tool_name: 'w' },
      { type: 'browser_state', tabs: [] },
    ]
    const found = partsOf(decoded(user({ type: 'tool_result', tool_use_id: 't', content })))
    expect(found).toMatchObject([{ parts: [{ text: 'Tool available: w' }, { text: '{"type":"browser_state","tabs":[]}' }] }])
  })

  it('CB-3: citations are carried from the assistant, dropped with a warning from the user', () => {
    const text = { type: 'text', text: 'x', citations: [{ type: 'char_location' }] }
    expect(decoded(user(text)).losses).toEqual([['/messages/0/content/0/citations', 'CB-3', 'warn']])
    expect(decoded({ messages: [{ role: 'assistant', content: [text] }] }).losses).toEqual([
      ['/messages/0/content/0/citations', 'CB-3', 'info'],
    ])
  })
})

describe('tools', () => {
  it('TOOL-1, TOOL-8: a custom tool needs no type', () => {
    const tool = { name: 'w', description: 'd', input_schema: { type: 'object' }, strict: true, input_examples: [{ a: 1 }] }
    expect(decoded({ tools: [tool, { ...tool, type: 'custom' }] }).request.tools).toMatchObject([
      { kind: 'function', name: 'w', description: 'd', parameters: { type: 'object' }, strict: true, examples: [{ a: 1 }] },
      { kind: 'function', name: 'w' },
    ])
  })

  it('TOOL-10: tools the client executes are functions elsewhere', () => {
    expect(decoded({ tools: [{ type: 'bash_20250124', name: 'bash' }] }).request.tools).toMatchObject([
      { kind: 'hosted', name: 'bash', asFunction: { parameters: { properties: { command: { type: 'string' } } } } },
    ])
  })

  it.each([
    ['text_editor_20241022', true],
    ['text_editor_20250124', true],
    ['text_editor_20250429', false],
    ['text_editor_20250728', false],
  ])('TOOL-10: the editor %s can undo an edit: %s', (type, undoes) => {
    const commands = ['view', 'create', 'str_replace', 'insert', ...(undoes ? ['undo_edit'] : [])]
    expect(decoded({ tools: [{ type, name: 'editor' }] }).request.tools).toMatchObject([
      { kind: 'hosted', type, asFunction: { parameters: { properties: { command: { enum: commands } } } } },
    ])
  })

  it.each([
    ['computer_toolset_20260801', 'TOOL-11', 'reject'],
    ['web_search_20260318', 'TOOL-22', 'warn'],
    ['mcp_toolset', 'TOOL-22', 'warn'],
    ['bash_20991231', 'TOOL-10', 'reject'],
  ])('%s is known here alone (%s)', (type, rule, level) => {
    expect(decoded({ tools: [{ type, name: 'x' }] }).request.tools).toMatchObject([
      { kind: 'hosted', type, asFunction: null, elsewhere: { rule, level } },
    ])
  })

  it('TOOL-17: callers other than the model, and late loading, are said', () => {
    const tool = { name: 'w', input_schema: { type: 'object' } }
    expect(decoded({ tools: [{ ...tool, allowed_callers: ['code_execution_20260120'] }] }).losses).toEqual([
      ['/tools/0/allowed_callers', 'TOOL-17', 'reject'],
    ])
    expect(decoded({ tools: [{ ...tool, allowed_callers: ['direct'], defer_loading: true }] }).losses).toEqual([
      ['/tools/0/defer_loading', 'TOOL-17', 'info'],
      ['/tools/0/allowed_callers', 'TOOL-17', 'debug'],
    ])
  })

  it.each([
    [{ type: 'auto' }, { kind: 'auto' }, null],
    [{ type: 'any', disable_parallel_tool_use: true }, { kind: 'required' }, false],
    [{ type: 'tool', name: 'w' }, { kind: 'tool', name: 'w' }, null],
    [{ type: 'none' }, { kind: 'none' }, null],
  ])('TCH-2, TCH-6: %j', (wire, choice, parallel) => {
    const { request } = decoded({ tool_choice: wire })
    expect([request.toolChoice, request.parallelTools]).toEqual([choice, parallel])
  })
})
