import { describe, expect, it } from 'vitest'
import { createContext } from '../../translate/default-context.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import { name } from './name.ts'
import { decodeRequest } from './request.decode.ts'

function decoded(input: unknown, members: object = {}, settings: Partial<Settings> = {}) {
  const ledger = new Ledger(name, { rule: 'REQ-A-33', why: 'unknown', level: 'warn' })
  const reading = { headers: {}, settings: { ...defaultSettings, ...settings }, context: createContext() }
  const request = decodeRequest({ model: 'm', input, ...members }, ledger, reading)
  const told = ledger.settled(null, 'other').losses.filter(({ level }) => level !== 'debug')
  const losses = told.map(({ path, fate, rule, level }) => [path, fate, rule, level])
  return { request, turns: request.turns, losses, ledger }
}

const text = (at: string, words: string) => ({ kind: 'text', at, text: words, cache: null })
const call = { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}' }
const parts = (content: unknown) => decoded([{ role: 'user', content }]).turns[0]?.parts

describe('items of a Responses request as turns', () => {
  it('REQ-R-2: a string is what the user says', () => {
    expect(decoded('hi').turns).toEqual([{ at: '/input', role: 'user', name: null, shorthand: true, parts: [text('/input', 'hi')] }])
  })

  it('RI-13: what Codex notes beside the request and its items is for OpenAI, and no other model misses it', () => {
    const notes = { turn_id: 'turn-1', create_time: 7.5 }
    const items = [{ role: 'user', content: 'hi' }, call, { type: 'function_call_output', call_id: 'c1', output: '5' }]
    const noted = items.map((item) => ({ ...item, internal_chat_message_metadata_passthrough: notes }))
    const { turns, losses, ledger } = decoded(noted, { client_metadata: { turn_id: 'turn-1' } })
    expect(turns).toEqual(decoded(items).turns)
    expect(losses).toEqual([])
    expect(ledger.entries.filter(({ elsewhere }) => elsewhere?.rule === 'RI-13')).toMatchObject([
      { path: '/client_metadata', value: { turn_id: 'turn-1' }, elsewhere: { level: 'debug' } },
      { path: '/input/0/internal_chat_message_metadata_passthrough', value: notes },
      { path: '/input/1/internal_chat_message_metadata_passthrough', value: notes },
      { path: '/input/2/internal_chat_message_metadata_passthrough', value: notes },
    ])
  })

  it('REQ-R-5, ROL-1: instructions come first', () => {
    const { turns } = decoded([{ role: 'developer', content: 'be kind' }], { instructions: 'be brief' })
    expect(turns).toEqual([
      { at: '/instructions', role: 'system', name: null, shorthand: true, parts: [text('/instructions', 'be brief')] },
      { at: '/input/0', role: 'developer', name: null, shorthand: true, parts: [text('/input/0/content', 'be kind')] },
    ])
  })

  it('GRP-1, RI-6, ROL-5: a run of what the assistant thought, said and called is one turn, outputs and messages have their own', () => {
    const { turns, losses } = decoded([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'weather?' }] },
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'E==' },
      { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'I look' }] },
      call,
      { ...call, call_id: 'c2', arguments: '' },
      { type: 'function_call_output', call_id: 'c1', output: '5' },
      { type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: '6' }] },
      { role: 'user', content: 'and?' },
    ])
    expect(turns).toEqual([
      { at: '/input/0', role: 'user', name: null, shorthand: false, parts: [text('/input/0/content/0', 'weather?')] },
      {
        at: '/input/1',
        role: 'assistant',
        name: null,
        shorthand: false,
        parts: [
          { kind: 'thinking', at: '/input/1', text: 'hm', seal: null, redacted: false },
          text('/input/2/content/0', 'I look'),
          { kind: 'toolCall', at: '/input/3', id: 'c1', name: 'f', arguments: '{"a":1}', freeform: false, cache: null },
          { kind: 'toolCall', at: '/input/4', id: 'c2', name: 'f', arguments: '', freeform: false, cache: null },
        ],
      },
      {
        at: '/input/5',
        role: 'tool',
        name: null,
        shorthand: false,
        parts: [{ kind: 'toolResult', at: '/input/5', callId: 'c1', parts: [text('/input/5/output', '5')], isError: false, cache: null }],
      },
      {
        at: '/input/6',
        role: 'tool',
        name: null,
        shorthand: false,
        parts: [{ kind: 'toolResult', at: '/input/6', callId: 'c2', parts: [text('/input/6/output/0', '6')], isError: false, cache: null }],
      },
      { at: '/input/7', role: 'user', name: null, shorthand: true, parts: [text('/input/7/content', 'and?')] },
    ])
    expect(losses).toEqual([])
  })

  it('RI-7: calls of free-text tools and what they gave', () => {
    const { turns } = decoded([
      { type: 'custom_tool_call', call_id: 'c1', name: 'sql', input: 'select 1' },
      { type: 'custom_tool_call_output', call_id: 'c1', output: '' },
    ])
    expect(turns[0]?.parts).toEqual([
      { kind: 'toolCall', at: '/input/0', id: 'c1', name: 'sql', arguments: 'select 1', freeform: true, cache: null },
    ])
    expect(turns[1]?.parts).toEqual([{ kind: 'toolResult', at: '/input/1', callId: 'c1', parts: [], isError: false, cache: null }])
  })

  it('RI-2, RI-3, LEN-10: what a message says of itself is kept, and told where it says something', () => {
    const message = {
      type: 'message',
      role: 'assistant',
      id: 'msg_1',
      status: 'incomplete',
      phase: 'commentary',
      content: [
        { type: 'output_text', text: 'a', annotations: [{ type: 'file_path', file_id: 'f', index: 0 }], logprobs: [] },
        { type: 'refusal', refusal: 'no' },
      ],
    }
    const { turns, losses, ledger } = decoded([message])
    expect(turns[0]?.parts).toEqual([text('/input/0/content/0', 'a'), { kind: 'refusal', at: '/input/0/content/1', text: 'no' }])
    expect(losses).toEqual([
      ['/input/0/phase', 'carried', 'RI-2', 'info'],
      ['/input/0/content/0/annotations', 'carried', 'RI-2', 'info'],
    ])
    expect(ledger.entries.map(({ path }) => path)).toEqual([
      '/input/0/id',
      '/input/0/status',
      '/input/0/phase',
      '/input/0/content/0/annotations',
      '/input/0/content/0/logprobs',
    ])
  })

  it('RI-4, LEN-9: a role without a type makes a message', () => {
    const { turns, losses } = decoded([{ role: 'assistant', content: 'hello' }])
    expect(turns).toMatchObject([{ role: 'assistant', parts: [text('/input/0/content', 'hello')] }])
    expect(losses).toEqual([])
  })

  it('RI-5, LEN-12: reasoning has the text of its summary, else its own, and is kept as it was', () => {
    const thinking = (item: object) => decoded([{ type: 'reasoning', ...item }]).turns[0]?.parts
    expect(thinking({ summary: [{ text: 'a' }, { text: 'b' }], content: null })).toMatchObject([{ text: 'a\n\nb', seal: null }])
    expect(thinking({ content: [{ type: 'reasoning_text', text: 'long' }] })).toMatchObject([{ text: 'long', seal: null }])
    expect(thinking({})).toMatchObject([{ text: '', seal: null, redacted: false }])
    const summary = [{ type: 'summary_text', text: 'a' }]
    expect(decoded([{ type: 'reasoning', id: 'rs_1', summary }]).ledger.entries).toEqual([
      { path: '/input/0/id', value: 'rs_1', elsewhere: null },
      { path: '/input/0/summary', value: summary, elsewhere: null },
    ])
  })

  it('CAR-9, RSN-2: what OpenAI sealed is for OpenAI alone, a carrier is for whoever can open it', () => {
    const native = decoded([{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAAA' }])
    expect(native.turns[0]?.parts).toMatchObject([{ kind: 'thinking', seal: null }])
    expect(native.ledger.entries.at(-1)).toMatchObject({
      path: '/input/0/encrypted_content',
      value: 'gAAAA',
      elsewhere: { rule: 'CAR-9', level: 'debug' },
    })
    const carrier = createContext({ secret: 's' }).seal('{}')
    expect(decoded([{ type: 'reasoning', encrypted_content: carrier }]).turns[0]?.parts).toMatchObject([{ seal: carrier }])
  })

  it('LEN-13: calls and outputs need no id and no status', () => {
    expect(decoded([call, { type: 'function_call_output', call_id: 'c1', output: 'x' }]).ledger.losses).toEqual([])
    const stated = decoded([
      { type: 'custom_tool_call', call_id: 'c1', name: 'sql', input: 'x', status: 'completed' },
      { type: 'custom_tool_call_output', call_id: 'c1', output: 'x', status: 'completed' },
    ])
    expect(stated.losses).toEqual([])
  })

  it('TOOL-15: a call of a namespace has its flattened name, and keeps both for this format', () => {
    const { turns, ledger } = decoded([{ ...call, namespace: 'crm' }])
    expect(turns[0]?.parts).toMatchObject([{ kind: 'toolCall', name: 'crm__f' }])
    expect(ledger.entries).toEqual([
      { path: '/input/0/name', value: 'f', elsewhere: null },
      { path: '/input/0/namespace', value: 'crm', elsewhere: null },
    ])
  })

  it('TOOL-14: calls of tools that the client has by OpenAI’s schemas are calls of functions', () => {
    const { turns, ledger } = decoded([
      { type: 'local_shell_call', id: 'lsh_1', call_id: 'c1', action: { type: 'exec', command: ['ls'], env: {} }, status: 'completed' },
      { type: 'local_shell_call_output', id: 'lsh_1', output: 'a.txt' },
      { type: 'shell_call', call_id: 'c2', action: { commands: ['ls'], timeout_ms: 5, max_output_length: null } },
      { type: 'shell_call_output', call_id: 'c2', output: [{ stdout: 'a', stderr: '', outcome: { type: 'exit', exit_code: 0 } }] },
      { type: 'apply_patch_call', call_id: 'c3', operation: { type: 'delete_file', path: 'a' }, status: 'completed' },
      { type: 'apply_patch_call_output', call_id: 'c3', status: 'failed' },
    ])
    expect(turns.flatMap(({ parts: said }) => said)).toMatchObject([
      { kind: 'toolCall', id: 'c1', name: 'local_shell', arguments: '{"command":["ls"]}' },
      { kind: 'toolResult', callId: 'c1', parts: [{ text: 'a.txt' }], isError: false },
      { kind: 'toolCall', id: 'c2', name: 'shell', arguments: '{"commands":["ls"],"timeout_ms":5}' },
      { kind: 'toolResult', callId: 'c2', parts: [{ text: '[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]' }] },
      { kind: 'toolCall', id: 'c3', name: 'apply_patch', arguments: '{"type":"delete_file","path":"a"}' },
      { kind: 'toolResult', callId: 'c3', parts: [{ text: 'failed' }], isError: true },
    ])
    expect(ledger.entries.map(({ path }) => path)).toEqual(['/input/0', '/input/1', '/input/2', '/input/3', '/input/4', '/input/5'])
  })

  it('TOOL-23: a search for tools that the client runs is a call, and brings tools', () => {
    const { request, losses } = decoded([
      { type: 'tool_search_call', execution: 'client', call_id: 'c1', arguments: { q: 'mail' } },
      { type: 'tool_search_output', execution: 'client', call_id: 'c1', tools: [{ type: 'function', name: 'send' }] },
    ])
    expect(request.turns.flatMap(({ parts: said }) => said)).toMatchObject([
      { kind: 'toolCall', id: 'c1', name: 'tool_search', arguments: '{"q":"mail"}' },
      { kind: 'toolResult', callId: 'c1', parts: [{ text: 'Tools available: send' }] },
    ])
    expect(request.tools).toMatchObject([{ kind: 'function', name: 'send', at: '/input/1/tools/0' }])
    expect(losses).toEqual([])
  })

  it('RI-11: tools that an item adds join the others', () => {
    const item = { type: 'additional_tools', role: 'developer', tools: [{ type: 'function', name: 'g' }] }
    const { request, losses } = decoded([{ role: 'user', content: 'hi' }, item], { tools: [{ type: 'function', name: 'f' }] })
    expect(request.tools.map(({ name: tool, at }) => [tool, at])).toEqual([
      ['f', '/tools/0'],
      ['g', '/input/1/tools/0'],
    ])
    expect(request.turns[1]).toMatchObject({ role: 'developer', parts: [{ kind: 'opaque', type: 'additional_tools', payload: item }] })
    expect(losses).toEqual([['/input/1', 'folded', 'RI-11', 'info']])
  })

  it('RI-12: the last effort that an item sets holds for the request', () => {
    const update = (effort: string) => ({ type: 'configuration_update', reasoning: { effort } })
    const { request, losses, ledger } = decoded([update('low'), update('high'), { role: 'user', content: 'hi' }], {
      reasoning: { effort: 'medium', summary: 'auto' },
    })
    expect(request.reasoning).toEqual({ kind: 'effort', effort: 'high', summary: true })
    expect(request.at['reasoning.effort']).toBe('/input/1/reasoning/effort')
    expect(losses).toEqual([
      ['/input/0/reasoning/effort', 'folded', 'RI-12', 'warn'],
      ['/input/1/reasoning/effort', 'folded', 'RI-12', 'warn'],
      ['/reasoning/effort', 'dropped', 'RI-12', 'info'],
    ])
    expect(ledger.entries.at(-1)).toEqual({ path: '/reasoning', value: { effort: 'medium', summary: 'auto' }, elsewhere: null })
  })

  it('MSG-7: the last item may set the form of the answer, an earlier one may not', () => {
    const format = { type: 'json_schema', name: 'n', schema: { type: 'object' } }
    const update = { type: 'configuration_update', text: { format } }
    const last = decoded([{ role: 'user', content: 'hi' }, update])
    expect(last.request).toMatchObject({ output: { kind: 'schema', name: 'n' }, at: { output: '/input/1/text/format' } })
    expect(last.losses).toEqual([])
    const other = decoded([{ role: 'user', content: 'hi' }, update], { text: { format: { type: 'json_object' } } })
    expect(other.request.output).toMatchObject({ kind: 'schema', name: 'n' })
    expect(other.losses).toEqual([['/text/format', 'dropped', 'MSG-7', 'info']])
    const early = decoded([update, { role: 'user', content: 'hi' }])
    expect(early.request.output).toBeNull()
    expect(early.losses).toEqual([['/input/0/text', 'rejected', 'MSG-7', 'reject']])
  })

  it.each<[string, object, string, string]>([
    ['RI-8: an item that is kept elsewhere', { type: 'item_reference', id: 'msg_1' }, 'RI-8', 'never'],
    ['RI-8: an item that is nothing but an id', { id: 'msg_1' }, 'RI-8', 'never'],
    ['RI-9: a compacted conversation', { type: 'compaction', encrypted_content: 'E' }, 'RI-9', 'reject'],
    ['RI-10: a search that OpenAI ran', { type: 'web_search_call', id: 'ws_1', status: 'completed' }, 'RI-10', 'reject'],
    ['RI-10: a search for tools that OpenAI ran', { type: 'tool_search_call', arguments: {} }, 'RI-10', 'reject'],
    ['RI-13, CB-20: an item that nobody knows', { type: 'dream', text: 'x' }, 'CB-20', 'warn'],
  ])('%s is kept whole for this format', (_title, item, rule, level) => {
    const { turns } = decoded([item])
    expect(turns).toMatchObject([
      { role: 'assistant', parts: [{ kind: 'opaque', at: '/input/0', payload: item, text: null, elsewhere: { rule, level } }] },
    ])
  })

  it('RI-10, CB-17: the history of a hosted tool is text where the route says so', () => {
    const item = { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } }
    const { turns } = decoded([item], {}, { historyServerTools: 'text' })
    expect(turns[0]?.parts).toMatchObject([{ kind: 'opaque', text: JSON.stringify(item), elsewhere: { rule: 'RI-10', level: 'info' } }])
  })

  it('what answers a hosted call is not the assistant’s', () => {
    const { turns } = decoded([{ type: 'computer_call_output', call_id: 'c', output: { type: 'computer_screenshot' } }])
    expect(turns).toMatchObject([{ role: 'user', parts: [{ kind: 'opaque', elsewhere: { rule: 'RI-10', level: 'reject' } }] }])
  })
})

