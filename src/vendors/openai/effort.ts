import type { Effort, Reasoning } from '../../interlingua/request.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { saidToOpenAi, type Api } from './api.ts'

/** What the effort depends on besides the client's wish. */
export interface EffortTarget {
  readonly api: Api
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

/** The effort to send, null for none (EFF-O-1 to EFF-O-6, §13-1). */
export function encodeEffort(reasoning: Reasoning | null, told: EffortTarget): Effort | null {
  const target = reasoning?.kind === 'effort' ? { ...told, at: told.effortAt } : told
  const { api, capabilities, ledger, at, effortAt } = target
  const effortBeside = reasoning !== null && reasoning.kind !== 'effort' && reasoning.effort !== null
  if (ledger.format === api.format && reasoning?.kind === 'effort') return reasoning.effort
  if (capabilities.efforts.length === 0) {
    const why = 'the model takes no reasoning member'
    const alone = reasoning?.kind === 'effort'
    if (reasoning && !(alone && reasoning.effort === null)) ledger.lose(at, 'dropped', 'EFF-O-1', 'debug', why)
    if (effortBeside && effortAt !== at) ledger.lose(effortAt, 'dropped', 'EFF-O-1', 'debug', why)
    if (alone && reasoning.summary !== null) ledger.lose(target.summaryAt, 'dropped', 'EFF-O-1', 'debug', why)
    return null
  }
  if (!api.summarises && reasoning && reasoning.kind !== 'off' && reasoning.summary !== null) {
    const rule = saidToOpenAi(ledger) ? 'REQ-R-8' : 'REQ-A-12'
    ledger.lose(target.summaryAt, 'dropped', rule, 'debug', `${api.called} returns no summary of the reasoning`)
  }
  if (target.tools && !api.reasonsWithTools && capabilities.toolsNeedResponses) return withTools(reasoning, target)
  if (!reasoning) return null
  switch (reasoning.kind) {
    case 'off':
      if (effortBeside) ledger.lose(effortAt, 'dropped', 'EFF-O-3', 'info', 'that nothing is to be thought outweighs the effort')
      return off(target)
    case 'effort':
      if (reasoning.effort === null) return null
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
