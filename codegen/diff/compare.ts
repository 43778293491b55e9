import type { ChangeKind, RawChange } from './change.ts'
import type { WireNode } from './nodes.ts'

type Nodes = ReadonlyMap<string, WireNode>

/** What differs between two sets of wire places; what stands below an added or removed place is not listed. */
export function compareNodes(before: Nodes, after: Nodes): readonly RawChange[] {
  const removed = [...before.values()].filter((node) => isRoot(node, after, before)).map((node) => whole(node, 'removed'))
  const added = [...after.values()].filter((node) => isRoot(node, before, after)).map((node) => whole(node, 'added'))
  const changed = [...after.values()].flatMap((node) => {
    const old = before.get(node.path)
    return old === undefined ? [] : alterations(old, node)
  })
  return [...added, ...removed, ...changed]
}

/** Every single fact of a set of places, as text: the raw material that the roots are collapsed from. */
export function factLines(nodes: Nodes): ReadonlySet<string> {
  return new Set(
    [...nodes.values()].flatMap(({ path, segment, required, types, values }) => [
      ...(segment === 'field' || segment === 'variant' ? [path] : []),
      ...(required ? [`${path} required`] : []),
      ...[...types].map((type) => `${path}: ${type}`),
      ...[...values.keys()].map((value) => `${path} = ${value}`),
    ]),
  )
}

/** A place that the other side lacks, though it has the place around it, and that with room for such a thing. */
function isRoot(node: WireNode, other: Nodes, own: Nodes): boolean {
  if (other.has(node.path) || node.parent === undefined) return false
  if (node.segment === 'items' || node.segment === 'values') return false
  const around = other.get(node.parent)
  return around !== undefined && (around.types.has('object') || own.get(node.parent)?.types.has('object') !== true)
}

const whole = (node: WireNode, how: 'added' | 'removed'): RawChange => ({
  ...placed(node, `${node.segment === 'variant' ? 'variant' : 'field'} ${how}`),
  required: node.required,
})

const placed = ({ path, owner, name }: WireNode, kind: ChangeKind): RawChange => ({ kind, path, owner, name, required: false, open: false })

function alterations(old: WireNode, node: WireNode): readonly RawChange[] {
  const changes: RawChange[] = []
  const [from, to] = [typeText(old), typeText(node)]
  const isRetyped = baseTypes(old).join() !== baseTypes(node).join()
  if (isRetyped) changes.push({ ...placed(node, 'retyped'), from, to, ...wayOf(old, node) })
  if (old.types.has('null') !== node.types.has('null')) changes.push(placed(node, node.types.has('null') ? 'nullable' : 'not nullable'))
  if (old.required !== node.required) changes.push(placed(node, node.required ? 'required' : 'optional'))
  const isClosed = (each: WireNode): boolean => each.types.has('enum')
  if (isClosed(old) !== isClosed(node)) return changes
  const value = (source: WireNode, name: string, kind: ChangeKind): RawChange => {
    const { open = false, owner = '' } = source.values.get(name) ?? {}
    return { ...placed(source, kind), name, owner, open }
  }
  for (const name of node.values.keys()) if (!old.values.has(name)) changes.push(value(node, name, 'value added'))
  for (const name of old.values.keys()) if (!node.values.has(name)) changes.push(value(old, name, 'value removed'))
  return changes
}

const baseTypes = (node: WireNode): readonly string[] => [...node.types].filter((type) => type !== 'null').sort()

function wayOf(old: WireNode, node: WireNode): Pick<RawChange, 'way'> {
  const covers = (wide: WireNode, narrow: WireNode): boolean =>
    wide.types.has('unknown') ||
    baseTypes(narrow).every((type) => wide.types.has(type) || (wider[type] ?? []).some((each) => wide.types.has(each)))
  return covers(node, old) ? { way: 'wider' } : covers(old, node) ? { way: 'narrower' } : {}
}

const wider: Readonly<Record<string, readonly string[]>> = { enum: ['string'], integer: ['number'] }

function typeText(node: WireNode): string {
  const types = baseTypes(node).map((type) =>
    type === 'enum' ? `one of ${[...node.values.keys()].map((value) => `"${value}"`).join(', ')}` : type,
  )
  return types.join(' or ') || 'null'
}
