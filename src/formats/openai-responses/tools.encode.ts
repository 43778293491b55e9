import type { JsonObject } from '../../interlingua/json.ts'
import type { Tool, ToolChoice } from '../../interlingua/tool.ts'
import { undecided } from '../../translate/fate.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** The tools on offer. */
export function encodeTools(tools: readonly Tool[], ledger: Ledger, target: Target): readonly JsonObject[] {
  return undecided
}

/** The choice among them. */
export function encodeToolChoice(choice: ToolChoice, ledger: Ledger, target: Target): JsonObject {
  return undecided
}
