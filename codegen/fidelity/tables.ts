import * as messages from '../../src/formats/anthropic-messages/fates.ts'
import * as chat from '../../src/formats/openai-chat/fates.ts'
import type { Fate, Lossy, Undecided } from '../../src/translate/fate.ts'

/** What became of a decision: a fate, or none yet. */
export type Decided = Fate | Undecided

/** A fate table: shape, union or enum to member to fate. */
export interface Table {
  readonly [name: string]: { readonly [member: string]: Decided }
}

/** Everything a format has decided. */
export interface Tables {
  readonly core: Table
  /** Shapes outside the portable core, each with one fate for all it holds. */
  readonly outer: { readonly [shape: string]: Lossy | Undecided }
  readonly unions: Table
  readonly enums: Table
  /** Shapes of the hub: what the encoder of the format does with them. */
  readonly hubFates: Table
}

/** The fate tables of every format that has a folder. */
export const tablesByFormat: { readonly [format: string]: Tables } = { 'anthropic-messages': messages, 'openai-chat': chat }
