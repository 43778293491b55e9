/** A JSON object of the wire. */
export type Wire = { readonly [member: string]: unknown }

/** What a stream came to: its terminal event, an error event, or neither. */
export type Ending = 'whole' | 'error' | 'open'

/** What a checker of order finds in the text of a stream. */
export interface Verdict {
  /** The first thing that is out of order, with the number of its event from 0; null where everything is in order. */
  readonly violation: string | null
  readonly ending: Ending
}

/** A server-sent event: its name, null where it has none, and its data lines; null for a frame of comments alone. */
export interface SentEvent {
  readonly event: string | null
  readonly data: string
}

/** The complete events of a stream, comments left out; a piece after the last blank line is no event. */
export function sentEvents(text: string): SentEvent[] {
  const pieces = text.replace(/^\uFEFF/, '').split(/(?:\r\n|\n|\r(?!\n)){2,}/)
  return pieces.slice(0, -1).flatMap((piece) => {
    const lines = piece.split(/\r\n|\n|\r/).flatMap((line) => {
      const [, name, value] = /^([^:]+):? ?(.*)$/s.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [{ name, value }]
    })
    const data = lines.filter(({ name }) => name === 'data').map(({ value }) => value)
    const named = lines.findLast(({ name }) => name === 'event')
    return data.length === 0 && named === undefined ? [] : [{ event: named?.value ?? null, data: data.join('\n') }]
  })
}

/** A JSON object, or null where the text is none. */
export function parsed(text: string): Wire | null {
  try {
    return object(JSON.parse(text))
  } catch {
    return null
  }
}

export const object = (value: unknown): Wire | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : null

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Whether a tool's arguments are a whole JSON object. */
export const isWhole = (json: string): boolean => parsed(json) !== null
