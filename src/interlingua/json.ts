/** Any JSON value, as parsed. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** A JSON object, as parsed. */
export interface JsonObject {
  readonly [member: string]: Json
}
