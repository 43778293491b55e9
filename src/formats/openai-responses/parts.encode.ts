import type { CacheMarker } from '../../interlingua/cache.ts'
import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { DocumentPart, ImagePart, OpaquePart, Part, TextPart, WebCitation } from '../../interlingua/part.ts'
import type { CallIds } from '../../translate/call-ids.ts'
import { foreignId } from '../../translate/foreign-id.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Origins } from '../../translate/origins.ts'
import { spoken } from '../../translate/spoken.ts'
import type { Nothing } from '../../translate/triage.ts'
import { written } from '../../translate/unread.ts'
import { saidToOpenAi } from '../../vendors/openai/api.ts'
import { dataUri } from '../../vendors/openai/data-uri.ts'
import { documentWords, opaqueWords } from '../../vendors/openai/words.ts'
import { breakpointLifetime } from './cache-markers.ts'
import { encodeCitation } from './citations.ts'
import { hubFates } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name as own } from './name.ts'
import type { ItemNames } from './tools.encode.ts'

/** A part of a user's or developer's message, or of a tool's output; an object is one that only this format knows, as it came. */
export type InputPart = wire.ResponseInputContent | JsonObject

/** A part of an assistant's message. */
export type OutputPart = wire.ResponseOutputText | wire.ResponseOutputRefusal | JsonObject

/** What turns and parts are encoded with. */
export interface Encoding {
  readonly ledger: Ledger
  readonly target: Target
  readonly ids: CallIds
  readonly names: ItemNames
  /** The breakpoint each part goes out with. */
  readonly markers: ReadonlyMap<Part, CacheMarker>
  /** Whether parts of the first instructions may be marked: of what they become a later turn must change nothing (LAW-9). */
  readonly marks: (parts: readonly Part[]) => boolean
  /** The request offers a search that was another format's (CB-17). */
  readonly searches: boolean
  /** Told where each item and part came from. */
  readonly origins: Origins
}

/** Parts of what users and developers say, and of what tools answer. `whole` are all parts of the message. */
export function encodeInput(parts: readonly Part[], encoding: Encoding, whole = parts): InputPart[] {
  const alone = whole.every(isUnknown)
  return parts.flatMap((part) => encodeInputPart(part, encoding, alone).map((encoded) => encoding.origins.mark(encoded, part.at)))
}

/** A part of what the assistant said (CB-2, CP-8). `whole` are all parts of the turn. */
export function encodeOutput(part: Part, encoding: Encoding, whole: readonly Part[]): OutputPart[] {
  const { ledger, origins } = encoding
  if (part.kind === 'text') {
    return saidText(part, encoding).map((said) => {
      const cited = [...(said.cited ?? []), ...citedPages(part.at, ledger)]
      return origins.mark(outputText({ ...said, cited }), part.at)
    })
  }
  if (part.kind === 'refusal')
    return part.text === '' && ledger.format !== own ? [] : [origins.mark({ type: 'refusal', refusal: part.text }, part.at)]
  const encoded = part.kind === 'opaque' ? encodeOpaque(part, encoding, whole.every(isUnknown)) : encodeInput([part], encoding, whole)
  return encoded.flatMap((each): OutputPart[] => {
    if (isInputText(each)) return [origins.mark(outputText(each), part.at)]
    if (part.kind === 'opaque' && part.format === own) return [written(each)]
    ledger.lose(part.at, 'rejected', 'CB-20', 'reject', 'an assistant message of Responses holds text alone')
    return []
  })
}

/** A part that leaves nothing of a message which holds no other (CB-20). */
export const isUnknown = (part: Part): boolean =>
  part.kind === 'thinking' || (part.kind === 'opaque' && (part.text === null || part.text === ''))

/** The text of a part of input, where it is one. */
export const isInputText = (part: InputPart): part is wire.ResponseInputText =>
  part.type === 'input_text' && 'text' in part && typeof part.text === 'string'

