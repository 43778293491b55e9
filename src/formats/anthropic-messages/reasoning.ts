import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Effort, Reasoning } from '../../interlingua/request.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import { newerValue } from './parts.decode.ts'
import type { OutputConfig, ThinkingConfigAdaptive, ThinkingConfigParam, Unions } from './generated/shapes.ts'

/** Reads `thinking` and the effort beside it (REQ-A-12). */
export function decodeThinking(
  wire: Unread<ThinkingConfigParam> | undefined,
  at: string,
  effort: Effort | null,
  reader: Reader,
): Reasoning | null {
  const thinking = reader.arm<Unions['ThinkingConfigParam'], typeof unions.ThinkingConfigParam, Reasoning>(
    wire,
    at,
    'type',
    unions.ThinkingConfigParam,
    {
      enabled: (enabled) => {
        const { type, budget_tokens, display, ...rest } = reader.fields(enabled, core.ThinkingConfigEnabled, at)
        rest satisfies Nothing
        reader.known(type)
        const tokens = reader.number(budget_tokens, `${at}/budget_tokens`)
        if (tokens === null) reader.ledger.malformed(`${at}/budget_tokens`, 'expected a number, got nothing')
        return { kind: 'budget', tokens: tokens ?? 0, effort, summary: decodeDisplay(display, `${at}/display`, reader) }
      },
      adaptive: (adaptive) => {
        const { type, display, ...rest } = reader.fields(adaptive, core.ThinkingConfigAdaptive, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'adaptive', effort, summary: decodeDisplay(display, `${at}/display`, reader), betweenTools: false }
      },
      between_tools: (between) => {
        const { type, ...rest } = reader.fields(between, core.ThinkingConfigBetweenTools, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'adaptive', effort, summary: null, betweenTools: true }
      },
      disabled: (disabled) => {
        const { type, ...rest } = reader.fields(disabled, core.ThinkingConfigDisabled, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'off', effort }
      },
    },
    ({ payload, elsewhere }) => {
      reader.ledger.carry(at, payload, elsewhere)
      return null
    },
  )
  return thinking ?? (effort && { kind: 'effort', effort, summary: null })
}

function decodeDisplay(
  wire: Unread<Exclude<ThinkingConfigAdaptive['display'], null | undefined>> | undefined,
  at: string,
  reader: Reader,
): boolean | null {
  const display = reader.value(wire, at, { summarized: 'summary', omitted: 'none', updates: 'updates' } as const, newerValue(at, reader))
  if (display === 'updates') {
    reader.ledger.carry(at, 'updates', { rule: 'REQ-A-12', why: 'other providers show a summary or none', level: 'info' })
  }
  return display === null ? null : display !== 'none'
}

/** What the thinking of a request depends on besides the client's wish. */
export interface ThinkingTarget {
  readonly capabilities: Capabilities
  readonly maxTokens: number
  /** The pointer of a hub member in the client's request. */
  readonly at: (member: string) => string
  readonly ledger: Ledger
}

/** `thinking`, and the effort for `output_config`. */
export interface EncodedThinking {
  readonly thinking: ThinkingConfigParam | null
  readonly effort: WireEffort | null
}

type WireEffort = Exclude<OutputConfig['effort'], null | undefined>

const nothing: EncodedThinking = { thinking: null, effort: null }

/** The same as it was decoded, for a request that came in this format. */
export function ownThinking(reasoning: Reasoning | null): EncodedThinking {
  switch (reasoning?.kind) {
    case undefined:
      return nothing
    case 'off':
      return { thinking: { type: 'disabled' }, effort: wireEffort(reasoning.effort) }
    case 'effort':
      return { thinking: null, effort: wireEffort(reasoning.effort) }
    case 'budget':
      return {
        thinking: { type: 'enabled', budget_tokens: reasoning.tokens, ...display(reasoning.summary) },
        effort: wireEffort(reasoning.effort),
      }
    case 'adaptive': {
      const thinking: ThinkingConfigParam = reasoning.betweenTools
        ? { type: 'between_tools' }
        : { type: 'adaptive', ...display(reasoning.summary) }
      return { thinking, effort: wireEffort(reasoning.effort) }
    }
  }
}

/** The thinking that comes nearest to what another format's client asked for (EFF-A-1 to EFF-A-9, LIM-5). */
export function encodeThinking(reasoning: Reasoning | null, target: ThinkingTarget): EncodedThinking {
  if (!reasoning) return nothing
  const { thinkingModes: modes, thinkingDefault } = target.capabilities
  if (reasoning.kind === 'effort' && reasoning.effort === null && (thinkingDefault === 'off' || !modes.includes('adaptive'))) {
    loseSummary(target, 'the model does not think unless asked: there is nothing to sum up')
    return nothing
  }
  if (reasoning.kind === 'off' || (reasoning.kind === 'effort' && reasoning.effort === 'none')) {
    if (reasoning.kind === 'effort' && reasoning.summary !== null) loseSummary(target, 'nothing is thought: there is nothing to sum up')
    return withoutThinking(reasoning.kind === 'off' ? reasoning.effort : null, target)
  }
  if (modes.includes('adaptive')) return adaptive(reasoning, target)
  if (modes.includes('manual')) return manual(reasoning, target)
  target.ledger.lose(target.at('reasoning'), 'dropped', 'EFF-A-6', 'warn', 'the model does not think')
  return nothing
}

