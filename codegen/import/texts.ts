import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { branchesOf } from './all-of.ts'
import { withoutNull } from './nulls.ts'
import type { References } from './references.ts'

/** What a schema says of strings, if it allows nothing else. */
export interface Texts {
  /** Whether any string is allowed. */
  readonly open: boolean
  readonly known: readonly string[]
}

/** Reads a schema of strings and perhaps null, through references and unions; undefined where it allows anything else. */
export function textsOf(schema: Json, references: References, at: string): Texts | undefined {
  const target = isObject(schema) ? withoutNull(references.follow(schema, at)) : undefined
  if (target === undefined) return undefined
  const branches = branchesOf(target)
  if (branches !== undefined) {
    const texts = branches.map((branch) => textsOf(branch, references, at))
    return texts.every((each) => each !== undefined) ? union(texts) : undefined
  }
  const values = target['const'] === undefined ? target['enum'] : [target['const']]
  if (isArray(values)) return values.every((value) => typeof value === 'string') ? { open: false, known: values } : undefined
  return [target['type']].flat().every((type) => type === 'string') && target['type'] !== undefined ? { open: true, known: [] } : undefined
}

/** All strings that any of the lists knows. */
export function union(texts: readonly Texts[]): Texts {
  return { open: texts.some(({ open }) => open), known: [...new Set(texts.flatMap(({ known }) => known))] }
}

/** The schema of strings in the way of `specs/`: a constant, a closed list, an open list, or any string. */
export function textSchema({ open, known }: Texts): JsonObject {
  if (open) return known.length === 0 ? { type: 'string' } : { type: 'string', 'x-known-values': known }
  const [only, ...others] = known
  return only !== undefined && others.length === 0 ? { const: only } : { type: 'string', enum: known }
}