function encodeInputPart(part: Part, encoding: Encoding, alone: boolean): InputPart[] {
  const { ledger } = encoding
  switch (part.kind) {
    case 'text':
      return saidText(part, encoding).map(({ text }) => ({ type: 'input_text', text, ...breakpoint(part, encoding) }))
    case 'image':
      return encodeImage(part, encoding)
    case 'document':
      return encodeDocument(part, encoding)
    case 'audio': {
      const { source, ...rest } = spoken(part, hubFates.AudioPart, part.at, ledger)
      rest satisfies Nothing
      ledger.lose(part.at, 'rejected', source.kind === 'id' ? 'CP-9' : 'CP-5', 'reject', 'messages of Responses hold no sound')
      return []
    }
    case 'refusal':
      return [{ type: 'input_text', text: part.text }]
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

/** What is said of a text. */
type SaidText = Pick<TextPart, 'text' | 'cited' | 'logprobs'>

/** A text: none where it is empty (MSG-5), and none where it is longer than Responses takes (MSG-8). */
function saidText(part: TextPart, { ledger }: Encoding): SaidText[] {
  const { text, cited, logprobs, ...rest } = spoken(part, hubFates.TextPart, part.at, ledger)
  rest satisfies Nothing
  const said = { text, ...(cited ? { cited } : {}), ...(logprobs ? { logprobs } : {}) }
  if (ledger.format === own) return [said]
  if (text === '') ledger.lose(part.at, 'dropped', 'MSG-5', 'debug', 'an empty text')
  else if (text.length > longest)
    ledger.lose(part.at, 'rejected', 'MSG-8', 'reject', `Responses takes texts of up to ${longest} characters`)
  else return [said]
  return []
}

const longest = 10_485_760

/** Of what an Anthropic client's text cites, the pages of the web (CB-3). */
function citedPages(at: string, ledger: Ledger): WebCitation[] {
  const told = ledger.format === own ? undefined : ledger.take('citations', at)
  return (Array.isArray(told) ? told : []).flatMap((citation: Json, index) => {
    const { type, url, title } = isJsonObject(citation) ? citation : {}
    const page =
      type === 'web_search_result_location' && typeof url === 'string' ? { url, title: typeof title === 'string' ? title : '' } : null
    if (page) ledger.lose(`${at}/citations/${index}`, 'folded', 'CB-3', 'debug', 'a page is named without the words that were cited')
    else ledger.lose(`${at}/citations/${index}`, 'carried', 'CB-3', 'info', 'Responses cites pages of the web alone')
    return page ? [page] : []
  })
}

/** Text of the assistant, with the pages that it rests on (CB-2, CB-3). */
const outputText = ({ text, cited, logprobs }: SaidText): wire.ResponseOutputText => ({
  type: 'output_text',
  text,
  annotations: (cited ?? []).map((page) => encodeCitation(page, 0, text.length)),
  logprobs: (logprobs?.tokens ?? []).map(({ token, logprob, bytes, top }) => ({
    token,
    logprob,
    bytes: bytes ?? [],
    top_logprobs: top.map((likely) => ({ ...likely, bytes: likely.bytes ?? [] })),
  })),
})

function encodeImage(part: ImagePart, encoding: Encoding): InputPart[] {
  const { source, detail, ...rest } = spoken(part, hubFates.ImagePart, part.at, encoding.ledger)
  rest satisfies Nothing
  const level = details.find((each) => each === detail) ?? 'auto'
  const image = { type: 'input_image', detail: level, ...breakpoint(part, encoding) } as const
  if (source.kind !== 'file') {
    return [{ ...image, image_url: source.kind === 'url' ? source.url : dataUri(source.mediaType, source.data) }]
  }
  if (saidToOpenAi(encoding.ledger)) return [{ ...image, file_id: source.id }]
  encoding.ledger.lose(part.at, 'rejected', 'CB-6', 'reject', 'the file is kept by another provider')
  return []
}

const details = ['auto', 'low', 'high', 'original'] as const

function encodeDocument(part: DocumentPart, encoding: Encoding): InputPart[] {
  const { at } = part
  const { ledger } = encoding
  const { source, title, context, ...rest } = spoken(part, hubFates.DocumentPart, at, ledger)
  rest satisfies Nothing
  const file = (content: Partial<wire.ResponseInputFile>): InputPart[] => {
    if (context !== null) ledger.lose(at, 'dropped', 'CB-10', 'warn', 'a file has no place for the context of a document')
    return [{ type: 'input_file', ...content, ...breakpoint(part, encoding) }]
  }
  const named = title === null ? {} : { filename: title }
  switch (source.kind) {
    case 'base64': {
      const filename = ledger.format === own ? named : { filename: title ?? 'document.pdf' }
      return file({ ...filename, file_data: dataUri(source.mediaType, source.data) })
    }
    case 'file':
      if (saidToOpenAi(ledger)) return file({ ...named, file_id: source.id })
      ledger.lose(at, 'rejected', 'CB-6', 'reject', 'the file is kept by another provider')
      return []
    case 'url':
      return file({ ...named, file_url: source.url })
    case 'text':
      if (saidToOpenAi(ledger)) return file({ ...named, file_data: dataUri(source.mediaType, base64(source.text)) })
      return asText(part, [{ kind: 'text', at, text: source.text, cache: null }], encoding)
    case 'parts':
      return asText(part, source.parts, encoding)
  }
}

/** Plain text that a file held, as the bytes it was read from (CP-6). */
const base64 = (text: string): string => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/** CB-10: what it says in words, and its pictures after it. */
function asText(part: DocumentPart, inner: readonly Part[], encoding: Encoding): InputPart[] {
  const { text, media } = documentWords(part, inner, encoding.ledger)
  return [{ type: 'input_text', text, ...breakpoint(part, encoding) }, ...encodeInput(media, encoding)]
}

/** A block only one format knows: its own comes back as it came, another's as text where it has one (CB-12, CB-17, CB-20). */
function encodeOpaque(part: OpaquePart, { ledger, target }: Encoding, unknownAlone: boolean): InputPart[] {
  const { format, payload } = part
  if (format === own && isJsonObject(payload)) return [payload]
  const text = opaqueWords(part, target.settings, unknownAlone, ledger)
  return text === null ? [] : [{ type: 'input_text', text }]
}

/** A search that another provider ran, and what it gave. */
export interface EarlierSearch {
  readonly result: OpaquePart
  readonly item: wire.ResponseFunctionWebSearch
}

/** The searches of an Anthropic history by their calls, where the request still offers search (CB-17). */
export function earlierSearches(parts: readonly Part[], { ledger, searches }: Encoding): ReadonlyMap<Part, EarlierSearch> {
  if (!searches || ledger.format === own) return new Map()
  const blocks = parts.flatMap((part) => (part.kind === 'opaque' && isJsonObject(part.payload) ? [{ part, block: part.payload }] : []))
  const results = new Map(
    blocks.flatMap(({ part, block }) => (part.type === 'web_search_tool_result' ? [[block['tool_use_id'], part]] : [])),
  )
  return new Map(
    blocks.flatMap(({ part, block: { id, name, input } }): [Part, EarlierSearch][] => {
      const result = part.type === 'server_tool_use' && name === 'web_search' ? results.get(id) : undefined
      if (result === undefined || typeof id !== 'string') return []
      const query = isJsonObject(input) && typeof input['query'] === 'string' ? input['query'] : ''
      const pages = isJsonObject(result.payload) ? result.payload['content'] : null
      const sources = Array.isArray(pages) ? pages.flatMap((page: Json) => sourceOf(page)) : []
      const status = Array.isArray(pages) ? 'completed' : 'failed'
      return [
        [
          part,
          { result, item: { type: 'web_search_call', id: `ws_${foreignId(id)}`, status, action: { type: 'search', query, sources } } },
        ],
      ]
    }),
  )
}

const sourceOf = (page: Json): wire.ResponseFunctionWebSearch_Search_Source[] =>
  isJsonObject(page) && typeof page['url'] === 'string' ? [{ type: 'url', url: page['url'] }] : []

type Breakpoint = { readonly prompt_cache_breakpoint?: wire.ResponseInputText_PromptCacheBreakpoint }

/** The marker of a part as a breakpoint (CAC-1). */
export function breakpoint(part: Part, { markers }: Encoding): Breakpoint {
  const marker = markers.get(part)
  if (!marker) return {}
  return { prompt_cache_breakpoint: { mode: 'explicit', ttl: breakpointLifetime(marker.ttl) } }
}
