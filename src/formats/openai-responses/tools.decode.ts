import type { Tool, ToolChoice } from '../../interlingua/tool.ts'
import { undecided } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Unread } from '../../translate/unread.ts'

/** The tools on offer. */
export function decodeTools(wire: Unread<unknown>, at: string, reader: Reader): readonly Tool[] {
  return undecided
}

/** The choice among them. */
export function decodeToolChoice(wire: Unread<unknown>, at: string, reader: Reader): ToolChoice | null {
  return undecided
}
