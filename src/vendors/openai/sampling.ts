import type { Sampling } from '../../interlingua/request.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Sampling members that survive the gate (SAM-4 to SAM-7); `effort` is the one that is sent beside them. */
export function gatedSampling(
  { temperature, topP }: Pick<Sampling, 'temperature' | 'topP'>,
  effort: string | null,
  at: (hubPath: string) => string,
  ledger: Ledger,
  capabilities: Capabilities,
): { readonly temperature?: number; readonly top_p?: number } {
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
  return {
    ...(hot === null ? {} : { temperature: Math.min(hot, most) }),
    ...(nucleus === null || excluded ? {} : { top_p: nucleus }),
  }
}

const idle: ReadonlySet<string | null> = new Set([null, 'none'])
