import type { Stop, StopReason } from '../../interlingua/response.ts'
import { undecided } from '../../translate/fate.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import type { Response_IncompleteDetails } from './generated/shapes.ts'
import { name as own } from './name.ts'

/** Why an answer ended. */
export function decodeStop(reason: string | null, at: string, ledger: Ledger): Stop {
  return undecided
}

/** How an answer's end is told to a client. */
export interface EncodedStop {
  readonly status: 'completed' | 'incomplete'
  readonly incomplete_details: Response_IncompleteDetails | null
  /** The explanation of a refusal that stands nowhere else (STOP-A-6). */
  readonly refusal: string | null
}

/** STOP-A-1 to STOP-A-8, STOP-C-1 to STOP-C-6: a refusal in the model's own words completes the answer (STOP-R-2), any other does not. */
export function encodeStop(stopped: Stop, refused: boolean, ledger: Ledger): EncodedStop {
  const at = (member: string): string => stopped.at[member] ?? ''
  const { reason, explanation, ...rest } = spoken(stopped, hubFates.Stop, at, ledger)
  rest satisfies Nothing
  const why = reason === 'refusal' && refused ? null : incomplete[reason]
  const rule = nameless[reason]
  if (rule && ledger.format !== own) {
    const word = why === null ? 'completed' : `incomplete: ${why}`
    ledger.lose(at('reason'), 'folded', rule, 'info', `Responses has no word for this end but \`${word}\``)
  }
  const filtered = why === 'content_filter' && !refused
  if (!filtered && explanation !== null && explanation !== '') {
    ledger.lose(at('explanation'), 'carried', 'STOP-A-6', 'info', 'Responses explains refusals alone')
  }
  return {
    status: why === null ? 'completed' : 'incomplete',
    incomplete_details: why === null ? null : { reason: why },
    refusal: filtered && explanation !== '' ? explanation : null,
  }
}

/** Ends that are told by the word for another one. */
const nameless: { readonly [R in StopReason]?: string } = {
  stopSequence: 'STOP-A-2',
  contextWindow: 'STOP-A-5',
  pause: 'STOP-A-7',
  compaction: 'STOP-A-8',
}

const incomplete: { readonly [R in StopReason]: NonNullable<Response_IncompleteDetails['reason']> | null } = {
  end: null,
  stopSequence: null,
  toolCalls: null,
  maxTokens: 'max_output_tokens',
  contextWindow: 'max_output_tokens',
  refusal: 'content_filter',
  contentFilter: 'content_filter',
  pause: 'max_messages',
  compaction: null,
}
