import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import { isStrictSchema, schemaProblem } from './schema.ts'

const closed = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
})

describe('schemas that OpenAI takes as strict', () => {
  it.each<[string, string, JsonObject, boolean]>([
    ['SCH-1', 'a closed object', closed({ a: { type: 'string' } }), true],
    ['SCH-1', 'an open object', closed({}, { additionalProperties: true }), false],
    ['SCH-1', 'an open object within', closed({ a: { type: 'object', properties: {} } }), false],
    ['SCH-2', 'an optional property', closed({ a: {} }, { required: [] }), false],
    ['SCH-3', 'oneOf', closed({ a: { oneOf: [{ type: 'string' }] } }), false],
    ['SCH-4', 'allOf within items', closed({ a: { type: 'array', items: { allOf: [] } } }), false],
    ['SCH-5', 'limits of numbers', closed({ a: { type: 'number', minimum: 3 } }), true],
    ['SCH-7', 'recursion', closed({ a: { $ref: '#' } }), true],
    ['SCH-10', 'a list', { type: 'array', items: closed({}) }, false],
  ])('%s: %s', (_rule, _name, schema, strict) => {
    expect(isStrictSchema(schema)).toBe(strict)
  })

  it('SCH-8, SCH-10: says what OpenAI takes in no way, and where it stands', () => {
    expect(schemaProblem({ type: 'string' })).toMatchObject({ rule: 'SCH-10', path: '' })
    expect(schemaProblem(closed({ a: { $ref: 'https://example.com/s.json' } }))).toMatchObject({
      rule: 'SCH-8',
      path: '/properties/a/$ref',
    })
    expect(schemaProblem({ properties: {} })).toBeNull()
  })
})
