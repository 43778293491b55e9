import type { Effort, Reasoning } from '../../interlingua/request.ts'
import type { ThinkingPart } from '../../interlingua/part.ts'
import { askedAs, writeCarrier } from '../../translate/carrier.ts'
import type { Context } from '../../translate/context.ts'
import type { PlacedReasoning } from '../../translate/placed-reasoning.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { encodeEffort as encodeOpenAiEffort, type EffortTarget } from '../../vendors/openai/effort.ts'
import { reasoningDetail, type ReasoningDetail, type reasoningMembers, type ReasoningExtension } from './fates/content.ts'
import { api } from './name.ts'

/** The de-facto reasoning members of a message or delta. */
export type ReasoningMembers = {
  readonly [K in keyof ReasoningExtension]-?: Meaning<ReasoningExtension, typeof reasoningMembers>[K] | undefined
}

/** Reasoning of an earlier answer, as a client sends it back, with the places it stood at (RSN-9). */
export function decodeReasoningMembers(
  { reasoning_content, reasoning, reasoning_details }: ReasoningMembers,
  at: string,
  reader: Reader,
): PlacedReasoning[] {
  const details = withoutRepeated(
    decodeDetails(reasoning_details, at, reader).flatMap(({ part, index, written }, i) => {
      if (written === null || written === format) return [{ part, place: index ?? i }]
      reader.ledger.lose(part.at, 'dropped', 'CAR-9', 'warn', `reasoning in the format '${written}' is another provider's`)
      return []
    }),
  )
  const content = reader.string(reasoning_content, `${at}/reasoning_content`)
  const text = content ?? reader.string(reasoning, `${at}/reasoning`)
  if (details.length > 0) return details
  if (text === null || text === '') return []
  const member = content === null ? 'reasoning' : 'reasoning_content'
  return [{ part: { kind: 'thinking', at: `${at}/${member}`, text, seal: null, redacted: false }, place: 0 }]
}

/** A stream tells of all blocks so far after each run of them: who gathers the fragments has some twice (EMC-3). */
function withoutRepeated(details: readonly PlacedReasoning[]): PlacedReasoning[] {
  const seen = new Set<string>()
  return details.filter(({ part: { seal, redacted } }) => {
    if (seal === null || seal === '') return true
    const key = `${redacted} ${seal}`
    return !seen.has(key) && seen.add(key)
  })
}

/** The reasoning of an answer, or of a delta, as one text (RSN-12, EVC-3); encrypted blocks mean nothing to anybody else. */
export function decodeReasoningText(members: ReasoningMembers, at: string, reader: Reader): string {
  const { reasoning_content, reasoning, reasoning_details } = members
  const plain = reader.string(reasoning_content, `${at}/reasoning_content`) ?? reader.string(reasoning, `${at}/reasoning`)
  if (reasoning_details === undefined || reasoning_details === null) return plain ?? ''
  const details = decodeDetails(reasoning_details, at, reader).map(({ part }) => part)
  const sealed = details.find(({ redacted }) => redacted)
  if (sealed) reader.ledger.lose(sealed.at, 'dropped', 'RSN-12', 'info', 'encrypted reasoning of another host')
  return plain ?? details.map(({ text }) => text).join('')
}

interface Detail {
  readonly part: ThinkingPart
  readonly index: number | null
  /** Whose reasoning it is; null where it does not say. */
  readonly written: string | null
}

const decodeDetails = (details: ReasoningMembers['reasoning_details'], at: string, reader: Reader): Detail[] =>
  reader.list(details, `${at}/reasoning_details`).flatMap((detail, i) => decodeDetail(detail, `${at}/reasoning_details/${i}`, reader))

function decodeDetail(detail: Unread<ReasoningDetail>, at: string, reader: Reader): Detail[] {
  const { type, text, summary, signature, data, format: written, id, index, ...rest } = reader.fields(detail, reasoningDetail, at)
  rest satisfies Nothing
  reader.known(id)
  const sealed = reader.string(signature, `${at}/signature`)
  const encrypted = reader.string(data, `${at}/data`)
  const plain = reader.string(text, `${at}/text`) ?? reader.string(summary, `${at}/summary`) ?? ''
  const thinking: ThinkingPart = { kind: 'thinking', at, text: plain, seal: sealed, redacted: false }
  const part = reader.value<ReasoningDetail['type'], ThinkingPart>(
    type,
    `${at}/type`,
    {
      'reasoning.text': thinking,
      'reasoning.summary': thinking,
      'reasoning.encrypted': { kind: 'thinking', at, text: '', seal: encrypted, redacted: true },
    },
    () => null,
  )
  if (part === null) return []
  return [{ part, index: reader.number(index, `${at}/index`), written: reader.string(written, `${at}/format`) }]
}

/** What stands for the signature of a Chat host's reasoning, so that it is recognised and dropped when it comes back (RSN-12). */
export const sealReasoning = (model: string, context: Context): string =>
  writeCarrier({ src: 'c', model, kind: 'reasoning', data: askedAs(context, model) }, context)

/** Blocks of reasoning as `reasoning_details` (RSN-8); `index` is the place each stood at. */
export const encodeDetails = (reasoning: readonly Placed[]): ReasoningDetail[] =>
  reasoning.map(({ part: { text, seal, redacted }, place: index }) =>
    redacted
      ? { type: 'reasoning.encrypted', ...(seal === null ? {} : { data: seal }), format, index }
      : { type: 'reasoning.text', text, ...(seal === null ? {} : { signature: seal }), format, index },
  )

interface Placed {
  readonly part: Pick<ThinkingPart, 'text' | 'seal' | 'redacted'>
  readonly place: number
}

/** What details of Claude's reasoning call their format. */
export const format = 'anthropic-claude-v1'

/** The `reasoning_effort` to send, null for none (EFF-O-1 to EFF-O-6, §13-1). */
export const encodeEffort = (reasoning: Reasoning | null, target: Omit<EffortTarget, 'api'>): Effort | null =>
  encodeOpenAiEffort(reasoning, { ...target, api })
