import type { Ledger } from '../../translate/ledger.ts'
import type { Capabilities } from '../../capabilities/capabilities.ts'
import type { Api } from './api.ts'

/** The client's limit in tokens, at most what the model takes (LIM-3). */
export function clampedLimit(
  maxTokens: number | null,
  at: string,
  ledger: Ledger,
  { maxOutput }: Capabilities,
  { format: own }: Api,
): number | null {
  if (maxTokens === null || maxOutput === null || maxTokens <= maxOutput || ledger.format === own) return maxTokens
  ledger.lose(at, 'folded', 'LIM-3', 'warn', `the model answers with at most ${maxOutput} tokens`)
  return maxOutput
}
