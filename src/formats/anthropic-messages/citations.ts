import type { WebCitation } from '../../interlingua/part.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import type { Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import type { TextCitation, Unions } from './generated/shapes.ts'

type Citation = Unions['CitationsDelta.citation']

/** The pages that a text of an answer cites; what cites anything else is carried (RSP-4). */
export function decodeCitations(wire: Unread<readonly TextCitation[]> | undefined, at: string, reader: Reader): readonly WebCitation[] {
  const list = reader.list(wire, at)
  if (list.length > 0) reader.ledger.keep(at, reader.json(wire))
  return list.flatMap((citation, index) => decodeCitation(citation, `${at}/${index}`, reader) ?? [])
}

/** One citation: null where it cites no page. */
export function decodeCitation(wire: Unread<TextCitation>, at: string, reader: Reader): WebCitation | null {
  return reader.arm<Citation, (typeof unions)['CitationsDelta.citation'], WebCitation>(
    wire,
    at,
    'type',
    unions['CitationsDelta.citation'],
    {
      web_search_result_location: (page) => {
        const { type, url, title, ...rest } = reader.fields(page, core.CitationsWebSearchResultLocation, at)
        rest satisfies Nothing
        reader.known(type)
        return { url: reader.text(url, `${at}/url`), title: reader.string(title, `${at}/title`) ?? '' }
      },
    },
    ({ payload, elsewhere }) => {
      reader.ledger.carry(at, payload, elsewhere)
      return null
    },
  )
}
