import * as diglot from '../../src/index.ts'

/** A document, or a stream, and what it was translated into, as text. */
export type Pair = readonly [source: string, target: string]

let watching: Pair[] | null = null

/** Keeps what is translated from now on, until `stop` gives it back. */
export function watch(): { stop(): readonly Pair[] } {
  const pairs: Pair[] = []
  watching = pairs
  return {
    stop: () => {
      watching = null
      return pairs
    },
  }
}

function note(source: unknown, target: unknown): void {
  watching?.push([text(source), text(target)])
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, plain))

/** Maps as lists, so that what a translation remembers can be read. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value)

/** The translation of requests, watched. */
export const translateRequest: typeof diglot.translateRequest = (...all) => {
  const outcome = diglot.translateRequest(...all)
  note(all[2], outcome.ok ? { body: outcome.value.body, losses: outcome.losses } : outcome.fault)
  return outcome
}

/** The translation of answers, watched. */
export const translateResponse: typeof diglot.translateResponse = (...all) => {
  const answer = diglot.translateResponse(...all)
  note(all[2], { value: answer.value, losses: answer.losses })
  return answer
}

/** The translation of errors, watched. */
export const translateFault: typeof diglot.translateFault = (...all) => {
  const fault = diglot.translateFault(...all)
  note(all[4], fault)
  return fault
}

/** Notes a stream that was translated whole. */
export const noteStream = (pieces: readonly Uint8Array[], target: string): void => {
  if (watching) note(new TextDecoder().decode(Buffer.concat(pieces)), target)
}
