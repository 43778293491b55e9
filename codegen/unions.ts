import { type Arm, type Enum, type Facts, type Shape, type Type, type Union, membersOf, within } from './facts.ts'

/** Names for the one untagged arm of a union, by union: Anthropic's custom tool may leave its `type` out. */
export type PseudoTags = Readonly<Record<string, string>>

/** Every union of shapes: named ones by their name, inline ones as `Shape.field`. */
export function unionsOf(facts: Facts, pseudoTags: PseudoTags = {}): readonly Union[] {
  return owned(facts).flatMap(([owner, name, type]) => {
    const seen = [...within(type)].filter((part) => part.kind === 'union')
    return seen.flatMap((part, index): Union[] => {
      if (seen.slice(0, index).some((outer) => outer.of.includes(part))) return []
      const shapes = direct(part, facts)
      if (shapes.length < 2) return []
      const full = seen.slice(0, index).some((outer) => direct(outer, facts).length > 1) ? `${name}.items` : name
      return [{ name: full, owner, ...armsOf(shapes, part, pseudoTags[full]) }]
    })
  })
}

/** Every closed set of more than one string: named ones by their name, inline ones as `Shape.field`. */
export function enumsOf(facts: Facts): readonly Enum[] {
  return owned(facts).flatMap(([owner, name, type]) => {
    const values = [...within(type)].flatMap((part) => (part.kind === 'enum' ? part.values : []))
    return values.length === 0 ? [] : [{ name, owner, values: [...new Set(values)] }]
  })
}

/** Where types stand: owner, name of the place, type. */
function owned(facts: Facts): readonly [string, string, Type][] {
  const aliases = [...facts.aliases.values()].map((alias): [string, string, Type] => [alias.name, alias.name, alias.type])
  const fields = [...facts.shapes.values()].flatMap((shape) =>
    shape.fields.map((field): [string, string, Type] => [shape.name, `${shape.name}.${field.name}`, field.type]),
  )
  return [...aliases, ...fields]
}

/** The shapes a union chooses among where it stands, named unions inside it opened up. */
function direct(union: Type, facts: Facts): readonly Shape[] {
  const names = membersOf(union, facts.aliases).flatMap((member) => (member.kind === 'ref' ? [member.name] : []))
  return [...new Set(names)].flatMap((name) => facts.shapes.get(name) ?? [])
}

function armsOf(shapes: readonly Shape[], union: Type, pseudoTag: string | undefined): Pick<Union, 'tag' | 'arms'> {
  const stated = union.kind === 'union' ? union.tag : undefined
  const tag = stated ?? bestTag(shapes)
  if (tag === undefined) return { arms: shapes.map(({ name }) => ({ tag: name, shape: name })) }
  const arms = shapes.flatMap((shape): Arm[] => {
    const tags = tagsOf(shape, tag)
    return (tags.length === 0 ? [pseudoTag ?? shape.name] : tags).map((value) => ({ tag: value, shape: shape.name }))
  })
  return { tag, arms }
}

/** The field most shapes tell themselves apart by, if at most one of them lacks it. */
function bestTag(shapes: readonly Shape[]): string | undefined {
  const names = new Set(shapes.flatMap((shape) => shape.fields.map((field) => field.name)))
  return [...names].find((name) => {
    const tags = shapes.map((shape) => tagsOf(shape, name))
    const all = tags.flat()
    return tags.filter((some) => some.length === 0).length <= 1 && all.length > 0 && new Set(all).size === all.length
  })
}

/** The values a shape's tag field can have, whether or not it must be sent. */
function tagsOf(shape: Shape, tag: string): readonly string[] {
  const type = shape.fields.find((field) => field.name === tag)?.type
  if (type?.kind === 'literal' && typeof type.value === 'string') return [type.value]
  return type?.kind === 'enum' ? type.values : []
}
