import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonObject, objectOf } from './json.ts'
import { valueFor } from './schema.ts'

const text = 'Book a table for 4 in San Francisco on 2026-03-14, "by the window"'

test.each<[string, JsonObject, unknown]>([
  ['a string from the names in the text', { type: 'string' }, 'by the window'],
  ['a date from the text', { type: 'string', format: 'date' }, '2026-03-14'],
  ['a number from the text', { type: 'integer', minimum: 2 }, 4],
  ['a constant', { const: { a: [1] } }, { a: [1] }],
  ['the value of an enumeration that the text names', { enum: ['chair', 'Table'] }, 'Table'],
  ['the first value where it names none', { enum: [7, 8] }, 7],
  ['an example of a format', { type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-000000000000'],
  ['a text made for a pattern', { type: 'string', pattern: '^(?:ab|cd){2}-[x-z]+\\d{3}$' }, 'abab-x000'],
  ['a text of the least length', { type: 'string', minLength: 30 }, 'example-----------------------'],
  ['a number on its grid', { type: 'number', exclusiveMinimum: 10, multipleOf: 5 }, 15],
  ['an array of the least length', { type: 'array', items: { const: 1 }, minItems: 3 }, [1, 1, 1]],
  ['the not-null one of two types', { type: ['null', 'boolean'] }, true],
  ['the first of several schemas', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
])('makes %s', (_, schema, value) => {
  expect(valueFor(schema, text)).toEqual(value)
})

test('fills what is required, each property with a name of its own, and follows references', () => {
  const schema = {
    $defs: { place: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
    type: 'object',
    properties: { wish: { type: 'string' }, where: { $ref: '#/$defs/place' }, rest: { type: 'string' } },
    required: ['wish', 'where'],
  }
  expect(valueFor(schema, text)).toEqual({ wish: 'by the window', where: { city: 'San Francisco' } })
})

test('ends on schemas that contain themselves', () => {
  const node = { type: 'object', properties: { next: { $ref: '#' } }, required: [] }
  expect(valueFor(node, text)).toEqual({ next: {} })
})

const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(9), maxLength: fc.integer({ min: 9, max: 40 }) }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('date', 'date-time', 'email', 'uuid', 'uri') }),
  fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -99, max: 99 }), multipleOf: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ type: fc.constant('number'), maximum: fc.integer({ min: -99, max: 99 }) }),
  fc.record({ enum: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1 }) }),
  fc.record({ type: fc.constantFrom('boolean', 'null', 'object', 'array') }),
)

const schemas = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('schema'), { minKeys: 1, maxKeys: 4 }).chain((properties) =>
      fc.record({
        type: fc.constant('object'),
        properties: fc.constant(properties),
        required: fc.subarray(Object.keys(properties)),
        additionalProperties: fc.constant(false),
      }),
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
  ),
})).schema

test('makes a value that the schema accepts, whatever the schema and the text', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  fc.assert(
    fc.property(schemas, fc.string(), (schema, words) => {
      const value = valueFor(schema, words)
      expect({ value, accepted: ajv.validate(objectOf(schema), value), because: ajv.errors }).toEqual({
        value,
        accepted: true,
        because: null,
      })
    }),
    { numRuns: 500, seed: 7 },
  )
})
