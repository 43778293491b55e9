import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { DocumentPart, Elsewhere, OpaquePart, Part, Source, TextPart } from '../../interlingua/part.ts'
import { carried, shared } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { OtherArm } from '../../translate/reader.ts'
import type { Settings } from '../../translate/settings.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { core, unions } from './fates.ts'
import type {
  Base64ImageSource,
  CacheControlEphemeral,
  ContentBlockParam,
  DocumentBlockParam,
  ImageBlockParam,
  MessageContentParam,
  RedactedThinkingBlockParam,
  SearchResultBlockParam,
  TextBlockParam,
  ThinkingBlockParam,
  ToolResultBlockParam,
  ToolUseBlockParam,
  Unions,
} from './generated/shapes.ts'
import { name } from './name.ts'
import { writeExact } from '../../translate/exact-json.ts'

/** How blocks of a message are read. */
export interface BlockReading {
  readonly reader: Reader
  readonly settings: Settings
  readonly role: 'user' | 'assistant' | 'system'
}

/** Content as it came: parts, and whether it was a bare string. */
export interface Content {
  readonly shorthand: boolean
  readonly parts: readonly Part[]
}

/** The blocks of a message (CB-1 to CB-20). */
export function decodeContent(wire: Unread<MessageContentParam> | undefined, at: string, reading: BlockReading): Content {
  const content = reading.reader.stringOrList<MessageContentParam>(wire, at)
  if (content === null) return { shorthand: false, parts: [] }
  if (typeof content === 'string') return { shorthand: true, parts: [{ kind: 'text', at, text: content, cache: null }] }
  return { shorthand: false, parts: content.flatMap((block, index) => decodeBlock(block, `${at}/${index}`, reading) ?? []) }
}

/** A cache marker (CAC-2). */
export function decodeCache(wire: Unread<CacheControlEphemeral> | undefined, at: string, reader: Reader): CacheMarker | null {
  if (wire === undefined || wire === null) return null
  const { type, ttl, ...rest } = reader.fields(wire, core.CacheControlEphemeral, at)
  rest satisfies Nothing
  reader.known(type)
  return { at, ttl: reader.value(ttl, `${at}/ttl`, { '5m': '5m', '1h': '1h' } as const, newerValue(`${at}/ttl`, reader)) }
}

/** A value newer than the specs: kept for this format, where it may mean something. */
export const newerValue =
  (at: string, reader: Reader) =>
  (value: string): null => {
    reader.ledger.carry(at, value, reader.ledger.unknown)
    return null
  }

