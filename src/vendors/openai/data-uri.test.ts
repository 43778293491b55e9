import { describe, expect, it } from 'vitest'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import { dataUri, filePart, fileSource, sourceOf } from './data-uri.ts'

function reading() {
  const ledger = new Ledger('openai-chat', { rule: 'REQ-C-32', why: 'unknown', level: 'warn' })
  return { reader: new Reader(ledger), faults: () => ledger.settled(null, 'other').losses.map(({ path, why }) => [path, why]) }
}

describe('bytes in a request', () => {
  it('SEC-3: are taken from a data URI as they are, parameters aside', () => {
    const { reader, faults } = reading()
    expect(sourceOf('data:image/png;name=a;base64,QUI=', '/url', reader)).toEqual({ kind: 'base64', mediaType: 'image/png', data: 'QUI=' })
    expect(sourceOf('https://example.com/a.png', '/url', reader)).toEqual({ kind: 'url', url: 'https://example.com/a.png' })
    expect(faults()).toEqual([])
    expect(dataUri('image/png', 'QUI=')).toBe('data:image/png;base64,QUI=')
  })

  it.each([
    ['data:image/png,QUI=', 'expected a data URI as data:<media type>;base64,<data>'],
    ['data:png;base64,QUI=', 'expected a data URI as data:<media type>;base64,<data>'],
    ['data:image/png;base64,Q*I=', 'the data of the URI is no base64'],
  ])('SEC-3: %s is no data URI', (url, why) => {
    const { reader, faults } = reading()
    sourceOf(url, '/url', reader)
    expect(faults()).toEqual([['/url', why]])
  })

  it('CP-6: bytes without a media type are taken for a PDF', () => {
    expect(fileSource('QUI=', '/file_data', reading().reader)).toEqual({ kind: 'base64', mediaType: 'application/pdf', data: 'QUI=' })
  })

  it('CP-6: are a picture, plain text or a document by their media type', () => {
    const part = (mediaType: string) => filePart({ kind: 'base64', mediaType, data: 'QUI=' }, 'a', '/at', null)
    expect(part('image/png')).toMatchObject({ kind: 'image', detail: null })
    expect(part('text/plain')).toMatchObject({
      kind: 'document',
      title: 'a',
      source: { kind: 'text', text: 'AB', mediaType: 'text/plain' },
    })
    expect(part('application/pdf')).toMatchObject({ kind: 'document', source: { kind: 'base64', data: 'QUI=' } })
  })
})
