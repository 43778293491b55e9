import type { CacheLifetime, CacheMarker } from '../../interlingua/cache.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { Api } from './api.ts'

/** The lifetimes that a breakpoint can have: minimums, so rounding up is safe (CAC-2). */
export const breakpointLifetime = (ttl: CacheLifetime | null): '30m' | '12h' => (ttl === '1h' || ttl === '12h' ? '12h' : '30m')

/** Where cache markers go out (CAC-1 to CAC-7): those on tools and assistant parts move to the next part that takes one. */
export function placeMarkers(
  tools: readonly Tool[],
  turns: readonly Turn[],
  most: number,
  ledger: Ledger,
  api: Api,
): ReadonlyMap<Part, CacheMarker> {
  const offered = tools.flatMap((tool) => (tool.kind === 'function' && tool.cache ? [tool.cache] : []))
  const drop = ({ at }: CacheMarker, rule: string, why: string): void => ledger.lose(at, 'dropped', rule, 'debug', why)
  if (most === 0) {
    for (const marker of [...offered, ...turns.flatMap(({ parts }) => parts.flatMap(markersOf))]) drop(marker, 'CAC-1', unmarked)
    return new Map()
  }
  const { placed, homeless } = placing(offered, turns, ledger)
  for (const marker of homeless) drop(marker, 'CAC-6', 'no later part takes the marker')
  for (const [part, marker] of [...placed].slice(0, -most)) {
    placed.delete(part)
    drop(marker, 'CAC-7', `OpenAI takes ${most} markers`)
  }
  if (ledger.format !== api.format) {
    for (const { at, ttl } of placed.values()) {
      const lifetime = breakpointLifetime(ttl)
      if (ttl !== lifetime) ledger.lose(at, 'folded', 'CAC-2', 'debug', `${ttl ?? '5m'} becomes ${lifetime}`)
    }
  }
  return placed
}

const unmarked = 'the model takes no cache breakpoints'

function placing(offered: readonly CacheMarker[], turns: readonly Turn[], ledger: Ledger) {
  const placed = new Map<Part, CacheMarker>()
  let moving = offered.map((marker) => ({ marker, rule: 'CAC-4' }))
  for (const { role, parts } of turns) {
    for (const part of parts) {
      const markers = markersOf(part)
      if (role === 'assistant') moving.push(...markers.map((marker) => ({ marker, rule: 'CAC-6' })))
      else if (canBeMarked(part)) {
        const here = markers.map((marker) => ({ marker, rule: part.kind === 'toolResult' ? 'CAC-5' : null }))
        const all = [...here, ...moving]
        const longest = longestOf(all.map(({ marker }) => marker))
        for (const { marker, rule } of all) {
          if (marker !== longest) ledger.lose(marker.at, 'dropped', 'CAC-2', 'debug', 'a marker that comes to the same place lives as long')
          else if (rule === 'CAC-5') ledger.lose(marker.at, 'folded', rule, 'debug', 'it marks the last text')
          else if (rule !== null) ledger.lose(marker.at, 'folded', rule, 'debug', 'it moves to the next part that takes one')
        }
        if (longest) placed.set(part, longest)
        moving = []
      }
    }
  }
  return { placed, homeless: moving.map(({ marker }) => marker) }
}

/** The markers of a part, those inside a tool result included. */
function markersOf(part: Part): readonly CacheMarker[] {
  const inner = part.kind === 'toolResult' ? part.parts.flatMap(markersOf) : []
  return 'cache' in part && part.cache ? [...inner, part.cache] : inner
}

const canBeMarked = (part: Part): boolean => 'cache' in part && !(part.kind === 'text' && part.text === '')

/** What several markers of one place amount to. */
const longestOf = (markers: readonly CacheMarker[]): CacheMarker | undefined =>
  markers.find(({ ttl }) => breakpointLifetime(ttl) === '12h') ?? markers[0]
