import { describe, expect, it } from 'vitest'
import { documents, newer, slice } from './fixture.ts'
import { formatFacts } from './format-facts.ts'
import type { Schema } from './openapi.ts'

const { facts, unions, enums, core } = formatFacts('demo', slice, documents)
const fields = (shape: string) =>
  facts.shapes.get(shape)?.fields.map(({ name, required, documents: known }) => `${name}${required ? '' : '?'} ${known.join()}`)
const withSchemas = (schemas: Record<string, Schema>) => ({
  ...newer,
  components: { schemas: { ...newer.components.schemas, ...schemas } },
})

describe('the superset of all documents', () => {
  it('strips the prefix of the beta surface and says which documents have a field', () => {
    expect(fields('StartEvent')).toEqual(['type 2,1,beta', 'at? beta'])
    expect(facts.shapes.get('PauseEvent')?.documents).toEqual(['beta'])
  })

  it('keeps a union by role and gives each arm the fields of the single shape', () => {
    expect(facts.shapes.has('Message')).toBe(false)
    expect(fields('UserMessage')).toEqual(['content 2,1,beta', 'role 2,1,beta', 'name? 1'])
    expect(fields('BotMessage')).toEqual(['content 2,1,beta', 'role 2,1,beta', 'name? 1'])
  })

  it('keeps the prefix where the bare name means something else', () => {
    const other: Schema = { type: 'object', properties: { type: { const: 'other' } }, required: ['type'] }
    const merged = formatFacts(
      'demo',
      { ...slice, documents: ['2', 'beta'] },
      new Map([
        ['2', newer],
        ['beta', withSchemas({ BetaStopEvent: other })],
      ]),
    )
    expect([...merged.facts.shapes.keys()].filter((name) => name.endsWith('StopEvent'))).toEqual(['BetaStopEvent', 'StopEvent'])
  })

  it('knows a shape that a later document renamed by its tag', () => {
    const renamed = withSchemas({
      Event: {
        oneOf: [{ $ref: '#/components/schemas/StartEvent' }, { $ref: '#/components/schemas/HaltEvent' }],
        discriminator: { propertyName: 'type' },
      },
      HaltEvent: { type: 'object', properties: { type: { const: 'stop' }, why: { type: 'string' } }, required: ['type'] },
    })
    const schemas = Object.fromEntries(Object.entries(renamed.components.schemas).filter(([name]) => name !== 'StopEvent'))
    const later = { ...renamed, components: { schemas } }
    const merged = formatFacts(
      'demo',
      { ...slice, documents: ['2', '3'] },
      new Map([
        ['2', newer],
        ['3', later],
      ]),
    )
    expect(merged.facts.shapes.get('StopEvent')?.fields.map(({ name }) => name)).toEqual(['type', 'why'])
    expect(merged.facts.shapes.has('HaltEvent')).toBe(false)
  })

  it('keys unions by tag, by role, and by a pseudo-tag for the arm that has none', () => {
    const arms = (name: string) => unions.find((union) => union.name === name)?.arms.map(({ tag, shape }) => `${tag} ${shape}`)
    expect(arms('Message')).toEqual(['user UserMessage', 'bot BotMessage'])
    expect(arms('Event')).toEqual(['start StartEvent', 'stop StopEvent', 'pause PauseEvent'])
    expect(arms('Tool')).toEqual(['own OwnTool', 'search_1 SearchTool', 'map_1 MapTool'])
  })

  it('names closed enums by the field they stand in', () => {
    expect(enums.map(({ name, values }) => `${name}: ${values.join()}`)).toEqual(['Body.effort: low,high', 'Cache.ttl: 5m,1h'])
  })

  it('ends the core at hosted tools and at the beta surface', () => {
    const outer = [...facts.shapes.keys()].filter((name) => !core.has(name))
    expect(outer).toEqual(['MapTool', 'PauseEvent', 'SearchBlock', 'SearchBlock_Hit', 'SearchTool'])
  })
})
