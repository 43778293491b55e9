import type { FormatFacts } from '../format-facts.ts'

/** What a fate decides: a field of a shape, an arm of a union, a value of an enum. */
export type MemberKind = 'field' | 'variant' | 'value'

/** Something the specs of a format can say, and that a fate decides. */
export interface Member {
  readonly kind: MemberKind
  /** The shape, union or enum it belongs to. */
  readonly of: string
  readonly name: string
  /** The shape or named type in which it stands. */
  readonly owner: string
  /** Whether the portable core holds it. */
  readonly core: boolean
  /** The documents that know it, where not all do. */
  readonly documents: readonly string[]
}

/** The name of a member that no other member of its format has. */
export const keyOf = ({ kind, of, name }: Pick<Member, 'kind' | 'of' | 'name'>): string => `${of}${separators[kind]}${name}`

const separators: { readonly [K in MemberKind]: string } = { field: '.', variant: ': ', value: ' = ' }

/** Every member of a format, in the order of its facts. */
export function allMembers({ facts, unions, enums, core }: FormatFacts): readonly Member[] {
  const some = (documents: readonly string[]): readonly string[] => (documents.length === facts.documents.length ? [] : documents)
  const knownIn = (owner: string): readonly string[] =>
    some((facts.shapes.get(owner) ?? facts.aliases.get(owner))?.documents ?? facts.documents)
  const fields = [...facts.shapes.values()].flatMap(({ name: of, fields: all }) =>
    all.map((field): Member => {
      return { kind: 'field', of, name: field.name, owner: of, core: core.has(of), documents: some(field.documents) }
    }),
  )
  const variants = unions.flatMap(({ name: of, owner, arms }) =>
    [...new Set(arms.map(({ tag }) => tag))].map((name): Member => {
      return { kind: 'variant', of, name, owner, core: core.has(owner), documents: knownIn(owner) }
    }),
  )
  const values = enums.flatMap(({ name: of, owner, values: all }) =>
    all.map((name): Member => ({ kind: 'value', of, name, owner, core: core.has(owner), documents: knownIn(owner) })),
  )
  return [...fields, ...variants, ...values]
}
