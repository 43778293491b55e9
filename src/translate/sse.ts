import { fault, type Fault } from '../interlingua/fault.ts'
import type { Frame, OutFrame } from './frame.ts'
import type { Machine } from './machine.ts'

/** What a reader of server-sent events must be told. */
export interface SseOptions {
  /** Most bytes of one event, counted over its data and the line being read. More is a fault. */
  readonly maxEventBytes: number
  /** Whether data that the stream ended after, without the blank line, is an event all the same (SSE-1). */
  readonly isComplete: (data: string) => boolean
}

/** Most bytes of one event where nobody says otherwise (SSE-7). */
export const defaultMaxEventBytes = 16 * 1024 * 1024

const LF = 10
const SPACE = 32
const ASCII_END = 0x80

/**
 * Bytes to server-sent events, after the WHATWG algorithm, at any cut of the bytes (SSE-1). What is wrong with the bytes
 * themselves is in `fault`, after which nothing more comes out; ask after every call.
 */
export class SseDecoder implements Machine<Uint8Array, Frame> {
  readonly #options: SseOptions
  readonly #utf8 = new TextDecoder('utf-8')
  #fault: Fault | null = null
  /** The line that the bytes so far end in, by chunk, and its length in bytes. */
  #line: string[] = []
  #lineBytes = 0
  #data: string[] = []
  #dataBytes = 0
  #event = ''
  #lastByte = 0
  #skipLineFeed = false

  constructor(options: SseOptions) {
    this.#options = options
  }

  /** What broke the stream: an event over the limit, or an end inside an event; null while it is sound. */
  get fault(): Fault | null {
    return this.#fault
  }

  /** True where the last byte ended an event, so that another one can be appended to the stream (SSE-7). */
  get atBoundary(): boolean {
    return this.#fault === null && !this.#pending && this.#lastByte < ASCII_END
  }

  push(bytes: Uint8Array): readonly Frame[] {
    if (this.#fault !== null || bytes.length === 0) return []
    const text = this.#utf8.decode(bytes, { stream: true })
    // One byte per character unless a character was cut before or lies within.
    const ascii = this.#lastByte < ASCII_END && text.length === bytes.length
    this.#lastByte = bytes[bytes.length - 1] ?? 0
    return this.#read(text, ascii)
  }

  end(): readonly Frame[] {
    if (this.#fault !== null) return []
    const out = [...this.#read(this.#utf8.decode(), false)]
    if (this.#fault !== null || !this.#pending) return out
    const rest = this.#line.join('')
    this.#field(rest)
    if (this.#data.length > 0 && this.#options.isComplete(this.#data.join('\n'))) this.#dispatch(out)
    else if (this.#data.length > 0 || this.#event !== '' || !rest.startsWith(':'))
      this.#fault = fault('upstream', 'the upstream stream ended inside an event')
    return out
  }

  fail(broken: Fault): readonly Frame[] {
    this.#fault ??= broken
    return []
  }

  get #pending(): boolean {
    return this.#line.length > 0 || this.#data.length > 0 || this.#event !== ''
  }

  #read(text: string, ascii: boolean): readonly Frame[] {
    const out: Frame[] = []
    let from = 0
    if (this.#skipLineFeed && text.length > 0) {
      this.#skipLineFeed = false
      if (text.charCodeAt(0) === LF) from = 1
    }
    let lf = text.indexOf('\n', from)
    let cr = text.indexOf('\r', from)
    while (lf !== -1 || cr !== -1) {
      const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr
      if (!this.#endLine(text.slice(from, end), ascii, out)) return out
      from = end + 1
      if (end === cr) {
        if (from === text.length) this.#skipLineFeed = true
        else if (text.charCodeAt(from) === LF) from += 1
        cr = text.indexOf('\r', from)
      }
      if (lf !== -1 && lf < from) lf = text.indexOf('\n', from)
    }
    if (from < text.length) this.#keepRest(text.slice(from), ascii)
    return out
  }

  #keepRest(rest: string, ascii: boolean): void {
    this.#line.push(rest)
    this.#lineBytes += ascii ? rest.length : bytesOf(rest)
    this.#withinLimit()
  }

  #endLine(rest: string, ascii: boolean, out: Frame[]): boolean {
    this.#lineBytes += ascii ? rest.length : bytesOf(rest)
    if (!this.#withinLimit()) return false
    let line = rest
    if (this.#line.length > 0) {
      this.#line.push(rest)
      line = this.#line.join('')
      this.#line = []
    }
    if (line === '') this.#dispatch(out)
    else this.#field(line)
    this.#lineBytes = 0
    return true
  }

  #field(line: string): void {
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon === -1 ? line : line.slice(0, colon)
    if (name === 'data') {
      this.#data.push(valueOf(line, colon))
      this.#dataBytes += this.#lineBytes
    } else if (name === 'event') this.#event = valueOf(line, colon)
  }

  #dispatch(out: Frame[]): void {
    const [first, ...more] = this.#data
    if (first !== undefined) {
      out.push({ event: this.#event === '' ? null : this.#event, data: more.length === 0 ? first : this.#data.join('\n') })
      this.#data = []
      this.#dataBytes = 0
    }
    this.#event = ''
  }

  #withinLimit(): boolean {
    const { maxEventBytes } = this.#options
    if (this.#dataBytes + this.#lineBytes <= maxEventBytes) return true
    this.#fault = fault('upstream', `an event of the upstream stream is longer than ${maxEventBytes} bytes`)
    this.#line = []
    this.#data = []
    return false
  }
}

/** The text of an event, or of a comment, on the wire. */
export function writeFrame(frame: OutFrame): string {
  if ('comment' in frame) return `:${frame.comment === '' ? '' : ` ${frame.comment}`}\n\n`
  const name = frame.event === null ? '' : `event: ${frame.event}\n`
  const { data } = frame
  if (!data.includes('\n') && !data.includes('\r')) return `${name}data: ${data}\n\n`
  return `${name}${data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`
}

/** The text of several events on the wire. */
export function writeFrames(frames: readonly OutFrame[]): string {
  let text = ''
  for (const frame of frames) text += writeFrame(frame)
  return text
}

function valueOf(line: string, colon: number): string {
  if (colon === -1) return ''
  return line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1)
}

/** Bytes that `text` takes in UTF-8. */
function bytesOf(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= ASCII_END) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return bytes
}
