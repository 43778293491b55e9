import type { Ledger } from '../../translate/ledger.ts'
import type { Target } from '../../translate/format.ts'
import type { Api } from './api.ts'

/** The identifier of the end user; OpenAI takes 64 characters of a plain alphabet, anything else goes as its hash (REQ-A-19). */
export function encodeUser(
  user: string | null,
  at: string,
  ledger: Ledger,
  { capabilities, context }: Target,
  { format: own }: Api,
): { readonly user?: string; readonly safety_identifier?: string } {
  if (user === null) return {}
  const plain = ledger.format === own || /^[A-Za-z0-9_-]{1,64}$/.test(user)
  if (!plain) ledger.lose(at, 'folded', 'REQ-A-19', 'info', 'the identifier goes as its hash')
  const sent = plain ? user : context.hash(user)
  return capabilities.userParam === 'user' ? { user: sent } : { safety_identifier: sent }
}
