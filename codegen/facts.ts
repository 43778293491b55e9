/** The type of a field or an item as it stands on the wire. */
export type Type =
  | { readonly kind: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'unknown' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'open'; readonly known: readonly string[] }
  | { readonly kind: 'array'; readonly items: Type }
  | { readonly kind: 'map'; readonly values: Type }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'union'; readonly of: readonly Type[]; readonly tag?: string }

export interface Field {
  readonly name: string
  readonly required: boolean
  readonly nullable: boolean
  readonly type: Type
  /** The documents that know the field, in the order of the slice. */
  readonly documents: readonly string[]
}

/** An object with named fields; inline objects are named by the path that leads to them. */
export interface Shape {
  readonly name: string
  readonly fields: readonly Field[]
  /** True where members beyond the named fields are allowed. */
  readonly indexed: boolean
  readonly documents: readonly string[]
}

/** A named type that is no object: a union, an enum, an array, a scalar. */
export interface Alias {
  readonly name: string
  readonly type: Type
  readonly documents: readonly string[]
}

/** What one document, or all documents of a format merged, say. */
export interface Facts {
  readonly documents: readonly string[]
  readonly shapes: ReadonlyMap<string, Shape>
  readonly aliases: ReadonlyMap<string, Alias>
  /** What crosses the wire, by role: request, response, event … */
  readonly roots: ReadonlyMap<string, Type>
}

/** One way a tagged union can go. */
export interface Arm {
  readonly tag: string
  readonly shape: string
}

/** A union of shapes keyed by the value of one of their fields, or by shape name where they share none. */
export interface Union {
  readonly name: string
  /** The field that tells the arms apart; absent where none does. */
  readonly tag?: string
  readonly arms: readonly Arm[]
  /** The shape or alias the union stands in. */
  readonly owner: string
}

/** A closed set of strings. */
export interface Enum {
  readonly name: string
  readonly values: readonly string[]
  readonly owner: string
}

/** Every type directly below a type, itself included, outermost first; references are not followed. */
export function* within(type: Type): Generator<Type> {
  yield type
  if (type.kind === 'array') yield* within(type.items)
  else if (type.kind === 'map') yield* within(type.values)
  else if (type.kind === 'union') for (const member of type.of) yield* within(member)
}

/** The names a type refers to. */
export const namesIn = (type: Type): readonly string[] => [...within(type)].flatMap((part) => (part.kind === 'ref' ? [part.name] : []))

/** The members of a union with unions and named aliases inside it opened up; any other type alone. */
export function membersOf(type: Type, aliases: Facts['aliases']): readonly Type[] {
  if (type.kind === 'union') return type.of.flatMap((member) => membersOf(member, aliases))
  if (type.kind !== 'ref') return [type]
  const alias = aliases.get(type.name)
  return alias === undefined ? [type] : membersOf(alias.type, aliases)
}
