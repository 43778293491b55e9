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

/** Context of everything encoded here. */
export const context = createContext()
/** A text part. */
export const text = (words: string, at = ''): Part => ({ kind: 'text', at, text: words, cache: null })
/** A turn of texts and parts. */
export const turn = (role: Role, ...parts: (Part | string)[]): Turn => ({
  at: '',
  role,
  name: null,
  shorthand: false,
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
})
/** A call of the tool `w`. */
export const call = (id: string, args = '{}', name = 'w'): Part => ({
  kind: 'toolCall',
  at: `/${id}`,
  id,
  name,
  arguments: args,
  freeform: false,
  cache: null,
})
/** The result of a call. */
export const result = (callId: string, ...parts: Part[]): Part => ({
  kind: 'toolResult',
  at: '/r',
  callId,
  parts,
  isError: false,
  cache: null,
})
/** The tool `w`. */
export const tool = (more: Partial<FunctionTool> = {}): FunctionTool => ({
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

/** Where a request goes, and by which settings. */
export interface Way {
  readonly model?: string
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
}

/** A request that asks for nothing in particular. */
export const hello: Request = { ...blankExchange().request, limits: { maxTokens: 100 }, turns: [turn('user', 'hi')] }

/** Encodes what a Chat client asks, and checks it against the published schema of the version that goes with it. */
export function encoded(request: Partial<Request>, { model = 'claude-sonnet-4-6', capabilities, settings }: Way = {}) {
  const ledger = new Ledger('openai-chat', { rule: 'REQ-C-32', why: '', level: 'warn' })
  const target = { model, ...capabilitiesOf('anthropic', model, capabilities), settings: { ...defaultSettings, ...settings }, context }
  const { body, headers, memo } = format.request.encode({ ...hello, ...request }, ledger, target)
  const version = headers['anthropic-version'] === '2023-06-01' ? '2023-06-01' : '2026-10-21'
  const problem = validators[version].request(body) ? null : validators[version].request.errors
  const losses = ledger.losses.map(({ path, rule, level }) => [path, rule, level])
  return { body, version, memo, losses, problem }
}

/** The members beside the model, the limit and the messages. */
export function members(request: Partial<Request>, way: Way = {}): JsonObject {
  const { body, problem } = encoded(request, way)
  if (problem) throw new Error(JSON.stringify(problem))
  return Object.fromEntries(Object.entries(body).filter(([member]) => !['model', 'max_tokens', 'messages'].includes(member)))
}

/** What was lost, by rule and level. */
export const rules = (request: Partial<Request>, way: Way = {}): unknown =>
  encoded(request, way).losses.map(([, rule, level]) => `${rule} ${level}`)

/** The messages of a request of these turns, which offers the tool `w`. */
export function messages(turns: Turn[], way: Way = {}): unknown {
  const { body, problem } = encoded({ turns, tools: [tool()] }, way)
  if (problem) throw new Error(JSON.stringify(problem))
  return body['messages']
}
