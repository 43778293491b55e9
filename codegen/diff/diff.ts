import type { Facts } from '../facts.ts'
import { type Change, type Direction, gravest, type RawChange, type Reach, severities, severityOf } from './change.ts'
import { compareNodes, factLines } from './compare.ts'
import { align } from './retag.ts'
import { wireNodes } from './nodes.ts'

/** How many single facts one root gained and lost, before they were collapsed. */
export interface RawCount {
  readonly root: string
  readonly added: number
  readonly removed: number
}

export interface Diff {
  readonly changes: readonly Change[]
  readonly raw: readonly RawCount[]
}

/** What changed on the wire from one set of facts to another, root by root, each change once; gravest first. */
export function diffFacts(before: Facts, after: Facts): Diff {
  const raw: RawCount[] = []
  const found: (readonly [root: string, RawChange])[] = []
  for (const root of new Set([...before.roots.keys(), ...after.roots.keys()])) {
    const [old, now] = [before.roots.get(root), after.roots.get(root)]
    if (old === undefined || now === undefined) {
      found.push([
        root,
        { kind: old === undefined ? 'root added' : 'root removed', path: '', owner: root, name: root, required: false, open: false },
      ])
      continue
    }
    const [one, other] = [
      { facts: before, root: old },
      { facts: after, root: now },
    ]
    const count = rawCount(factLines(wireNodes(before, old)), factLines(wireNodes(after, now)))
    if (count.added + count.removed > 0) raw.push({ root, ...count })
    const aligned = align(one, other)
    for (const change of [...aligned.retagged, ...compareNodes(aligned.before, aligned.after)]) found.push([root, change])
  }
  return { changes: merge(found), raw }
}

/** The direction of a root by its name: `createMessage request`, `countTokensRequest`. */
export const directionOf = (root: string): Direction => (/request$/i.test(root) ? 'request' : 'response')

const rawCount = (before: ReadonlySet<string>, after: ReadonlySet<string>): Omit<RawCount, 'root'> => ({
  added: [...after].filter((line) => !before.has(line)).length,
  removed: [...before].filter((line) => !after.has(line)).length,
})

/** The same change reached by many paths is one. */
function merge(found: readonly (readonly [root: string, RawChange])[]): readonly Change[] {
  const merged = new Map<string, (readonly [root: string, RawChange])[]>()
  for (const each of found) {
    const { kind, owner, name, from = '', to = '' } = each[1]
    const key = JSON.stringify([kind, owner, name, from, to])
    merged.set(key, [...(merged.get(key) ?? []), each])
  }
  const changes = [...merged.values()].flatMap((group): Change[] => {
    const [first] = group
    if (first === undefined) return []
    const severity = gravest(group.map(([root, each]) => severityOf(each, directionOf(root))))
    return [{ ...placeless(first[1]), severity, reach: reachOf(group) }]
  })
  return changes.sort(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity) || compareText(keyOf(one), keyOf(other)),
  )
}

function placeless(change: RawChange): Omit<RawChange, 'path'> {
  return Object.fromEntries(Object.entries(change).filter(([name]) => name !== 'path')) as Omit<RawChange, 'path'>
}

function reachOf(group: readonly (readonly [root: string, RawChange])[]): readonly Reach[] {
  const roots = [...new Set(group.map(([root]) => root))]
  return roots.map((root) => {
    const paths = group.filter(([each]) => each === root).map(([, { path }]) => path)
    const [path = ''] = [...paths].sort((one, other) => one.length - other.length)
    return { root, direction: directionOf(root), places: paths.length, path }
  })
}

const keyOf = ({ kind, owner, name }: Change): string => `${owner} ${name} ${kind}`

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
