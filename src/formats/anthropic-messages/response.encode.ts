import type { JsonObject } from '../../interlingua/json.ts'
import type { Logprobs, Part, WebCitation } from '../../interlingua/part.ts'
import type { Stop } from '../../interlingua/response.ts'
import type { Format } from '../../translate/format.ts'
import { legalCallId } from '../../translate/call-ids.ts'
import { foreignId } from '../../translate/foreign-id.ts'
import type { Context } from '../../translate/context.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { ContentBlock, Message, TextBlock, ThinkingBlock, ToolUseBlock } from './generated/shapes.ts'
import { name } from './name.ts'
import { countedStop, encodeStop, resumes } from './stop.ts'
import { encodeUsage, loseSurplus, loseTier } from './usage.ts'
import { parseExact } from '../../translate/exact-json.ts'

/** Writes an answer for a client (ENV-3, RSP-5 to RSP-15). */
export const encodeResponse: Format['response']['encode'] = (response, ledger, asked) => {
  const own = ledger.format === name
  const { id, model, parts, stop, usage, ...rest } = spoken(
    response,
    hubFates.Response,
    (member) => response.at?.[member] ?? `/${member}`,
    ledger,
  )
  rest satisfies Nothing
  loseTier(usage, own, ledger)
  loseSurplus(usage, own, ledger)
  const counted = countedStop(stop, { calls: parts.some(isCall), refusal: parts.some(isRefusal), resumes: resumes(asked) }, ledger, own)
  const message: Message = {
    id: messageId(id, own, asked.context),
    type: 'message',
    role: 'assistant',
    model: asked.settings.echoRequestedModel ? asked.request.model : model,
    content: parts.flatMap((part) => encodeAnswerPart(part, { ledger, own, stop: counted, context: asked.context })),
    ...encodeStop(counted, refusalText(parts)),
    usage: encodeUsage(usage, own),
    container: null,
    diagnostics: null,
  }
  return written(message)
}

/** A foreign id under this format's prefix, reversible and always the same (ID-1). */
export function messageId(id: string, own: boolean, context: Context): string {
  if (id === '') return context.newId('msg_')
  if (own) return id
  return `msg_${foreignId(id)}`
}

/** The id of a call: one with characters that this format refuses is replaced, the same by the same (TR-3). */
export const callId = (id: string, own: boolean, { hash }: Context): string =>
  own || /^[a-zA-Z0-9_-]*$/.test(id) ? id : legalCallId(id, hash)

/** The model's own words of refusal, for which this format has no block (RSP-6). */
export const refusalAsText = ['folded', 'RSP-6', 'info', 'Anthropic has no block for a refusal: it is told as text'] as const

/** What an answer tells about its text that this format has no place for (RSP-8, EVC-11). */
export function loseBesideText(cited: readonly WebCitation[] | undefined, logprobs: Logprobs | undefined, ledger: Ledger): void {
  for (const at of new Set(cited?.map((page) => page.at))) {
    if (at !== undefined) ledger.lose(at, 'carried', 'RSP-8', 'info', 'Anthropic cites what its own search found')
  }
  if (logprobs) ledger.lose(logprobs.at, 'dropped', 'EVC-11', 'debug', 'Anthropic answers without log probabilities')
}

/** Empty blocks with all their members (EMA-3). */
export const emptyText = { type: 'text', text: '', citations: null } as const satisfies TextBlock
export const emptyThinking = { type: 'thinking', thinking: '', signature: '' } as const satisfies ThinkingBlock
export const emptyToolUse = (id: string, tool: string): ToolUseBlock & { readonly caller: { readonly type: 'direct' } } => ({
  type: 'tool_use',
  id,
  name: tool,
  input: {},
  caller: { type: 'direct' },
})

interface AnswerWriting {
  readonly ledger: Ledger
  readonly own: boolean
  readonly stop: Stop
  readonly context: Context
}

function encodeAnswerPart(part: Part, writing: AnswerWriting): ContentBlock[] {
  const { ledger, own } = writing
  switch (part.kind) {
    case 'text':
      if (!own) loseBesideText(part.cited, part.logprobs, ledger)
      return part.text === '' && !own ? [] : [{ ...emptyText, text: part.text }]
    case 'refusal':
      if (part.text === '') return []
      ledger.lose(part.at, ...refusalAsText)
      return [{ ...emptyText, text: part.text }]
    case 'thinking':
      if (part.redacted) return part.seal === null ? [] : [{ type: 'redacted_thinking', data: part.seal }]
      return [{ ...emptyThinking, thinking: part.text, signature: part.seal ?? '' }]
    case 'toolCall': {
      const input = part.freeform ? { input: part.arguments } : inputOf(part.arguments, writing, part.at)
      return input === null ? [] : [{ ...emptyToolUse(callId(part.id, own, writing.context), part.name), input }]
    }
    case 'opaque':
      if (part.format === name) return [part.payload as JsonObject & ContentBlock]
      ledger.lose(part.at, 'dropped', part.elsewhere.rule, part.elsewhere.level, part.elsewhere.why)
      return []
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      ledger.lose(part.at, 'dropped', 'CB-20', 'warn', 'an Anthropic answer has no such block')
      return []
  }
}

/** TR-5, TR-9: arguments that are no object are shown as what they are, those cut by the limit are left out. */
function inputOf(text: string, { ledger, stop }: AnswerWriting, at: string): JsonObject | null {
  const input = parseArguments(text)
  if (input) return input
  if (stop.reason === 'maxTokens' || stop.reason === 'contextWindow') {
    ledger.lose(at, 'dropped', 'TR-9', 'warn', 'the limit cut the arguments of this call')
    return null
  }
  ledger.lose(at, 'folded', 'TR-9', 'warn', 'the arguments are no JSON object')
  return { INVALID_JSON: text }
}

/** Arguments as an object; none is an empty one, and null where they are no object. */
export function parseArguments(text: string): JsonObject | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = parseExact(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

const refusalText = (parts: readonly Part[]): string | null => {
  const said = parts.filter(isRefusal).map(({ text }) => text)
  return said.length === 0 ? null : said.join('')
}

const isCall = (part: Part): boolean => part.kind === 'toolCall'
const isRefusal = (part: Part): part is Extract<Part, { kind: 'refusal' }> => part.kind === 'refusal'
