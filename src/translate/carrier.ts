import { isJsonObject, type Json, type JsonObject } from '../interlingua/json.ts'
import type { Context } from './context.ts'
import { carrierPrefix } from './default-context.ts'
import { modelFamily } from './model-family.ts'
import type { Settings } from './settings.ts'

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

/**
 * True for a string that is, or was, a carrier: no provider's own signature holds a dot, so that one whose prefix was altered is
 * known by its tail, and goes to no upstream as a signature (CAR-8, LAW-21).
 */
export const isCarrier = (text: string): boolean => text.startsWith(carrierPrefix) || /\.[\w-]{42,44}$/.test(text)

/** Where reasoning is to go: to which API's models, and which one. */
export interface CarrierTarget {
  readonly src: CarrierPayload['src']
  readonly model: string
  readonly context: Context
  readonly settings: Pick<Settings, 'reasoningOnModelSwitch'>
}

/** What a carrier holds for this target; null where it is invalid, of another API, or of another family of models (CAR-8). */
export function carriedFor(carrier: string, { src, model, context, settings }: CarrierTarget): CarrierPayload | null {
  const payload = readCarrier(carrier, context)
  if (payload === null || payload.src !== src) return null
  const fits = settings.reasoningOnModelSwitch === 'send' || namesOf(payload).some((name) => modelFamily(name) === modelFamily(model))
  return fits ? payload : null
}

/** What tells the model of a carrier beside its `model`: the name it was asked for, where its host reported another (CAR-8). */
export const askedAs = ({ model: asked }: Context, reported: string): Json =>
  asked === undefined || modelFamily(asked) === modelFamily(reported) ? null : { asked }

const namesOf = ({ model, data }: CarrierPayload): readonly string[] =>
  isJsonObject(data) && typeof data['asked'] === 'string' ? [model, data['asked']] : [model]

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
