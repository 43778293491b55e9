import { isJsonObject, type Json } from '../../interlingua/json.ts'
import type { HostedTool } from '../../interlingua/tool.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { below } from '../../translate/pointer.ts'

/** Tells of what a hosted tool of one of OpenAI's APIs cannot be told of what another's was: all but the members `said` (TOOL-12). */
export function loseRest({ at, payload }: HostedTool, said: readonly string[], ledger: Ledger): void {
  for (const [member, value] of Object.entries(payload)) {
    if (member === 'type' || member === 'name' || said.includes(member) || isNothing(member, value)) continue
    const level = limiting.has(member) ? 'warn' : member === 'cache_control' ? 'debug' : 'info'
    ledger.lose(below(at, member), 'dropped', 'TOOL-12', level, 'the tool that stands for it has no such member')
  }
}

/** Members that keep a search within bounds. */
const limiting: ReadonlySet<string> = new Set(['allowed_domains', 'blocked_domains', 'external_web_access', 'filters', 'max_uses'])

/** Values that ask for nothing (LEN-2): of access to the web, that is having it. */
const isNothing = (member: string, value: Json): boolean =>
  value === null || value === (member === 'external_web_access') || (isJsonObject(value) && Object.keys(value).length === 0)
