import { isJsonObject, type Json } from '../../interlingua/json.ts'
import type { ThinkingPart } from '../../interlingua/part.ts'
import type { Effort, Reasoning } from '../../interlingua/request.ts'
import { askedAs, carriedFor, isCarrier, readCarrier, writeCarrier, type CarrierPayload } from '../../translate/carrier.ts'
import type { Context } from '../../translate/context.ts'
import { carried, dropped, shared } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { encodeEffort, type EffortTarget } from '../../vendors/openai/effort.ts'
import { core, type enums } from './fates.ts'
import type { Reasoning as WireReasoning, ResponseReasoningItem } from './generated/shapes.ts'
import { api, name as own } from './name.ts'

/** How much the model is to think, and whether it is to sum that up (REQ-R-7 to REQ-R-9). */
export function decodeReasoning(wire: Unread<WireReasoning> | undefined, at: string, reader: Reader): Reasoning | null {
  if (wire === undefined || wire === null) return null
  const { effort, summary, generate_summary, context, mode, ...rest } = reader.fields(wire, core.Reasoning, at)
  rest satisfies Nothing
  for (const [member, usual, value] of [
    ['context', 'auto', reader.string(context, `${at}/context`)],
    ['mode', 'standard', reader.string(mode, `${at}/mode`)],
  ] as const) {
    if (value === usual) reader.ledger.keep(`${at}/${member}`, value)
    else if (value !== null) reader.ledger.settle(`${at}/${member}`, value, member === 'context' ? chosen : unheard)
  }
  const level = decodeEffort(effort, `${at}/effort`, reader)
  const wished = decodeSummary(summary, `${at}/summary`, reader)
  const older = decodeSummary(generate_summary, `${at}/generate_summary`, reader)
  // What is put back for this format is what the client said, by the member that said it.
  if (!wished && older) reader.ledger.keep(`${at}/summary`, null)
  return level === null && !wished && !older ? null : { kind: 'effort', effort: level, summary: wished || older || null }
}

const unheard = dropped('REQ-R-9', 'no other API has ways to reason')
const chosen = shared('reasoningContext', dropped('REQ-R-9', 'the target does not choose which reasoning to keep'))

/** A level of effort (REQ-R-7). */
export const decodeEffort = (wire: Unread<Effort> | undefined, at: string, reader: Reader): Effort | null =>
  reader.value<Effort, Effort>(wire, at, efforts, (value) => {
    reader.ledger.carry(at, value, reader.ledger.unknown)
    return null
  })

const efforts: { readonly [E in Effort]: Effort } = {
  none: 'none',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
} satisfies { readonly [E in keyof typeof enums.ReasoningEffort]: Effort }

/** Whether a summary is wished for; other formats have one kind of it (REQ-R-8). */
function decodeSummary(wire: Unread<string> | undefined, at: string, reader: Reader): boolean {
  const wished = reader.string(wire, at)
  if (wished === 'auto') reader.ledger.keep(at, wished)
  else if (wished !== null) reader.ledger.settle(at, wished, oneKind)
  return wished !== null
}

const oneKind = carried('REQ-R-8', 'other formats have one kind of summary')

/** Reasoning of an earlier answer, as a client sends it back (RI-5, LEN-12). Its seal is for encoders to make sense of. */
export function decodeReasoningItem(item: Unread<ResponseReasoningItem>, at: string, reader: Reader): ThinkingPart {
  const { type, id, summary, content, encrypted_content, ...rest } = reader.fields(item, core.ResponseReasoningItem, at)
  rest satisfies Nothing
  reader.known(type)
  const summarised = reader.list(summary, `${at}/summary`).map((part, i) => {
    const here = `${at}/summary/${i}`
    const { type: tag, text, ...none } = reader.fields(part, core.ResponseReasoningItem_Summary, here)
    none satisfies Nothing
    reader.known(tag)
    return reader.text(text, `${here}/text`)
  })
  const shown = reader.list(content, `${at}/content`).map((part, i) => {
    const here = `${at}/content/${i}`
    const { type: tag, text, ...none } = reader.fields(part, core.ResponseReasoningItem_Content, here)
    none satisfies Nothing
    reader.known(tag)
    return reader.text(text, `${here}/text`)
  })
  // The hub has one text: what it was joined from is kept for this format.
  for (const [member, value] of [
    ['id', id],
    ['summary', summary],
    ['content', content],
  ] as const) {
    if (value !== undefined && value !== null) reader.ledger.keep(`${at}/${member}`, reader.json(value))
  }
  if (summarised.length > 0 && shown.length > 0) reader.ledger.settle(`${at}/content`, reader.json(content), summedUp)
  const seal = reader.string(encrypted_content, `${at}/encrypted_content`)
  // What is no carrier was sealed by OpenAI: no other provider may take it for a signature of its own (CAR-9).
  const carrier = seal !== null && isCarrier(seal) ? seal : null
  if (seal !== null && carrier === null) reader.ledger.settle(`${at}/encrypted_content`, seal, sealedByOpenAi)
  return { kind: 'thinking', at, text: reasoningText({ summary: summarised, content: shown }), seal: carrier, redacted: false }
}

