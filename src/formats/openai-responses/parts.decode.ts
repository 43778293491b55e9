import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part, Source } from '../../interlingua/part.ts'
import { carried, dropped } from '../../translate/fate.ts'
import type { OtherArm, Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'
import { filePart, fileSource, sourceOf } from '../../vendors/openai/data-uri.ts'
import { core, unions } from './fates.ts'
import type * as wire from './generated/shapes.ts'
import { name } from './name.ts'

type InputPart = wire.ResponseInputContent | wire.ResponseFunctionCallOutputItem
type AnyPart = InputPart | wire.ResponseOutputText | wire.ResponseOutputRefusal
type Arms = {
  readonly [T in keyof wire.Unions['ResponseInputContent']]:
    | wire.Unions['ResponseInputContent'][T]
    | wire.Unions['ResponseFunctionCallOutputItem'][T]
    | wire.Unions['ResponseCustomToolCallOutput.output'][T]
} & wire.Unions['ResponseOutputMessage.content']

const partFates = {
  ...unions.ResponseInputContent,
  ...unions.ResponseFunctionCallOutputItem,
  ...unions['ResponseCustomToolCallOutput.output'],
  ...unions['ResponseOutputMessage.content'],
}

/** Content as it came: parts, and whether it was a bare string. */
export interface Content {
  readonly shorthand: boolean
  readonly parts: readonly Part[]
}

/** The content of a message, or what a tool gave: a string, or parts of any kind whatever the role (RI-1, RI-2, RI-4, RI-13). */
export function decodeContent(content: Unread<string | readonly AnyPart[]> | undefined, at: string, reader: Reader): Content {
  const value = reader.stringOrList(content, at)
  if (value === null) return { shorthand: false, parts: [] }
  if (typeof value === 'string') return { shorthand: true, parts: [{ kind: 'text', at, text: value, cache: null }] }
  return { shorthand: false, parts: value.flatMap((part, i) => decodePart(unread<AnyPart>(part), `${at}/${i}`, reader) ?? []) }
}

/** Whether an element of a list is null, which is reported: only members may be (LEN-1). */
export function isMissing(element: Unread<unknown>, at: string, reader: Reader): boolean {
  const bare: unknown = element
  if (bare !== null) return false
  reader.ledger.malformed(at, 'expected an object, got null')
  return true
}

function decodePart(part: Unread<AnyPart>, at: string, reader: Reader): Part | null {
  if (isMissing(part, at, reader)) return null
  return reader.arm<Arms, typeof partFates, Part | null>(
    part,
    at,
    'type',
    partFates,
    {
      input_text: (arm) => decodeInputText(arm, at, reader),
      input_image: (arm) => decodeImage(arm, at, reader),
      input_file: (arm) => decodeFile(arm, at, reader),
      output_text: (arm) => decodeOutputText(arm, at, reader),
      refusal: (arm) => {
        const { type, refusal, ...rest } = reader.fields(arm, core.ResponseOutputRefusal, at)
        rest satisfies Nothing
        reader.known(type)
        return { kind: 'refusal', at, text: reader.text(refusal, `${at}/refusal`) }
      },
    },
    unknownPart,
  )
}

/** A part newer than the specification (RI-13, CB-20). */
const unknownPart = ({ payload, at }: OtherArm): Part => unknown(payload, at, 'part')

/** A part or an item that nobody knows, kept whole for this format. */
export function unknown(payload: OtherArm['payload'], at: string, what: 'part' | 'item'): Part {
  const type = typeof payload['type'] === 'string' ? payload['type'] : ''
  const elsewhere = { rule: 'CB-20', why: `other formats have no ${what} '${type}'`, level: 'warn' } as const
  return { kind: 'opaque', at, format: name, type, payload, text: null, elsewhere }
}

function decodeInputText(arm: Unread<Arms['input_text']>, at: string, reader: Reader): Part {
  const { type, text, prompt_cache_breakpoint, ...rest } = reader.fields<Arms['input_text'], typeof core.ResponseInputText>(
    arm,
    core.ResponseInputText,
    at,
  )
  rest satisfies Nothing
  reader.known(type)
  return { kind: 'text', at, text: reader.text(text, `${at}/text`), cache: decodeCache(prompt_cache_breakpoint, at, reader) }
}

/** An earlier answer's text: what else it says of itself means nothing elsewhere (RI-2, LEN-10). */
function decodeOutputText(arm: Unread<wire.ResponseOutputText>, at: string, reader: Reader): Part {
  const { type, text, annotations, logprobs, ...rest } = reader.fields(arm, core.ResponseOutputText, at)
  rest satisfies Nothing
  reader.known(type)
  for (const [member, value] of [
    ['annotations', annotations],
    ['logprobs', logprobs],
  ] as const) {
    const here = `${at}/${member}`
    const list = reader.list<object>(unread(value), here)
    if (list.length > 0) reader.ledger.settle(here, reader.json(value), ofAnAnswer)
    else if (value !== undefined) reader.ledger.keep(here, reader.json(value))
  }
  return { kind: 'text', at, text: reader.text(text, `${at}/text`), cache: null }
}

const ofAnAnswer = carried('RI-2', 'an earlier answer is sent as its words alone')

function decodeImage(arm: Unread<Arms['input_image']>, at: string, reader: Reader): Part | null {
  const { type, image_url, file_id, detail, prompt_cache_breakpoint, ...rest } = reader.fields<
    Arms['input_image'],
    typeof core.ResponseInputImage
  >(arm, core.ResponseInputImage, at)
  rest satisfies Nothing
  reader.known(type)
  const url = reader.string(image_url, `${at}/image_url`)
  const id = reader.string(file_id, `${at}/file_id`)
  if (url === null && id === null) {
    reader.ledger.malformed(at, 'expected image_url or file_id')
    return null
  }
  if (url !== null && id !== null) reader.ledger.settle(`${at}/file_id`, id, dropped('RI-1', 'the picture itself is there'))
  const source: Source = url === null ? { kind: 'file', id: id ?? '' } : sourceOf(url, `${at}/image_url`, reader)
  const level = reader.string(detail, `${at}/detail`)
  return { kind: 'image', at, source, detail: level, cache: decodeCache(prompt_cache_breakpoint, at, reader) }
}

function decodeFile(arm: Unread<Arms['input_file']>, at: string, reader: Reader): Part | null {
  const { type, file_data, file_url, file_id, filename, prompt_cache_breakpoint, ...rest } = reader.fields<
    Arms['input_file'],
    typeof core.ResponseInputFile
  >(arm, core.ResponseInputFile, at)
  rest satisfies Nothing
  reader.known(type)
  const title = reader.string(filename, `${at}/filename`)
  const data = reader.string(file_data, `${at}/file_data`)
  const url = reader.string(file_url, `${at}/file_url`)
  const id = reader.string(file_id, `${at}/file_id`)
  const cache = decodeCache(prompt_cache_breakpoint, at, reader)
  const surplus = dropped('RI-1', 'the file itself is there')
  if (url !== null && data !== null) reader.ledger.settle(`${at}/file_url`, url, surplus)
  if (id !== null && (data !== null || url !== null)) reader.ledger.settle(`${at}/file_id`, id, surplus)
  if (data !== null) return filePart(fileSource(data, `${at}/file_data`, reader), title, at, cache)
  if (url !== null) return filePart({ kind: 'url', url }, title, at, cache)
  if (id !== null) return filePart({ kind: 'file', id }, title, at, cache)
  reader.ledger.malformed(at, 'expected file_data, file_url or file_id')
  return null
}

type Breakpoint = Exclude<Arms['input_text']['prompt_cache_breakpoint'], null | undefined>

/** A cache marker (CAC-1, CAC-3). */
function decodeCache(breakpoint: Unread<Breakpoint> | undefined, part: string, reader: Reader): CacheMarker | null {
  if (breakpoint === undefined || breakpoint === null) return null
  const at = `${part}/prompt_cache_breakpoint`
  const { mode, ttl, ...rest } = reader.fields(breakpoint, core.ResponseInputText_PromptCacheBreakpoint, at)
  rest satisfies Nothing
  reader.known(mode)
  const lifetime = reader.value(ttl, `${at}/ttl`, { '30m': '30m', '12h': '12h' } as const, (value) => {
    reader.ledger.carry(`${at}/ttl`, value, reader.ledger.unknown)
    return null
  })
  return { at, ttl: lifetime ?? '30m' }
}
