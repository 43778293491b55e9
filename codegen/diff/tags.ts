import type { Shape } from '../facts.ts'

/**
 * The field that tells shapes apart: the stated one, or that by which most of them differ, if two at least have it
 * and at most one lacks it. None for a single shape.
 */
export function chooseTag(shapes: readonly Shape[], stated: string | undefined): string | undefined {
  const distinct = [...new Map(shapes.map((shape) => [shape.name, shape])).values()]
  if (distinct.length < 2) return undefined
  if (stated !== undefined && distinct.some((shape) => tagsOf(shape, stated).length > 0)) return stated
  const candidates = [...new Set(distinct.flatMap(({ fields }) => fields.map(({ name }) => name)))]
    .map((name) => ({ name, tags: distinct.map((shape) => tagsOf(shape, name)) }))
    .map(({ name, tags }) => ({
      name,
      lacking: tags.filter((some) => some.length === 0).length,
      of: tags.length,
      kinds: new Set(tags.flat()).size,
    }))
    .filter(({ lacking, of, kinds }) => lacking <= 1 && of - lacking >= 2 && kinds >= 2)
  return candidates.sort((one, other) => other.kinds - one.kinds || one.lacking - other.lacking)[0]?.name
}

/** The values that a shape's field can have, if it is a constant or a closed list. */
export function tagsOf(shape: Shape, tag: string): readonly string[] {
  const type = shape.fields.find((field) => field.name === tag)?.type
  if (type?.kind === 'literal' && typeof type.value === 'string') return [type.value]
  return type?.kind === 'enum' ? type.values : []
}
