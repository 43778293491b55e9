import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { isStrictSchema } from './schema.ts'

/** TOOL-5: what OpenAI does not take as strict goes out as it is, without the promise. */
export function isStrictTool(schema: JsonObject | null, at: string, ledger: Ledger): boolean {
  if (schema !== null && isStrictSchema(schema)) return true
  ledger.lose(at, 'dropped', 'TOOL-5', 'warn', 'OpenAI does not take this schema as strict')
  return false
}

/** TOOL-16: examples of what to call a tool with are told in words. */
export function withExamples(description: string | null, examples: readonly Json[], at: string, ledger: Ledger): string | null {
  if (examples.length === 0) return description
  ledger.lose(at, 'folded', 'TOOL-16', 'info', 'examples of input become part of the description')
  return [...(description === null ? [] : [description]), ...examples.map((each) => `Example input: ${JSON.stringify(each)}`)].join('\n')
}
