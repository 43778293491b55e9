import type { CacheMarker } from '../../interlingua/cache.ts'
import type { JsonObject } from '../../interlingua/json.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type {
  DocumentPart,
  ImagePart,
  OpaquePart,
  Part,
  TextPart,
  ThinkingPart,
  ToolCallPart,
  ToolResultPart,
} from '../../interlingua/part.ts'
import type { Fates } from '../../translate/fate.ts'
import type { Nothing } from '../../translate/triage.ts'
import { isCarrier } from '../../translate/carrier.ts'
import type { CallIds } from '../../translate/call-ids.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { ToolNames } from '../../translate/tool-names.ts'
import { encodeCache } from './cache-markers.ts'
import { hubFates } from './fates.ts'
import { spoken, type Said, type Spoken } from '../../translate/spoken.ts'
import type {
  ContentBlockParam,
  DocumentBlockParam,
  Enums,
  ImageBlockParam,
  TextBlockParam,
  ToolResultBlockParam,
} from './generated/shapes.ts'
import { name } from './name.ts'
import { parseArguments } from './response.encode.ts'

/** What an encoder of a request needs besides the value at hand. */
export interface Writing {
  readonly ledger: Ledger
  readonly target: Target
  /** The document came in this format: it is written as it was, nothing is adapted. */
  readonly own: boolean
  readonly names: ToolNames
  readonly ids: CallIds
  /** Nothing is left of the message at hand without its unknown parts (CB-20). */
  readonly unknownAlone: boolean
}

/** The block of a part, null where nothing is left of it (CP-1 to CP-13). */
export function encodePart(part: Part, writing: Writing): ContentBlockParam | null {
  const { ledger } = writing
  switch (part.kind) {
    case 'text':
      return encodeTextPart(part, writing)
    case 'refusal': {
      const { text, ...rest } = said(part, hubFates.RefusalPart, writing)
      rest satisfies Nothing
      ledger.lose(part.at, 'folded', 'CP-8', 'info', 'a refusal is sent as text')
      return encodeText(text, null, part.at, writing)
    }
    case 'image':
      return encodeImage(part, writing)
    case 'document':
      return encodeDocument(part, writing)
    case 'audio':
      ledger.lose(part.at, 'rejected', part.source.kind === 'id' ? 'CP-9' : 'CP-5', 'reject', 'the model would not hear it')
      return null
    case 'thinking':
      return encodeThinking(part, writing)
    case 'toolCall':
      return encodeToolCall(part, writing)
    case 'toolResult':
      return encodeToolResult(part, writing)
    case 'opaque':
      return encodeOpaque(part, writing)
  }
}

/** What a part says that a block can say; the rest is in the ledger. */
const said = <T extends { readonly at: string }, const F extends Fates<Said<T>>>(part: T, fates: F, { ledger }: Writing): Spoken<T, F> =>
  spoken(part, fates, () => part.at, ledger)

function encodeTextPart(part: TextPart, writing: Writing): TextBlockParam | null {
  const { text, cache, ...rest } = said(part, hubFates.TextPart, writing)
  rest satisfies Nothing
  return encodeText(text, cache, part.at, writing)
}

/** Anthropic refuses empty text (MSG-5). */
function encodeText(text: string, cache: CacheMarker | null, at: string, { ledger, own }: Writing): TextBlockParam | null {
  if (text === '' && !own) {
    ledger.lose(at, 'dropped', 'MSG-5', 'debug', 'Anthropic refuses empty text')
    return null
  }
  return { type: 'text', text, ...encodeCache(cache) }
}

function encodeImage(part: ImagePart, writing: Writing): ImageBlockParam | null {
  const { at } = part
  const { ledger, own, target } = writing
  // The level that OpenAI chooses by itself asks for nothing (LEN-11).
  const { source, cache, ...rest } = said({ ...part, detail: part.detail === 'auto' ? null : part.detail }, hubFates.ImagePart, writing)
  rest satisfies Nothing
  const reject = (rule: string, why: string): null => {
    ledger.lose(at, 'rejected', rule, 'reject', why)
    return null
  }
  if (!target.capabilities.images && !own) return reject('CP-2', 'the model takes no images')
  switch (source.kind) {
    case 'url':
      return { type: 'image', source: { type: 'url', url: source.url }, ...encodeCache(cache) }
    case 'file':
      if (!own) return reject('CP-7', 'the file is kept by another provider')
      return { type: 'image', source: { type: 'file', file_id: source.id }, ...encodeCache(cache) }
    case 'base64': {
      const { mediaType, data } = source
      if (!isImageType(mediaType)) return reject('CP-2', `Anthropic takes no images of type '${mediaType}'`)
      return { type: 'image', source: { type: 'base64', media_type: mediaType, data }, ...encodeCache(cache) }
    }
  }
}

const imageTypes = {
  'image/jpeg': true,
  'image/png': true,
  'image/gif': true,
  'image/webp': true,
} satisfies { readonly [Type in Enums['Base64ImageSource.media_type']]: true }

const isImageType = (type: string): type is Enums['Base64ImageSource.media_type'] => Object.hasOwn(imageTypes, type)

function encodeDocument(part: DocumentPart, writing: Writing): DocumentBlockParam | null {
  const { source, title, context, citations, cache, ...rest } = said(part, hubFates.DocumentPart, writing)
  rest satisfies Nothing
  const from = encodeDocumentSource(source, part.at, writing)
  if (!from) return null
  return {
    type: 'document',
    source: from,
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(citations ? { citations: { enabled: true } } : {}),
    ...encodeCache(cache),
  }
}

