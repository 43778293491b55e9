import type { StreamEdit, Wire } from './fault.ts'
import { object } from './edit.ts'

/** Edits the frames of a stream as its text arrives. Only frames with data are edited; comments pass. */
export class FrameEditor {
  readonly #edit: StreamEdit
  readonly #decoder = new TextDecoder()
  #rest = ''

  constructor(edit: StreamEdit) {
    this.#edit = edit
  }

  push(bytes: Uint8Array): string {
    const frames = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split(/(?<=\n\n|\r\n\r\n)/)
    this.#rest = frames.at(-1)?.match(/(\n\n|\r\n\r\n)$/) ? '' : (frames.pop() ?? '')
    return frames.map((frame) => this.#frame(frame)).join('')
  }

  /** After the last byte: what is left, and what the fault says where the gateway broke off. */
  end(broken: boolean): string {
    const rest = this.#rest
    this.#rest = ''
    return rest + (broken ? (this.#edit.mend?.() ?? []).map(written).join('') : '')
  }

  /** Whether the fault hides that the gateway broke off. */
  get mends(): boolean {
    return this.#edit.mend !== undefined
  }

  #frame(frame: string): string {
    const lines = frame.split(/\r\n|\n/)
    const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart())
    if (data.length === 0) return frame
    const value = parsed(data.join('\n'))
    const edited = this.#edit.event(value)
    return edited.length === 1 && edited[0] === value ? frame : edited.map(written).join('')
  }
}

function parsed(text: string): Wire | string {
  try {
    return object(JSON.parse(text)) ?? text
  } catch {
    return text
  }
}

function written(data: Wire | string): string {
  if (typeof data === 'string') return `data: ${data}\n\n`
  const { type } = data
  return `${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${JSON.stringify(data)}\n\n`
}
