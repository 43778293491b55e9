/** The part of OpenAPI 3.2 and JSON Schema 2020-12 that the documents in `specs/` use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly discriminator?: { readonly propertyName: string }
  readonly 'x-known-values'?: readonly string[]
  readonly 'x-sdk-only'?: boolean
  readonly [keyword: string]: unknown
}

export interface MediaType {
  readonly schema?: Schema
  readonly itemSchema?: Schema
}

export interface Operation {
  readonly operationId?: string
  readonly requestBody?: Body
  readonly responses?: Readonly<Record<string, Body>>
}

export interface Body {
  readonly content?: Readonly<Record<string, MediaType>>
}

export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title?: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const local = '#/components/schemas/'

/** The component name a local reference points at. Throws on any other reference. */
export function refName(ref: string): string {
  if (!ref.startsWith(local)) throw new Error(`only local schema references are understood, not ${ref}`)
  return decodeURIComponent(ref.slice(local.length)).replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The JSON types a schema allows, or none where it does not say. */
export function typesOf(schema: Schema): readonly string[] {
  if (schema.type === undefined) return []
  return typeof schema.type === 'string' ? [schema.type] : schema.type
}

/** Replaces every object-only `allOf` by one object with the fields of all its parts; the last part wins. */
export function flattenAllOf(document: OpenApi): OpenApi {
  const { schemas } = document.components
  const flat = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, flatten(schema, schemas)]))
  return { ...document, components: { ...document.components, schemas: flat } }
}

type Schemas = Readonly<Record<string, Schema>>

function flatten(schema: Schema, schemas: Schemas): Schema {
  const { allOf, ...own } = mapSchema(schema, (child) => flatten(child, schemas))
  if (allOf === undefined) return own
  const parts = [...allOf, own].map((part) => resolve(part, schemas))
  if (!parts.every((part) => part.properties !== undefined || Object.keys(part).length === 0)) return { ...own, allOf }
  const merged = parts.reduce<Schema>((all, part) => ({ ...all, ...part, properties: { ...all.properties, ...part.properties } }), {})
  return { ...merged, type: 'object', required: [...new Set(parts.flatMap((part) => part.required ?? []))].sort() }
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema
  const target = schemas[refName(schema.$ref)]
  return target === undefined ? schema : flatten(target, schemas)
}

/** A copy of the schema with each direct child schema replaced. */
export function mapSchema(schema: Schema, change: (child: Schema, at: string) => Schema): Schema {
  const copy: Record<string, unknown> = { ...schema }
  if (schema.properties !== undefined) {
    copy['properties'] = Object.fromEntries(Object.entries(schema.properties).map(([key, child]) => [key, change(child, key)]))
  }
  if (schema.items !== undefined) copy['items'] = change(schema.items, 'items')
  if (typeof schema.additionalProperties === 'object') {
    copy['additionalProperties'] = change(schema.additionalProperties, 'additionalProperties')
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const children = schema[keyword]
    if (children !== undefined) copy[keyword] = children.map((child, index) => change(child, String(index)))
  }
  return copy
}
