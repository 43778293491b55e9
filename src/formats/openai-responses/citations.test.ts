import { describe, expect, it } from 'vitest'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import { unread } from '../../translate/unread.ts'
import { decodeCitations, encodeCitation } from './citations.ts'

const page = { url: 'https://example.com', title: 'Example' }

describe('pages that a text cites', () => {
  it('RSP-4: are annotations with the text that rests on them', () => {
    const whole = { type: 'url_citation', start_index: 3, end_index: 9, ...page }
    expect(encodeCitation(page, 3, 9)).toEqual(whole)
    expect(encodeCitation({ ...page, start: 1, end: 4 }, 3, 9)).toEqual({ ...whole, start_index: 4, end_index: 7 })
  })

  it('RSP-8: are read with their span; what cites no page is carried', () => {
    const ledger = new Ledger('openai-responses', { rule: 'ENV-5', why: 'unknown', level: 'info' })
    const annotations = [
      { type: 'url_citation', start_index: 1, end_index: 4, ...page },
      { type: 'file_citation', file_id: 'f', filename: 'a.txt', index: 2 },
      { type: 'of_tomorrow' },
    ]
    expect(decodeCitations(unread(annotations), '/annotations', new Reader(ledger))).toEqual([
      { ...page, start: 1, end: 4, at: '/annotations/0' },
    ])
    expect(ledger.settled(null, 'other').losses.map(({ path }) => path)).toEqual(['/annotations/1', '/annotations/2'])
  })
})
