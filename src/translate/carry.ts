import { isJsonObject, type Json, type JsonObject } from '../interlingua/json.ts'
import type { Carry, CarryEntry } from './ledger.ts'
import { members } from './pointer.ts'

/** A document with what was carried put back, and what found no place in it. */
export interface Restored {
  readonly value: JsonObject
  readonly homeless: readonly CarryEntry[]
}

/**
 * Puts carried values back where they stood, so that a document that comes back to its own format is what it was (CAR-1).
 * Objects on the way are made where they are missing; elements of arrays are not.
 */
export function restore(value: JsonObject, carry: Carry): Restored {
  const homeless: CarryEntry[] = []
  let restored: Json = value
  for (const entry of carry.entries) {
    const changed = put(restored, members(entry.path), entry.value)
    if (changed === undefined) homeless.push(entry)
    else restored = changed
  }
  return { value: isJsonObject(restored) ? restored : value, homeless }
}

/** `target` with `value` at `path`, undefined where there is no such place. */
function put(target: Json | undefined, path: readonly string[], value: Json): Json | undefined {
  const [member, ...rest] = path
  if (member === undefined) return value
  if (isList(target)) {
    const index = Number(member)
    const element = put(target[index], rest, value)
    return target[index] === undefined || element === undefined ? undefined : target.with(index, element)
  }
  if (target !== undefined && target !== null && !isJsonObject(target)) return undefined
  const parent: JsonObject = target ?? {}
  const child = put(Object.hasOwn(parent, member) ? parent[member] : undefined, rest, value)
  if (child === undefined) return undefined
  // A member of any name: `__proto__` must not be taken for the prototype (SEC-4).
  return Object.fromEntries([...Object.entries(parent), [member, child]])
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
