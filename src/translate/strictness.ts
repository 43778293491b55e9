import { fault, type Fault } from '../interlingua/fault.ts'
import { atLeast, levels, type Level, type Loss } from '../interlingua/loss.ts'

/** Moves whole levels of losses: `strict` refuses from `warn` on, `default` from `reject` on, `lenient` only `never` (§0.1). */
export type Strictness = 'strict' | 'default' | 'lenient'

/** The least level at which a translation is refused. */
export const refusedFrom = { strict: 'warn', default: 'reject', lenient: 'never' } as const satisfies Record<Strictness, Level>

/** The stricter one of two. */
export const strictest = (one: Strictness, other: Strictness): Strictness =>
  levels.indexOf(refusedFrom[one]) <= levels.indexOf(refusedFrom[other]) ? one : other

/** The fault to answer with where a loss is too great for `strictness`, else null. The first malformed value goes first. */
export function refusal(losses: readonly Loss[], strictness: Strictness): Fault | null {
  const refused = losses.filter(({ level }) => atLeast(level, refusedFrom[strictness]))
  const first = refused.find(({ level }) => level === 'never') ?? refused[0]
  if (!first) return null
  return fault(first.rule === 'GWE-1' ? 'invalidRequest' : 'unsupportedParameter', first.why, { param: first.path })
}
