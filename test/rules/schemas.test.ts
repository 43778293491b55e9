import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { toChat, toMessages } from './translating.ts'

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more })
const closed = { additionalProperties: false }
const string = { type: 'string' }

/** A Chat client's schema of the answer, as an Anthropic upstream gets it. */
function forMessages(schema: JsonObject, strict: boolean) {
  const { body, losses, refused } = toMessages({ response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict } } })
  const said = losses.filter((each) => !each.endsWith('REQ-C-14'))
  return { format: body?.['output_config'], system: body?.['system'], losses: said, refused }
}

/** An Anthropic client's schema of the answer, as a Chat upstream gets it. */
function forChat(schema: JsonObject) {
  const { body, losses } = toChat({ output_config: { format: { type: 'json_schema', schema } } })
  return { format: (body?.['response_format'] as JsonObject | undefined)?.['json_schema'], losses }
}

const at = '/response_format/json_schema/schema'

describe('schemas of a Chat client, for an Anthropic upstream', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['SCH-1: every object is closed', object({ a: object({ b: string }) }), object({ a: object({ b: string }, closed) }, closed), []],
    [
      'SCH-2: optional properties stay so',
      object({ a: string, b: string }, { required: ['a'], ...closed }),
      object({ a: string, b: string }, { required: ['a'], ...closed }),
      [],
    ],
    [
      'SCH-3: oneOf is anyOf',
      object({ a: { oneOf: [string, { type: 'null' }] } }, closed),
      object({ a: { anyOf: [string, { type: 'null' }] } }, closed),
      [],
    ],
    [
      'SCH-5: bounds are told in the description',
      object(
        { a: { type: 'integer', description: 'Age.', minimum: 1, maximum: 9 }, b: { type: 'array', items: string, minItems: 2 } },
        closed,
      ),
      object(
        {
          a: { type: 'integer', description: 'Age.\n\n{minimum: 1, maximum: 9}' },
          b: { type: 'array', items: string, description: '{minItems: 2}' },
        },
        closed,
      ),
      [
        `${at}/properties/a/minimum folded info SCH-5`,
        `${at}/properties/a/maximum folded info SCH-5`,
        `${at}/properties/b/minItems folded info SCH-5`,
      ],
    ],
    [
      'SCH-5: one element at least, and a plain pattern, are kept',
      object({ a: { type: 'array', items: { type: 'string', pattern: '^a+$' }, minItems: 1 } }, closed),
      object({ a: { type: 'array', items: { type: 'string', pattern: '^a+$' }, minItems: 1 } }, closed),
      [],
    ],
    [
      'SCH-6: an enum of plain values is kept',
      object({ a: { enum: ['x', 1, null] } }, closed),
      object({ a: { enum: ['x', 1, null] } }, closed),
      [],
    ],
    [
      'SCH-9: names go, the rest of what describes stays',
      object({ a: { type: 'string', $id: 'x', default: 'd', title: 'T', examples: ['e'] } }, { $schema: 's', $id: 'i', ...closed }),
      object({ a: { type: 'string', default: 'd', title: 'T', examples: ['e'] } }, closed),
      [`${at}/properties/a/$id dropped debug SCH-9`, `${at}/$schema dropped debug SCH-9`, `${at}/$id dropped debug SCH-9`],
    ],
  ])('%s', (_title, schema, sent, losses) => {
    for (const strict of [true, false]) {
      expect(forMessages(schema, strict)).toEqual({ format: { format: { type: 'json_schema', schema: sent } }, losses, refused: null })
    }
  })

  it('SCH-4: plain objects that all hold are merged', () => {
    const both = { allOf: [object({ x: string }, { required: ['x'] }), object({ y: string }, { required: ['y'] })] }
    const { format, losses } = forMessages(object({ a: both }, closed), true)
    expect(format).toEqual({
      format: { type: 'json_schema', schema: object({ a: object({ x: string, y: string }, { required: ['x', 'y'], ...closed }) }, closed) },
    })
    expect(losses).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    [
      'SCH-4: allOf with a reference',
      object({ a: { allOf: [{ $ref: '#/$defs/x' }] } }, { $defs: { x: object({}) } }),
      '/properties/a/allOf',
    ],
    ['SCH-6: an enum of objects', object({ a: { enum: [{ b: 1 }] } }), '/properties/a/enum'],
    ['SCH-8: a reference to elsewhere', object({ a: { $ref: 'https://a.test/s.json' } }), '/properties/a/$ref'],
    ['SCH-10: a root that is no object', { type: 'array', items: string }, ''],
  ])('%s is refused, strict or not', (title, schema, path) => {
    for (const strict of [true, false]) {
      const { refused, losses } = forMessages(schema, strict)
      expect(refused?.startsWith(`${at}${path}: `)).toBe(true)
      expect(losses).toContain(`${at}${path} rejected reject ${title.split(':')[0] ?? ''}`)
    }
  })

  it.each<[string, JsonObject, string]>([
    ['SCH-1: an open map', object({ a: { type: 'object', additionalProperties: string } }), '/properties/a/additionalProperties'],
    [
      'SCH-7: a schema within itself',
      object({ a: { $ref: '#/$defs/n' } }, { $defs: { n: object({ next: { $ref: '#/$defs/n' } }) } }),
      '/properties/a/$ref',
    ],
  ])('%s is refused where it is strict, else told in words', (title, schema, path) => {
    const rule = title.split(':')[0] ?? ''
    const strict = forMessages(schema, true)
    expect(strict.losses).toHaveLength(1)
    expect(strict.losses[0]).toMatch(new RegExp(`^${at}${path.replaceAll('$', String.raw`\$`)}.* rejected reject ${rule}$`))
    const loose = forMessages(schema, false)
    expect(loose.format).toBeUndefined()
    expect(loose.system).toEqual([
      { type: 'text', text: `Respond with one JSON object and nothing else. It must match this JSON Schema: ${JSON.stringify(schema)}` },
    ])
    expect(loose.losses).toEqual([`${at} folded warn ${rule}`])
  })

  it('SCH-11: keys keep their order', () => {
    const { format } = forMessages(object({ z: string, a: string, m: string }, closed), true)
    expect(JSON.stringify(format)).toContain('"properties":{"z":{"type":"string"},"a":{"type":"string"},"m":{"type":"string"}}')
  })

  it('SCH-9, TOOL-5: the schema of a strict tool goes without its names, any other as it is', () => {
    const parameters = object({ a: string }, { $schema: 's', $id: 'i', required: ['a'], ...closed })
    const offered = (strict: boolean) => toMessages({ tools: [{ type: 'function', function: { name: 'w', parameters, strict } }] })
    const enforced = offered(true)
    expect(enforced.body?.['tools']).toEqual([
      { name: 'w', input_schema: object({ a: string }, { required: ['a'], ...closed }), strict: true },
    ])
    expect(enforced.losses).toEqual([
      '/tools/0/function/parameters/$schema dropped debug SCH-9',
      '/tools/0/function/parameters/$id dropped debug SCH-9',
    ])
    const loose = offered(false)
    expect(loose.body?.['tools']).toEqual([{ name: 'w', input_schema: parameters, strict: false }])
    expect(loose.losses).toEqual([])
  })
})

