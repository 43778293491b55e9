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
