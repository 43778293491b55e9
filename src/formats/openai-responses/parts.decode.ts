import type { Part } from '../../interlingua/part.ts'
import { undecided } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** The content of a turn. */
export function decodeContent(wire: Unread<unknown>, at: string, reader: Reader): readonly Part[] {
  return undecided
}
