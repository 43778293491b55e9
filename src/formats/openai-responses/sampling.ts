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
): { readonly temperature?: number; readonly top_p?: number } {
  const { temperature, topP, ...rest } = spoken(wanted, hubFates.Sampling, (member) => at(`sampling.${member}`), ledger)
  rest satisfies Nothing
  if (ledger.format !== own) return gatedSampling({ temperature, topP }, effort, at, ledger, capabilities)
  return { ...(temperature === null ? {} : { temperature }), ...(topP === null ? {} : { top_p: topP }) }
}
