import { type Entry, isExercised } from './entry.ts'
import type { MemberKind } from './member.ts'

/** How many members of a kind there are, are decided, and are exercised. */
export interface Coverage {
  readonly kind: MemberKind
  readonly total: number
  readonly decided: number
  readonly oneByOne: number
  /** Decided with the whole shape that holds them. */
  readonly asWhole: number
  readonly inCases: number
  readonly inLaws: number
  readonly inEither: number
}

/** Fields, variants and values among the entries. */
export const coverageOf = (entries: readonly Entry[]): readonly Coverage[] =>
  (['field', 'variant', 'value'] as const).map((kind) => {
    const all = entries.filter(({ member }) => member.kind === kind)
    const decided = all.filter(({ decision }) => decision.fate.fate !== 'undecided')
    return {
      kind,
      total: all.length,
      decided: decided.length,
      oneByOne: decided.filter(({ decision }) => decision.by === 'itself').length,
      asWhole: decided.filter(({ decision }) => decision.by === 'whole').length,
      inCases: all.filter(({ read }) => read.length > 0).length,
      inLaws: all.filter(({ laws }) => laws.length > 0).length,
      inEither: all.filter(isExercised).length,
    }
  })

/** Rounded down, so that 100 % means all. */
export const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.floor((part * 100) / whole)} %`)