function encodeDocumentSource(source: DocumentPart['source'], at: string, writing: Writing): DocumentBlockParam['source'] | null {
  const { ledger, own, target } = writing
  const reject = (rule: string, why: string): null => {
    ledger.lose(at, 'rejected', rule, 'reject', why)
    return null
  }
  switch (source.kind) {
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text }
    case 'parts':
      return {
        type: 'content',
        content: source.parts.flatMap((part) => {
          const block = encodePart(part, writing)
          return block?.type === 'text' || block?.type === 'image' ? [block] : []
        }),
      }
    case 'url':
      return { type: 'url', url: source.url }
    case 'file':
      return own ? { type: 'file', file_id: source.id } : reject('CP-7', 'the file is kept by another provider')
    case 'base64':
      if (source.mediaType !== 'application/pdf') return reject('CP-6', `Anthropic takes no documents of type '${source.mediaType}'`)
      if (!target.capabilities.pdf && !own) return reject('CP-6', 'the model takes no PDF')
      return { type: 'base64', media_type: 'application/pdf', data: source.data }
  }
}

/** Signatures of other providers are a 400, and carriers go to no upstream (RSN-5, RSN-9, CAR-8). */
function encodeThinking(part: ThinkingPart, writing: Writing): ContentBlockParam | null {
  const { at } = part
  const { ledger, own } = writing
  const { text, seal, redacted, ...rest } = said(part, hubFates.ThinkingPart, writing)
  rest satisfies Nothing
  if (seal !== null && isCarrier(seal)) {
    ledger.lose(at, 'dropped', 'RSN-5', 'warn', 'the reasoning came from another provider')
    return null
  }
  if ((seal === null || seal === '') && !own) {
    ledger.lose(at, 'dropped', 'RSN-10', 'info', 'reasoning without a signature cannot be sent back')
    return null
  }
  return redacted ? { type: 'redacted_thinking', data: seal ?? '' } : { type: 'thinking', thinking: text, signature: seal ?? '' }
}

function encodeToolCall(part: ToolCallPart, writing: Writing): ContentBlockParam {
  const { ledger, own, names, ids } = writing
  const { id, name: tool, arguments: args, freeform, cache, ...rest } = said(part, hubFates.ToolCallPart, writing)
  rest satisfies Nothing
  const parsed = freeform ? { input: args } : parseArguments(args)
  if (!parsed) ledger.lose(part.at, 'folded', 'TR-5', 'info', 'the arguments are no JSON object')
  return {
    type: 'tool_use',
    id: own ? id : (ids.get(part) ?? id),
    name: own ? tool : names.sent(tool),
    input: parsed ?? { INVALID_JSON: args },
    ...encodeCache(cache),
  }
}

/** A result whose call is nowhere was reported where calls are bound (TR-1), and is left out. */
function encodeToolResult(part: ToolResultPart, writing: Writing): ToolResultBlockParam | null {
  const { callId, parts, isError, cache, ...rest } = said(part, hubFates.ToolResultPart, writing)
  rest satisfies Nothing
  const id = writing.own ? callId : writing.ids.get(part)
  if (id === undefined) return null
  return {
    type: 'tool_result',
    tool_use_id: id,
    ...resultContent(parts, writing),
    ...(isError ? { is_error: true } : {}),
    ...encodeCache(cache),
  }
}

/** TR-12: a string stays a string, parts become blocks. */
function resultContent(parts: readonly Part[], writing: Writing): Pick<ToolResultBlockParam, 'content'> {
  const [only, ...others] = parts
  if (only?.kind === 'text' && others.length === 0 && only.cache === null && !isElement(only)) return { content: only.text }
  const blocks = parts.flatMap((part) => {
    const block = encodePart(part, writing)
    return block && isResultBlock(block) ? [block] : []
  })
  return blocks.length === 0 ? {} : { content: blocks }
}

/** Whether a part was an element of a list, and not a bare string. */
const isElement = ({ at }: Part): boolean => /\/\d+$/.test(at)

type ResultBlock = Extract<ContentBlockParam, { type: 'text' | 'image' | 'document' | 'search_result' }>

/** What a result can hold, and blocks of this format that a result alone can hold. */
const isResultBlock = (block: ContentBlockParam): block is ResultBlock =>
  ['text', 'image', 'document', 'search_result', 'tool_reference', 'browser_state'].includes(block.type)

/** A block that only one format knows: this one's go as they came, of others' the text that stands for them (CB-20). */
function encodeOpaque(part: OpaquePart, writing: Writing): ContentBlockParam | null {
  const { format, payload, text, elsewhere, ...rest } = said(part, hubFates.OpaquePart, writing)
  rest satisfies Nothing
  if (format === name) return payload as JsonObject & ContentBlockParam
  const { rule, level, why } = elsewhere
  if (text === null || text === '') {
    const alone = level === 'warn' && writing.unknownAlone
    const refused = alone || atLeast(level, 'reject')
    writing.ledger.lose(part.at, refused ? 'rejected' : 'dropped', rule, alone ? 'reject' : level, why)
    return null
  }
  writing.ledger.lose(part.at, 'folded', rule, level === 'reject' ? 'info' : level, why)
  return { type: 'text', text }
}
