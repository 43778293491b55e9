import type { Capabilities } from '../../capabilities/capabilities.ts'
import { capabilitiesOf } from '../../capabilities/match.ts'
import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Request } from '../../interlingua/request.ts'
import type { FunctionTool } from '../../interlingua/tool.ts'
import type { Role, Turn } from '../../interlingua/turn.ts'
import { createContext } from '../../translate/default-context.ts'
import { blankExchange } from '../../translate/exchange.ts'
import { shared, carried, type SharedName } from '../../translate/fate.ts'
import { Ledger } from '../../translate/ledger.ts'
import { defaultSettings, type Settings } from '../../translate/settings.ts'
import { validators } from './generated/validate.closed.js'
import { encodeRequest } from './request.encode.ts'

/** Context of everything encoded here. */
export const context = createContext()
/** A text part. */
export const text = (words: string, at = '', marker: string | null = null): Part => ({
  kind: 'text',
  at,
  text: words,
  cache: marker === null ? null : { at: marker, ttl: null },
})
/** A turn of texts and parts. */
export const turn = (role: Role, ...parts: (Part | string)[]): Turn => ({
  at: '',
  role,
  name: null,
  shorthand: false,
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
})
/** A call of the tool `w`. */
export const call = (id: string, args = '{}', name = 'w', freeform = false): Part => ({
  kind: 'toolCall',
  at: `/${id}`,
  id,
  name,
  arguments: args,
  freeform,
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
/** Reasoning of an earlier answer. */
export const thinking = (words: string, seal: string | null): Part => ({
  kind: 'thinking',
  at: '/think',
  text: words,
  seal,
  redacted: false,
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

/** Whose request it is, where it goes, and by which settings. */
export interface Way {
  readonly from?: string
  readonly model?: string
  readonly capabilities?: Partial<Capabilities>
  readonly settings?: Partial<Settings>
  /** Pointer of what the shared members stand in. */
  readonly within?: string
  /** Members that the hub does not interpret, by the names that formats share. */
  readonly shared?: { readonly [Name in SharedName]?: Json }
}

/** A request that asks for nothing in particular. */
export const hello: Request = { ...blankExchange().request, turns: [turn('user', 'hi')] }

/** Encodes what an Anthropic client asks, or that of the format `from`, and checks it against the published schema. */
export function encoded(request: Partial<Request>, { from = 'anthropic-messages', model = 'gpt-5.6', ...way }: Way = {}) {
  const ledger = new Ledger(from, { rule: 'REQ-A-33', why: '', level: 'warn' })
  for (const [name, value] of Object.entries(way.shared ?? {}))
    ledger.settle(`${way.within ?? ''}/${name}`, value, shared(name as SharedName, carried('REQ-C-21', 'not taken', 'warn')))
  const capabilities = capabilitiesOf('openai', model, way.capabilities)
  const target = { model, ...capabilities, settings: { ...defaultSettings, ...way.settings }, context }
  const { body, memo } = encodeRequest({ ...hello, ...request }, ledger, target)
  const problem = validators.v1.request(body) ? null : validators.v1.request.errors
  if (problem) throw new Error(JSON.stringify(problem))
  const losses = ledger.settled(null, 'openai-responses').losses.map(({ path, rule, level }) => [path, rule, level])
  return { body, memo, losses, ledger }
}

/** The members beside the model and the items. */
export const members = (request: Partial<Request>, way: Way = {}): JsonObject =>
  Object.fromEntries(Object.entries(encoded(request, way).body).filter(([member]) => !['model', 'input'].includes(member)))

/** What was lost, by rule and level. */
export const rules = (request: Partial<Request>, way: Way = {}): unknown =>
  encoded(request, way).losses.map(([, rule, level]) => `${rule} ${level}`)

/** The items of a request of these turns, which offers the tool `w`. */
export const items = (turns: Turn[], way: Way = {}): unknown => encoded({ turns, tools: [tool()] }, way).body['input']
