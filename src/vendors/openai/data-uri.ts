import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part, Source } from '../../interlingua/part.ts'
import type { Reader } from '../../translate/reader.ts'

/** Bytes as a data URI. */
export const dataUri = (mediaType: string, data: string): string => `data:${mediaType};base64,${data}`

/** Bytes in a data URI, never re-encoded (SEC-3), or an address. */
export function sourceOf(url: string, at: string, reader: Reader): Source {
  if (!url.startsWith('data:')) return { kind: 'url', url }
  const comma = url.indexOf(',')
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';')
  const data = url.slice(comma + 1)
  if (comma === -1 || parameters.at(-1) !== 'base64' || !/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) {
    reader.ledger.malformed(at, 'expected a data URI as data:<media type>;base64,<data>')
  } else if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data)) {
    reader.ledger.malformed(at, 'the data of the URI is no base64')
  }
  return { kind: 'base64', mediaType, data }
}

/** File data; without a `data:` prefix it is taken for the commonest kind of file. */
export const fileSource = (data: string, at: string, reader: Reader): Source =>
  sourceOf(data.startsWith('data:') ? data : dataUri('application/pdf', data), at, reader)

/** A file is a document, a picture or plain text by its media type (CP-6). */
export function filePart(source: Source, title: string | null, at: string, cache: CacheMarker | null): Part {
  if (source.kind === 'base64' && source.mediaType.startsWith('image/')) return { kind: 'image', at, source, detail: null, cache }
  const text = source.kind === 'base64' && source.mediaType.startsWith('text/') ? decodedText(source.data) : null
  return {
    kind: 'document',
    at,
    source: text === null || source.kind !== 'base64' ? source : { kind: 'text', text, mediaType: source.mediaType },
    title,
    context: null,
    citations: false,
    cache,
  }
}

const decodedText = (base64: string): string => new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
