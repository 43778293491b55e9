import type { JsonObject } from '../../interlingua/json.ts'
import type { Request } from '../../interlingua/request.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { written } from '../../translate/unread.ts'
import type { Api } from './api.ts'

/** The choice among tools and their parallelism, as members of a request; without tools neither may be sent (TC-1). */
export function choiceMembers(
  { toolChoice, parallelTools, at }: Pick<Request, 'toolChoice' | 'parallelTools' | 'at'>,
  offersTools: boolean,
  ledger: Ledger,
  { format: own }: Api,
  encoded: () => object | string | null | undefined,
): JsonObject {
  if (!offersTools && ledger.format !== own) {
    const why = 'there is no tool to choose'
    if (toolChoice) ledger.lose(at['toolChoice'] ?? '', 'dropped', 'TC-1', 'debug', why)
    if (parallelTools !== null) ledger.lose(at['parallelTools'] ?? '', 'dropped', 'TC-1', 'debug', why)
    return {}
  }
  const choice = encoded() ?? null
  return {
    ...(choice === null ? {} : { tool_choice: typeof choice === 'string' ? choice : written(choice) }),
    ...(parallelTools === null ? {} : { parallel_tool_calls: parallelTools }),
  }
}
