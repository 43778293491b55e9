import type { Json } from '../distil/json.ts'
import type { CodecFormat, Codecs, Library, ToldLoss } from './codecs.ts'
import { streamWith } from './streams.ts'

/** What the codecs as they are made of a document: told losses, or why it was refused. */
export interface Met {
  readonly losses: readonly ToldLoss[]
  readonly refused: string | null
  /** What the other side gets, as text. */
  readonly written: string
  /** The error of a codec that broke over it; null where all is well. */
  readonly broken: string | null
}

/**
 * Translates a document of a format to another format with the codecs as they are. Null for what no translation meets:
 * a format without codecs, or a root other than a request, response or stream event.
 */
export function meet({ library, formats }: Codecs, format: string, role: string, document: Json): Met | null {
  const from = formats.find(({ name }) => name === format)
  const to = formats.find(({ name }) => name !== format)
  if (from === undefined || to === undefined) return null
  try {
    return translated(library, from, to, role, document)
  } catch (error) {
    // Codecs are total once they are written; those of a new format are written one by one.
    return { losses: [], refused: null, written: '', broken: error instanceof Error ? error.message : String(error) }
  }
}

function translated(library: Library, from: CodecFormat, to: CodecFormat, role: string, document: Json): Met | null {
  if (role === 'request') {
    const { fault, losses, value } = library.translateRequest(from, to, document)
    return {
      losses,
      refused: fault === undefined ? null : `${fault.param ?? ''} ${fault.message}`.trim(),
      written: JSON.stringify(value?.body ?? null),
      broken: null,
    }
  }
  if (role === 'response') return answered(library.translateResponse(from, to, document))
  return role === 'event' ? streamed(library, from, to, document) : null
}

/** The gateway refuses an answer of which a part cannot be understood. */
function answered({ losses, value }: { readonly losses: readonly ToldLoss[]; readonly value: unknown }): Met {
  const broken = losses.find(({ level }) => level === 'never' || level === 'reject')
  return { losses, refused: broken === undefined ? null : `${broken.path} ${broken.why}`, written: JSON.stringify(value), broken: null }
}

function streamed(library: Library, from: CodecFormat, to: CodecFormat, event: Json): Met {
  const stream = streamWith(library, from, event)
  const translation = library.translateStream(from, to)
  const written = [...translation.push(stream), ...translation.end()].join('')
  const failure = /"error":\{[^}]*"message":"((?:[^"\\]|\\.)*)"/.exec(written)?.[1]
  return { losses: translation.losses, refused: failure ?? null, written, broken: null }
}