describe('content parts of a Responses request', () => {
  it('RI-1, LEN-11: pictures, by their bytes, by address and by file', () => {
    expect(
      parts([
        { type: 'input_image', image_url: 'data:image/png;base64,aGk=', detail: 'low' },
        { type: 'input_image', image_url: 'https://x/y.png' },
        { type: 'input_image', file_id: 'file_1', detail: 'auto' },
      ]),
    ).toEqual([
      {
        kind: 'image',
        at: '/input/0/content/0',
        source: { kind: 'base64', mediaType: 'image/png', data: 'aGk=' },
        detail: 'low',
        cache: null,
      },
      { kind: 'image', at: '/input/0/content/1', source: { kind: 'url', url: 'https://x/y.png' }, detail: null, cache: null },
      { kind: 'image', at: '/input/0/content/2', source: { kind: 'file', id: 'file_1' }, detail: 'auto', cache: null },
    ])
  })

  it('RI-1, CP-6: files, by their bytes, by address and by file', () => {
    const pdf = 'data:application/pdf;base64,aGk='
    expect(
      parts([
        { type: 'input_file', filename: 'a.pdf', file_data: pdf },
        { type: 'input_file', file_url: 'https://x/y.pdf' },
        { type: 'input_file', file_id: 'file_1' },
      ]),
    ).toMatchObject([
      { kind: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'aGk=' }, title: 'a.pdf' },
      { kind: 'document', source: { kind: 'url', url: 'https://x/y.pdf' }, title: null },
      { kind: 'document', source: { kind: 'file', id: 'file_1' } },
    ])
    const { ledger } = decoded([{ role: 'user', content: [{ type: 'input_file', file_data: pdf, detail: 'low' }] }])
    expect(ledger.losses).toMatchObject([{ path: '/input/0/content/0/detail', rule: 'RI-1', level: 'debug' }])
  })

  it('RI-1: of several sources the nearest one is read, the others are told', () => {
    const { losses } = decoded([
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: 'https://x/y.png', file_id: 'f' },
          { type: 'input_file', file_url: 'https://x/y.pdf', file_id: 'f' },
        ],
      },
    ])
    expect(losses).toEqual([
      ['/input/0/content/0/file_id', 'dropped', 'RI-1', 'warn'],
      ['/input/0/content/1/file_id', 'dropped', 'RI-1', 'warn'],
    ])
  })

  it('CAC-1, CAC-3: breakpoints', () => {
    expect(parts([{ type: 'input_text', text: 'a', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }])).toEqual([
      {
        kind: 'text',
        at: '/input/0/content/0',
        text: 'a',
        cache: { at: '/input/0/content/0/prompt_cache_breakpoint', ttl: '12h' },
      },
    ])
  })

  it('RI-13: a part that nobody knows is kept whole for this format', () => {
    expect(parts([{ type: 'input_hologram', data: 'x' }])).toMatchObject([
      { kind: 'opaque', format: 'openai-responses', type: 'input_hologram', elsewhere: { rule: 'CB-20', level: 'warn' } },
    ])
  })

  it.each<[string, object, string]>([
    ['a picture from nowhere', { type: 'input_image', detail: 'auto' }, '/input/0/content/0'],
    ['a file from nowhere', { type: 'input_file', filename: 'a' }, '/input/0/content/0'],
    ['a broken data URI', { type: 'input_image', image_url: 'data:png,abc' }, '/input/0/content/0/image_url'],
    ['a text that is none', { type: 'input_text', text: 5 }, '/input/0/content/0/text'],
    ['a part of no type', { text: 'a' }, '/input/0/content/0/type'],
  ])('LAW-8: %s is a fault with its path', (_title, part, path) => {
    const { ledger } = decoded([{ role: 'user', content: [part] }])
    expect(ledger.losses).toMatchObject([{ path, rule: 'GWE-1', level: 'never' }])
  })
})
