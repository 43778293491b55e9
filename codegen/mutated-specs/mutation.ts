import type { OpenApi, Schema } from '../openapi.ts'

/** What a provider may do to its API. */
export const mutationKinds = [
  'add field',
  'remove field',
  'rename field',
  'retype field',
  'require field',
  'add value',
  'remove value',
  'rename value',
  'add variant',
  'remove variant',
  'retag variant',
  'add event',
] as const

export type MutationKind = (typeof mutationKinds)[number]

/** One edit of a document, and what a report has to say of it. */
export interface Mutation {
  readonly kind: MutationKind
  /** The schema of the document it is in. */
  readonly schema: string
  /** For people: `Message.role`. */
  readonly place: string
  /** Words that a report must have, each in some line. */
  readonly words: readonly string[]
  /** Members that are the SDK's alone never cross the wire. */
  readonly sdkOnly: boolean
  readonly apply: (document: OpenApi) => OpenApi
}

/** The way from a named schema down to one inside it. */
export type Path = readonly (string | number)[]

/** A document with the schema at a path of a named one replaced. */
export function changed(document: OpenApi, name: string, path: Path, change: (schema: Schema) => Schema): OpenApi {
  const { schemas } = document.components
  const old = schemas[name]
  if (old === undefined) throw new Error(`no schema ${name}`)
  return { ...document, components: { ...document.components, schemas: { ...schemas, [name]: changeBelow(old, path, change) } } }
}

/** A document with one more named schema. */
export const withSchema = (document: OpenApi, name: string, schema: Schema): OpenApi => ({
  ...document,
  components: { ...document.components, schemas: { ...document.components.schemas, [name]: schema } },
})

function changeBelow(value: Schema, path: Path, change: (schema: Schema) => Schema): Schema {
  const [step, ...rest] = path
  if (step === undefined) return change(value)
  const child: unknown = Reflect.get(value, step)
  if (!isSchema(child)) throw new Error(`no ${String(step)}`)
  const below = changeBelow(child, rest, change)
  return Array.isArray(value) ? Object.assign([...value], { [step]: below }) : { ...value, [step]: below }
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null
