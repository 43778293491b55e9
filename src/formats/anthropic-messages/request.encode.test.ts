import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Effort, Request } from '../../interlingua/request.ts'
import type { FunctionTool } from '../../interlingua/tool.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import { format } from './format.ts'
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
  const { model: _model, max_tokens: _limit, messages: _messages, ...rest } = body
  return rest
}

const messages = (turns: Turn[], way: Way = {}): unknown => {
  const { body, problem } = encoded({ turns, tools: [tool()] }, way)
  expect(problem).toBeNull()
  return body['messages']
}
const rules = (request: Partial<Request>, way: Way = {}): unknown =>
  encoded(request, way).losses.map(([, rule, level]) => `${rule} ${level}`)

const words = (...all: string[]): JsonObject[] => all.map((each) => ({ type: 'text', text: each }))

describe('limits', () => {
  it('LIM-2: a client without a limit gets the model’s, or what a unary call can answer', () => {
    expect(encoded({ limits: { maxTokens: null }, stream: true }).body['max_tokens']).toBe(128_000)
    const unary = encoded({ limits: { maxTokens: null } })
    expect([unary.body['max_tokens'], unary.memo.ownLimit, unary.memo.stream]).toEqual([21_333, true, false])
    expect(encoded({ limits: { maxTokens: null } }, { settings: { maxTokens: 500 } }).body['max_tokens']).toBe(500)
  })

  it('LIM-3: a limit above the model’s is clamped, with a warning', () => {
    const { body, losses } = encoded({ limits: { maxTokens: 900_000 }, stream: true, at: { 'limits.maxTokens': '/max_tokens' } })
    expect([body['max_tokens'], losses]).toEqual([128_000, [['/max_tokens', 'LIM-3', 'warn']]])
  })

  it('BR-1: a long unary answer is asked for as a stream', () => {
    const { body, memo } = encoded({ limits: { maxTokens: 21_334 } })
    expect([body['stream'], memo.stream]).toEqual([true, true])
    expect(encoded({ limits: { maxTokens: 21_333 } }).memo.stream).toBe(false)
  })
})

describe('sampling', () => {
  const sampling = { temperature: 0.3, topP: 0.9, topK: 5 }

  it('VER-2: sampling parameters choose the older version', () => {
    expect(members({ sampling })).toEqual({ temperature: 0.3, top_p: 0.9, top_k: 5 })
    expect(encoded({ sampling }).version).toBe('2023-06-01')
    expect(encoded({}).version).toBe('2026-10-21')
  })

  it('SAM-1: newer models take none', () => {
    expect(members({ sampling }, { model: 'claude-opus-4-8' })).toEqual({})
    expect(rules({ sampling }, { model: 'claude-opus-4-8' })).toEqual(['SAM-1 warn', 'SAM-1 warn', 'SAM-1 warn'])
  })

  it('SAM-2, SAM-3: a thinking model takes none but a top_p near its default', () => {
    const reasoning = { kind: 'effort', effort: 'high', summary: null } as const
    const sent = members({ sampling: { temperature: 0.3, topP: 0.97, topK: null }, reasoning })
    expect(sent).toEqual({ top_p: 0.97, thinking: { type: 'adaptive' }, output_config: { effort: 'high' } })
    expect(rules({ sampling, reasoning })).toEqual(['SAM-2 warn', 'SAM-2 warn', 'SAM-2 warn'])
  })

  it('SAM-3, REQ-C-8: where they exclude each other the temperature stays', () => {
    expect(members({ sampling }, { model: 'claude-sonnet-4-5' })).toEqual({ temperature: 0.3, top_k: 5 })
    expect(rules({ sampling }, { model: 'claude-sonnet-4-5' })).toEqual(['REQ-C-8 warn'])
  })

  it('SAM-4: defaults are left out', () => {
    expect(members({ sampling: { temperature: 1, topP: 1, topK: null } }, { model: 'claude-opus-4-8' })).toEqual({})
  })

  it('REQ-C-7: a temperature above 1 is clamped, with a warning', () => {
    expect(members({ sampling: { temperature: 1.7, topP: null, topK: null } })).toEqual({})
    expect(rules({ sampling: { temperature: 1.7, topP: null, topK: null } })).toEqual(['REQ-C-7 warn'])
  })
})

