import type { WebCitation } from '../../interlingua/part.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { urlCitation } from '../../vendors/openai/citations.ts'
import { core, unions } from './fates.ts'
import type { ResponseOutputText, ResponseOutputText_URLCitation, Unions } from './generated/shapes.ts'

/** The pages that a text cites (RSP-4). What it cites besides is for this format alone. */
export function decodeCitations(wire: Unread<ResponseOutputText['annotations']> | undefined, at: string, reader: Reader): WebCitation[] {
  const annotations = reader.list(wire, at)
  const pages = annotations.flatMap((each, i) => decodeCitation(each, `${at}/${i}`, reader) ?? [])
  if (pages.length < annotations.length) reader.ledger.keep(at, reader.json(wire))
  return pages
}

/** The page that an annotation names; null where it names no page. */
export function decodeCitation(wire: Unread<ResponseOutputText['annotations'][number]>, at: string, reader: Reader): WebCitation | null {
  return reader.arm<Unions['ResponseOutputText.annotations'], (typeof unions)['ResponseOutputText.annotations'], WebCitation | null>(
    wire,
    at,
    'type',
    unions['ResponseOutputText.annotations'],
    { url_citation: (citation) => decodePage(citation, at, reader) },
    ({ payload, elsewhere }) => {
      reader.ledger.carry(at, payload, elsewhere)
      return null
    },
  )
}

function decodePage(wire: Unread<ResponseOutputText_URLCitation>, at: string, reader: Reader): WebCitation {
  const { type, start_index, end_index, title, url, ...rest } = reader.fields(wire, core.ResponseOutputText_URLCitation, at)
  rest satisfies Nothing
  reader.known(type)
  const start = reader.number(start_index, `${at}/start_index`)
  const end = reader.number(end_index, `${at}/end_index`)
  return {
    url: reader.string(url, `${at}/url`) ?? '',
    title: reader.string(title, `${at}/title`) ?? '',
    ...(start === null || end === null ? {} : { start, end }),
    at,
  }
}

/** The annotation of a page that the text from `start` to before `end` rests on (RSP-4), counted in UTF-16 units. */
export const encodeCitation = (citation: WebCitation, start: number, end: number): ResponseOutputText_URLCitation => ({
  type: 'url_citation',
  ...urlCitation(citation, start, end),
})
