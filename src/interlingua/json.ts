/** Any JSON value, as parsed. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** A JSON object, as parsed. */
export interface JsonObject {
  readonly [member: string]: Json
}

/** True for what JSON calls an object: no array, no null. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
