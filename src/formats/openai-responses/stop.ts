import { fault, type Fault } from '../../interlingua/fault.ts'
import type { Json } from '../../interlingua/json.ts'
import type { Stop, StopReason } from '../../interlingua/response.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import { decodeStreamFault } from './fault.ts'
import type { Enums, Response_IncompleteDetails } from './generated/shapes.ts'
import { name as own } from './name.ts'

/** What the end of an answer is read from. */
export interface Ended {
  readonly status: string | null
  /** Of an incomplete answer. */
  readonly reason: string | null
  readonly error: { readonly code: string | null; readonly message: string | null; readonly raw: Json } | null
}

/** What else the answer holds that decides how its end is to be read. */
export interface Ending {
  readonly calls: boolean
  readonly refused: boolean
}

/** STOP-R-1 to STOP-R-7; of an answer that a policy stopped, a refusal (ERO-18). Ask `faultOf` first. */
export function decodeStop({ status, reason, error }: Ended, { calls, refused }: Ending, ledger: Ledger): Stop {
  if (status === 'failed') {
    const category = policies[error?.code ?? ''] ?? null
    const at = { reason: '/status', category: '/error/code', explanation: '/error/message' }
    return { at, reason: 'refusal', sequence: null, category, explanation: error?.message ?? null }
  }
  if (error !== null) ledger.carry('/error', error.raw, { rule: 'STOP-R-8', why: 'the answer did not fail', level: 'info' })
  if (status !== 'incomplete' && reason !== null)
    ledger.carry('/incomplete_details', { reason }, { rule: 'STOP-R-3', why: 'the answer is complete', level: 'info' })
  if (status !== 'incomplete') return stop(calls ? 'toolCalls' : refused ? 'refusal' : 'end', '/status')
  const known = reason !== null && Object.hasOwn(cut, reason) ? cut[reason as IncompleteReason] : null
  if (known === null || known === 'end') ledger.carry('/status', status, uncut)
  if (known === null && reason !== null) {
    const why = `unknown reason '${reason}' of an incomplete answer`
    ledger.carry('/incomplete_details/reason', reason, { rule: 'STOP-R-7', why, level: 'warn' })
  } else if (known === 'end' && reason !== null) ledger.carry('/incomplete_details/reason', reason, uncut)
  return stop(known ?? 'end', reason === null ? '/status' : '/incomplete_details/reason')
}

const stop = (reason: StopReason, at: string): Stop => ({ at: { reason: at }, reason, sequence: null, category: null, explanation: null })

const uncut = { rule: 'STOP-R-7', why: 'other formats do not call this answer incomplete', level: 'info' } as const

type IncompleteReason = Enums['Response_IncompleteDetails.reason']

const cut: { readonly [R in IncompleteReason]: StopReason } = {
  max_output_tokens: 'maxTokens',
  max_messages: 'pause',
  content_filter: 'contentFilter',
  steered: 'end',
}

/** The fault of an answer that is none, for all that its status was 200 (STOP-R-8, STOP-R-9, ERO-18); null where it is one. */
export function faultOf({ status, error }: Ended): Fault | null {
  if (status === 'completed' || status === 'incomplete') return null
  if (status !== 'failed') return fault('upstream', `the upstream's answer is not finished: ${status ?? 'it has no status'}`)
  if (error === null) return fault('internal', 'the upstream failed')
  return error.code !== null && Object.hasOwn(policies, error.code) ? null : decodeStreamFault({ error: error.raw })
}

/** Codes of failures that are refusals, with the category of each (ERO-18). */
const policies: { readonly [code: string]: string | null } = {
  bio_policy: 'bio',
  misalignment_policy_violation: null,
} satisfies { readonly [Code in Enums['ResponseError.code']]?: string | null }

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
