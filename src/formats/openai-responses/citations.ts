import type { WebCitation } from '../../interlingua/part.ts'
import { urlCitation } from '../../vendors/openai/citations.ts'
import type { ResponseOutputText_URLCitation } from './generated/shapes.ts'

/** The annotation of a page that the text from `start` to before `end` rests on (RSP-4), counted in UTF-16 units. */
export const encodeCitation = (citation: WebCitation, start: number, end: number): ResponseOutputText_URLCitation => ({
  type: 'url_citation',
  ...urlCitation(citation, start, end),
})
