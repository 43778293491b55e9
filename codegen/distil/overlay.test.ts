import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json.ts'
import { applyOverlay, readOverlay } from './overlay.ts'

const source = 'some-sdk@1.2.3 Thing.size'
const reviewed = '2026-11-22'

function document(): JsonObject {
  return {
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          responses: {
            200: { content: { 'text/event-stream': { itemSchema: { $ref: '#/components/schemas/Thing' } } } },
            default: { description: 'Error' },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            size: { type: ['number', 'null'] },
            input: {},
            stop: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'number' } }] },
            other: { $ref: '#/components/schemas/Other' },
          },
          required: ['input', 'size'],
        },
        'Thing.Part': { type: 'object', properties: { size: { type: 'number' }, bag: { additionalProperties: { type: 'number' } } } },
        Other: { anyOf: [{ $ref: '#/components/schemas/Thing' }] },
      },
    },
  }
}

function apply(entry: JsonObject, apiVersion = 'v1', from: JsonObject = document()): JsonObject {
  const overlay = readOverlay(JSON.stringify([{ source, reviewed, ...entry }]), 'things.json')
  return applyOverlay(from, overlay, apiVersion)
}

describe('applying an overlay', () => {
  it('narrows a number to an integer and keeps null', () => {
    expect(apply({ at: 'Thing.size', set: { type: 'integer', minimum: 1 } })).toMatchObject({
      components: { schemas: { Thing: { properties: { size: { type: ['integer', 'null'], minimum: 1 } } } } },
    })
  })

  it('finds items, map values, branches and nested names', () => {
    const at = ['Thing.stop|array[]', 'Thing.Part.bag{}', 'Thing.Part.size']
    expect(apply({ at, set: { type: 'integer' } })).toMatchObject({
      components: {
        schemas: {
          Thing: { properties: { stop: { anyOf: [{ type: 'string' }, { items: { type: 'integer' } }] } } },
          'Thing.Part': { properties: { size: { type: 'integer' }, bag: { additionalProperties: { type: 'integer' } } } },
        },
      },
    })
  })

  it('finds a property wherever it occurs', () => {
    expect(apply({ at: '*.size', set: { type: 'integer' } })).toMatchObject({
      components: {
        schemas: {
          Thing: { properties: { size: { type: ['integer', 'null'] } } },
          'Thing.Part': { properties: { size: { type: 'integer' } } },
        },
      },
    })
  })

  it('gives back a free-form object, a branch, a property and a requirement', () => {
    expect(apply({ at: 'Thing.input', set: { type: 'object', additionalProperties: true } })).toMatchObject({
      components: { schemas: { Thing: { properties: { input: { type: 'object', additionalProperties: true } } } } },
    })
    expect(apply({ at: 'Other', branch: 'Thing.Part' })).toMatchObject({
      components: { schemas: { Other: { anyOf: [{}, { $ref: '#/components/schemas/Thing.Part' }] } } },
    })
    expect(apply({ at: 'Thing.Part', properties: { name: { type: 'string' } } })).toMatchObject({
      components: { schemas: { 'Thing.Part': { properties: { name: { type: 'string' } } } } },
    })
    expect(apply({ at: 'Thing', optional: ['size'] })).toMatchObject({ components: { schemas: { Thing: { required: ['input'] } } } })
  })

  it('names schemas in the beta document with and without their prefix', () => {
    const beta: JsonObject = {
      components: { schemas: { BetaThing: { type: 'object', properties: { size: { type: 'number' } } }, Model: { type: 'string' } } },
    }
    const define = { anyOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Model' }] }
    expect(apply({ at: 'Either', define }, 'beta', beta)).toMatchObject({
      components: {
        schemas: {
          BetaEither: {
            anyOf: [{ $ref: '#/components/schemas/BetaThing' }, { $ref: '#/components/schemas/Model' }],
            'x-added': true,
          },
        },
      },
    })
  })

  it('adds facts about operations', () => {
    const facts = {
      errors: { 400: 'bad' },
      headers: { 'x-id': { schema: { type: 'string' } } },
      errorHeaders: { 'retry-after': { schema: { type: 'integer' } } },
      item: { $ref: '#/components/schemas/Other' },
      terminator: '[DONE]',
    }
    expect(apply({ at: '*', ...facts })).toMatchObject({
      paths: {
        '/things': {
          post: {
            responses: {
              200: {
                content: { 'text/event-stream': { itemSchema: { $ref: '#/components/schemas/Other' }, 'x-terminator': '[DONE]' } },
                headers: { 'x-id': {} },
              },
              default: { 'x-error-types': { 400: 'bad' }, headers: { 'x-id': {}, 'retry-after': {} } },
            },
          },
        },
      },
    })
  })

  it('leaves the document it was given as it is, and skips entries for other versions', () => {
    const before = document()
    apply({ at: 'Thing.size', set: { minimum: 1 } }, 'v1', before)
    expect(before).toEqual(document())
    expect(apply({ at: 'Gone', documents: ['v2'], set: { minimum: 1 } })).toEqual(document())
  })
})

describe('an overlay entry that is wrong', () => {
  it.each([
    ['has no source', { source: undefined }, /entry 1 \(Thing\.size\): no source/],
    ['has a source without version or date', { source: 'the documentation' }, /entry 1 \(Thing\.size\): no source/],
    ['has an address without a date', { source: 'https://example.org/errors types' }, /no source/],
    ['has no review date', { reviewed: 'recently' }, /entry 1 \(Thing\.size\): no review date/],
    ['says nothing', { set: undefined }, /entry 1 \(Thing\.size\): no fact/],
    ['says something unheard of', { guess: 1 }, /entry 1 \(Thing\.size\): guess is not known/],
  ])('is refused by its name where it %s', (_, change, message) => {
    expect(() => apply({ at: 'Thing.size', set: { minimum: 1 }, ...JSON.parse(JSON.stringify(change)), ...removed(change) })).toThrow(
      message,
    )
  })

  it.each([
    ['matches no schema', { at: 'Gone.size', set: { minimum: 1 } }, 'things.json: Gone.size (v1) matches nothing'],
    ['matches no property', { at: ['Thing.size', 'Thing.gone'], set: { minimum: 1 } }, 'things.json: Thing.gone (v1) matches nothing'],
    ['matches no operation', { at: 'dropThing', terminator: 'x' }, 'things.json: dropThing (v1) matches no operation'],
    ['says what the types say', { at: 'Thing.size', set: { type: ['number', 'null'] } }, 'things.json: Thing.size (v1) says nothing new'],
    ['defines what is there', { at: 'Other', define: { type: 'object' } }, 'things.json: Other (v1) is already in the types'],
    ['adds what is there', { at: 'Thing', properties: { size: {} } }, 'things.json: Thing (v1).size is already in the types'],
    ['takes a reference for a number', { at: 'Thing.other', set: { type: 'integer' } }, 'things.json: Thing.other (v1) is not a number'],
  ])('fails by its name where it %s', (_, entry, message) => {
    expect(() => apply(entry)).toThrow(message)
  })

  it('accepts a package at a version, or an address with a date', () => {
    for (const each of ['@scope/sdk@1.2.3 Thing', 'sdk@0.1.0, Thing.size', 'https://example.org/docs/errors types, 2026-11-22']) {
      expect(() => apply({ at: 'Thing.size', set: { minimum: 1 }, source: each })).not.toThrow()
    }
  })
})

function removed(change: object): object {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value === undefined))
}
