import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { distil, openPackage } from './distil.ts'
import type { DocumentSource } from './documents.ts'
import type { JsonObject } from './json.ts'

const declarations = `
import { BadError } from '../errors.js'
export declare class NameTakenError extends BadError { readonly errorCode: 'name_taken' }
export declare class Things {
  /** @throws {NameTakenError} */
  create(params: ThingCreateParamsNonStreaming): APIPromise<Thing>
  create(params: ThingCreateParamsStreaming): APIPromise<Stream<ThingEvent>>
  create(params: ThingCreateParamsBase): APIPromise<Stream<ThingEvent> | Thing>
  retrieve(thingID: string): APIPromise<Thing>
}
export interface Thing { id: string }
export interface ThingEvent { type: 'thing' }
export interface ThingCreateParamsBase {
  /** Body param: what it is called. */
  name: string
  /** Body param: how many. */
  count?: number
  /** Body param: whether in pieces. */
  stream?: boolean
  /** Header param: for whom. */
  user_id?: string
}
export interface ThingCreateParamsNonStreaming extends ThingCreateParamsBase { stream?: false }
export interface ThingCreateParamsStreaming extends ThingCreateParamsBase { stream: true }
`

const code = `
const path = (parts, ...values) => String.raw({ raw: parts }, ...values.map(encodeURIComponent))
export class Things {
  constructor(client) { this._client = client }
  create(params) {
    const { user_id, ...body } = params
    const headers = { ...(user_id != null ? { 'thing-user': user_id } : undefined) }
    return this._client.post('/v1/things', { body, headers })
  }
  retrieve(thingID) { return this._client.get(path\`/v1/things/\${thingID}\`, {}) }
}
`

const client = `
import { Things } from './resources/things.mjs'
export class Anthropic {
  baseURL = 'https://api.example.test'
  constructor(options) { this.options = options; this.things = new Things(this) }
  get(path, options) { return this.send('get', path, options) }
  post(path, options) { return this.send('post', path, options) }
  send(method, path, { body, headers }) {
    const all = { ...headers, 'anthropic-version': '2030-01-01', 'x-api-key': this.options.apiKey }
    const init = { method, headers: all, ...(body && { body: JSON.stringify(body) }) }
    return { asResponse: () => this.options.fetch(this.baseURL + path, init) }
  }
}
`

const source: DocumentSource = {
  id: 'things@2030-01-01',
  format: 'things',
  title: 'Things',
  apiVersion: '2030-01-01',
  package: 'things',
  client: 'Anthropic',
  operations: ['create', 'retrieve'].map((method) => ({
    id: `${method}Thing`,
    modules: ['resources/gone', 'resources/things'],
    className: 'Things',
    resource: 'things',
    method,
  })),
  error: 'errors#ErrorResponse',
}