describe('reasoning', () => {
  const effort = (level: Effort): Partial<Request> => ({
    reasoning: { kind: 'effort', effort: level, summary: null },
    limits: { maxTokens: 10_000 },
  })

  it.each<[Effort, JsonObject, string, string[]]>([
    ['none', { thinking: { type: 'disabled' } }, 'EFF-A-2', []],
    ['minimal', { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, 'EFF-A-3', ['EFF-A-3 info']],
    ['low', { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, 'EFF-A-4', []],
    ['medium', { thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } }, 'EFF-A-5', []],
    ['high', { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }, 'EFF-A-6', []],
    ['xhigh', { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }, 'EFF-A-7', ['EFF-A-7 warn']],
    ['max', { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } }, 'EFF-A-8', []],
  ])('effort %s towards a model that adapts: %j (%s)', (level, sent, _rule, lost) => {
    expect(members(effort(level))).toEqual(sent)
    expect(rules(effort(level))).toEqual(lost)
  })

  it.each<[Effort, number | null]>([
    ['none', null],
    ['minimal', 1024],
    ['low', 2000],
    ['medium', 5000],
    ['high', 8000],
    ['xhigh', 9500],
    ['max', 9500],
  ])('EFF-A-9: effort %s is a budget of %s where thinking is manual', (level, budget_tokens) => {
    expect(members(effort(level), { model: 'claude-sonnet-4-5' })).toEqual(
      budget_tokens === null ? {} : { thinking: { type: 'enabled', budget_tokens } },
    )
  })

  it('EFF-A-9: a limit of 1024 leaves no room to think', () => {
    const small = { ...effort('high'), limits: { maxTokens: 1024 } }
    expect(members(small, { model: 'claude-sonnet-4-5' })).toEqual({})
    expect(rules(small, { model: 'claude-sonnet-4-5' })).toEqual(['EFF-A-9 warn'])
  })

  it('EFF-A-1, EFF-A-2: nothing asked is nothing sent, and a model that always thinks is asked for little', () => {
    expect(members({})).toEqual({})
    expect(members(effort('none'), { model: 'claude-fable-5' })).toEqual({ output_config: { effort: 'low' } })
    expect(rules(effort('none'), { model: 'claude-fable-5' })).toEqual(['EFF-A-2 warn'])
  })

  it('LIM-5: a budget stays below the limit', () => {
    const reasoning = { kind: 'budget', tokens: 9000, effort: null, summary: true } as const
    const sent = members({ reasoning, limits: { maxTokens: 4000 } }, { model: 'claude-sonnet-4-5' })
    expect(sent).toEqual({ thinking: { type: 'enabled', budget_tokens: 3999, display: 'summarized' } })
  })

  it('TC-3: a forced tool goes without manual thinking', () => {
    const way = { model: 'claude-sonnet-4-5' }
    const forced = { ...effort('high'), tools: [tool()], toolChoice: { kind: 'required' } } as const
    expect(members(forced, way)['thinking']).toEqual({ type: 'disabled' })
    expect(rules(forced, way)).toEqual(['TC-3 warn'])
  })

  it('RSN-11: manual thinking ends where a tool loop lacks it', () => {
    const turns = [turn('user', 'hi'), turn('assistant', call('t')), turn('tool', result('t'))]
    const lacking = { ...effort('high'), tools: [tool()], turns }
    expect(members(lacking, { model: 'claude-sonnet-4-5' })['thinking']).toEqual({ type: 'disabled' })
    expect(rules(lacking, { model: 'claude-sonnet-4-5' })).toEqual(['RSN-11 warn'])
    expect(members(lacking)['thinking']).toEqual({ type: 'adaptive' })
  })

  it('RSN-5, RSN-9, RSN-10: native blocks go back, carriers and unsigned reasoning do not', () => {
    const thinking = (seal: string | null): Part => ({ kind: 'thinking', at: '', text: 'x', seal, redacted: false })
    const turns = [
      turn('user', 'hi'),
      turn('assistant', thinking('native'), thinking(context.seal('c')), thinking(null), 'yes'),
      turn('user', 'go'),
    ]
    expect(encoded({ turns }).body['messages']).toMatchObject([
      {},
      {
        content: [
          { type: 'thinking', thinking: 'x', signature: 'native' },
          { type: 'text', text: 'yes' },
        ],
      },
      {},
    ])
    expect(rules({ turns })).toEqual(['RSN-5 warn', 'RSN-10 info'])
  })
})

