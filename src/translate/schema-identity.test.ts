import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../interlingua/json.ts'
import { Ledger } from './ledger.ts'
import { withoutIdentity } from './schema-identity.ts'

const named = { $id: 'x', type: 'string' }
const bare = { type: 'string' }

/** A schema without its names, and where they stood. */
function without(schema: JsonObject) {
  const ledger = new Ledger('a', { rule: 'ENV-5', why: '', level: 'info' })
  return { schema: withoutIdentity(schema, '/s', ledger), lost: ledger.losses.map(({ path }) => path) }
}

describe('a schema that is enforced', () => {
  it.each(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'])(
    'SCH-9: goes without the name of what stands under %s',
    (keyword) => {
      expect(without({ [keyword]: named })).toEqual({ schema: { [keyword]: bare }, lost: [`/s/${keyword}/$id`] })
    },
  )

  it.each(['anyOf', 'oneOf', 'allOf', 'prefixItems'])('SCH-9: goes without the names of what %s lists', (keyword) => {
    expect(without({ [keyword]: [bare, named] })).toEqual({ schema: { [keyword]: [bare, bare] }, lost: [`/s/${keyword}/1/$id`] })
  })

  it.each(['properties', '$defs', 'definitions', 'patternProperties'])(
    'SCH-9: keeps what is called $id among %s, not its name',
    (keyword) => {
      expect(without({ [keyword]: { $id: named } })).toEqual({ schema: { [keyword]: { $id: bare } }, lost: [`/s/${keyword}/$id/$id`] })
    },
  )

  it('SCH-9: is the same schema where it has no name, and its values are no schemas', () => {
    const schema = { anyOf: [bare], properties: { a: bare }, const: { $id: 'a value' }, default: { $schema: 'a value' } }
    expect(without(schema).schema).toBe(schema)
  })
})
