import type { Effort, Reasoning } from '../../interlingua/request.ts'
import type { ThinkingPart } from '../../interlingua/part.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import { askedAs, writeCarrier } from '../../translate/carrier.ts'
import type { Context } from '../../translate/context.ts'
import type { PlacedReasoning } from '../../translate/placed-reasoning.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { reasoningDetail, type ReasoningDetail, type reasoningMembers, type ReasoningExtension } from './fates/content.ts'
import { name as own } from './name.ts'

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

/** What the effort depends on besides the client's wish. */
export interface EffortTarget {
  readonly capabilities: Capabilities
  readonly maxTokens: number | null
  /** The request offers tools the client executes. */
  readonly tools: boolean
  readonly at: string
  /** Where the effort stands, where that is a member of its own. */
  readonly effortAt: string
  /** Where the wish for a summary stands. */
  readonly summaryAt: string
  readonly toolsAt: string
  readonly ledger: Ledger
}

/** The `reasoning_effort` to send, null for none (EFF-O-1 to EFF-O-6, §13-1). */
export function encodeEffort(reasoning: Reasoning | null, told: EffortTarget): Effort | null {
  const target = reasoning?.kind === 'effort' ? { ...told, at: told.effortAt } : told
  const { capabilities, ledger, at, effortAt } = target
  const effortBeside = reasoning !== null && reasoning.kind !== 'effort' && reasoning.effort !== null
  if (ledger.format === own && reasoning?.kind === 'effort') return reasoning.effort
  if (capabilities.efforts.length === 0) {
    if (reasoning) ledger.lose(at, 'dropped', 'EFF-O-1', 'debug', 'the model takes no reasoning member')
    if (effortBeside && effortAt !== at) ledger.lose(effortAt, 'dropped', 'EFF-O-1', 'debug', 'the model takes no reasoning member')
    return null
  }
  if (target.tools && capabilities.toolsNeedResponses) return withTools(reasoning, target)
  if (!reasoning) return null
  if (reasoning.kind !== 'off' && reasoning.summary !== null) {
    ledger.lose(target.summaryAt, 'dropped', 'REQ-A-12', 'debug', 'Chat returns no summary of the reasoning')
  }
  switch (reasoning.kind) {
    case 'off':
      if (effortBeside) ledger.lose(effortAt, 'dropped', 'EFF-O-3', 'info', 'that nothing is to be thought outweighs the effort')
      return off(target)
    case 'effort':
      return reasoning.effort === 'none' ? off(target) : supported(reasoning.effort, target)
    case 'adaptive':
      return supported(reasoning.effort ?? 'high', target)
    case 'budget':
      if (effortBeside) ledger.lose(at, 'dropped', 'EFF-O-2', 'info', 'the effort that is told beside it says how much to think')
      return reasoning.effort === null ? fromBudget(reasoning.tokens, target) : supported(reasoning.effort, target)
  }
}

/** Chat refuses function tools together with reasoning on some models, also where the effort is left to its default (§13-1). */
function withTools(reasoning: Reasoning | null, { capabilities, ledger, at, toolsAt }: EffortTarget): Effort | null {
  if (!capabilities.efforts.includes('none')) return null
  const wanted = reasoning !== null && !(reasoning.kind === 'off' || (reasoning.kind === 'effort' && reasoning.effort === 'none'))
  if (!reasoning && capabilities.thinkingDefault === 'off') return null
  if (wanted || !reasoning) {
    ledger.lose(reasoning ? at : toolsAt, 'dropped', '§13-1', 'warn', 'this model reasons with tools through the Responses API alone')
  }
  return 'none'
}

const levels: readonly Effort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** EFF-O-3: what comes nearest to no reasoning. */
function off({ capabilities: { efforts }, ledger, at }: EffortTarget): Effort {
  if (efforts.includes('none')) return 'none'
  if (efforts.includes('minimal')) return 'minimal'
  ledger.lose(at, 'folded', 'EFF-O-3', 'warn', 'the model cannot be told not to reason')
  return efforts.includes('low') ? 'low' : (levels.find((level) => efforts.includes(level)) ?? 'low')
}

/** The level itself, or the next lower one that the model takes (EFF-O-2). */
function supported(effort: Effort, { capabilities: { efforts }, ledger, at }: EffortTarget): Effort {
  if (efforts.includes(effort)) return effort
  const reasoning = levels.filter((level) => level !== 'none' && efforts.includes(level))
  const lower = reasoning.findLast((level) => levels.indexOf(level) < levels.indexOf(effort))
  const nearest = lower ?? reasoning[0] ?? 'none'
  ledger.lose(at, 'folded', 'EFF-O-2', 'warn', `the model has no effort '${effort}', '${nearest}' is sent`)
  return nearest
}

/** EFF-O-5: the budget's share of the limit. */
function fromBudget(tokens: number, target: EffortTarget): Effort {
  const { capabilities, maxTokens, ledger, at } = target
  const share = maxTokens === null || maxTokens === 0 ? 0.5 : tokens / maxTokens
  ledger.lose(at, 'folded', 'EFF-O-5', 'info', 'a budget becomes the nearest level of effort')
  if (share < 0.15) return capabilities.efforts.includes('minimal') ? 'minimal' : supported('low', target)
  if (share < 0.35) return supported('low', target)
  if (share < 0.65) return supported('medium', target)
  return supported(share < 0.875 ? 'high' : 'xhigh', target)
}
