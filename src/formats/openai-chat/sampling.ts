import type { Sampling } from '../../interlingua/request.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import { name as own } from './name.ts'

/** Sampling members that survive the gate (SAM-4 to SAM-7). */
export function encodeSampling(
  wanted: Sampling,
  effort: string | null,
  at: (hubPath: string) => string,
  ledger: Ledger,
  { capabilities }: Target,
) {
  const { temperature, topP, topK, ...rest } = spoken(wanted, hubFates.Sampling, at('sampling'), ledger)
  rest satisfies Nothing
  const asked = { temperature, top_p: topP, top_k: topK }
  if (ledger.format === own) return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null))
  const gate = capabilities.sampling
  const rule = gate === 'never' ? 'SAM-5' : 'SAM-6'
  const open = gate === 'always' || (gate === 'whenEffortNone' && effort === 'none') || (gate === 'unlessThinking' && idle.has(effort))
  const drop = (hubPath: string, id: string, why: string): void => ledger.lose(at(hubPath), 'dropped', id, 'warn', why)
  const keeps = (value: number | null, hubPath: string): value is number => {
    // SAM-4: the default goes without saying.
    if (value === null || value === 1) return false
    if (!open) drop(hubPath, rule, 'the model refuses sampling parameters')
    return open
  }
  const hot = keeps(temperature, 'sampling.temperature') ? temperature : null
  const most = capabilities.temperatureMax
  if (hot !== null && hot > most) ledger.lose(at('sampling.temperature'), 'folded', 'REQ-C-7', 'warn', `the temperature goes up to ${most}`)
  const nucleus = keeps(topP, 'sampling.topP') ? topP : null
  const excluded = hot !== null && nucleus !== null && capabilities.samplingExclusive
  if (excluded) drop('sampling.topP', 'REQ-C-8', 'the model takes temperature or top_p')
  if (topK !== null && !capabilities.topK) drop('sampling.topK', 'REQ-A-11', 'the host takes no top_k')
  return {
    ...(hot === null ? {} : { temperature: Math.min(hot, most) }),
    ...(nucleus === null || excluded ? {} : { top_p: nucleus }),
    ...(topK === null || !capabilities.topK ? {} : { top_k: topK }),
  }
}

const idle: ReadonlySet<string | null> = new Set([null, 'none'])
