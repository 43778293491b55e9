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
 * Has the codecs, as they are, read a document of a format and write it in another one. Null for what no codec meets: a format
 * without codecs, or a single model, which no provider is asked for.
 */
export function meet({ library, formats }: Codecs, format: string, role: string, document: Json): Met | null {
  const from = formats.find(({ name }) => name === format)
  const to = formats.find(({ name }) => name !== format)
  if (from === undefined || to === undefined) return null
  try {
    return translated(library, from, to, role, document)
  } catch (error) {
    // Codecs are total once they are written; those of a new format are written one by one.
    return { ...untold(null), broken: error instanceof Error ? error.message : String(error) }
  }
}

function translated(library: Library, from: CodecFormat, to: CodecFormat, role: string, document: Json): Met | null {
  switch (role) {
    case 'request':
    case 'countTokensRequest':
      return asked(library.translateRequest(from, to, document))
    case 'response':
      return answered(library.translateResponse(from, to, document))
    case 'event':
      return streamed(library, from, to, document)
    case 'error':
      return untold(library.translateFault(from, to, 400, {}, document, 'request_1').body)
    case 'modelList':
      return untold(to.models.list(from.models.decode(document)))
    case 'countTokensResponse':
      return from.tokenCount === null ? null : untold(from.tokenCount.read(document))
    default:
      return null
  }
}

/** What is read without a record of losses. */
const untold = (value: unknown): Met => ({ losses: [], refused: null, written: JSON.stringify(value), broken: null })

function asked({ fault, losses, value }: ReturnType<Library['translateRequest']>): Met {
  const refused = fault === undefined ? null : `${fault.param ?? ''} ${fault.message}`.trim()
  return { ...untold(value?.body ?? null), losses, refused }
}

/** The gateway refuses an answer of which a part cannot be understood. */
function answered({ losses, value }: { readonly losses: readonly ToldLoss[]; readonly value: unknown }): Met {
  const broken = losses.find(({ level }) => level === 'never' || level === 'reject')
  return { ...untold(value), losses, refused: broken === undefined ? null : `${broken.path} ${broken.why}` }
}

function streamed(library: Library, from: CodecFormat, to: CodecFormat, event: Json): Met {
  const stream = streamWith(library, from, event)
  const translation = library.translateStream(from, to)
  const written = [...translation.push(stream), ...translation.end()].join('')
  const failure = /"error":\{[^}]*"message":"((?:[^"\\]|\\.)*)"/.exec(written)?.[1]
  return { losses: translation.losses, refused: failure ?? null, written, broken: null }
}