describe('messages', () => {
  it('MSG-1, TR-2: tool results and user text are one message, results first', () => {
    const turns = [
      turn('user', 'hi'),
      turn('assistant', 'ok', call('a'), call('b')),
      turn('tool', result('b', text('2', '/messages/2/content'))),
      turn('user', 'and?'),
      turn('tool', result('a', text('1', '/messages/4/content/0'))),
    ]
    expect(messages(turns)).toEqual([
      { role: 'user', content: words('hi') },
      {
        role: 'assistant',
        content: [...words('ok'), { type: 'tool_use', id: 'a', name: 'w', input: {} }, { type: 'tool_use', id: 'b', name: 'w', input: {} }],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'b', content: '2' },
          { type: 'tool_result', tool_use_id: 'a', content: words('1') },
          ...words('and?'),
        ],
      },
    ])
  })

  it('MSG-3: a conversation that starts with the assistant gets a minimal user message', () => {
    const turns = [turn('assistant', 'Hello'), turn('user', 'hi')]
    expect(messages(turns)).toMatchObject([{ role: 'user', content: words('.') }, { role: 'assistant' }, { role: 'user' }])
    expect(rules({ turns })).toEqual(['MSG-3 warn'])
  })

  it('MSG-4: a trailing assistant message is trimmed where it is continued, else refused', () => {
    const turns = [turn('user', 'hi'), turn('assistant', 'So \n')]
    expect(messages(turns, { model: 'claude-sonnet-4-5' })).toMatchObject([{}, { role: 'assistant', content: words('So') }])
    expect(rules({ turns })).toEqual(['MSG-4 reject'])
  })

  it('MSG-5: empty text goes, and a conversation of instructions alone gets a user message', () => {
    expect(messages([turn('user', '', 'hi')])).toEqual([{ role: 'user', content: words('hi') }])
    const { body, losses } = encoded({ turns: [turn('system', 'Be brief.')] })
    expect([body['system'], body['messages']]).toEqual([words('Be brief.'), [{ role: 'user', content: words('.') }]])
    expect(losses).toEqual([['', 'MSG-5', 'warn']])
  })

  it('MSG-6: a later system message stays where it is legal, or slides to the next such place', () => {
    const way = { capabilities: { midSystem: true } }
    const turns = [turn('system', 'first'), turn('user', 'a'), turn('assistant', 'b'), turn('developer', 'mid'), turn('user', 'c')]
    const { body } = encoded({ turns }, way)
    expect(body['system']).toEqual(words('first'))
    expect(body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      { role: 'user', content: words('c') },
      { role: 'system', content: words('mid') },
    ])
    expect(rules({ turns }, way)).toEqual(['MSG-6 info'])
    expect(rules({ turns: [turn('user', 'a'), turn('system', 'x')] }, way)).toEqual([])
  })

  it('MSG-6: without such places it is hoisted, or becomes a reminder in the user’s words', () => {
    const turns = [turn('user', 'a'), turn('assistant', 'b'), turn('system', 'mid'), turn('user', 'c')]
    expect(encoded({ turns }).body['system']).toEqual(words('mid'))
    expect(rules({ turns })).toEqual(['MSG-6 warn'])
    expect(messages(turns, { settings: { midSystem: { messages: 'user', chat: 'user' } } })).toMatchObject([
      {},
      {},
      { role: 'user', content: words('<system-reminder>\nmid\n</system-reminder>', 'c') },
    ])
  })

  it('TR-1: a call without a result is refused', () => {
    expect(rules({ turns: [turn('user', 'a'), turn('assistant', call('t')), turn('user', 'b')], tools: [tool()] })).toEqual(['TR-1 reject'])
  })

  it('TR-5, CP-11: arguments become an object, whatever they are', () => {
    const freeform: Part = { kind: 'toolCall', at: '', id: 'f', name: 'w', arguments: 'ls', freeform: true, cache: null }
    const turns = [
      turn('user', 'a'),
      turn('assistant', call('e', ''), call('o', '{"a":1}'), call('x', '[1'), freeform),
      turn('tool', ...['e', 'o', 'x', 'f'].map((id) => result(id))),
    ]
    expect(messages(turns)).toMatchObject([
      {},
      { content: [{ input: {} }, { input: { a: 1 } }, { input: { INVALID_JSON: '[1' } }, { input: { input: 'ls' } }] },
      {},
    ])
  })

  it('TR-3, TR-4: ids that Anthropic refuses are replaced, repeated ones told apart', () => {
    const turns = [
      turn('user', 'a'),
      turn('assistant', call('c 1'), call('d'), call('d')),
      turn('tool', result('c 1'), result('d'), result('d')),
    ]
    expect(messages(turns)).toMatchObject([
      {},
      { content: [{ id: expect.stringMatching(/^call_[a-z2-7]{26}$/) }, { id: 'd' }, { id: 'd_2' }] },
      { content: [{}, { tool_use_id: 'd' }, { tool_use_id: 'd_2' }] },
    ])
  })

  it.each<[string, Part, string[]]>([
    [
      'CP-2',
      { kind: 'image', at: '', source: { kind: 'base64', mediaType: 'image/tiff', data: '' }, detail: null, cache: null },
      ['CP-2 reject'],
    ],
    ['CP-5', { kind: 'audio', at: '', source: { kind: 'base64', format: 'wav', data: '' } }, ['CP-5 reject']],
    ['CP-9', { kind: 'audio', at: '', source: { kind: 'id', id: 'a' } }, ['CP-9 reject']],
    [
      'CP-7',
      { kind: 'document', at: '', source: { kind: 'file', id: 'f' }, title: null, context: null, citations: false, cache: null },
      ['CP-7 reject'],
    ],
    ['CP-4', { kind: 'image', at: '', source: { kind: 'url', url: 'https://x.example' }, detail: 'low', cache: null }, ['CP-4 debug']],
    ['CP-8', { kind: 'refusal', at: '', text: 'no' }, ['CP-8 info']],
    [
      'CB-20',
      { kind: 'opaque', at: '', format: 'other', type: 'x', payload: {}, text: null, elsewhere: { rule: 'CB-20', why: '', level: 'warn' } },
      ['CB-20 warn'],
    ],
  ])('%s: what Anthropic cannot take is said', (_rule, part, lost) => {
    expect(rules({ turns: [turn('user', 'see', part)] })).toEqual(lost)
  })

  it('CP-6: a PDF is a document, text a text document', () => {
    const document = (source: Extract<Part, { kind: 'document' }>['source']): Part => ({
      kind: 'document',
      at: '',
      source,
      title: 'a.pdf',
      context: null,
      citations: false,
      cache: null,
    })
    const pdf = document({ kind: 'base64', mediaType: 'application/pdf', data: 'AA==' })
    expect(messages([turn('user', pdf, document({ kind: 'text', text: 'x', mediaType: 'text/csv' }))])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' } },
          { type: 'document', title: 'a.pdf', source: { type: 'text', media_type: 'text/plain', data: 'x' } },
        ],
      },
    ])
  })

  it('ROL-7: a participant’s name is a loss', () => {
    expect(encoded({ turns: [{ ...turn('user', 'hi'), at: '/messages/0', name: 'Ann' }] }).losses).toEqual([
      ['/messages/0/name', 'ROL-7', 'warn'],
    ])
  })
})

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
    const search = { ...hosted, name: 'web_search', payload: { user_location: { type: 'approximate', approximate: { city: 'Bern' } } } }
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

