import type { Answer } from '../scripted/answer.ts'
import type { Json } from '../scripted/json.ts'

/** What is said in a cell of the matrix. */
export const scenarios = ['hello', 'system', 'parallel tools with results', 'image', 'thinking'] as const
export type Scenario = (typeof scenarios)[number]

/** A JSON object. */
export type JsonObject = { readonly [member: string]: Json }

/**
 * One scenario in one direction, for both modes. Expected values are written from the rules. Where streaming differs, the
 * second member of a pair says what is put over the first.
 */
export interface Cell {
  /** What the client's SDK is told to send; the SDK itself adds `stream`. */
  readonly request: JsonObject
  readonly requestIfStreamed?: JsonObject
  /** The body that the provider must have received. */
  readonly received: JsonObject
  readonly receivedIfStreamed: JsonObject
  readonly answer: Answer
  readonly answerIfStreamed: Answer
  /** The message that the SDK must have assembled; asymmetric matchers stand for values that no rule fixes. */
  readonly message: object
  readonly messageIfStreamed?: object
  /** Rules of the losses that the answer must report. */
  readonly losses: readonly string[]
  /** Members beyond the published schema that are declared extensions of the answer. */
  readonly extensions?: readonly string[]
}

/** Every scenario of a direction. */
export type Cells = { readonly [S in Scenario]: Cell }
