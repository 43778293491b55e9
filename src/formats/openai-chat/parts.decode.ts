import type { CacheLifetime, CacheMarker } from '../../interlingua/cache.ts'
import type { Part, Source } from '../../interlingua/part.ts'
import { dropped } from '../../translate/fate.ts'
import type { OtherArm, Reader } from '../../translate/reader.ts'
import type { Meaning, Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { filePart, fileSource, sourceOf } from '../../vendors/openai/data-uri.ts'
import { core, unions } from './fates.ts'
import { cachedParts, type Cached } from './fates/content.ts'
import { cacheExtension, type CacheExtension } from './fates/request.ts'
import type * as wire from './generated/shapes.ts'
import { name } from './name.ts'

type AnyPart = wire.ChatCompletionContentPart | wire.ChatCompletionContentPartRefusal
type Arms = wire.Unions['ChatCompletionContentPart'] & wire.Unions['ChatCompletionAssistantMessageParam.content']

const partFates = { ...unions.ChatCompletionContentPart, ...unions['ChatCompletionAssistantMessageParam.content'] }

/** The content of a message: a string, or parts of any kind whatever the role (CP-1 to CP-8, CP-13). */
export function decodeContent(
  content: Unread<string | readonly AnyPart[]> | undefined,
  at: string,
  reader: Reader,
  extensions: boolean,
): { readonly shorthand: boolean; readonly parts: Part[] } {
  const value = reader.stringOrList(content, at)
  if (value === null) return { shorthand: false, parts: [] }
  if (typeof value === 'string') return { shorthand: true, parts: [{ kind: 'text', at, text: value, cache: null }] }
  return { shorthand: false, parts: value.flatMap((part, i) => decodePart(unread<AnyPart>(part), `${at}/${i}`, reader, extensions) ?? []) }
}

function decodePart(part: Unread<AnyPart>, at: string, reader: Reader, extensions: boolean): Part | null {
  if (isMissing(part, at, reader)) return null
  const bare: unknown = part
  if (typeof bare === 'string') return { kind: 'text', at, text: bare, cache: null }
  return reader.arm<Arms, typeof partFates, Part | null>(
    part,
    at,
    'type',
    partFates,
    {
      text: (arm) => decodeText(arm, at, reader, extensions),
      refusal: (arm) => {
        const { type, refusal, ...rest } = reader.fields(arm, core.ChatCompletionContentPartRefusal, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'refusal', at, text: reader.text(refusal, `${at}/refusal`) }
      },
      image_url: (arm) => decodeImage(arm, at, reader, extensions),
      input_audio: (arm) => decodeAudio(arm, at, reader),
      file: (arm) => decodeFilePart(arm, at, reader, extensions),
    },
    unknownPart,
  )
}

/** A part newer than the specification (CP-13, CB-20). */
const unknownPart = ({ tag, payload, at }: OtherArm): Part => ({
  kind: 'opaque',
  at,
  format: name,
  type: tag,
  payload,
  text: null,
  elsewhere: { rule: 'CB-20', why: `other formats have no part '${tag}'`, level: 'warn' },
})

function decodeText(arm: Unread<wire.ChatCompletionContentPartText>, at: string, reader: Reader, extensions: boolean): Part {
  const meaning: Meaning<wire.ChatCompletionContentPartText & Cached, typeof cachedParts.text> = extensions
    ? reader.fields(unread<wire.ChatCompletionContentPartText & Cached>(arm), cachedParts.text, at)
    : blindTo(reader.fields(arm, core.ChatCompletionContentPartText, at), 'cache_control')
  const { type, text, prompt_cache_breakpoint, cache_control, ...rest } = meaning
  rest satisfies Nothing
  reader.known(type)
  return {
    kind: 'text',
    at,
    text: reader.text(text, `${at}/text`),
    cache: decodeCache({ prompt_cache_breakpoint, cache_control }, at, reader),
  }
}

function decodeImage(arm: Unread<wire.ChatCompletionContentPartImage>, at: string, reader: Reader, extensions: boolean): Part | null {
  const meaning: Meaning<wire.ChatCompletionContentPartImage & Cached, typeof cachedParts.image> = extensions
    ? reader.fields(unread<wire.ChatCompletionContentPartImage & Cached>(arm), cachedParts.image, at)
    : blindTo(reader.fields(arm, core.ChatCompletionContentPartImage, at), 'cache_control')
  const { type, image_url, prompt_cache_breakpoint, cache_control, ...rest } = meaning
  rest satisfies Nothing
  reader.known(type)
  const inner = `${at}/image_url`
  const cache = decodeCache({ prompt_cache_breakpoint, cache_control }, at, reader)
  const bare: unknown = image_url ?? null
  if (bare === null) {
    reader.ledger.malformed(inner, 'expected an object, got nothing')
    return null
  }
  // LEN-6: a bare string.
  if (typeof bare === 'string') return { kind: 'image', at, source: sourceOf(bare, inner, reader), detail: null, cache }
  const { url, detail, ...none } = reader.fields(
    unread<wire.ChatCompletionContentPartImage_ImageURL>(bare),
    core.ChatCompletionContentPartImage_ImageURL,
    inner,
  )
  none satisfies Nothing
  const source = sourceOf(reader.text(url, `${inner}/url`), `${inner}/url`, reader)
  return { kind: 'image', at, source, detail: reader.string(detail, `${inner}/detail`), cache }
}

function decodeAudio(arm: Unread<wire.ChatCompletionContentPartInputAudio>, at: string, reader: Reader): Part | null {
  const { type, input_audio, prompt_cache_breakpoint, ...rest } = reader.fields(arm, core.ChatCompletionContentPartInputAudio, at)
  rest satisfies Nothing
  reader.known(type, prompt_cache_breakpoint)
  const inner = `${at}/input_audio`
  if (input_audio === undefined || input_audio === null) {
    reader.ledger.malformed(inner, 'expected an object, got nothing')
    return null
  }
  const { data, format, ...none } = reader.fields(input_audio, core.ChatCompletionContentPartInputAudio_InputAudio, inner)
  none satisfies Nothing
  const sound = { kind: 'base64', format: reader.text(format, `${inner}/format`), data: reader.text(data, `${inner}/data`) } as const
  return { kind: 'audio', at, source: sound }
}

function decodeFilePart(arm: Unread<wire.ChatCompletionContentPart_File>, at: string, reader: Reader, extensions: boolean): Part | null {
  const meaning: Meaning<wire.ChatCompletionContentPart_File & Cached, typeof cachedParts.file> = extensions
    ? reader.fields(unread<wire.ChatCompletionContentPart_File & Cached>(arm), cachedParts.file, at)
    : blindTo(reader.fields(arm, core.ChatCompletionContentPart_File, at), 'cache_control')
  const { type, file, prompt_cache_breakpoint, cache_control, ...rest } = meaning
  rest satisfies Nothing
  reader.known(type)
  const inner = `${at}/file`
  if (file === undefined || file === null) {
    reader.ledger.malformed(inner, 'expected an object, got nothing')
    return null
  }
  const { file_data, file_id, filename, ...none } = reader.fields(file, core.ChatCompletionContentPart_File_File, inner)
  none satisfies Nothing
  const title = reader.string(filename, `${inner}/filename`)
  const data = reader.string(file_data, `${inner}/file_data`)
  const id = reader.string(file_id, `${inner}/file_id`)
  const cache = decodeCache({ prompt_cache_breakpoint, cache_control }, at, reader)
  if (data === null && id === null) {
    reader.ledger.malformed(inner, 'expected file_data or file_id')
    return null
  }
  if (data !== null && id !== null) reader.ledger.settle(`${inner}/file_id`, id, dropped('CP-6', 'the file itself is there'))
  const source: Source = data === null ? { kind: 'file', id: id ?? '' } : fileSource(data, `${inner}/file_data`, reader)
  return filePart(source, title, at, cache)
}

/** Whether an element of a list is null, which is reported: only members may be (LEN-1). */
export function isMissing(element: Unread<unknown>, at: string, reader: Reader): boolean {
  const bare: unknown = element
  if (bare !== null) return false
  reader.ledger.malformed(at, 'expected an object, got null')
  return true
}

/** What was read of an object, without members that the route does not read although the object may have them (REQ-C-31). */
export const blindTo = <M extends object>(meaning: M, ...members: readonly string[]): M => ({
  ...meaning,
  ...Object.fromEntries(members.map((member) => [member, undefined])),
})

interface CacheMembers {
  readonly prompt_cache_breakpoint: Unread<wire.ChatCompletionContentPartText_PromptCacheBreakpoint> | undefined
  readonly cache_control: Unread<CacheExtension> | undefined
}

function decodeCache({ prompt_cache_breakpoint, cache_control }: CacheMembers, at: string, reader: Reader): CacheMarker | null {
  if (prompt_cache_breakpoint === undefined || prompt_cache_breakpoint === null) {
    return decodeCacheControl(cache_control, `${at}/cache_control`, reader)
  }
  const inner = `${at}/prompt_cache_breakpoint`
  const { mode, ttl, ...rest } = reader.fields(prompt_cache_breakpoint, core.ChatCompletionContentPartText_PromptCacheBreakpoint, inner)
  rest satisfies Nothing
  reader.known(mode)
  return { at: inner, ttl: reader.value<'30m' | '12h', CacheLifetime>(ttl, `${inner}/ttl`, { '30m': '30m', '12h': '12h' }) ?? '30m' }
}

const lifetimes = { '5m': '5m', '30m': '30m', '1h': '1h', '12h': '12h' } as const

/** The cache marker of REQ-C-31. */
export function decodeCacheControl(wireMarker: Unread<CacheExtension> | undefined, at: string, reader: Reader): CacheMarker | null {
  if (wireMarker === undefined || wireMarker === null) return null
  const { type, ttl, ...rest } = reader.fields(wireMarker, cacheExtension, at)
  rest satisfies Nothing
  reader.known(type)
  return { at, ttl: reader.value<CacheLifetime, CacheLifetime>(ttl, `${at}/ttl`, lifetimes) }
}
