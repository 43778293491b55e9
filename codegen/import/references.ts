import { isArray, isObject, type Json, type JsonObject } from '../distil/json.ts'

const schemas = '#/components/schemas/'

/** Follows the references of one document. */
export class References {
  readonly #document: JsonObject

  constructor(document: JsonObject) {
    this.#document = document
  }

  /** What a reference points at. Throws with the place of the reference where it points at nothing, or into another file. */
  target(ref: string, at: string): Json {
    if (!ref.startsWith('#/')) throw new Error(`${at}: ${ref} is no reference into this document`)
    const found = segmentsOf(ref).reduce<Json | undefined>(step, this.#document)
    if (found === undefined) throw new Error(`${at}: ${ref} points at nothing`)
    return found
  }

  /** The object behind a chain of references; an object that is none is itself. */
  follow(value: Json | undefined, at: string, seen: readonly string[] = []): JsonObject {
    if (!isObject(value)) throw new Error(`${at}: an object is missing`)
    const ref = value['$ref']
    if (typeof ref !== 'string') return value
    if (seen.includes(ref)) throw new Error(`${at}: ${ref} points at itself`)
    return this.follow(this.target(ref, at), at, [...seen, ref])
  }
}

/** The schema name a reference gets: that of the component, or the way that leads into it. */
export function nameOf(ref: string): string {
  const way = ref.startsWith(schemas) ? segmentsOf(ref).slice(2) : segmentsOf(ref)
  const names = way.filter((segment, index) => index === 0 || !['properties', 'items', 'schema'].includes(segment))
  return names.map((name) => name.replaceAll(/[^\w.-]/g, '_')).join('.')
}

function segmentsOf(ref: string): readonly string[] {
  return ref
    .slice(2)
    .split('/')
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'))
}

function step(value: Json | undefined, segment: string): Json | undefined {
  if (isArray(value)) return value[Number(segment)]
  return isObject(value) ? value[segment] : undefined
}
