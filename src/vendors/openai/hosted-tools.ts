import { isJsonObject, type Json } from '../../interlingua/json.ts'
import { atLeast } from '../../interlingua/loss.ts'
import type { HostedTool, Tool, ToolChoice } from '../../interlingua/tool.ts'
import type { Target } from '../../translate/format.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { below } from '../../translate/pointer.ts'
import type { Api } from './api.ts'

/** A tool of another provider that this API has no word for. */
export const isForeign = (tool: Tool, { format: own }: Api): tool is HostedTool =>
  tool.kind === 'hosted' && tool.asFunction === null && tool.format !== own

/** What a hosted tool goes out with. */
export interface Offer {
  readonly tools: readonly Tool[]
  readonly choice: ToolChoice | null
  readonly target: Target
  readonly api: Api
}

/** TOOL-22: removes a hosted tool that the host does not offer, or refuses it where it is forced or alone. */
export function loseHosted({ at, name, elsewhere }: HostedTool, { tools, choice, target, api }: Offer, ledger: Ledger): void {
  const policy = target.settings.hostedTools[name] ?? 'auto'
  const forced = (choice?.kind === 'tool' && choice.name === name) || choice?.kind === 'hosted'
  const alone = tools.every((tool) => isForeign(tool, api))
  const grave = atLeast(elsewhere.level, 'reject')
  const refused = policy === 'map' || policy === 'reject' || (policy === 'auto' && (forced || alone || grave))
  if (refused) ledger.lose(at, 'rejected', grave ? elsewhere.rule : 'TOOL-22', 'reject', elsewhere.why)
  else ledger.lose(at, 'dropped', 'TOOL-22', 'warn', `this model's host does not offer '${name}'`)
}

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
