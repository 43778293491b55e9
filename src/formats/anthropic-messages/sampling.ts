import type { Request, Sampling } from '../../interlingua/request.ts'
import type { Nothing } from '../../translate/triage.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type { MessageCreateParams } from './generated/shapes.ts'
import type { Writing } from './parts.encode.ts'

type Encoded = Pick<MessageCreateParams, 'temperature' | 'top_p' | 'top_k'>

/** The sampling parameters that the model takes (SAM-1 to SAM-4, REQ-C-7, REQ-C-8). */
export function encodeSampling(
  sampled: Sampling,
  thinking: MessageCreateParams['thinking'] | null,
  at: Request['at'],
  { own, ledger, target }: Writing,
): Encoded {
  const { temperature, topP, topK, ...rest } = spoken(sampled, hubFates.Sampling, (member) => at[`sampling.${member}`] ?? '', ledger)
  rest satisfies Nothing
  if (own) {
    return {
      ...(temperature === null ? {} : { temperature }),
      ...(topP === null ? {} : { top_p: topP }),
      ...(topK === null ? {} : { top_k: topK }),
    }
  }
  const { sampling, samplingExclusive, temperatureMax, thinkingDefault } = target.capabilities
  const thinks = thinking ? thinking.type !== 'disabled' : thinkingDefault !== 'off'
  const allowed = sampling === 'always' || (sampling === 'unlessThinking' && !thinks)
  const rule = sampling === 'never' ? 'SAM-1' : 'SAM-2'
  const why = sampling === 'never' ? 'the model takes no sampling parameters' : 'the model takes no sampling parameters while it thinks'
  const gate = (member: keyof Sampling, value: number | null, open: boolean): number | null => {
    if (value === null || open) return value
    ledger.lose(at[`sampling.${member}`] ?? '', 'dropped', rule, 'warn', why)
    return null
  }
  if (temperature !== null && temperature > temperatureMax) {
    ledger.lose(at['sampling.temperature'] ?? '', 'folded', 'REQ-C-7', 'warn', `the highest temperature is ${temperatureMax}`)
  }
  const warmth = gate('temperature', unlessDefault(temperature === null ? null : Math.min(temperature, temperatureMax)), allowed)
  // With thinking, values close to the default are still accepted (SAM-3).
  const nucleus = gate('topP', unlessDefault(topP), allowed || (sampling === 'unlessThinking' && topP !== null && topP >= 0.95))
  const exclusive = samplingExclusive && warmth !== null && nucleus !== null
  if (exclusive) ledger.lose(at['sampling.topP'] ?? '', 'dropped', 'REQ-C-8', 'warn', 'the model takes temperature or top_p, not both')
  const most = gate('topK', topK, allowed)
  return {
    ...(warmth === null ? {} : { temperature: warmth }),
    ...(nucleus === null || exclusive ? {} : { top_p: nucleus }),
    ...(most === null ? {} : { top_k: most }),
  }
}

/** A default says nothing, and some models refuse even that (SAM-4). */
const unlessDefault = (value: number | null): number | null => (value === 1 ? null : value)