describe('the form of the answer', () => {
  it('REQ-C-14: a schema goes without its name', () => {
    const output = {
      kind: 'schema',
      schema: { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } },
      name: 'n',
      description: null,
      strict: true,
    } as const
    expect(members({ output })).toEqual({
      output_config: {
        format: {
          type: 'json_schema',
          schema: { type: 'object', properties: { a: { type: 'integer', description: '{minimum: 1}' } }, additionalProperties: false },
        },
      },
    })
    expect(rules({ output })).toEqual(['REQ-C-14 info', 'REQ-C-14 info', 'SCH-5 info'])
  })

  it('REQ-C-15: a JSON object is asked for by a forced tool, or in words beside other tools', () => {
    const shim = encoded({ output: { kind: 'json' } })
    expect(shim.body).toMatchObject({
      tools: [{ name: 'json_object_output', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'json_object_output' },
    })
    expect(shim.memo.jsonTool).toBe('json_object_output')
    const asked = encoded({ output: { kind: 'json' }, tools: [tool()] })
    expect(asked.body['system']).toEqual(words('Respond with one JSON object and nothing else.'))
    expect(asked.losses).toEqual([['', 'REQ-C-15', 'warn']])
  })
})

describe('other members', () => {
  it('REQ-C-10, REQ-C-20: stop sequences of white space go, the user is metadata', () => {
    expect(members({ stop: [' ', 'END'], user: 'u' })).toEqual({ stop_sequences: ['END'], metadata: { user_id: 'u' } })
    expect(rules({ stop: ['\n'] })).toEqual(['REQ-C-10 warn'])
  })

  it('REQ-C-23: tiers that Anthropic lacks are auto, with a warning', () => {
    expect(members({ serviceTier: 'default' })).toEqual({ service_tier: 'standard_only' })
    expect(members({ serviceTier: 'flex' })).toEqual({ service_tier: 'auto' })
    expect(rules({ serviceTier: 'flex' })).toEqual(['REQ-C-23 warn'])
    expect(members({ serviceTier: 'priority' }, { settings: { allowPaidTierMapping: true } })).toEqual({ speed: 'fast' })
  })

  it('CAC-3, CAC-7: lifetimes are rounded up, and the last four markers stay', () => {
    const marked = (words: string): Part => ({ kind: 'text', at: '', text: words, cache: { ttl: '12h' } })
    const sent = messages([turn('user', ...['a', 'b', 'c', 'd', 'e'].map(marked))])
    const marker = { cache_control: { type: 'ephemeral', ttl: '1h' } }
    expect(sent).toEqual([
      { role: 'user', content: words('a', 'b', 'c', 'd', 'e').map((block, index) => (index === 0 ? block : { ...block, ...marker })) },
    ])
  })
})
