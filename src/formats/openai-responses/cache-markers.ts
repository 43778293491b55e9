import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { placeMarkers as placeOpenAiMarkers } from '../../vendors/openai/cache-markers.ts'
import { api } from './name.ts'

export { breakpointLifetime } from '../../vendors/openai/cache-markers.ts'

/** Where cache markers go out (CAC-1 to CAC-7). */
export const placeMarkers = (
  tools: readonly Tool[],
  turns: readonly Turn[],
  most: number,
  ledger: Ledger,
): ReadonlyMap<Part, CacheMarker> => placeOpenAiMarkers(tools, turns, most, ledger, api)
