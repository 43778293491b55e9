import { identifier } from './read.ts'
import { type OpenApi, type Schema, refName } from './openapi.ts'

/**
 * The names the schemas of one document get in the merged superset: `BetaTool.InputSchema` becomes `Tool_InputSchema`.
 * A prefix stays where the bare name already means something else, in this document or in the others: another kind of
 * type, or an object with another tag value.
 */
export function renamer(openapi: OpenApi, others: readonly OpenApi[]): (name: string) => string {
  const { schemas } = openapi.components
  const taken = new Map(
    [openapi, ...others].flatMap((document) =>
      Object.entries(document.components.schemas).flatMap(([name, schema]): [string, Schema][] =>
        bare(name) === identifier(name) ? [[bare(name), schema]] : [],
      ),
    ),
  )
  return (name) => {
    const short = bare(name)
    const schema = schemas[name]
    const other = taken.get(short)
    if (short === identifier(name) || schema === undefined || other === undefined) return short
    return schemas[short] === undefined && sameThing(schema, other) ? short : identifier(name)
  }
}

/** The name without the prefix of the beta surface, as an identifier. */
export const bare = (name: string): string =>
  name
    .split('.')
    .map((part) => identifier(part.replace(/^Beta(?=[A-Z])/, '')))
    .join('_')

/** Whether two schemas of one name can be one shape: the same kind, and no tag that says otherwise. */
function sameThing(one: Schema, other: Schema): boolean {
  if (one.properties === undefined || other.properties === undefined) return kind(one) === kind(other) || unionOfOther(one, other)
  return ['type', 'role'].every((tag) => {
    const [a, b] = [one.properties?.[tag]?.const, other.properties?.[tag]?.const]
    return a === undefined || b === undefined || a === b
  })
}

const kind = (schema: Schema): string =>
  schema.properties !== undefined ? 'object' : (schema.oneOf ?? schema.anyOf) !== undefined ? 'union' : String(schema.$ref ?? schema.type)

/** A shape in one document that another has split into a union by role. */
const unionOfOther = (one: Schema, other: Schema): boolean =>
  [one, other].some((schema) => schema.oneOf?.every((arm) => arm.$ref !== undefined && refName(arm.$ref) !== '') ?? false)
