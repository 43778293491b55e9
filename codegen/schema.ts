import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import type { OpenApi } from './openapi.ts'

/**
 * The text of `schema.<document>.ts`: the document's own types, for users. Only `components` are printed: openapi-typescript
 * does not know `itemSchema`, so a stream's type is found by schema name, not through its operation. Discriminators are kept
 * from it: where one has no mapping, it would put the schema's name in place of the tag's value.
 */
export async function schemaText(document: OpenApi, banner: string): Promise<string> {
  const schemas = JSON.stringify({ schemas: document.components.schemas }, withoutDiscriminator)
  const nodes = await openapiTS(JSON.stringify({ openapi: '3.1.0', info: document.info, paths: {}, components: JSON.parse(schemas) }), {
    immutable: true,
    silent: true,
    // A member with a default may still be left out.
    defaultNonNullable: false,
    transform: knownValues,
  })
  const text = astToString(nodes)
  return `${banner}\n\n${text.slice(text.indexOf('export interface components'), end(text))}`
}

function withoutDiscriminator(key: string, value: unknown): unknown {
  const isDiscriminator = key === 'discriminator' && typeof value === 'object' && value !== null && 'propertyName' in value
  return isDiscriminator && typeof value.propertyName === 'string' ? undefined : value
}

function end(text: string): number {
  const stop = text.indexOf('export type $defs')
  return stop === -1 ? text.length : stop
}

/** An open enum offers its known values to an editor and takes any other string, and null where it says so. */
function knownValues(schema: object): ts.TypeNode | undefined {
  const known: unknown = Reflect.get(schema, 'x-known-values')
  if (!Array.isArray(known)) return undefined
  const any = ts.factory.createTypeLiteralNode([])
  const other = ts.factory.createIntersectionTypeNode([ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword), any])
  const values = known.map((value) => ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(String(value), true)))
  const type: unknown = Reflect.get(schema, 'type')
  const none = Array.isArray(type) && type.includes('null') ? [ts.factory.createLiteralTypeNode(ts.factory.createNull())] : []
  return ts.factory.createUnionTypeNode([...values, ts.factory.createParenthesizedType(other), ...none])
}
