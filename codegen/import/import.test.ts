import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { canonical, isObject, type Json, type JsonObject } from '../distil/json.ts'
import { importOperations } from './import.ts'
import { selectNamed } from './select.ts'

/** Imports one schema as the body of an operation, with others beside it. */
function imported(body: Json, schemas: JsonObject = {}, openapi = '3.1.0'): JsonObject {
  return run({ openapi, ...base(body), components: { schemas } }).document
}

const naming = { title: 'Echo', apiVersion: 'v1' }

const said: JsonObject = { 200: { description: 'What was said', content: { 'application/json': { schema: { type: 'string' } } } } }

const base = (schema: Json, responses: JsonObject = said): JsonObject => ({
  info: { title: 'Echo', version: '1', description: 'Says again what it is told.' },
  servers: [{ url: 'https://api.example.com/v1' }],
  paths: {
    '/echo': {
      post: {
        operationId: 'echo',
        summary: 'Says it again',
        requestBody: { content: { 'application/json': { schema } } },
        responses,
      },
      get: { operationId: 'heard', responses: {} },
    },
  },
})

const run = (document: JsonObject) => importOperations(document, selectNamed(document, ['echo']), naming)

function schemasOf(document: JsonObject): JsonObject {
  const { components } = document
  return isObject(components) && isObject(components['schemas']) ? components['schemas'] : {}
}

/** The schema that a body of one member `it` gets for that member. */
function member(schema: Json, schemas: JsonObject = {}): Json | undefined {
  const request = schemasOf(imported({ type: 'object', properties: { it: schema } }, schemas))['EchoRequest']
  return isObject(request) && isObject(request['properties']) ? request['properties']['it'] : undefined
}

const cat: JsonObject = { type: 'object', properties: { kind: { const: 'cat' }, lives: { type: 'integer' } }, required: ['kind'] }
const dog: JsonObject = { type: 'object', properties: { kind: { type: 'string', enum: ['dog'] } }, required: ['kind'] }
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

