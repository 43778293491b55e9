import type { FormatFacts } from './format-facts.ts'
import { bare } from './names.ts'
import { type OpenApi, type Schema, mapSchema, refName } from './openapi.ts'

type Schemas = OpenApi['components']['schemas']

/** A change to one document, as a provider might ship it, and the name that a compile error must mention. */
export interface Edit {
  readonly names: string
  readonly apply: (document: OpenApi) => OpenApi
}

/** What can be changed in the portable core of one document. */
export interface Places {
  readonly fields: readonly ((name: string) => Edit)[]
  readonly values: readonly ((name: string) => Edit)[]
  readonly arms: readonly ((name: string) => Edit)[]
  readonly events: readonly ((name: string) => Edit)[]
}

/** The places of one document at which a field, an enum value, an arm of a union or a stream event can be added. */
export function placesOf({ core, facts, unions, enums }: FormatFacts, { components: { schemas } }: OpenApi): Places {
  const named = new Map(Object.keys(schemas).map((schema) => [bare(schema), schema]))
  const find = (owner: string): string[] => [named.get(owner) ?? []].flat().filter(() => core.has(owner))
  const event = facts.roots.get('event')
  const eventName = event?.kind === 'ref' ? event.name : ''
  const tagged = unions.filter((union) => union.tag !== undefined)
  return {
    fields: [...facts.shapes.keys()]
      .flatMap(find)
      .filter((schema) => schemas[schema]?.properties !== undefined)
      .map((schema) => (name) => ({ names: name, apply: changing(schema, (old) => withProperty(old, name, { type: 'string' })) })),
    values: enums.flatMap((each) =>
      find(each.owner)
        .filter((schema) => changesAt(schemas[schema], fieldOf(each.name), (old) => addValue(old, '')))
        .map((schema) => (name: string) => ({
          names: name,
          apply: changing(schema, (old) => changeAt(old, fieldOf(each.name), (part) => addValue(part, name))),
        })),
    ),
    arms: tagged
      .filter((union) => union.name !== eventName)
      .flatMap((union) => find(union.owner).flatMap((schema) => armPlace(schemas, schema, fieldOf(union.name), union.tag ?? ''))),
    events: tagged
      .filter((union) => union.name === eventName)
      .flatMap((union) => find(union.owner).flatMap((schema) => armPlace(schemas, schema, undefined, union.tag ?? ''))),
  }
}

/** Takes a field out of a shape, in whatever document has it. */
export function removal(shape: string, field: string): Edit {
  const without = (schema: Schema): Schema => ({
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => name !== field)),
    required: (schema.required ?? []).filter((name) => name !== field),
  })
  return {
    names: `the spec no longer has '${field}'`,
    apply: (document) => {
      const schema = Object.keys(document.components.schemas).find((name) => bare(name) === shape)
      return schema === undefined ? document : changing(schema, without)(document)
    },
  }
}

function armPlace(schemas: Schemas, schema: string, field: string | undefined, tag: string): ((name: string) => Edit)[] {
  if (!changesAt(schemas[schema], field, (old) => addArm(old, '', schemas))) return []
  return [
    (name) => ({
      names: name,
      apply: (document) => {
        const arm: Schema = { type: 'object', properties: { [tag]: { const: name } }, required: [tag] }
        const changed = changing(schema, (old) => changeAt(old, field, (part) => addArm(part, name, schemas)))(document)
        return { ...changed, components: { ...changed.components, schemas: { ...changed.components.schemas, [name]: arm } } }
      },
    }),
  ]
}

const fieldOf = (name: string): string | undefined => name.split('.')[1]

const changing =
  (name: string, change: (schema: Schema) => Schema) =>
  (document: OpenApi): OpenApi => {
    const { schemas } = document.components
    const old = schemas[name]
    if (old === undefined) throw new Error(`no schema ${name}`)
    return { ...document, components: { ...document.components, schemas: { ...schemas, [name]: change(old) } } }
  }

const withProperty = (schema: Schema, name: string, property: Schema): Schema => ({
  ...schema,
  properties: { ...schema.properties, [name]: property },
})

/** Changes the schema itself, or the one of a field of it. */
function changeAt(schema: Schema, field: string | undefined, change: (schema: Schema) => Schema): Schema {
  const property = field === undefined ? undefined : schema.properties?.[field]
  if (field === undefined) return change(schema)
  return property === undefined ? schema : withProperty(schema, field, change(property))
}

const changesAt = (schema: Schema | undefined, field: string | undefined, change: (schema: Schema) => Schema): boolean =>
  schema !== undefined && JSON.stringify(changeAt(schema, field, change)) !== JSON.stringify(schema)

/** Adds a value to the closed enum in a schema, wherever below it that stands. */
function addValue(schema: Schema, value: string): Schema {
  if (schema.enum !== undefined) return { ...schema, enum: [...schema.enum, value] }
  return mapSchema(schema, (child) => addValue(child, value))
}

/** Adds an arm to the outermost union of shapes in a schema. */
function addArm(schema: Schema, name: string, schemas: Schemas): Schema {
  const arm: Schema = { $ref: `#/components/schemas/${name}` }
  const isShapes = (members: readonly Schema[] | undefined): members is readonly Schema[] =>
    members?.some(({ $ref }) => $ref !== undefined && schemas[refName($ref)]?.properties !== undefined) === true && members.length > 1
  if (isShapes(schema.oneOf)) return { ...schema, oneOf: [...schema.oneOf, arm] }
  if (isShapes(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, arm] }
  return mapSchema(schema, (child) => addArm(child, name, schemas))
}
