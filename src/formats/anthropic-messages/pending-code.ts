import { isJsonObject, type Json, type JsonObject } from '../../interlingua/json.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Refuses elsewhere a history in which code at Anthropic waits for a call's result: no other provider can go on with it (CB-14). */
export function refusePendingCode(messages: unknown, at: string, ledger: Ledger): void {
  const blocks = blocksOf(messages, at)
  const callers = blocks.flatMap(({ block, here }) => {
    const { type, caller } = block
    const code = type === 'tool_use' && isJsonObject(caller) && caller['type'] !== 'direct' ? caller['tool_id'] : undefined
    return typeof code === 'string' ? [{ code, here: `${here}/caller` }] : []
  })
  if (callers.length === 0) return
  const done = new Set(blocks.flatMap(({ block: { type, tool_use_id } }) => (results.has(type) ? [tool_use_id] : [])))
  for (const { code, here } of callers) {
    if (!done.has(code)) ledger.loseElsewhere(here, 'rejected', 'CB-14', 'reject', 'the code that made the call waits for its result')
  }
}

const results: ReadonlySet<Json | undefined> = new Set([
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
])

interface Placed {
  readonly block: JsonObject
  readonly here: string
}

function blocksOf(messages: unknown, at: string): readonly Placed[] {
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message: unknown, i) => {
    const content = isJsonObject(message) ? message['content'] : null
    if (!Array.isArray(content)) return []
    return content.flatMap((block: unknown, j) => (isJsonObject(block) ? [{ block, here: `${at}/${i}/content/${j}` }] : []))
  })
}