/** REQ-R-8: a summary of what is not there. */
const loseSummary = ({ at, ledger }: ThinkingTarget, why: string): void =>
  ledger.lose(at('reasoning.summary') || at('reasoning'), 'dropped', 'REQ-R-8', 'debug', why)

/** Where the client asked for a level of effort: some say it within what they say of reasoning. */
const effortAt = (at: ThinkingTarget['at']): string => at('reasoning.effort') || at('reasoning')

/** EFF-A-2. */
function withoutThinking(effort: Effort | null, { capabilities, at, ledger }: ThinkingTarget): EncodedThinking {
  const { thinkingModes: modes, thinkingDefault, efforts, disabledMaxEffort } = capabilities
  if (thinkingDefault === 'always' || (modes.includes('adaptive') && !modes.includes('disabled'))) {
    ledger.lose(effortAt(at), 'folded', 'EFF-A-2', 'warn', 'the model always thinks: it is asked for little effort')
    return { thinking: null, effort: efforts.includes('low') ? 'low' : null }
  }
  if (!modes.includes('adaptive')) return nothing
  const most = disabledMaxEffort !== null && effort !== null && rank(effort) > rank(disabledMaxEffort) ? disabledMaxEffort : effort
  if (most !== effort)
    ledger.lose(effortAt(at), 'folded', 'EFF-A-2', 'warn', `without thinking the model takes no effort '${effort ?? ''}'`)
  return { thinking: { type: 'disabled' }, effort: wireEffort(most) }
}

function adaptive(reasoning: Exclude<Reasoning, { kind: 'off' }>, target: ThinkingTarget): EncodedThinking {
  const { capabilities, maxTokens, at, ledger } = target
  const between = reasoning.kind === 'adaptive' && reasoning.betweenTools && capabilities.thinkingModes.includes('between_tools')
  const thinking: ThinkingConfigParam = between ? { type: 'between_tools' } : { type: 'adaptive', ...display(reasoning.summary) }
  if (reasoning.kind !== 'budget') return { thinking, effort: reasoning.effort && supported(reasoning.effort, target) }
  if (capabilities.thinkingModes.includes('manual')) return manual(reasoning, target)
  ledger.lose(at('reasoning'), 'folded', 'EFF-A-9', 'info', 'the model takes no budget: its share of the limit becomes a level of effort')
  return { thinking, effort: supported(effortOf(reasoning.tokens / maxTokens), target) }
}

/** EFF-A-9: a level of effort is a share of the limit. */
function manual(reasoning: Exclude<Reasoning, { kind: 'off' }>, target: ThinkingTarget): EncodedThinking {
  const { capabilities, maxTokens, at, ledger } = target
  if (maxTokens <= leastBudget) {
    ledger.lose(at('reasoning'), 'dropped', 'EFF-A-9', 'warn', `a limit of ${maxTokens} tokens leaves no room to think`)
    return nothing
  }
  const wanted = reasoning.kind === 'budget' ? reasoning.tokens : Math.floor(shares[reasoning.effort ?? 'high'] * maxTokens)
  const budget = Math.min(Math.max(wanted, leastBudget), maxTokens - 1)
  if (reasoning.kind === 'budget' && budget !== wanted) {
    ledger.lose(at('reasoning'), 'folded', 'LIM-5', 'warn', `a budget must be from ${leastBudget} to below the limit: ${budget} is sent`)
  }
  const effort = reasoning.effort !== null && capabilities.efforts.length > 0 ? supported(reasoning.effort, target) : null
  return { thinking: { type: 'enabled', budget_tokens: budget, ...display(reasoning.summary) }, effort }
}

/** The level itself, or the next lower one that the model takes (EFF-A-3, EFF-A-7, EFF-A-8). */
function supported(effort: Effort, { capabilities: { efforts }, at, ledger }: ThinkingTarget): WireEffort | null {
  if (effort === 'minimal' || effort === 'none') {
    ledger.lose(effortAt(at), 'folded', 'EFF-A-3', 'info', `Anthropic has no effort '${effort}': 'low' is sent`)
    return efforts.includes('low') ? 'low' : null
  }
  if (efforts.includes(effort)) return effort
  const lower = wireEfforts.findLast((level) => efforts.includes(level) && rank(level) < rank(effort)) ?? null
  const rule = effort === 'max' ? 'EFF-A-8' : 'EFF-A-7'
  ledger.lose(
    effortAt(at),
    'folded',
    rule,
    'warn',
    `the model has no effort '${effort}', ${lower === null ? 'none' : `'${lower}'`} is sent`,
  )
  return lower
}

/** The level whose share of the limit a budget comes nearest to. */
function effortOf(share: number): Effort {
  if (share < 0.35) return 'low'
  if (share < 0.65) return 'medium'
  return share < 0.875 ? 'high' : 'xhigh'
}

const shares: { readonly [Level in Effort]: number } = { none: 0, minimal: 0.1, low: 0.2, medium: 0.5, high: 0.8, xhigh: 0.95, max: 0.95 }
const leastBudget = 1024
const wireEfforts: readonly WireEffort[] = ['low', 'medium', 'high', 'xhigh', 'max']
const rank = (effort: Effort): number => Object.keys(shares).indexOf(effort)
const wireEffort = (effort: Effort | null): WireEffort | null => wireEfforts.find((level) => level === effort) ?? null
const display = (summary: boolean | null): { readonly display?: 'summarized' | 'omitted' } =>
  summary === null ? {} : { display: summary ? 'summarized' : 'omitted' }
