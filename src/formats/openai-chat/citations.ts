import type { WebCitation } from '../../interlingua/part.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { urlCitation } from '../../vendors/openai/citations.ts'
import { core } from './fates.ts'
import type { ChatCompletionMessage_Annotation } from './generated/shapes.ts'

/** The pages that an answer cites (RSP-8). */
export const decodeCitations = (
  wire: Unread<readonly ChatCompletionMessage_Annotation[]> | undefined,
  at: string,
  reader: Reader,
): WebCitation[] => reader.list(wire, at).flatMap((each, i) => decodeCitation(each, `${at}/${i}`, reader).map((page) => ({ ...page, at })))

function decodeCitation(wire: Unread<ChatCompletionMessage_Annotation>, at: string, reader: Reader): WebCitation[] {
  const { type, url_citation, ...rest } = reader.fields(wire, core.ChatCompletionMessage_Annotation, at)
  rest satisfies Nothing
  reader.known(type)
  if (url_citation === undefined || url_citation === null) return []
  const inner = `${at}/url_citation`
  const { start_index, end_index, title, url, ...none } = reader.fields(
    url_citation,
    core.ChatCompletionMessage_Annotation_URLCitation,
    inner,
  )
  none satisfies Nothing
  const start = reader.number(start_index, `${inner}/start_index`)
  const end = reader.number(end_index, `${inner}/end_index`)
  return [
    {
      url: reader.string(url, `${inner}/url`) ?? '',
      title: reader.string(title, `${inner}/title`) ?? '',
      ...(start === null || end === null ? {} : { start, end }),
    },
  ]
}

/** The annotation of a page that the text from `start` to before `end`, or its own part of that, rests on (RSP-4). */
export const encodeCitation = (page: WebCitation, start: number, end: number): ChatCompletionMessage_Annotation => ({
  type: 'url_citation',
  url_citation: urlCitation(page, start, end),
})
