import { type Alias, type Facts, type Field, type Shape, type Type, membersOf, namesIn } from './facts.ts'
import { mergeTypes } from './types.ts'

/**
 * One superset of several documents: each shape once, with every field any document has. A field is required where all
 * documents that know its shape require it, and nullable where one allows null.
 */
export function mergeFacts(all: readonly Facts[]): Facts {
  const aliases = new Map<string, Alias>()
  for (const alias of all.flatMap((facts) => [...facts.aliases.values()])) {
    const before = aliases.get(alias.name)
    const type = before === undefined ? alias.type : mergeTypes(before.type, alias.type, aliases)
    aliases.set(alias.name, { ...alias, type, documents: join(before?.documents, alias.documents) })
  }
  const shapes = new Map<string, Shape>()
  const split: Shape[] = []
  for (const shape of all.flatMap((facts) => [...facts.shapes.values()])) {
    if (aliases.has(shape.name)) split.push(shape)
    else shapes.set(shape.name, mergeShapes(shapes.get(shape.name), shape, aliases))
  }
  for (const shape of split) spread(shape, shapes, aliases)
  const roots = new Map<string, Type>()
  for (const [role, type] of all.flatMap((facts) => [...facts.roots])) {
    const before = roots.get(role)
    roots.set(role, before === undefined ? type : mergeTypes(before, type, aliases))
  }
  return { documents: all.flatMap((facts) => facts.documents), shapes: sorted(shapes), aliases: sorted(aliases), roots }
}

function mergeShapes(before: Shape | undefined, shape: Shape, aliases: Facts['aliases']): Shape {
  if (before === undefined) return shape
  const later = new Map(shape.fields.map((field) => [field.name, field]))
  const fields = before.fields.map((field): Field => {
    const other = later.get(field.name)
    return other === undefined ? { ...field, required: false } : mergeFields(field, other, aliases)
  })
  const known = new Set(before.fields.map((field) => field.name))
  const added = shape.fields.filter((field) => !known.has(field.name)).map((field) => ({ ...field, required: false }))
  const documents = join(before.documents, shape.documents)
  return { name: shape.name, fields: [...fields, ...added], indexed: before.indexed || shape.indexed, documents }
}

const mergeFields = (one: Field, other: Field, aliases: Facts['aliases']): Field => ({
  name: one.name,
  required: one.required && other.required,
  nullable: one.nullable || other.nullable,
  type: mergeTypes(one.type, other.type, aliases),
  documents: join(one.documents, other.documents),
})

/**
 * What one document writes as a single shape with a closed `role`, another as a union by role (Anthropic's messages): the
 * union wins, and each arm takes over the shape's fields. Where an arm has the field, its own type stays: the single shape
 * states the type for all roles at once.
 */
function spread(shape: Shape, shapes: Map<string, Shape>, aliases: ReadonlyMap<string, Alias>): void {
  const tag = shape.fields.find((field) => field.type.kind === 'enum')
  if (tag?.type.kind !== 'enum') throw new Error(`${shape.name} is an object in one document and none in another`)
  for (const name of membersOf({ kind: 'ref', name: shape.name }, aliases).flatMap(namesIn)) {
    const arm = shapes.get(name)
    const own = new Map(arm?.fields.map((field) => [field.name, field.type]))
    const role = own.get(tag.name)
    if (arm === undefined || role?.kind !== 'literal') throw new Error(`${name} has no ${tag.name} of its own`)
    if (typeof role.value !== 'string' || !tag.type.values.includes(role.value)) continue
    const fields = shape.fields.map((field) => ({ ...field, type: own.get(field.name) ?? field.type }))
    shapes.set(name, mergeShapes(arm, { ...shape, name, fields }, aliases))
  }
}

const join = (one: readonly string[] | undefined, other: readonly string[]): readonly string[] => [...new Set([...(one ?? []), ...other])]

const sorted = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...map].sort(([one], [other]) => (one < other ? -1 : 1)))