describe('schemas of an Anthropic client, for a Chat upstream', () => {
  const from = '/output_config/format'
  const fits = object({ z: string, a: { anyOf: [string, { type: 'null' }] } }, { required: ['z', 'a'], ...closed })

  it('SCH-11: a schema that OpenAI takes goes as it is, in its order, and is strict', () => {
    const { format, losses } = forChat(fits)
    expect(JSON.stringify(format)).toBe(JSON.stringify({ name: 'output', schema: fits, strict: true }))
    expect(losses).toEqual([])
  })

  it.each<[string, JsonObject]>([
    ['SCH-1: an open object', object({ a: string }, { required: ['a'] })],
    ['SCH-1: an open map', object({ a: { type: 'object', additionalProperties: string } }, { required: ['a'], ...closed })],
    ['SCH-2: an optional property', object({ a: string, b: string }, { required: ['a'], ...closed })],
    ['SCH-3: oneOf', object({ a: { oneOf: [string] } }, { required: ['a'], ...closed })],
    ['SCH-4: allOf', object({ a: { allOf: [string] } }, { required: ['a'], ...closed })],
  ])('%s is kept and not strict, with a warning', (_title, schema) => {
    expect(forChat(schema)).toEqual({ format: { name: 'output', schema, strict: false }, losses: [`${from} dropped warn REQ-A-14`] })
  })

  it.each<[string, JsonObject]>([
    ['SCH-5: bounds', object({ a: { type: 'integer', minimum: 1 } }, { required: ['a'], ...closed })],
    ['SCH-6: an enum of objects', object({ a: { enum: [{ b: 1 }] } }, { required: ['a'], ...closed })],
    ['SCH-7: a schema within itself', object({ a: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, { required: ['a'], ...closed })],
  ])('%s: kept, and strict', (_title, schema) => {
    expect(forChat(schema)).toEqual({ format: { name: 'output', schema, strict: true }, losses: [] })
  })

  it.each<[string, JsonObject, string]>([
    [
      'SCH-8: a reference to elsewhere',
      object({ a: { $ref: 'https://a.test/s.json' } }, { required: ['a'], ...closed }),
      '/schema/properties/a/$ref',
    ],
    ['SCH-10: a root that is no object', { type: 'array', items: string }, '/schema'],
  ])('%s is refused', (title, schema, path) => {
    expect(forChat(schema)).toEqual({ format: undefined, losses: [`${from}${path} rejected reject ${title.split(':')[0] ?? ''}`] })
  })

  it('SCH-9: names go, the rest of what describes stays', () => {
    const described = { type: 'string', default: 'd', title: 'T', examples: ['e'] }
    const named = object({ a: { ...described, $id: 'x' } }, { $schema: 's', $id: 'i', required: ['a'], ...closed })
    const { format, losses } = forChat(named)
    expect(format).toEqual({ name: 'output', schema: object({ a: described }, { required: ['a'], ...closed }), strict: true })
    expect(losses).toEqual([
      `${from}/schema/properties/a/$id dropped debug SCH-9`,
      `${from}/schema/$schema dropped debug SCH-9`,
      `${from}/schema/$id dropped debug SCH-9`,
    ])
  })

  it('SCH-9, TOOL-5: the schema of a strict tool goes without its names, any other as it is', () => {
    const input_schema = object({ a: string }, { $schema: 's', required: ['a'], ...closed })
    const offered = (strict: boolean) => toChat({ tools: [{ name: 'w', input_schema, strict }] })
    const bare = object({ a: string }, { required: ['a'], ...closed })
    expect(offered(true)).toMatchObject({
      body: { tools: [{ type: 'function', function: { name: 'w', parameters: bare, strict: true } }] },
      losses: ['/tools/0/input_schema/$schema dropped debug SCH-9'],
    })
    expect(offered(true).body?.['tools']).toEqual([{ type: 'function', function: { name: 'w', parameters: bare, strict: true } }])
    expect(offered(false).body?.['tools']).toEqual([{ type: 'function', function: { name: 'w', parameters: input_schema, strict: false } }])
  })
})
