import { expect, it } from 'vitest'
import { schemaText } from './schema.ts'

it('gives the members of a tagged union the values of their tags, not the names of their schemas', async () => {
  const member = (tag: string) => ({ type: 'object', properties: { type: { const: tag } }, required: ['type'] })
  const union = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'type' },
  }
  const schemas = { Cat: member('cat'), Dog: member('dog'), Pet: union }
  const text = await schemaText({ openapi: '3.2.0', info: { version: 'v1' }, paths: {}, components: { schemas } }, '// Pets.')
  expect([...text.matchAll(/type: (.*);/g)].map(([, type]) => type)).toEqual(['"cat"', '"dog"'])
  expect(text).toContain('Pet: components["schemas"]["Cat"] | components["schemas"]["Dog"];')
})

it('lets a member with a default be left out, and an open list be null where the document says so', async () => {
  const properties = {
    n: { type: 'integer', default: 1 },
    size: { type: ['string', 'null'], 'x-known-values': ['s', 'm'] },
  }
  const schemas = { Order: { type: 'object', properties } }
  const text = await schemaText({ openapi: '3.2.0', info: { version: 'v1' }, paths: {}, components: { schemas } }, '// Orders.')
  expect(text).toContain('n?: number;')
  expect(text).toContain("size?: 's' | 'm' | (string & {}) | null;")
})
