import type { Facts, Shape, Type } from '../facts.ts'
import { chooseTag, tagsOf } from './tags.ts'

/** One place on the wire, whatever the schemas that lead to it are called. */
export interface WireNode {
  readonly path: string
  /** Path of the place around it; none at a root. */
  readonly parent: string | undefined
  readonly segment: 'root' | 'field' | 'variant' | 'items' | 'values'
  /** Name of the field, or tag of the variant. */
  readonly name: string
  /** Who declares it: `Shape` of a field, the union of a variant. */
  readonly owner: string
  /** Only of a field: whether it must be there. */
  required: boolean
  /** JSON types: `enum` stands for a closed list of values. */
  readonly types: Set<string>
  readonly values: Map<string, WireValue>
  /** The shapes that can stand here. */
  readonly shapes: Shape[]
  /** The field that tells the shapes apart; absent where they need no telling apart, or cannot be told. */
  tag: string | undefined
  /** The named type that lists the shapes, or `Shape.field`. */
  union: string
}

export interface WireValue {
  /** True where the list is open: others are allowed beside it. */
  readonly open: boolean
  /** The named type, or `Shape.field`, that lists it. */
  readonly owner: string
}

/** By path: the field that is to tell the shapes apart there; null where they are to be read as one. */
export type Tagging = ReadonlyMap<string, string | null>

/** Everything that can stand on the wire below a root, by path: `messages[]<user>.content`. */
export function wireNodes(facts: Facts, root: Type, tagging: Tagging = new Map()): ReadonlyMap<string, WireNode> {
  const walk = new Walk(facts, tagging)
  walk.enter({ path: '', parent: undefined, segment: 'root', name: '', owner: 'root' }, root, 'root')
  return walk.nodes
}

type Entry = Pick<WireNode, 'path' | 'parent' | 'segment' | 'name' | 'owner'>

/** A type with the name of what it is written in. */
interface Written {
  readonly type: Type
  readonly owner: string
}

class Walk {
  readonly nodes = new Map<string, WireNode>()
  readonly #facts: Facts
  readonly #tagging: Tagging
  readonly #inside: string[] = []

  constructor(facts: Facts, tagging: Tagging) {
    this.#facts = facts
    this.#tagging = tagging
  }

  enter(entry: Entry, type: Type, owner: string): WireNode {
    const node: WireNode = { ...entry, required: false, types: new Set(), values: new Map(), shapes: [], tag: undefined, union: owner }
    this.nodes.set(node.path, node)
    const members = this.#members({ type, owner })
    for (const member of members) this.#note(node, member)
    this.#below(node, 'items', members)
    this.#below(node, 'values', members)
    if (node.shapes.length > 0) this.#objects(node, members)
    return node
  }

  #note(node: WireNode, { type, owner }: Written): void {
    if (type.kind === 'ref') {
      node.types.add('object')
      if (node.shapes.length === 0) node.union = owner
      node.shapes.push(...[this.#facts.shapes.get(type.name) ?? []].flat())
    } else if (type.kind === 'literal' || type.kind === 'enum') {
      const values = type.kind === 'enum' ? type.values : [String(type.value)]
      node.types.add('enum')
      for (const value of values) node.values.set(value, { open: false, owner })
    } else if (type.kind === 'open') {
      node.types.add('string')
      for (const value of type.known) node.values.set(value, { open: true, owner })
    } else if (type.kind !== 'union') node.types.add(type.kind)
  }

  /** What stands in an array, or in a map: that of all arrays, or maps, which the place allows. */
  #below(node: WireNode, segment: 'items' | 'values', members: readonly Written[]): void {
    const of = members.flatMap(({ type, owner }): Written[] => {
      if (segment === 'items') return type.kind === 'array' ? [{ type: type.items, owner }] : []
      return type.kind === 'map' ? [{ type: type.values, owner }] : []
    })
    const [first] = of
    if (first === undefined) return
    const type: Type = of.length === 1 ? first.type : { kind: 'union', of: of.map((each) => each.type) }
    const path = `${node.path}${segment === 'items' ? '[]' : '{}'}`
    this.enter({ path, parent: node.path, segment, name: '', owner: first.owner }, type, first.owner)
  }

  #objects(node: WireNode, members: readonly Written[]): void {
    const { path, shapes } = node
    const wanted = this.#tagging.get(path)
    const tag = wanted === undefined ? chooseTag(shapes, tagStated(members)) : (wanted ?? undefined)
    if (tag === undefined) return this.#fields(path, shapes)
    node.tag = tag
    const groups = new Map<string, Shape[]>()
    for (const shape of shapes) {
      const tags = tagsOf(shape, tag)
      for (const value of tags.length === 0 ? [''] : tags) groups.set(value, [...(groups.get(value) ?? []), shape])
    }
    for (const [value, group] of groups) {
      const owner = members.find(({ type }) => type.kind === 'ref' && type.name === group[0]?.name)?.owner ?? node.owner
      const variant: WireNode = { ...node, path: `${path}<${value}>`, parent: path, segment: 'variant', name: value, owner, tag: undefined }
      this.nodes.set(variant.path, { ...variant, types: new Set(['object']), values: new Map(), shapes: [] })
      this.#fields(variant.path, group, tag)
    }
  }

  #fields(path: string, shapes: readonly Shape[], tag?: string): void {
    const name = shapes.map((shape) => shape.name).join()
    if (this.#inside.includes(name)) return
    this.#inside.push(name)
    const apart = shareNoField(shapes)
    for (const field of new Set(shapes.flatMap(({ fields }) => fields.map((each) => each.name)))) {
      if (field === tag) continue
      const holders = shapes.flatMap((shape) => shape.fields.filter((each) => each.name === field).map((each) => ({ shape, field: each })))
      const [first] = holders
      if (first === undefined) continue
      const owner = first.shape.name
      const types = holders.map((each) => each.field.type)
      const type: Type = types.length === 1 ? first.field.type : { kind: 'union', of: types }
      const entry = { path: `${path}.${field}`, parent: path, segment: 'field', name: field, owner } as const
      const node = this.enter(entry, type, `${owner}.${field}`)
      node.required = (apart || holders.length === shapes.length) && holders.every((each) => each.field.required)
      if (holders.some((each) => each.field.nullable)) node.types.add('null')
    }
    this.#inside.pop()
  }

  /** The members of a union, named types opened up, each with the innermost named type that lists it. */
  #members({ type, owner }: Written, seen: readonly string[] = []): readonly Written[] {
    if (type.kind === 'union') {
      const members = type.of.flatMap((member) => this.#members({ type: member, owner }, seen))
      return type.tag === undefined ? members : [{ type: { kind: 'union', of: [], tag: type.tag }, owner }, ...members]
    }
    const alias = type.kind === 'ref' ? this.#facts.aliases.get(type.name) : undefined
    if (alias === undefined || seen.includes(alias.name)) return [{ type, owner }]
    return this.#members({ type: alias.type, owner: alias.name }, [...seen, alias.name])
  }
}

/** Shapes that are told apart by any of their fields: what one of them must have is not what another one lacks. */
function shareNoField(shapes: readonly Shape[]): boolean {
  const names = shapes.flatMap(({ fields }) => fields.map(({ name }) => name))
  return new Set(names).size === names.length
}

/** The tag that the outermost union names; an empty union stands for it among the members. */
const tagStated = (members: readonly Written[]): string | undefined =>
  members.map(({ type }) => (type.kind === 'union' ? type.tag : undefined)).find((tag) => tag !== undefined)
