import type { Stop, StopReason } from '../../interlingua/response.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates, type enums } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Enums } from './generated/shapes.ts'

/** Why Chat says an answer ended. */
export type FinishReason = Enums['ChatCompletion_Choice.finish_reason']

/** What else the answer holds that decides how its end is to be read. */
export interface Ending {
  readonly calls: boolean
  readonly refused: boolean
}

/** STOP-C-1 to STOP-C-6; null is a finished stream that gave no reason (§13-15). */
export function decodeStop(reason: string | null, { calls, refused }: Ending, at: string, ledger: Ledger): Stop {
  const known = reason === null ? null : Object.hasOwn(reasons, reason) ? reasons[reason as FinishReason] : null
  const read = stop(readStop(known, calls, refused), at)
  if (reason === null) ledger.lose(at, 'folded', 'EVC-15', 'warn', 'finish_reason_missing: the upstream did not say why the answer ended')
  else if (known === null) ledger.carry(at, reason, { rule: 'STOP-C-6', why: `unknown finish reason '${reason}'`, level: 'warn' })
  else if (known === 'toolCalls' && !calls) ledger.carry(at, reason, callless)
  // Chat itself spells some ends in two ways (STOP-C-1).
  else if (spelled(read.reason, refused) !== reason) ledger.keep(at, reason)
  return read
}

const callless = { rule: 'STOP-C-4', why: 'the answer ends for tool calls but has none', level: 'info' } as const

function readStop(known: StopReason | null, calls: boolean, refused: boolean): StopReason {
  if (known === 'maxTokens' || known === 'contentFilter') return known
  if (calls) return 'toolCalls'
  return refused ? 'refusal' : 'end'
}

const reasons = {
  stop: 'end',
  length: 'maxTokens',
  tool_calls: 'toolCalls',
  function_call: 'toolCalls',
  content_filter: 'contentFilter',
} as const satisfies { readonly [R in keyof (typeof enums)['ChatCompletion_Choice.finish_reason']]: StopReason }

const stop = (reason: StopReason, at: string): Stop => ({ at: { reason: at }, reason, sequence: null, category: null, explanation: null })

/** How an answer's end is told to a Chat client. */
export interface EncodedStop {
  readonly finishReason: FinishReason
  /** The explanation of a refusal that stands nowhere else (STOP-A-6). */
  readonly refusal: string | null
}

/** STOP-A-1 to STOP-A-8, STOP-R-2: a refusal in the model's own words ends with `stop`, any other with `content_filter`. */
export function encodeStop(stopped: Stop, refused: boolean, ledger: Ledger): EncodedStop {
  const at = (member: string): string => stopped.at[member] ?? ''
  const { reason, explanation, ...rest } = spoken(stopped, hubFates.Stop, at, ledger)
  rest satisfies Nothing
  const rule = nameless[reason]
  if (rule) ledger.lose(at('reason'), 'folded', rule, 'info', `Chat has no word for this end but \`${finishReasons[reason]}\``)
  const filtered = (reason === 'refusal' && !refused) || reason === 'contentFilter'
  if (!filtered && !refused && explanation) {
    ledger.lose(at('explanation'), 'carried', 'STOP-A-6', 'info', 'Chat explains refusals alone')
  }
  return { finishReason: spelled(reason, refused), refusal: filtered ? explanation : null }
}

/** The model's own refusal ends as any answer does (STOP-R-2). */
const spelled = (reason: StopReason, refused: boolean): FinishReason => (reason === 'refusal' && refused ? 'stop' : finishReasons[reason])

/** Ends that Chat tells by the word for another one. */
const nameless: { readonly [R in StopReason]?: string } = {
  stopSequence: 'STOP-A-2',
  contextWindow: 'STOP-A-5',
  pause: 'STOP-A-7',
  compaction: 'STOP-A-8',
}

const finishReasons: { readonly [R in StopReason]: FinishReason } = {
  end: 'stop',
  stopSequence: 'stop',
  toolCalls: 'tool_calls',
  maxTokens: 'length',
  contextWindow: 'length',
  refusal: 'content_filter',
  contentFilter: 'content_filter',
  pause: 'length',
  compaction: 'stop',
}
