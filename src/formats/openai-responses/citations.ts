import type { JsonObject } from '../../interlingua/json.ts'
import type { WebCitation } from '../../interlingua/part.ts'
import { undecided } from '../../translate/fate.ts'

/** The page that a piece of text rests on. */
export function encodeCitation(citation: WebCitation, start: number, end: number): JsonObject {
  return undecided
}
