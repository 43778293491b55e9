import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import type { Ledger } from '../../translate/ledger.ts'
import { placeMarkers as placeOpenAiMarkers } from '../../vendors/openai/cache-markers.ts'
import { api } from './name.ts'

export { breakpointLifetime } from '../../vendors/openai/cache-markers.ts'

/** Where cache markers go out (CAC-1 to CAC-7): those of this API's own requests stay where they are. */
export const placeMarkers = (
  tools: readonly Tool[],
  turns: readonly Turn[],
  most: number,
  ledger: Ledger,
): ReadonlyMap<Part, CacheMarker> =>
  ledger.format === api.format
    ? new Map(turns.flatMap(({ parts }) => parts.flatMap(marked)))
    : placeOpenAiMarkers(tools, turns, most, ledger, api)

/** A part and those in it, with their markers. */
const marked = (part: Part): readonly (readonly [Part, CacheMarker])[] => [
  ...('cache' in part && part.cache ? [[part, part.cache] as const] : []),
  ...(part.kind === 'toolResult' ? part.parts.flatMap(marked) : []),
]
