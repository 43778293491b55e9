import type { Json, JsonObject } from '../interlingua/json.ts'
import type { Context } from './context.ts'

/** What a carrier holds: data of the format named by `src` (`a`, `c` or `r`), for the model it came from (§0.3). */
export interface CarrierPayload {
  readonly src: 'a' | 'c' | 'r'
  readonly model: string
  readonly kind: string
  readonly data: Json
}

/** A carrier: text that a client keeps and sends back, and that only this gateway can open (CAR-2, CAR-3). */
export function writeCarrier(payload: CarrierPayload, context: Context): string {
  const { src, model, kind, data } = payload
  return context.seal(canonical({ v: 1, src, model, kind, data }))
}

/** What a carrier holds, null where it is foreign, altered or of another version (CAR-8 to CAR-10). */
export function readCarrier(carrier: string, context: Context): CarrierPayload | null {
  const text = context.open(carrier)
  if (text === null) return null
  const payload: unknown = parsed(text)
  return isPayload(payload) ? payload : null
}

/** JSON with sorted members, after RFC 8785: the same payload always makes the same carrier. */
export function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value).sort()
  return `{${members.map((member) => `${JSON.stringify(member)}:${canonical(value[member] ?? null)}`).join(',')}}`
}

const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value)

function isPayload(value: unknown): value is CarrierPayload {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return false
  if (!('src' in value) || (value.src !== 'a' && value.src !== 'c' && value.src !== 'r')) return false
  return 'model' in value && typeof value.model === 'string' && 'kind' in value && typeof value.kind === 'string' && 'data' in value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
