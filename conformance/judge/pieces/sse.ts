import { sentEvents } from '../../order/frames.ts'
import { isObject, parsed, type Wire } from '../json.ts'

/** An event of a stream: its name and its data, parsed where they are a JSON object. */
export interface StreamEvent {
  readonly number: number
  readonly name: string | null
  readonly text: string
  /** Null where the data is no JSON object. */
  readonly data: Wire | null
}

/** The events of a stream's text, numbered from 0. Comments are no events. */
export function eventsOf(text: string): StreamEvent[] {
  return sentEvents(text).map(({ event, data }, number) => {
    const value = parsed(data)
    return { number, name: event, text: data, data: isObject(value) ? value : null }
  })
}

/** What stands after the last blank line and is no comment: a reader discards it. */
export function leftover(text: string): string {
  const last = text.split(/(?:\r\n|\n|\r(?!\n)){2,}/).at(-1) ?? ''
  const lines = last.split(/\r\n|\n|\r/).filter((line) => line !== '' && !line.startsWith(':'))
  return lines.join('\n')
}
