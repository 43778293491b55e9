import type { Body, OpenApi, Operation, Schema } from './openapi.ts'

/**
 * The schema behind `createMessage request`: an operation's id and one of request, response, event or error. Throws where
 * the document has no such thing.
 */
export function rootSchema(openapi: OpenApi, where: string): Schema {
  const [id = '', part = ''] = where.split(' ')
  const operation = operations(openapi).find(({ operationId }) => operationId === id)
  if (operation === undefined) throw new Error(`the document has no operation ${id}`)
  const { '200': success, default: failure } = operation.responses ?? {}
  const found = new Map([
    ['request', json(operation.requestBody)],
    ['response', json(success)],
    ['event', success?.content?.['text/event-stream']?.itemSchema],
    ['error', json(failure)],
  ]).get(part)
  if (found === undefined) throw new Error(`${id} says nothing of its ${part}`)
  return found
}

const operations = (openapi: OpenApi): readonly Operation[] => Object.values(openapi.paths).flatMap((verbs) => Object.values(verbs))

const json = (of: Body | undefined): Schema | undefined => of?.content?.['application/json']?.schema
