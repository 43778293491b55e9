import type { Turn } from '../../interlingua/turn.ts'
import { undecided } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** The conversation as turns. */
export function decodeTurns(wire: Unread<unknown>, at: string, reader: Reader): readonly Turn[] {
  return undecided
}
