import type { Facts, Type } from '../facts.ts'
import type { RawChange } from './change.ts'
import { compareNodes } from './compare.ts'
import { type Tagging, type WireNode, wireNodes } from './nodes.ts'
import { tagsOf } from './tags.ts'

/** One side of a comparison. */
export interface Side {
  readonly facts: Facts
  readonly root: Type
}

export interface Aligned {
  readonly before: ReadonlyMap<string, WireNode>
  readonly after: ReadonlyMap<string, WireNode>
  readonly retagged: readonly RawChange[]
}

/**
 * The places of both sides, told apart in the same way. Where one side has a single shape, or tells by another field, its
 * shapes are keyed as the other side's if each has a tag for it; else the tag is erased on both sides, and the place listed.
 */
export function align(one: Side, other: Side, told: Tagging = new Map()): Aligned {
  const tagging = new Map(told)
  const retagged: WireNode[][] = []
  for (;;) {
    const { before, after } = wireSides(one, other, tagging)
    const differing = outermost([...after.values()].filter((node) => isRetagged(before.get(node.path), node, tagging)))
    if (differing.length === 0)
      return { before, after, retagged: retagged.flatMap(([a, b]) => (a && b ? [describe(a, b, one, other, tagging)] : [])) }
    for (const node of differing) {
      const old = before.get(node.path)
      if (old === undefined) continue
      const tag = [node.tag, old.tag].find(
        (each) => each !== undefined && [...old.shapes, ...node.shapes].every((shape) => tagsOf(shape, each).length === 1),
      )
      tagging.set(node.path, tag ?? null)
      if (tag === undefined) retagged.push([old, node])
    }
  }
}

const isRetagged = (old: WireNode | undefined, node: WireNode, tagging: Tagging): boolean =>
  old !== undefined && old.tag !== node.tag && old.shapes.length > 0 && node.shapes.length > 0 && !tagging.has(node.path)

/** Only places that are not below another of them: below, everything looks different as long as that one is not dealt with. */
const outermost = (nodes: readonly WireNode[]): readonly WireNode[] =>
  nodes.filter(({ path }) => !nodes.some((other) => other.path !== path && path.startsWith(other.path)))

function describe(old: WireNode, node: WireNode, one: Side, other: Side, tagging: Tagging): RawChange {
  const [single] = old.shapes
  const owner = old.shapes.length === 1 && single !== undefined ? single.name : node.union
  const details = narrowings(node.path, node.tag ?? old.tag, one, other, tagging)
  return { kind: 'retagged', path: node.path, owner, name: '', required: false, open: false, from: kindOf(old), to: kindOf(node), details }
}

const kindOf = ({ tag, shapes }: WireNode): string =>
  tag === undefined ? (shapes.length > 1 ? 'an untagged union' : 'one shape') : `a union by ${tag}`

/** What single arms allow less, or more, than the whole did: seen by telling both sides apart by the tag. */
function narrowings(path: string, tag: string | undefined, one: Side, other: Side, tagging: Tagging): readonly string[] {
  if (tag === undefined) return []
  const { before, after } = align(one, other, new Map([...tagging, [path, tag]]))
  const listed = new Set(changesErased(one, other, tagging))
  const groups = new Map<string, string[]>()
  for (const change of compareNodes(before, after)) {
    if (!change.path.startsWith(`${path}<`)) continue
    const erased = path + change.path.slice(change.path.indexOf('>', path.length) + 1)
    if (listed.has(`${change.kind} ${change.name} ${erased}`)) continue
    const around = (before.get(change.path) ?? after.get(change.path))?.parent ?? path
    const key = `${around.slice(path.length)} ${change.kind}`
    groups.set(key, [...(groups.get(key) ?? []), change.name])
  }
  return [...groups].map(([key, names]) => `${key}: ${[...new Set(names)].join(', ')}`)
}

/** What the comparison with the tag erased lists anyway. */
function changesErased(one: Side, other: Side, tagging: Tagging): readonly string[] {
  const { before, after } = wireSides(one, other, tagging)
  return compareNodes(before, after).map(({ kind, name, path }) => `${kind} ${name} ${path}`)
}

const wireSides = (one: Side, other: Side, tagging: Tagging): Pick<Aligned, 'before' | 'after'> => ({
  before: wireNodes(one.facts, one.root, tagging),
  after: wireNodes(other.facts, other.root, tagging),
})
