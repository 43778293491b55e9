import type { Agreed } from './agree.ts'
import type { OperationSource } from './documents.ts'
import type { Json, JsonObject } from './json.ts'
import { probeKey } from './probe.ts'

/** The schemas an operation refers to. */
export type OperationSchemas = {
  readonly body: JsonObject | undefined
  readonly response: JsonObject
  readonly item: JsonObject | undefined
  readonly error: JsonObject
  readonly errorCodes: ReadonlyMap<string, number>
  readonly parameter: (name: string) => JsonObject
}

/** The OpenAPI operation object, and the security scheme its key header shows. */
export function describeOperation(
  operation: OperationSource,
  schemas: OperationSchemas,
  agreed: Agreed,
): { readonly operation: JsonObject; readonly security: JsonObject } {
  const scheme = securityScheme(agreed.sent)
  const content: JsonObject = { 'application/json': { schema: schemas.response } }
  if (schemas.item !== undefined) content['text/event-stream'] = { itemSchema: schemas.item }
  const failure: JsonObject = { description: 'Error', content: { 'application/json': { schema: schemas.error } } }
  if (schemas.errorCodes.size > 0) failure['x-error-codes'] = Object.fromEntries(schemas.errorCodes)
  const described: JsonObject = {
    operationId: operation.id,
    summary: `${operation.resource}.${operation.method}`,
    parameters: parameters(schemas, agreed),
    responses: {
      200: { description: 'OK', content },
      default: failure,
    },
    security: [{ [scheme.name]: [] }],
  }
  if (schemas.body !== undefined) {
    described['requestBody'] = { required: true, content: { 'application/json': { schema: schemas.body } } }
  }
  return { operation: described, security: { [scheme.name]: scheme.scheme } }
}

function parameters(schemas: OperationSchemas, agreed: Agreed): Json[] {
  const list: JsonObject[] = agreed.pathParams.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  for (const [name, key] of agreed.query) {
    list.push({ name: key, in: 'query', required: agreed.requiredParams.has(name), schema: schemas.parameter(name) })
  }
  for (const [key, value] of agreed.fixedQuery) list.push({ name: key, in: 'query', required: true, schema: { const: value } })
  const named = new Map([...agreed.headers].map(([name, key]) => [key, name]))
  for (const [key, value] of agreed.sent) {
    if (!isProviderHeader(key)) continue
    const name = named.get(key)
    if (name === undefined) list.push({ name: key, in: 'header', required: true, schema: { const: value } })
  }
  for (const [key, name] of named) {
    const added = agreed.sent.get(key)
    const parameter: JsonObject = { name: key, in: 'header', required: added !== undefined, schema: schemas.parameter(name) }
    list.push(added === undefined ? parameter : { ...parameter, 'x-sent-values': added.split(',') })
  }
  const key = (parameter: JsonObject): string => JSON.stringify([parameter['in'], parameter['name']])
  return list.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function isProviderHeader(name: string): boolean {
  return name.startsWith('anthropic-') || name.startsWith('openai-')
}

function securityScheme(sent: ReadonlyMap<string, string>): { readonly name: string; readonly scheme: JsonObject } {
  const found = [...sent].find(([, value]) => value.endsWith(probeKey))
  if (found === undefined) throw new Error('no header carries the API key')
  if (found[0] === 'authorization') return { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } }
  return { name: 'key', scheme: { type: 'apiKey', in: 'header', name: found[0] } }
}
