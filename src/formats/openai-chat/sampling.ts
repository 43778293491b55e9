import type { Sampling } from '../../interlingua/request.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { gatedSampling } from '../../vendors/openai/sampling.ts'
import { hubFates } from './fates.ts'
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
  const taken = gatedSampling({ temperature, topP }, effort, at, ledger, capabilities)
  if (topK !== null && !capabilities.topK) ledger.lose(at('sampling.topK'), 'dropped', 'REQ-A-11', 'warn', 'the host takes no top_k')
  return { ...taken, ...(topK === null || !capabilities.topK ? {} : { top_k: topK }) }
}
