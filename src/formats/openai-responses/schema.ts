import type { JsonObject } from '../../interlingua/json.ts'
import { undecided } from '../../translate/fate.ts'

/** What the provider does not take in a JSON Schema, null where nothing. */
export function schemaProblem(schema: JsonObject): string | null {
  return undecided
}
