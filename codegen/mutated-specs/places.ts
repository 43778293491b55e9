import { type OpenApi, type Schema, refName } from '../openapi.ts'
import { rootSchema } from '../roots.ts'
import { type Mutation, type MutationKind, type Path, changed, withSchema } from './mutation.ts'

/** An edit that can be made once it has a name for what is new in it. */
export type Place = (name: string) => Mutation

/** Every edit of one document, by kind. */
export function placesOf(document: OpenApi, roots: Readonly<Record<string, string>>): ReadonlyMap<MutationKind, readonly Place[]> {
  const places = new Map<MutationKind, Place[]>()
  const event = roots['event'] === undefined ? undefined : rootSchema(document, roots['event']).$ref
  const events = event === undefined ? undefined : refName(event)
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    for (const { path, at } of walk(schema, [])) {
      for (const [kind, place] of [
        ...fieldPlaces(name, path, at),
        ...valuePlaces(name, path, at),
        ...variantPlaces(document, name, path, at),
      ]) {
        const real = kind === 'add variant' && name === events && path.length === 0 ? 'add event' : kind
        places.set(real, [...(places.get(real) ?? []), (fresh) => ({ ...place(fresh), kind: real })])
      }
    }
  }
  return places
}

type Found = readonly [MutationKind, Place]

function* walk(schema: Schema, path: Path): Generator<{ readonly path: Path; readonly at: Schema }> {
  yield { path, at: schema }
  for (const [key, child] of Object.entries(schema.properties ?? {})) yield* walk(child, [...path, 'properties', key])
  for (const key of ['oneOf', 'anyOf'] as const)
    for (const [index, child] of (schema[key] ?? []).entries()) yield* walk(child, [...path, key, index])
  if (schema.items !== undefined) yield* walk(schema.items, [...path, 'items'])
  if (typeof schema.additionalProperties === 'object') yield* walk(schema.additionalProperties, [...path, 'additionalProperties'])
}

const placeName = (schema: string, path: Path): string =>
  [schema, ...path.filter((step) => typeof step === 'string' && !structural.has(step))].join('.')

const structural = new Set<unknown>(['properties', 'oneOf', 'anyOf', 'items', 'additionalProperties'])

/** What is the same in all edits of one place. */
const base = (schema: string, path: Path, key: string, words: readonly string[], apply: Mutation['apply'], sdkOnly = false) => ({
  schema,
  place: [placeName(schema, path), ...(key === '' ? [] : [key])].join('.'),
  words,
  sdkOnly,
  apply,
})

function fieldPlaces(schema: string, path: Path, { properties, required = [] }: Schema): Found[] {
  if (properties === undefined) return []
  const edit = (kind: MutationKind, key: string, words: readonly string[], change: (old: Schema) => Schema): Mutation => ({
    kind,
    ...base(schema, path, key, words, (document) => changed(document, schema, path, change), properties[key]?.['x-sdk-only'] === true),
  })
  // A member that is a constant, or the same one in an old and a new spelling, tells arms apart: its edits are those of variants.
  const isTag = (key: string): boolean => properties[key]?.const !== undefined || (key === 'type' && properties[key]?.enum !== undefined)
  return [
    [
      'add field',
      (fresh) => edit('add field', fresh, [fresh], (old) => ({ ...old, properties: { ...old.properties, [fresh]: { type: 'string' } } })),
    ],
    ...Object.keys(properties)
      .filter((key) => !isTag(key))
      .flatMap((key): Found[] => [
        ['remove field', () => edit('remove field', key, [key], (old) => without(old, key))],
        [
          'rename field',
          (fresh) =>
            edit('rename field', key, [key, fresh], (old) => ({
              ...without(old, key),
              properties: { ...without(old, key).properties, [fresh]: old.properties?.[key] ?? {} },
              ...(required.includes(key) ? { required: [...required.filter((name) => name !== key), fresh] } : {}),
            })),
        ],
        [
          'retype field',
          () =>
            edit('retype field', key, [key], (old) => ({
              ...old,
              properties: { ...old.properties, [key]: otherType(old.properties?.[key] ?? {}) },
            })),
        ],
        [
          'require field',
          () =>
            edit('require field', key, [key], ({ required: names = [], ...old }) => ({
              ...old,
              required: names.includes(key) ? names.filter((name) => name !== key) : [...names, key],
            })),
        ],
      ]),
  ]
}

const without = (schema: Schema, key: string): Schema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => name !== key)),
  required: (schema.required ?? []).filter((name) => name !== key),
})

const otherType = (schema: Schema): Schema => (schema.type === 'boolean' ? { type: 'integer' } : { type: 'boolean' })

function valuePlaces(schema: string, path: Path, { enum: values = [] }: Schema): Found[] {
  const strings = values.filter((value) => typeof value === 'string')
  if (strings.length < 3) return []
  const edit = (
    kind: MutationKind,
    value: string,
    words: readonly string[],
    change: (all: readonly unknown[]) => readonly unknown[],
  ): Mutation => ({
    kind,
    ...base(schema, path, value, words, (document) => changed(document, schema, path, (old) => ({ ...old, enum: change(old.enum ?? []) }))),
  })
  return [
    ['add value', (fresh) => edit('add value', fresh, [fresh], (all) => [...all, fresh])],
    ...strings.flatMap((value): Found[] => [
      ['remove value', () => edit('remove value', value, [value], (all) => all.filter((each) => each !== value))],
      ['rename value', (fresh) => edit('rename value', value, [value, fresh], (all) => all.map((each) => (each === value ? fresh : each)))],
    ]),
  ]
}

function variantPlaces(document: OpenApi, schema: string, path: Path, at: Schema): Found[] {
  const key = at.oneOf ? 'oneOf' : 'anyOf'
  const tag = at.discriminator?.propertyName
  const arms = (at[key] ?? []).flatMap(({ $ref }) => {
    const name = $ref === undefined ? '' : refName($ref)
    const value = tag === undefined ? undefined : document.components.schemas[name]?.properties?.[tag]?.const
    return $ref !== undefined && typeof value === 'string' ? [{ $ref, name, value }] : []
  })
  if (tag === undefined || arms.length < 3) return []
  return [
    [
      'add variant',
      (fresh) => ({
        kind: 'add variant',
        ...base(schema, path, fresh, [fresh], (old) =>
          withSchema(
            changed(old, schema, path, (union) => ({
              ...union,
              [key]: [...(union[key] ?? []), { $ref: `#/components/schemas/${fresh}` }],
            })),
            fresh,
            { type: 'object', properties: { [tag]: { const: fresh } }, required: [tag] },
          ),
        ),
      }),
    ],
    ...arms.flatMap(({ $ref, name, value }): Found[] => [
      [
        'remove variant',
        () => ({
          kind: 'remove variant',
          ...base(schema, path, value, [value], (old) =>
            changed(old, schema, path, (union) => ({ ...union, [key]: (union[key] ?? []).filter((arm) => arm.$ref !== $ref) })),
          ),
        }),
      ],
      [
        'retag variant',
        (fresh) => ({
          kind: 'retag variant',
          ...base(name, [], tag, [fresh], (old) => changed(old, name, ['properties', tag], (literal) => ({ ...literal, const: fresh }))),
        }),
      ],
    ]),
  ]
}
