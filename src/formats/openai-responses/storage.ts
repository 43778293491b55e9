import { fault, type Fault } from '../../interlingua/fault.ts'
import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { Kept, Resolved, StorageCodec } from '../../translate/format.ts'

/** What a Responses client refers to: items, and the conversations that answers end (STO-1). */
export const storage: StorageCodec = {
  wanted: ({ store }) => (typeof store === 'boolean' ? store : null),
  resolve,
  keep: ({ input }, { id, output }) => ({ id: typeof id === 'string' ? id : '', items: [...itemsOf(input), ...itemsOf(output)] }),
}

/** Puts kept items in the place of references to them (RI-8), and a kept conversation before the input (REQ-R-29). */
function resolve(body: JsonObject, kept: Kept): Resolved | Fault {
  const { previous_response_id: previous = null, ...rest } = body
  const earlier =
    typeof previous === 'string' ? (kept.conversation(previous) ?? nothingKept('/previous_response_id', `the answer '${previous}'`)) : []
  if ('kind' in earlier) return earlier
  const input = itemsOf(body['input'])
  const references = input.map(referenceOf)
  if (previous === null && references.every((id) => id === null)) return { body, origin: (pointer) => pointer }
  const items: JsonObject[] = []
  for (const [index, item] of input.entries()) {
    const id = references[index] ?? null
    const found = id === null ? item : kept.item(id)
    if (!found) return nothingKept(`/input/${index}/id`, `the item '${id ?? ''}'`)
    items.push(found)
  }
  return { body: { ...rest, input: [...earlier, ...items] }, origin: (pointer) => origin(pointer, earlier.length, references) }
}

const nothingKept = (param: string, what: string): Fault =>
  fault('invalidRequest', `${what} is not kept here: send the full items, or store:false`, { param })

/** A string is one message of the user's; what is no list is for the decoder to refuse. */
function itemsOf(input: Json | undefined): readonly JsonObject[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  return Array.isArray(input) ? input.filter(isJsonObject) : []
}

/** The id that an item refers to; null for an item that says what it is. SDKs may leave the type of a reference out. */
function referenceOf({ type = null, id, role }: JsonObject): string | null {
  const refers = type === 'item_reference' || (type === null && role === undefined)
  return refers && typeof id === 'string' ? id : null
}

function origin(pointer: string, earlier: number, references: readonly (string | null)[]): string {
  const [, index, rest = ''] = /^\/input\/(\d+)(\/.*)?$/.exec(pointer) ?? []
  if (index === undefined) return pointer
  const own = Number(index) - earlier
  if (own < 0) return '/previous_response_id'
  return references[own] === null ? `/input/${own}${rest}` : `/input/${own}`
}
