import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Part } from '../../interlingua/part.ts'
import type { Tool } from '../../interlingua/tool.ts'
import type { Turn } from '../../interlingua/turn.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** Where cache markers go out (CAC-1, CAC-4 to CAC-7): those on tools and assistant parts move to the next part that takes one. */
export function placeMarkers(tools: readonly Tool[], turns: readonly Turn[], most: number, ledger: Ledger): ReadonlyMap<Part, CacheMarker> {
  const placed = new Map<Part, CacheMarker>()
  const offered = tools.flatMap((tool) => (tool.kind === 'function' && tool.cache ? [{ at: tool.at, cache: tool.cache }] : []))
  let moved = offered.at(-1) ?? null
  const drop = (at: string, rule: string, why: string): void => ledger.lose(at, 'dropped', rule, 'debug', why)
  if (most === 0) {
    for (const { at } of offered) drop(at, 'CAC-1', unmarked)
    for (const part of turns.flatMap(({ parts }) => parts)) if ('cache' in part && part.cache) drop(part.at, 'CAC-1', unmarked)
    return placed
  }
  for (const { role, parts } of turns) {
    for (const part of parts) {
      const cache = 'cache' in part ? part.cache : null
      if (role === 'assistant') moved = cache ? { at: part.at, cache } : moved
      else if (cache ?? moved) {
        if ('cache' in part) placed.set(part, cache ?? moved?.cache ?? { ttl: null })
        moved = null
      }
    }
  }
  if (moved) drop(moved.at, 'CAC-6', 'no later part takes the marker')
  for (const part of [...placed.keys()].slice(0, -most)) {
    placed.delete(part)
    drop(part.at, 'CAC-7', `OpenAI takes ${most} markers`)
  }
  return placed
}

const unmarked = 'the model takes no cache breakpoints'
