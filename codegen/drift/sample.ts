import { type Facts, type Shape, type Type, membersOf } from '../facts.ts'
import type { Json } from '../distil/json.ts'

/** What is to stand at the end of a path: a least value, one certain value, null, or nothing at all. */
export type Wanted = { readonly kind: 'least' | 'null' | 'absent' } | { readonly kind: 'value'; readonly value: string }

/**
 * The least value of a root that reaches a path such as `messages[]<user>.content`: required fields alone, and what is wanted
 * at its end. Undefined where the facts have no such path.
 */
export function sampleAt(facts: Facts, root: Type, path: string, wanted: Wanted): Json | undefined {
  const sampler = new Sampler(facts, wanted)
  return sampler.at([root], path.match(/<[^>]*>|\[\]|\{\}|\.?[^.<>[\]{}]+/g) ?? [])
}

class Sampler {
  readonly #facts: Facts
  readonly #wanted: Wanted

  constructor(facts: Facts, wanted: Wanted) {
    this.#facts = facts
    this.#wanted = wanted
  }

  at(types: readonly Type[], [step, ...rest]: readonly string[]): Json | undefined {
    const members = types.flatMap((type) => membersOf(type, this.#facts.aliases))
    if (step === undefined) return this.#end(members)
    if (step === '[]') {
      const item = this.at(itemsOf(members), rest)
      return item === undefined ? undefined : [item]
    }
    if (step === '{}') {
      const value = this.at(
        members.flatMap((member) => (member.kind === 'map' ? [member.values] : [])),
        rest,
      )
      return value === undefined ? undefined : { key: value }
    }
    const shapes = members.flatMap((member) => (member.kind === 'ref' ? [this.#facts.shapes.get(member.name) ?? []].flat() : []))
    if (!step.startsWith('<')) return this.#through(shapes, step.replace(/^\./, ''), rest, undefined)
    const tag = step.slice(1, -1)
    const tagged = shapes.filter((shape) => (tag === '' ? true : shape.fields.some(({ type }) => valuesOf(type).includes(tag))))
    const [field, ...below] = rest
    if (field !== undefined) return this.#through(tagged, field.replace(/^\./, ''), below, tag)
    return tagged[0] === undefined ? undefined : this.#object(tagged[0], tag)
  }

  /** An object with a field whose value goes on along the path. */
  #through(shapes: readonly Shape[], name: string, rest: readonly string[], tag: string | undefined): Json | undefined {
    for (const shape of shapes) {
      const field = shape.fields.find((each) => each.name === name)
      if (field === undefined) continue
      const object = this.#object(shape, tag)
      if (rest.length === 0 && this.#wanted.kind === 'absent') {
        return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name))
      }
      const value = this.at([field.type], rest)
      if (value !== undefined) return { ...object, [name]: value }
    }
    return undefined
  }

  #end(members: readonly Type[]): Json {
    if (this.#wanted.kind === 'null') return null
    if (this.#wanted.kind === 'value') return this.#wanted.value
    return this.#least(members, 0, true)
  }

  #object(shape: Shape, tag: string | undefined, depth = 0): { readonly [name: string]: Json } {
    return Object.fromEntries(
      shape.fields.flatMap((field): [string, Json][] => {
        const values = valuesOf(field.type)
        if (tag !== undefined && values.includes(tag)) return [[field.name, tag]]
        if (!field.required && !(tag === undefined && values.length === 1 && field.name === 'type')) return []
        if (field.nullable) return [[field.name, null]]
        return [[field.name, this.#least(membersOf(field.type, this.#facts.aliases), depth + 1, false)]]
      }),
    )
  }

  /** The least value of the first member; with content, if it is to be noticed. */
  #least(members: readonly Type[], depth: number, noticeable: boolean): Json {
    const type = members.find(({ kind }) => kind !== 'null')
    if (type === undefined || depth > 20) return null
    switch (type.kind) {
      case 'literal':
        return type.value
      case 'enum':
        return type.values[0] ?? ''
      case 'open':
        return type.known[0] ?? 'text'
      case 'string':
        return 'text'
      case 'number':
      case 'integer':
        return 1
      case 'boolean':
        return true
      case 'array':
        return noticeable ? [this.#least(membersOf(type.items, this.#facts.aliases), depth + 1, true)] : []
      case 'map':
      case 'unknown':
        return noticeable ? { key: 'text' } : {}
      case 'ref': {
        const shape = this.#facts.shapes.get(type.name)
        const object = shape === undefined ? {} : this.#object(shape, undefined, depth + 1)
        return noticeable && Object.keys(object).length === 0 ? { key: 'text' } : object
      }
      case 'null':
      case 'union':
        return null
    }
  }
}

const itemsOf = (members: readonly Type[]): readonly Type[] => members.flatMap((member) => (member.kind === 'array' ? [member.items] : []))

function valuesOf(type: Type): readonly string[] {
  if (type.kind === 'enum') return type.values
  return type.kind === 'literal' && typeof type.value === 'string' ? [type.value] : []
}
