import type { Facts } from './facts.ts'
import { unionsOf } from './unions.ts'

/**
 * Shapes that go by another name in a later document: arms of one union that share a tag value. The first document's name
 * is kept, unless the later document uses it for something else.
 */
export function synonymsOf(facts: Facts, earlier: readonly Facts[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const union of earlier.flatMap((each) => unionsOf(each))) {
    for (const arm of union.arms) if (!first.has(`${union.name} ${arm.tag}`)) first.set(`${union.name} ${arm.tag}`, arm.shape)
  }
  const found = new Map<string, string>()
  for (const union of unionsOf(facts)) {
    for (const { tag, shape } of union.arms) {
      const name = first.get(`${union.name} ${tag}`)
      if (union.tag !== undefined && name !== undefined && name !== shape && !facts.shapes.has(name)) found.set(shape, name)
    }
  }
  return found
}
