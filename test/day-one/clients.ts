import { readdirSync, readFileSync } from 'node:fs'
import type { Json } from '../scripted/json.ts'
import type { Renamings } from './arrival.ts'

/** One request of a client, as it is written in `clients/`. */
export interface Turn {
  readonly client: string
  readonly turn: string
  readonly source: readonly Source[]
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  /** Name of the model by provider: the directions in which this client is used. */
  readonly models: { readonly [P in Provider]: string }
  readonly body: { readonly [member: string]: Json }
  readonly expect: { readonly [P in Provider]?: Expected }
}

/** Who told us that the client does so. */
export interface Source {
  readonly product: string
  readonly version: string
  readonly address: string
  readonly fact: string
}

export type Provider = 'anthropic' | 'openai'

/** What the provider of another format must have received, beside every fact of the body. */
export interface Expected extends Renamings {
  readonly headers?: { readonly [name: string]: string }
  /** Values by pointer. */
  readonly values: { readonly [pointer: string]: Json }
  readonly absent: readonly string[]
  /** Rules by the path of their loss. */
  readonly losses: { readonly [path: string]: string }
}

/** Every turn of every client. */
export function turns(): Turn[] {
  const root = new URL('clients/', import.meta.url)
  return readdirSync(root).flatMap((client) =>
    readdirSync(new URL(`${client}/`, root)).map((file): Turn => {
      const written: Omit<Turn, 'client' | 'turn'> = JSON.parse(readFileSync(new URL(`${client}/${file}`, root), 'utf8'))
      return { ...written, client, turn: file.replace('.json', '').replace('-', ' ') }
    }),
  )
}
