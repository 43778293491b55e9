/** A member of a JSON object, as byte offsets: its value without surrounding white space. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A byte text with `replacement` in place of `span`. */
export const replace = (json: Buffer, { start, end }: Span, replacement: string): Buffer =>
  Buffer.concat([json.subarray(0, start), Buffer.from(replacement), json.subarray(end)])

/** Values of the members of the object that begins at or after `from`; of repeated members the last, as parsers have it (SEC-4). `json` must be valid. */
export function memberSpans(json: Buffer, from = 0): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>()
  let at = skipSpace(json, json.indexOf(open, from) + 1)
  while (json[at] === quote) {
    const keyEnd = skipValue(json, at)
    const key = keyOf(json.subarray(at, keyEnd))
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1)
    const end = skipValue(json, start)
    spans.set(key, { start, end })
    at = skipSpace(json, end)
    if (json[at] !== comma) break
    at = skipSpace(json, at + 1)
  }
  return spans
}

/**
 * A streaming Chat request that asks for usage (§13-16): bytes are put in, none are taken out but a null. Null where the client
 * said itself whether it wants usage.
 */
export function askForUsage(json: Buffer): Buffer | null {
  const options = memberSpans(json).get('stream_options')
  if (!options) return insert(json, json.indexOf(open) + 1, '"stream_options":{"include_usage":true}')
  if (json[options.start] !== open) return isNull(json, options) ? replace(json, options, '{"include_usage":true}') : null
  const asked = memberSpans(json, options.start).get('include_usage')
  if (!asked) return insert(json, options.start + 1, '"include_usage":true')
  return isNull(json, asked) ? replace(json, asked, 'true') : null
}

const quote = 0x22
const backslash = 0x5c
const open = 0x7b
const close = 0x7d
const list = 0x5b
const endOfList = 0x5d
const comma = 0x2c

/** Puts a member behind an opening brace. */
function insert(json: Buffer, at: number, member: string): Buffer {
  const empty = json[skipSpace(json, at)] === close
  return replace(json, { start: at, end: at }, empty ? member : `${member},`)
}

const isNull = (json: Buffer, { start, end }: Span): boolean => json.toString('latin1', start, end) === 'null'

/** The key between its quotes; only one with escapes needs parsing. */
function keyOf(quoted: Buffer): string {
  const text = quoted.toString('utf8')
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1)
}

function skipSpace(json: Buffer, from: number): number {
  let at = from
  while (isSpace(json[at])) at++
  return at
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Offset behind the value that begins at `from`. */
function skipValue(json: Buffer, from: number): number {
  const first = json[from]
  if (first === quote) return skipString(json, from)
  if (first !== open && first !== list) return skipWord(json, from)
  let depth = 0
  for (let at = from; at < json.length; at++) {
    const byte = json[at]
    if (byte === quote) at = skipString(json, at) - 1
    else if (byte === open || byte === list) depth++
    else if ((byte === close || byte === endOfList) && --depth === 0) return at + 1
  }
  return json.length
}

function skipString(json: Buffer, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    if (json[at] === backslash) at++
    else if (json[at] === quote) return at + 1
  }
  return json.length
}

function skipWord(json: Buffer, from: number): number {
  let at = from
  while (at < json.length && json[at] !== comma && json[at] !== close && json[at] !== endOfList && !isSpace(json[at])) at++
  return at
}