/** A text block (CB-1, CB-3). */
export function decodeText(wire: Unread<TextBlockParam>, at: string, { reader, role }: Omit<BlockReading, 'settings'>): TextPart {
  const { type, text, citations, cache_control, ...rest } = reader.fields(wire, core.TextBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  const cited = reader.list(citations, `${at}/citations`)
  if (cited.length > 0) {
    const level = role === 'assistant' ? 'info' : 'warn'
    const why = 'other providers cite other sources in another form'
    reader.ledger.settle(`${at}/citations`, reader.json(citations), shared('citations', carried('CB-3', why, level)))
  }
  return { kind: 'text', at, text: reader.text(text, `${at}/text`), cache: decodeCache(cache_control, `${at}/cache_control`, reader) }
}

/** A block that only this format knows, kept whole. */
export const opaqueBlock = (payload: JsonObject, type: string, at: string, text: string | null, elsewhere: Elsewhere): OpaquePart => ({
  kind: 'opaque',
  at,
  format: name,
  type,
  payload,
  text,
  elsewhere,
})

function decodeBlock(wire: Unread<ContentBlockParam>, at: string, reading: BlockReading): Part | null {
  const { reader } = reading
  return reader.arm<Unions['ContentBlockParam'], typeof unions.ContentBlockParam, Part | null>(
    wire,
    at,
    'type',
    unions.ContentBlockParam,
    {
      text: (block) => decodeText(block, at, reading),
      image: (block) => decodeImage(block, at, reader),
      document: (block) => decodeDocument(block, at, reading),
      search_result: (block) => decodeSearchResult(block, at, reading, 'CB-12'),
      thinking: (block) => decodeThinking(block, at, reader),
      redacted_thinking: (block) => decodeRedacted(block, at, reader),
      tool_use: (block) => decodeToolUse(block, at, reader),
      tool_result: (block) => decodeToolResult(block, at, reading),
      compaction: (block) => decodeCompaction(reader.object(block, at) ?? {}, at),
    },
    (other) => decodeOther(other, reading),
  )
}

function decodeImage(wire: Unread<ImageBlockParam>, at: string, reader: Reader): Part | null {
  const { type, source, cache_control, ...rest } = reader.fields(wire, core.ImageBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  const from = `${at}/source`
  const found = reader.arm<Unions['ImageBlockParam.source'], (typeof unions)['ImageBlockParam.source'], Source>(
    source,
    from,
    'type',
    unions['ImageBlockParam.source'],
    {
      base64: (wireSource) => base64(wireSource, from, reader),
      url: (wireSource) => {
        const { type: tag, url, ...more } = reader.fields(wireSource, core.URLImageSource, from)
        more satisfies Nothing
        reader.known(tag)
        return { kind: 'url', url: reader.text(url, `${from}/url`) }
      },
      file: (wireSource) => {
        const { type: tag, file_id, ...more } = reader.fields(wireSource, core.FileImageSource, from)
        more satisfies Nothing
        reader.known(tag)
        return { kind: 'file', id: reader.text(file_id, `${from}/file_id`) }
      },
    },
    ({ tag }) => unknownSource(tag, from, reader),
  )
  return found && { kind: 'image', at, source: found, detail: null, cache: decodeCache(cache_control, `${at}/cache_control`, reader) }
}

function base64(
  wire: Unread<Pick<Base64ImageSource, 'type' | 'data'> & { readonly media_type: string }>,
  at: string,
  reader: Reader,
): Source {
  const { type, media_type, data, ...rest } = reader.fields(wire, core.Base64ImageSource, at)
  rest satisfies Nothing
  reader.known(type)
  return { kind: 'base64', mediaType: reader.text(media_type, `${at}/media_type`), data: reader.text(data, `${at}/data`) }
}

function decodeDocument(wire: Unread<DocumentBlockParam>, at: string, reading: BlockReading): Part | null {
  const { reader } = reading
  const { type, source, title, context, citations, cache_control, ...rest } = reader.fields(wire, core.DocumentBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  const found = decodeDocumentSource(source, `${at}/source`, reading)
  if (!found) return null
  const { enabled, ...more } =
    citations === undefined || citations === null ? {} : reader.fields(citations, core.CitationsConfigParam, `${at}/citations`)
  more satisfies Nothing
  return {
    kind: 'document',
    at,
    source: found,
    title: reader.string(title, `${at}/title`),
    context: reader.string(context, `${at}/context`),
    citations: reader.boolean(enabled, `${at}/citations/enabled`) ?? false,
    cache: decodeCache(cache_control, `${at}/cache_control`, reader),
  }
}

function decodeDocumentSource(
  wire: Unread<DocumentBlockParam['source']> | undefined,
  at: string,
  reading: BlockReading,
): DocumentPart['source'] | null {
  const { reader } = reading
  return reader.arm<Unions['DocumentBlockParam.source'], (typeof unions)['DocumentBlockParam.source'], DocumentPart['source']>(
    wire,
    at,
    'type',
    unions['DocumentBlockParam.source'],
    {
      base64: (source) => base64(source, at, reader),
      url: (source) => {
        const { type, url, ...rest } = reader.fields(source, core.URLPDFSource, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'url', url: reader.text(url, `${at}/url`) }
      },
      file: (source) => {
        const { type, file_id, ...rest } = reader.fields(source, core.FileDocumentSource, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'file', id: reader.text(file_id, `${at}/file_id`) }
      },
      text: (source) => {
        const { type, media_type, data, ...rest } = reader.fields(source, core.PlainTextSource, at)
        rest satisfies Nothing
        reader.known(type)
        return {
          kind: 'text',
          text: reader.text(data, `${at}/data`),
          mediaType: reader.string(media_type, `${at}/media_type`) ?? 'text/plain',
        }
      },
      content: (source) => {
        const { type, content, ...rest } = reader.fields(source, core.ContentBlockSource, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'parts', parts: decodeContent(content, `${at}/content`, reading).parts }
      },
    },
    ({ tag }) => unknownSource(tag, at, reader),
  )
}

function decodeSearchResult(wire: Unread<SearchResultBlockParam>, at: string, reading: BlockReading, rule: string): Part {
  const { reader } = reading
  const { type, source, title, content, ...rest } = reader.fields(wire, core.SearchResultBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  const blocks = reader.list(content, `${at}/content`).map((block, index) => decodeText(block, `${at}/content/${index}`, reading))
  for (const { at: inner, cache } of blocks) {
    if (cache)
      reader.ledger.loseElsewhere(`${inner}/cache_control`, 'dropped', 'CAC-1', 'debug', 'the text made of a search result takes no marker')
  }
  const text = [
    `Source: ${reader.text(source, `${at}/source`)}`,
    `Title: ${reader.text(title, `${at}/title`)}`,
    '',
    ...blocks.map((block) => block.text),
  ].join('\n')
  return opaqueBlock(reader.object(wire, at) ?? {}, 'search_result', at, text, { rule, why: 'sent as text', level: 'info' })
}

function decodeThinking(wire: Unread<ThinkingBlockParam>, at: string, reader: Reader): Part {
  const { type, thinking, signature, ...rest } = reader.fields(wire, core.ThinkingBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  const seal = reader.string(signature, `${at}/signature`)
  return { kind: 'thinking', at, text: reader.text(thinking, `${at}/thinking`), seal, redacted: false }
}

function decodeRedacted(wire: Unread<RedactedThinkingBlockParam>, at: string, reader: Reader): Part {
  const { type, data, ...rest } = reader.fields(wire, core.RedactedThinkingBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  return { kind: 'thinking', at, text: '', seal: reader.text(data, `${at}/data`), redacted: true }
}

function decodeToolUse(wire: Unread<ToolUseBlockParam>, at: string, reader: Reader): Part {
  const { type, id, name: tool, input, cache_control, caller, ...rest } = reader.fields(wire, core.ToolUseBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  carryCaller(caller, `${at}/caller`, reader)
  return {
    kind: 'toolCall',
    at,
    id: reader.text(id, `${at}/id`),
    name: reader.text(tool, `${at}/name`),
    arguments: writeExact(reader.json(input) ?? {}),
    freeform: false,
    cache: decodeCache(cache_control, `${at}/cache_control`, reader),
  }
}

/** Who called a tool: only its own format says so (CB-14). A direct call is what every format means. */
export function carryCaller(wire: Unread<ToolUseBlockParam['caller']> | undefined, at: string, reader: Reader): void {
  const caller = reader.object(unread<object>(wire), at)
  if (!caller || caller['type'] === 'direct') return
  reader.ledger.carry(at, caller, { rule: 'CB-14', why: 'other providers do not say who called a tool', level: 'info' })
}

function decodeToolResult(wire: Unread<ToolResultBlockParam>, at: string, reading: BlockReading): Part {
  const { reader } = reading
  const { type, tool_use_id, content, is_error, cache_control, ...rest } = reader.fields(wire, core.ToolResultBlockParam, at)
  rest satisfies Nothing
  reader.known(type)
  return {
    kind: 'toolResult',
    at,
    callId: reader.text(tool_use_id, `${at}/tool_use_id`),
    parts: decodeResultContent(content, `${at}/content`, reading),
    isError: reader.boolean(is_error, `${at}/is_error`) ?? false,
    cache: decodeCache(cache_control, `${at}/cache_control`, reader),
  }
}

function decodeResultContent(
  wire: Unread<Exclude<ToolResultBlockParam['content'], undefined>> | undefined,
  at: string,
  reading: BlockReading,
): readonly Part[] {
  const { reader } = reading
  const content = reader.stringOrList<Exclude<ToolResultBlockParam['content'], undefined>>(wire, at)
  if (content === null) return []
  if (typeof content === 'string') return [{ kind: 'text', at, text: content, cache: null }]
  return content.flatMap((element, index) => {
    const here = `${at}/${index}`
    const rendered = (payload: Unread<object>, type: string, text: (block: JsonObject) => string): Part => {
      const block = reader.object(payload, here) ?? {}
      return opaqueBlock(block, type, here, text(block), { rule: 'TR-11', why: 'sent as text', level: 'info' })
    }
    return (
      reader.arm<Unions['ToolResultBlockParam.content'], (typeof unions)['ToolResultBlockParam.content'], Part | null>(
        element,
        here,
        'type',
        unions['ToolResultBlockParam.content'],
        {
          text: (block) => decodeText(block, here, reading),
          image: (block) => decodeImage(block, here, reader),
          document: (block) => decodeDocument(block, here, reading),
          search_result: (block) => decodeSearchResult(block, here, reading, 'TR-11'),
          tool_reference: (block) => rendered(block, 'tool_reference', ({ tool_name }) => `Tool available: ${stringOf(tool_name)}`),
          browser_state: (block) => rendered(block, 'browser_state', (state) => JSON.stringify(state)),
        },
        (other) => decodeOther(other, reading),
      ) ?? []
    )
  })
}

function decodeCompaction(payload: JsonObject, at: string): Part {
  const { content } = payload
  const text = typeof content === 'string' ? `Summary of the earlier conversation:\n${content}` : null
  return opaqueBlock(payload, 'compaction', at, text, { rule: 'CB-18', why: 'a summary is sent as text', level: 'info' })
}

/** Blocks of tools that Anthropic runs (CB-17), of the beta surface, and those nobody knows (CB-20). */
function decodeOther({ tag, payload, at, fate, elsewhere }: OtherArm, { settings }: BlockReading): Part {
  if (!fate) {
    return opaqueBlock(payload, tag, at, null, { rule: 'CB-20', why: `only Anthropic knows a block of type '${tag}'`, level: 'warn' })
  }
  if (fate.rule !== 'CB-17' || settings.historyServerTools === 'reject') return opaqueBlock(payload, tag, at, null, elsewhere)
  const text = `[${tag}] ${JSON.stringify(payload['input'] ?? payload['content'] ?? payload)}`
  return opaqueBlock(payload, tag, at, text, { ...elsewhere, level: 'info' })
}

function unknownSource(tag: string, at: string, reader: Reader): null {
  reader.ledger.lose(at, 'rejected', 'CB-20', 'reject', `only Anthropic knows a source of type '${tag}'`)
  return null
}

const stringOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