const sealedByOpenAi = carried('CAR-9', 'only OpenAI can open it', 'debug')
const summedUp = dropped('RI-5', 'its summary stands for it', 'info')

/** The effort, which sampling depends on, and the member of the request that says it. */
export interface EncodedReasoning {
  readonly effort: Effort | null
  readonly member: { readonly reasoning?: WireReasoning }
}

/** How much the model is to think, and whether it is to sum that up (REQ-A-12, REQ-C-18, EFF-O-1 to EFF-O-6). */
export function encodeReasoning(reasoning: Reasoning | null, told: Omit<EffortTarget, 'api'>): EncodedReasoning {
  const { ledger, capabilities } = told
  const effort = encodeEffort(reasoning, { ...told, api })
  const wished = reasoning !== null && reasoning.kind !== 'off' && reasoning.summary === true
  const summarises = wished && (ledger.format === own || (capabilities.efforts.length > 0 && effort !== 'none'))
  const member = { ...(effort === null ? {} : { effort }), ...(summarises ? { summary: 'auto' as const } : {}) }
  return { effort, member: effort === null && !summarises ? {} : { reasoning: member } }
}

/** What of an upstream's reasoning item a client has to send back, with the texts that it reads. */
export interface SealedReasoning {
  readonly id: string
  readonly encrypted: string | null
  readonly summary: readonly string[]
  /** The reasoning itself, from models that show it; read where there is no summary. */
  readonly content: readonly string[]
}

/** The text of a reasoning item, for clients of other formats (RSN-3). */
export const reasoningText = ({ summary, content }: Pick<SealedReasoning, 'summary' | 'content'>): string =>
  (summary.length > 0 ? summary : content).join(between)

const between = '\n\n'

/** What stands for the signature of an upstream's reasoning item, so that the item can be made again (RSN-3). */
export function sealReasoning({ id, encrypted, summary, content }: SealedReasoning, model: string, context: Context): string {
  const lengths = (texts: readonly string[]): Json => texts.map((text) => text.length)
  const texts = { summary: lengths(summary), ...(summary.length === 0 && content.length > 0 ? { content: lengths(content) } : {}) }
  const asked = askedAs(context, model)
  const data = { id, encrypted_content: encrypted, ...texts, ...(isJsonObject(asked) ? asked : {}) }
  return writeCarrier({ src: 'r', model, kind: 'reasoning', data }, context)
}

/** The item that this API's own reasoning was read from, for a client that speaks it; null where the seal is another's. */
export function itemOfSeal(seal: string, text: string, context: Context): ResponseReasoningItem | null {
  const payload = readCarrier(seal, context)
  return payload && itemOf(payload, text)
}

/** The item to send back to the upstream that wrote it (RSN-4); null where the carrier does not fit, or was altered. */
export function itemFor(seal: string, text: string, target: Target): ResponseReasoningItem | null {
  const payload = carriedFor(seal, { src: 'r', ...target })
  return payload && itemOf(payload, text)
}

function itemOf({ src, kind, data }: CarrierPayload, text: string): ResponseReasoningItem | null {
  if (src !== 'r' || kind !== 'reasoning' || !isJsonObject(data)) return null
  const { id, encrypted_content: encrypted, summary, content } = data
  const shown = cut(text, content ?? summary)
  if (typeof id !== 'string' || (typeof encrypted !== 'string' && encrypted !== null) || shown === null) return null
  const item = { type: 'reasoning', id, encrypted_content: encrypted } as const
  if (content === undefined) return { ...item, summary: shown.map((part) => ({ type: 'summary_text', text: part })) }
  return { ...item, summary: [], content: shown.map((part) => ({ type: 'reasoning_text', text: part })) }
}

/** A text in the pieces that it was joined from, null where it was altered since. */
function cut(text: string, lengths: Json | undefined): string[] | null {
  if (!Array.isArray(lengths)) return null
  const pieces: string[] = []
  let from = 0
  for (const length of lengths) {
    if (typeof length !== 'number') return null
    pieces.push(text.slice(from, from + length))
    from += length + between.length
  }
  return pieces.join(between) === text ? pieces : null
}