describe('an imported document', () => {
  it('holds the operation under its whole path, and the schemas it leads to alone', () => {
    const document = imported(ref('Cat'), { Cat: { ...cat, description: 'It purrs.' }, Dog: dog })
    expect(document).toEqual({
      openapi: '3.2.0',
      info: { title: 'Echo', version: 'v1' },
      servers: [{ url: 'https://api.example.com' }],
      paths: {
        '/v1/echo': {
          post: {
            operationId: 'echo',
            summary: 'echo',
            parameters: [],
            requestBody: { required: true, content: { 'application/json': { schema: ref('Cat') } } },
            responses: { 200: { description: 'OK', content: { 'application/json': { schema: ref('EchoResponse') } } } },
            security: [],
          },
        },
      },
      components: {
        schemas: {
          Cat: { type: 'object', properties: { kind: { const: 'cat' }, lives: { type: 'integer' } }, required: ['kind'] },
          EchoResponse: { type: 'string' },
        },
      },
    })
  })

  it('is valid OpenAPI 3.2 and the same on every run', async () => {
    const upstream = {
      openapi: '3.0.3',
      ...base(ref('Pet')),
      components: { schemas: { Pet: { oneOf: [ref('Cat'), ref('Dog')] }, Cat: cat, Dog: dog } },
    }
    const text = canonical(run(upstream).document)
    expect(canonical(run(upstream).document)).toBe(text)
    const config = await createConfig({
      extends: ['recommended'],
      rules: { 'info-license': 'off', 'operation-4xx-response': 'off', 'no-server-example.com': 'off' },
    })
    const problems = await lintFromString({ source: text, absoluteRef: 'echo.openapi.json', config })
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  it('holds no description, example, title of a member or extension', () => {
    const words = 'A long story of what it means.'
    const described = {
      type: 'string',
      title: 'It',
      description: words,
      example: words,
      examples: [words],
      'x-note': words,
      default: words,
    }
    expect(member(described)).toEqual({ type: 'string' })
  })

  it('takes the events of a stream as items, and the first failure for all of them', () => {
    const shared = {
      description: 'Too often',
      headers: { 'Retry-After': { schema: { type: 'integer', description: 'Seconds.' } } },
      content: { 'application/json': { schema: ref('Dog') } },
    }
    const responses = {
      200: { description: 'Cats', content: { 'text/event-stream': { schema: ref('Cat') } } },
      429: { $ref: '#/components/responses/TooOften' },
    }
    const { document: result } = run({
      openapi: '3.1.0',
      ...base(ref('Cat'), responses),
      components: { schemas: { Cat: cat, Dog: dog }, responses: { TooOften: shared } },
    })
    expect(result['paths']).toMatchObject({
      '/v1/echo': {
        post: {
          responses: {
            200: { description: 'OK', content: { 'text/event-stream': { itemSchema: ref('Cat') } } },
            default: {
              description: 'Error',
              headers: { 'retry-after': { schema: { type: 'integer' } } },
              content: { 'application/json': { schema: ref('Dog') } },
            },
          },
        },
      },
    })
  })
})

describe('spellings that come out alike', () => {
  it.each([
    ['a nullable string of OpenAPI 3.0', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['a nullable string of OpenAPI 3.1', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: ['string', 'null'] }],
    [
      'a nullable list of OpenAPI 3.0',
      { type: 'string', enum: ['a', 'b', null], nullable: true },
      { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] },
    ],
    ['a nullable reference of OpenAPI 3.0', { allOf: [ref('Cat')], nullable: true }, { anyOf: [ref('Cat'), { type: 'null' }] }],
    ['a reference to something nullable', ref('MaybeCat'), { anyOf: [ref('MaybeCat'), { type: 'null' }] }],
    ['a reference with words beside it', { ...ref('Cat'), description: 'The cat.' }, ref('Cat')],
    ['a list of one value', { type: 'string', enum: ['a'] }, { const: 'a' }],
    [
      'a limit that is excluded, in OpenAPI 3.0',
      { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ],
    [
      'a limit that is excluded, in OpenAPI 3.1',
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ],
    [
      'any string beside a list',
      { anyOf: [{ type: 'string' }, { type: 'string', enum: ['a', 'b'] }] },
      { type: 'string', 'x-known-values': ['a', 'b'] },
    ],
    ['constants beside each other', { oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] }, { type: 'string', enum: ['a', 'b'] }],
    [
      'a string or a list of strings',
      {
        oneOf: [
          { type: 'string', maxLength: 9 },
          { type: 'array', items: { type: 'string' }, maxItems: 4 },
        ],
      },
      {
        anyOf: [
          { type: 'string', maxLength: 9 },
          { type: 'array', items: { type: 'string' }, maxItems: 4 },
        ],
      },
    ],
    [
      'several types at once',
      { type: ['string', 'integer', 'null'] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    ],
    ['an object of anything', { type: 'object', properties: {} }, { type: 'object', additionalProperties: true }],
    [
      'an object closed to other members',
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    [
      'a union with tags',
      { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } } },
      { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
    ],
    [
      'a nullable union with tags',
      { anyOf: [ref('Cat'), ref('Dog')], nullable: true },
      { anyOf: [{ oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } }, { type: 'null' }] },
    ],
    [
      'a member that only SDKs have',
      { anyOf: [{ type: 'string', 'x-oaiSupportedSDKs': ['one'] }, { type: 'null' }] },
      { type: ['string', 'null'], 'x-sdk-only': true },
    ],
    ['anything', {}, {}],
  ] as const)('%s', (_, schema, expected) => {
    const maybe = { anyOf: [cat, { type: 'null' }] }
    expect(member(schema, { Cat: cat, Dog: dog, MaybeCat: maybe })).toEqual(expected)
  })

  it('keeps a list of models open, as every list of models is', () => {
    const schemas = schemasOf(imported({ type: 'object', properties: { model: { type: 'string', enum: ['m-1', 'm-2'] } } }))
    expect(schemas['EchoRequest']).toEqual({ type: 'object', properties: { model: { type: 'string', 'x-known-values': ['m-1', 'm-2'] } } })
  })

  it('joins the objects of an allOf, references and nested ones included', () => {
    const tame = { allOf: [ref('Cat'), { properties: { name: { type: 'string' } }, required: ['name'] }] }
    const joined = imported(
      { allOf: [ref('Tame'), { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] }] },
      { Cat: cat, Tame: tame },
    )
    expect(schemasOf(joined)['EchoRequest']).toEqual({
      type: 'object',
      properties: { kind: { const: 'cat' }, lives: { type: 'integer' }, name: { type: 'string' }, age: { type: 'integer' } },
      required: ['age', 'kind', 'name'],
    })
  })

  it('gives every branch of a union the members beside it', () => {
    const name = { properties: { name: { type: 'string' } }, required: ['name'] }
    expect(member({ type: 'object', ...name, oneOf: [ref('Cat'), ref('Dog')] }, { Cat: cat, Dog: dog })).toEqual({
      anyOf: [
        {
          type: 'object',
          properties: { name: { type: 'string' }, kind: { const: 'cat' }, lives: { type: 'integer' } },
          required: ['kind', 'name'],
        },
        { type: 'object', properties: { name: { type: 'string' }, kind: { const: 'dog' } }, required: ['kind', 'name'] },
      ],
    })
  })

  it('takes a tag that a member calls any string from the mapping', () => {
    const bird = { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'] }
    const union = {
      oneOf: [ref('Cat'), ref('Bird')],
      discriminator: { propertyName: 'kind', mapping: { wren: 'Bird', owl: '#/components/schemas/Bird' } },
    }
    const schemas = schemasOf(imported({ type: 'object', properties: { it: union } }, { Cat: cat, Bird: bird }))
    expect(schemas['Bird']).toEqual({ type: 'object', properties: { kind: { type: 'string', enum: ['wren', 'owl'] } }, required: ['kind'] })
    expect(schemas['EchoRequest']).toMatchObject({ properties: { it: { discriminator: { propertyName: 'kind' } } } })
  })

  it('follows recursion, in the spelling of 2019 too', () => {
    const node = {
      type: 'object',
      $recursiveAnchor: true,
      properties: { next: ref('Node'), of: { type: 'array', items: { $recursiveRef: '#' } } },
    }
    expect(schemasOf(imported(ref('Node'), { Node: node }))['Node']).toEqual({
      type: 'object',
      properties: { next: ref('Node'), of: { type: 'array', items: ref('Node') } },
    })
  })

  it('says which limits it has no word for', () => {
    const { leftOut } = run({
      openapi: '3.1.0',
      ...base({ type: 'object', propertyNames: { maxLength: 3 }, properties: { a: { not: { type: 'string' } } }, required: ['a', 'b'] }),
    })
    expect(Object.fromEntries(leftOut)).toEqual({ propertyNames: 1, not: 1, 'required, of a member that is not described': 1 })
  })
})

describe('what cannot be imported', () => {
  it.each([
    ['#/components/schemas/Bird', 'POST /echo body.pets[]: #/components/schemas/Bird points at nothing'],
    ['pets.yaml#/Bird', 'POST /echo body.pets[]: pets.yaml#/Bird is no reference into this document'],
  ])('a reference to %s is named with its place', (target, message) => {
    const body = { type: 'object', properties: { pets: { type: 'array', items: { $ref: target } } } }
    expect(() => imported(body)).toThrow(message)
  })

  it('an unknown operation is named with those that are there', () => {
    const document: JsonObject = { openapi: '3.1.0', ...base({}) }
    expect(() => selectNamed(document, ['ekko'])).toThrow('the document has no operation ekko; it has heard (GET /echo), echo (POST /echo)')
    expect(selectNamed(document, ['post /echo']).map(({ id }) => id)).toEqual(['echo'])
  })
})
