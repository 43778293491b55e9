import { isJsonObject, type JsonObject } from '../interlingua/json.ts'
import { parseExact, writeExact } from '../translate/exact-json.ts'
import type { Headers } from '../translate/format.ts'
import type { Carry } from '../translate/ledger.ts'
import { members } from '../translate/pointer.ts'

/** The header in which cooperating gateways hand on what the format between them has no word for (CAR-6). */
export const carryHeader = 'x-diglot-carry'

const mostCharacters = 8 * 1024

/**
 * The header for another gateway: members of the request itself, by name. What stood deeper is not handed on, since its place
 * may be another after two translations. Empty where there is nothing, or more than the header takes.
 */
export function carryHeaders({ format, entries }: Carry): Record<string, string> {
  const top = entries.flatMap(({ path, value }) => {
    const [name, ...deeper] = members(path)
    return name === undefined || deeper.length > 0 ? [] : [[name, value] as const]
  })
  if (top.length === 0) return {}
  const text = Buffer.from(writeExact({ format, members: Object.fromEntries(top) })).toString('base64url')
  return text.length > mostCharacters ? {} : { [carryHeader]: text }
}

/** A request body with what another gateway handed on for its format; members that the body has by itself stay. */
export function withHandedOn(body: JsonObject, format: string, headers: Headers): JsonObject {
  const handed = parsed(headers[carryHeader] ?? '')
  if (!isJsonObject(handed) || handed['format'] !== format || !isJsonObject(handed['members'])) return body
  return { ...handed['members'], ...body }
}

function parsed(text: string): unknown {
  if (text === '' || text.length > mostCharacters) return null
  try {
    return parseExact(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}
