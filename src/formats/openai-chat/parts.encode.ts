import type { CacheMarker } from '../../interlingua/cache.ts'
import { isJsonObject, type JsonObject } from '../../interlingua/json.ts'
import type { AudioPart, DocumentPart, ImagePart, OpaquePart, Part } from '../../interlingua/part.ts'
import type { CallIds } from '../../translate/call-ids.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Origins } from '../../translate/origins.ts'
import type { ToolNames } from '../../translate/tool-names.ts'
import type { Nothing } from '../../translate/triage.ts'
import { dataUri } from '../../vendors/openai/data-uri.ts'
import { documentWords, opaqueWords } from '../../vendors/openai/words.ts'
import { breakpointLifetime } from './cache-markers.ts'
import { hubFates } from './fates.ts'
import { spoken } from '../../translate/spoken.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'

/** A content part as it goes out; an object is a part that only this format knows, given back as it came. */
export type ContentPart = wire.ChatCompletionContentPart | JsonObject

/** What turns and parts are encoded with. */
export interface Encoding {
  readonly ledger: Ledger
  readonly target: Target
  readonly ids: CallIds
  readonly names: ToolNames
  /** The breakpoint each part goes out with. */
  readonly markers: ReadonlyMap<Part, CacheMarker>
  /** Told where each message and part came from. */
  readonly origins: Origins
}

/** Parts of a user message. `whole` are all parts of the message. */
export function encodeParts(parts: readonly Part[], encoding: Encoding, whole = parts): ContentPart[] {
  const alone = whole.every(isUnknown)
  return parts.flatMap((part) => encodePart(part, encoding, alone).map((encoded) => encoding.origins.mark(encoded, part.at)))
}

/** A part that leaves nothing of a message which holds no other (CB-20). */
export const isUnknown = (part: Part): boolean =>
  part.kind === 'thinking' || (part.kind === 'opaque' && (part.text === null || part.text === ''))

function encodePart(part: Part, encoding: Encoding, alone: boolean): ContentPart[] {
  const { ledger } = encoding
  switch (part.kind) {
    case 'text': {
      const { text, ...rest } = spoken(part, hubFates.TextPart, part.at, ledger)
      rest satisfies Nothing
      if (text !== '') return [{ type: 'text', text, ...breakpoint(part, encoding) }]
      ledger.lose(part.at, 'dropped', 'MSG-5', 'debug', 'an empty text')
      return []
    }
    case 'image':
      return encodeImage(part, encoding)
    case 'document':
      return encodeDocument(part, encoding)
    case 'audio':
      return encodeAudio(part, encoding)
    case 'refusal':
      return [{ type: 'text', text: part.text }]
    case 'opaque':
      return encodeOpaque(part, encoding, alone)
    case 'thinking':
      ledger.lose(part.at, 'dropped', 'RSN-2', 'info', 'reasoning is never shown as text')
      return []
    case 'toolCall':
    case 'toolResult':
      ledger.malformed(part.at, 'tool calls stand in assistant messages and their results in user messages')
      return []
  }
}

function encodeImage(part: ImagePart, encoding: Encoding): ContentPart[] {
  const { source, detail, ...rest } = spoken(part, hubFates.ImagePart, part.at, encoding.ledger)
  rest satisfies Nothing
  const url = source.kind === 'base64' ? dataUri(source.mediaType, source.data) : source.kind === 'url' ? source.url : null
  if (url === null) {
    encoding.ledger.lose(part.at, 'rejected', 'CB-6', 'reject', 'the file is kept by another provider')
    return []
  }
  const level = details.find((each) => each === detail)
  return [{ type: 'image_url', image_url: { url, ...(level === undefined ? {} : { detail: level }) }, ...breakpoint(part, encoding) }]
}

const details = ['auto', 'low', 'high', 'original'] as const

function encodeDocument(part: DocumentPart, encoding: Encoding): ContentPart[] {
  const { at } = part
  const { ledger } = encoding
  const { source, title, context, ...rest } = spoken(part, hubFates.DocumentPart, at, ledger)
  rest satisfies Nothing
  const file = (content: wire.ChatCompletionContentPart_File_File): ContentPart[] => {
    if (context !== null) ledger.lose(at, 'dropped', 'CB-10', 'warn', 'a file has no place for the context of a document')
    return [{ type: 'file', file: content, ...breakpoint(part, encoding) }]
  }
  switch (source.kind) {
    case 'base64':
      return file({ filename: title ?? 'document.pdf', file_data: dataUri(source.mediaType, source.data) })
    case 'file':
      if (ledger.format === own) return file({ file_id: source.id })
      ledger.lose(at, 'rejected', 'CB-6', 'reject', 'the file is kept by another provider')
      return []
    case 'url':
      ledger.lose(at, 'rejected', 'CB-9', 'reject', 'Chat takes documents by their bytes alone')
      return []
    case 'text':
    case 'parts': {
      const inner: readonly Part[] = source.kind === 'parts' ? source.parts : [{ kind: 'text', at, text: source.text, cache: null }]
      const { text, media } = documentWords(part, inner, ledger)
      return [{ type: 'text', text, ...breakpoint(part, encoding) }, ...encodeParts(media, encoding)]
    }
  }
}

function encodeAudio(part: AudioPart, { ledger }: Encoding): ContentPart[] {
  const { source, ...rest } = spoken(part, hubFates.AudioPart, part.at, ledger)
  rest satisfies Nothing
  const format = source.kind === 'base64' && (source.format === 'wav' || source.format === 'mp3') ? source.format : null
  if (source.kind === 'base64' && format !== null) return [{ type: 'input_audio', input_audio: { data: source.data, format } }]
  ledger.lose(part.at, 'rejected', 'CP-5', 'reject', 'Chat takes sound as wav or mp3 alone')
  return []
}

/** A block only one format knows: its own comes back as it came, another's as text where it has one (CB-12, CB-17, CB-20). */
export function encodeOpaque(part: OpaquePart, { ledger, target }: Encoding, unknownAlone: boolean): ContentPart[] {
  const { format, payload } = part
  if (format === own && isJsonObject(payload)) return [payload]
  const text = opaqueWords(part, target.settings, unknownAlone, ledger)
  return text === null ? [] : [{ type: 'text', text }]
}

type Breakpoint = { readonly prompt_cache_breakpoint?: wire.ChatCompletionContentPartText_PromptCacheBreakpoint }

/** The marker of a part as a breakpoint (CAC-1). */
export function breakpoint(part: Part, { markers }: Encoding): Breakpoint {
  const marker = markers.get(part)
  if (!marker) return {}
  return { prompt_cache_breakpoint: { mode: 'explicit', ttl: breakpointLifetime(marker.ttl) } }
}
