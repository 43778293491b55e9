import { readdirSync, readFileSync } from 'node:fs'
import type { Json } from '../scripted/json.ts'
import type { Calling } from './answers.ts'
import type { Source } from './clients.ts'

/** One request of a Responses client, as it was captured in front of the gateway. */
export interface ResponsesTurn {
  readonly client: string
  readonly turn: string
  readonly source: readonly Source[]
  readonly headers: { readonly [name: string]: string }
  /** The turn of this client whose answer it goes on from: a text `{answer}/0/id` stands for what is there in its `output`. */
  readonly after: string | null
  readonly body: { readonly [member: string]: Json }
  /** What the upstream answers, beside a word. */
  readonly answer: Calling
  /** The item of the call that the client gets. */
  readonly call: { readonly [member: string]: Json }
  readonly expect: { readonly [U in Upstream]: Asked }
}

/** Who answers: Anthropic, or a host that speaks Chat Completions alone. */
export type Upstream = 'anthropic' | 'chat'

/** What the upstream must have received. */
export interface Asked {
  /** Values by pointer. */
  readonly values: { readonly [pointer: string]: Json }
  readonly absent: readonly string[]
  /** Rules by the path of their loss: every loss of level `warn` and above. */
  readonly losses: { readonly [path: string]: string }
}

/** Every captured turn. */
export function responsesTurns(): ResponsesTurn[] {
  const root = new URL('responses/', import.meta.url)
  return readdirSync(root).flatMap((client) =>
    readdirSync(new URL(`${client}/`, root)).map((file): ResponsesTurn => {
      const written: Omit<ResponsesTurn, 'client' | 'turn'> = JSON.parse(readFileSync(new URL(`${client}/${file}`, root), 'utf8'))
      return { ...written, client, turn: file.replace('.json', '') }
    }),
  )
}
