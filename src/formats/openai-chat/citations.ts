import type { WebCitation } from '../../interlingua/part.ts'
import type { ChatCompletionMessage_Annotation } from './generated/shapes.ts'

/** The annotation of a page that the text from `start` to before `end` rests on (RSP-4), counted in UTF-16 units. */
export const encodeCitation = ({ url, title }: WebCitation, start: number, end: number): ChatCompletionMessage_Annotation => ({
  type: 'url_citation',
  url_citation: { start_index: start, end_index: end, title, url },
})