describe('distilling a package', () => {
  let root = ''
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'diglot-package-'))))
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const distilled = async (files: { readonly [file: string]: string } = {}, from = source): Promise<JsonObject> => {
    const all = {
      'index.mjs': client,
      'resources/things.d.ts': declarations,
      'resources/things.mjs': code,
      'resources/index.d.ts': '',
      'errors.d.ts': `export declare class APIError<S> {}
        export declare class BadError extends APIError<400> {}
        export interface ErrorResponse { error: ErrorObject }
        export interface ErrorObject { message: string }`,
      ...files,
    }
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    return distil(from, await openPackage(root, from.client))
  }

  it('takes the base of the params, without what leaves the body', async () => {
    const document = await distilled()
    expect(document['components']).toEqual({
      schemas: {
        ErrorResponse: { type: 'object', properties: { error: { $ref: '#/components/schemas/ErrorObject' } }, required: ['error'] },
        ErrorObject: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
        ThingCreateParams: {
          type: 'object',
          properties: { name: { type: 'string' }, count: { type: 'number' }, stream: { type: 'boolean' } },
          required: ['name'],
        },
        Thing: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        ThingEvent: { type: 'object', properties: { type: { const: 'thing' } }, required: ['type'] },
      },
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
    })
  })

  it('describes verb, path, headers, stream items and error codes', async () => {
    expect(await distilled()).toMatchObject({
      openapi: '3.2.0',
      info: { title: 'Things', version: '2030-01-01' },
      servers: [{ url: 'https://api.example.test' }],
      paths: {
        '/v1/things': {
          post: {
            operationId: 'createThing',
            summary: 'things.create',
            parameters: [
              { in: 'header', name: 'anthropic-version', required: true, schema: { const: '2030-01-01' } },
              { in: 'header', name: 'thing-user', required: false, schema: { type: 'string' } },
            ],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingCreateParams' } } } },
            responses: {
              200: {
                content: {
                  'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
                  'text/event-stream': { itemSchema: { $ref: '#/components/schemas/ThingEvent' } },
                },
              },
              default: { 'x-error-codes': { name_taken: 400 } },
            },
          },
        },
        '/v1/things/{thing_id}': { get: { operationId: 'retrieveThing' } },
      },
    })
  })

  it('takes what every call has in its query for a parameter with one value', async () => {
    const { paths } = await distilled({ 'resources/things.mjs': code.replace("'/v1/things'", "'/v1/things?beta=true'") })
    expect(paths).toMatchObject({ '/v1/things': { post: { operationId: 'createThing' } } })
    expect(paths).toHaveProperty(['/v1/things', 'post', 'parameters', 2], {
      in: 'query',
      name: 'beta',
      required: true,
      schema: { const: 'true' },
    })
  })

  it.each([
    [
      'a path that is not written out',
      { 'resources/things.mjs': code.replace("'/v1/things'", "(() => '/v2/things')() ?? '/v1/things'") },
      'no call on the client',
    ],
    [
      'the path at run time',
      { 'index.mjs': client.replace('this.baseURL + path', "this.baseURL + path.replace('v1', 'v2')") },
      'things@2030-01-01: static reading and probe disagree on the path: /v1/things was read, /v2/things was seen',
    ],
    [
      'what every call has in its query',
      {
        'resources/things.mjs': code.replace("'/v1/things'", "'/v1/things?beta=true'"),
        'index.mjs': client.replace('+ path', "+ path.split('?')[0]"),
      },
      'static reading and probe disagree on the path: /v1/things?beta=true was read, /v1/things was seen',
    ],
    [
      'the verb',
      { 'index.mjs': client.replace("this.send('post'", "this.send('put'") },
      'static reading and probe disagree on the verb: post was read, put was seen',
    ],
    [
      'where a parameter goes',
      { 'resources/things.mjs': code.replace('const { user_id, ...body }', 'const { user_id, count, ...body }') },
      'static reading and probe disagree on the place of count: body was read, nowhere was seen',
    ],
    [
      'which parameter is a header',
      { 'resources/things.mjs': code.replace('const { user_id, ...body } = params', 'const body = params, { user_id } = params') },
      'static reading and probe disagree on the place of user_id: header was read, body was seen',
    ],
  ])('fails where declarations, code and client disagree on %s', async (_, files, message) => {
    await expect(distilled(files)).rejects.toThrow(message)
  })

  it('fails where a root is missing', async () => {
    const [first] = source.operations
    const lost = { ...source, operations: first === undefined ? [] : [{ ...first, modules: ['resources/gone'] }] }
    await expect(distilled({}, lost)).rejects.toThrow('createThing: none of resources/gone is in the package')
    await expect(distilled({}, { ...source, error: 'errors#Gone' })).rejects.toThrow('Gone is not declared in errors')
    await expect(distilled({ 'resources/things.d.ts': declarations.replaceAll(' create(', ' make(') })).rejects.toThrow(
      'things@2030-01-01: createThing: Things.create is not declared',
    )
  })
})
