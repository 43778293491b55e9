import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import { reduceSchema, strictProblem } from './schema.ts'

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more })

describe('schemas of answers', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['SCH-1', object({ a: object({}) }), object({ a: object({}, { additionalProperties: false }) }, { additionalProperties: false })],
    ['SCH-2', object({ a: {}, b: {} }, { required: ['a'] }), object({ a: {}, b: {} }, { required: ['a'], additionalProperties: false })],
    [
      'SCH-3',
      object({ a: { oneOf: [{ type: 'string' }] } }),
      object({ a: { anyOf: [{ type: 'string' }] } }, { additionalProperties: false }),
    ],
    [
      'SCH-4',
      object({ a: { allOf: [object({ x: {} }, { required: ['x'] }), object({ y: {} })] } }),
      object({ a: object({ y: {}, x: {} }, { additionalProperties: false, required: ['x'] }) }, { additionalProperties: false }),
    ],
    [
      'SCH-5',
      object({ a: { type: 'string', description: 'A.', minLength: 2, pattern: '(?=x)' } }),
      object({ a: { type: 'string', description: 'A.\n\n{minLength: 2, pattern: "(?=x)"}' } }, { additionalProperties: false }),
    ],
    [
      'SCH-4',
      object({}, { required: ['a'], allOf: [object({ a: {} }, { required: ['b'] }), object({ b: {} }, { required: ['a', 'c'] })] }),
      object({ a: {}, b: {} }, { required: ['a', 'b', 'c'], additionalProperties: false }),
    ],
    [
      'SCH-5',
      object({ a: { type: 'array', minItems: 1, items: {} }, b: { type: 'array', minItems: 2, items: {} } }),
      object(
        { a: { type: 'array', minItems: 1, items: {} }, b: { type: 'array', items: {}, description: '{minItems: 2}' } },
        { additionalProperties: false },
      ),
    ],
    [
      'SCH-8',
      object({ a: { $ref: '#/$defs/x~1y~0z' } }, { $defs: { 'x/y~z': { type: 'string' } } }),
      object({ a: { $ref: '#/$defs/x~1y~0z' } }, { additionalProperties: false, $defs: { 'x/y~z': { type: 'string' } } }),
    ],
    ['SCH-9', object({}, { $schema: 's', $id: 'i', title: 't' }), object({}, { title: 't', additionalProperties: false })],
  ])('%s: %j is %j', (_rule, schema, reduced) => {
    expect(reduceSchema(schema, true)).toMatchObject({ kind: 'schema', schema: reduced })
  })

  it.each<[string, JsonObject, string]>([
    ['SCH-4', object({ a: { allOf: [{ $ref: '#/$defs/x' }] } }, { $defs: { x: {} } }), '/properties/a/allOf'],
    ['SCH-6', object({ a: { enum: [{ b: 1 }] } }), '/properties/a/enum'],
    ['SCH-8', object({ a: { $ref: 'https://x.example/s.json' } }), '/properties/a/$ref'],
    ['SCH-10', { type: 'array' }, ''],
  ])('%s: %j cannot be had', (rule, schema, path) => {
    expect(reduceSchema(schema, false)).toMatchObject({ kind: 'refused', rule, path })
  })

  it.each<[string, JsonObject]>([
    ['SCH-1', object({ a: { type: 'object', additionalProperties: { type: 'string' } } })],
    ['SCH-7', object({ a: { $ref: '#/$defs/n' } }, { $defs: { n: object({ next: { $ref: '#/$defs/n' } }) } })],
  ])('%s: %j can be told in words, unless it must be enforced', (rule, schema) => {
    expect(reduceSchema(schema, false)).toMatchObject({ kind: 'words', rule })
    expect(reduceSchema(schema, true)).toMatchObject({ kind: 'refused', rule })
  })

  it('SCH-11: members keep their order', () => {
    const reduced = reduceSchema(object({ z: {}, a: {} }), false)
    expect(reduced.kind === 'schema' && JSON.stringify(reduced.schema['properties'])).toBe('{"z":{},"a":{}}')
  })

  it('SEC-5: a schema that is too deep is refused, one that refers to a thing often is quick', () => {
    let deep: JsonObject = {}
    for (let i = 0; i < 200; i++) deep = { items: deep }
    expect(reduceSchema(object({ a: deep }), false)).toMatchObject({ kind: 'refused', rule: 'SEC-5' })
    const names = Array.from({ length: 40 }, (_, i) => `d${i}`)
    const $defs = Object.fromEntries(
      names.map((name, i) => [name, object(i === 39 ? {} : { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } })]),
    )
    expect(reduceSchema(object({ a: { $ref: '#/$defs/d0' } }, { $defs }), false).kind).toBe('schema')
  })
})

it('TOOL-5: a tool is strict only where nothing of its schema would be told in words', () => {
  const closed = { additionalProperties: false }
  expect(strictProblem(object({ a: { type: 'string' } }, closed))).toBeNull()
  expect(strictProblem(object({ a: object({}) }, closed))).toBe('every object must forbid additional properties')
  expect(strictProblem(object({ a: { type: 'integer', maximum: 3 } }, closed))).toBe("'maximum' is not enforced")
})
