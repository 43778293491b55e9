import { type OpenApi, type Schema, mapSchema, refName, typesOf } from './openapi.ts'

type Schemas = OpenApi['components']['schemas']

/**
 * Rewrites every union so that a wrong value gives few errors that name it: members are told apart by JSON type first,
 * tagged objects then by their discriminator; objects without a tag of their own are what remains. A union with a member
 * that may be anything stays as it is.
 */
export function normalise(schema: Schema, schemas: Schemas): Schema {
  const { discriminator, oneOf, anyOf, ...rest } = mapSchema(schema, (child) => normalise(child, schemas))
  const members = oneOf ?? anyOf
  if (members === undefined) return rest
  const open = members.flatMap((member) => opened(member, schemas))
  const groups = new Map<string, Schema[]>()
  for (const member of open) {
    const type = jsonType(member, schemas)
    if (type === undefined) return { ...rest, anyOf: members }
    groups.set(type, [...(groups.get(type) ?? []), member])
  }
  if (groups.size === 1) return { ...rest, ...group([...groups][0], discriminator?.propertyName, schemas) }
  const cases = [...groups].flatMap((entry): Schema[] => {
    const then = group(entry, discriminator?.propertyName, schemas)
    return Object.keys(then).length === 1 && then.type === entry[0] ? [] : [choice({ type: entry[0] }, then)]
  })
  return { ...rest, type: [...groups.keys()], ...(cases.length === 0 ? {} : { allOf: cases }) }
}

/** A member that is a union itself, or allows several JSON types, as the members it stands for. */
function opened(member: Schema, schemas: Schemas): readonly Schema[] {
  const target = follow(member, schemas)
  const members = target.oneOf ?? target.anyOf
  if (members !== undefined) return members.flatMap((each) => opened(each, schemas))
  const types = typesOf(target)
  if (types.length < 2) return [member]
  return types.map((type) => (type === 'null' ? { type } : withoutNull({ ...target, type })))
}

function withoutNull(schema: Schema): Schema {
  return schema.enum === undefined ? schema : { ...schema, enum: schema.enum.filter((value) => value !== null) }
}

function jsonType(member: Schema, schemas: Schemas): string | undefined {
  const target = follow(member, schemas)
  const sample = target.const ?? target.enum?.[0]
  if (sample !== undefined) return sample === null ? 'null' : typeof sample
  const type = typesOf(target)[0]
  return type === 'integer' ? 'number' : (type ?? (target.properties === undefined ? undefined : 'object'))
}

function group(entry: readonly [string, readonly Schema[]] | undefined, tag: string | undefined, schemas: Schemas): Schema {
  const [type, members] = entry ?? ['', []]
  const [only, ...others] = members
  if (only !== undefined && others.length === 0) return only
  if (type !== 'object') return { anyOf: members }
  return tagged(members, tag ?? 'type', schemas) ?? tagged(members, 'role', schemas) ?? { anyOf: members }
}

/**
 * Tagged members as one discriminator; what need not have a tag, or shares one, is tried only for the tags left over. None
 * where a member leaves its tag open: it could take any value.
 */
function tagged(members: readonly Schema[], tag: string, schemas: Schemas): Schema | undefined {
  const closed = members.map((member) => closedValues(follow(member, schemas).properties?.[tag]))
  const all = closed.flatMap((values) => values ?? [])
  const isCertain = (index: number): boolean => {
    const { required, properties } = follow(members[index] ?? {}, schemas)
    const isTag = required?.includes(tag) === true && (properties?.[tag]?.const ?? properties?.[tag]?.enum) !== undefined
    const isAlone = closed[index]?.every((value) => all.filter((each) => each === value).length === 1)
    return members[index]?.$ref !== undefined && isTag && isAlone === true
  }
  const certain = members.filter((_, index) => isCertain(index))
  if (certain.length < 2 || closed.some((values) => values === undefined)) return undefined
  const chosen: Schema = { type: 'object', discriminator: { propertyName: tag }, required: [tag], oneOf: certain }
  const [other, ...more] = members.filter((_, index) => !isCertain(index))
  if (other === undefined) return chosen
  const remaining = more.length === 0 ? other : { anyOf: [other, ...more] }
  const isKnown = { properties: { [tag]: { enum: closed.filter((_, index) => isCertain(index)).flat() } }, required: [tag] }
  // A wrong tag is named before the member without one says what it lacks.
  const isPossible: Schema = { properties: { [tag]: { enum: [...new Set(all)] } } }
  return choice({ type: 'object', ...isKnown }, chosen, { allOf: [isPossible, remaining] })
}

function closedValues(schema: Schema | undefined): readonly unknown[] | undefined {
  if (schema?.const !== undefined) return [schema.const]
  if (schema?.enum !== undefined) return schema.enum
  if (schema?.type === 'null') return [null]
  const members = schema?.anyOf?.map(closedValues)
  return members?.every((values) => values !== undefined) === true ? members.flat() : undefined
}

function choice(test: Schema, yes: Schema, no?: Schema): Schema {
  const branches = new Map([['if', test]]).set('then', yes)
  return Object.fromEntries(no === undefined ? branches : branches.set('else', no))
}

/** The schema behind a chain of references. */
function follow(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema
  const target = schemas[refName(schema.$ref)]
  if (target === undefined) throw new Error(`${schema.$ref} points at nothing`)
  return follow(target, schemas)
}
