import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import type { Schema } from './openapi.ts'

const text: Schema = { type: 'string' }
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Record<string, Schema>, required: readonly string[]): Schema => ({ type: 'object', properties, required })

/** Three members share a tag, one of them requires it; one may leave it null; two have their own; the rest are no objects. */
const schemas: Record<string, Schema> = {
  Item: {
    anyOf: [
      ref('Easy'),
      ref('Input'),
      ref('Output'),
      ref('Call'),
      ref('Stop'),
      ref('Link'),
      text,
      { type: 'array', items: { type: 'number' } },
    ],
  },
  Easy: object({ type: { const: 'message' }, role: text, content: text }, ['role', 'content']),
  Input: object({ type: { const: 'message' }, role: text, status: text }, ['role', 'status']),
  Output: object({ type: { const: 'message' }, id: text }, ['id', 'type']),
  Call: object({ type: { const: 'call' }, id: text }, ['id', 'type']),
  Stop: object({ type: { enum: ['stop', 'halt'] } }, ['type']),
  Link: object({ type: { anyOf: [{ const: 'link' }, { type: 'null' }] }, id: text }, ['id']),
  Outer: object({ item: { anyOf: [ref('Item'), { type: 'null' }] } }, []),
  Loose: { anyOf: [ref('Call'), ref('Stop'), object({ id: text }, ['id'])] },
}

const values: readonly unknown[] = [
  null,
  3,
  true,
  'text',
  [],
  [1],
  ['1'],
  ...[undefined, null, 'message', 'call', 'stop', 'halt', 'link', 'other', 7].flatMap((type) =>
    [{}, { id: 'x' }, { role: 'a', content: 'b' }, { role: 'a', status: 'b' }, { id: 1, role: 'a' }].map((rest) =>
      type === undefined ? rest : { type, ...rest },
    ),
  ),
]

const compile = (all: Record<string, Schema>, name: string) =>
  new Ajv({ strict: false, discriminator: true, schemas: [{ $id: 'doc', components: { schemas: all } }] }).compile({
    $ref: `doc#/components/schemas/${name}`,
  })

it.each(['Item', 'Outer', 'Loose'])('a union told apart by type and tag accepts what it accepted as it was: %s', (name) => {
  const rewritten = Object.fromEntries(Object.entries(schemas).map(([each, schema]) => [each, normalise(schema, schemas)]))
  const [before, after] = [compile(schemas, name), compile(rewritten, name)]
  const wrap = (value: unknown) => (name === 'Outer' ? { item: value } : value)
  expect(values.filter((value) => before(wrap(value)) !== after(wrap(value)))).toEqual([])
  expect(values.filter((value) => before(wrap(value))).length).toBeGreaterThan(5)
})

it('leaves a union alone that has a member without a tag of its own', () => {
  expect(normalise(schemas['Loose'] ?? {}, schemas)).toEqual({ anyOf: schemas['Loose']?.anyOf })
})

it('asks for the type first, then for the tag', () => {
  expect(normalise(schemas['Item'] ?? {}, schemas)).toMatchObject({
    type: ['object', 'string', 'array'],
    allOf: [{ if: { type: 'object' } }, { if: { type: 'array' } }],
  })
})
