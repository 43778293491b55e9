import { isObject, type JsonObject } from './json.ts'

/** The operations of a document with the id; all of them for `*`. */
export function operationsOf(document: JsonObject, id: string): readonly JsonObject[] {
  return children(document['paths'])
    .flatMap((item) => children(item))
    .filter((operation) => id === '*' || operation['operationId'] === id)
}

/**
 * Puts facts into an operation: `errors` (status to error type, of the error response), `headers` (of every response),
 * `errorHeaders` (of the error response alone), `item` (the schema of a stream's events) and `terminator` (the data line that ends a stream).
 */
export function overlayOperation(operation: JsonObject, facts: JsonObject): void {
  const responses = objectAt(operation, 'responses')
  const failure = objectAt(responses, 'default')
  if (isObject(facts['errors'])) failure['x-error-types'] = { ...objectAt(failure, 'x-error-types'), ...facts['errors'] }
  for (const name of Object.keys(responses)) {
    const response = objectAt(responses, name)
    if (isObject(facts['headers'])) addHeaders(response, facts['headers'])
    if (isObject(facts['errorHeaders']) && name === 'default') addHeaders(response, facts['errorHeaders'])
  }
  const stream = objectAt(objectAt(objectAt(responses, '200'), 'content'), 'text/event-stream')
  if (facts['item'] !== undefined) stream['itemSchema'] = facts['item']
  if (facts['terminator'] !== undefined) stream['x-terminator'] = facts['terminator']
}

function addHeaders(response: JsonObject, headers: JsonObject): void {
  response['headers'] = { ...objectAt(response, 'headers'), ...headers }
}

function children(value: unknown): readonly JsonObject[] {
  return typeof value === 'object' && value !== null ? Object.values(value).filter((each) => isObject(each)) : []
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key]
  return isObject(value) ? value : {}
}
