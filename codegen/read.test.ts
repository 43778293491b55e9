import { describe, expect, it } from 'vitest'
import { newer, slice } from './fixture.ts'
import { readFacts } from './read.ts'

const facts = readFacts(newer, '2', slice.roots)
const field = (shape: string, name: string) => facts.shapes.get(shape)?.fields.find((each) => each.name === name)

describe('the facts of one document', () => {
  it('name an inline object by the path that leads to it', () => {
    expect(field('Body', 'options')?.type).toEqual({ kind: 'ref', name: 'Body_options' })
    expect(facts.shapes.get('Body_options')?.fields.map(({ name, type }) => [name, type.kind])).toEqual([['depth', 'integer']])
  })

  it('make an identifier of a nested name', () => {
    expect(facts.shapes.has('SearchBlock_Hit')).toBe(true)
  })

  it('leave out fields that exist only in an SDK', () => {
    expect(facts.shapes.get('Body')?.fields.map(({ name }) => name)).toEqual(['effort', 'messages', 'model', 'options', 'tools'])
  })

  it('take null out of the type, however it is spelt', () => {
    expect(field('Body', 'effort')).toMatchObject({ nullable: true, required: false, type: { kind: 'enum', values: ['low', 'high'] } })
    expect(field('TextBlock', 'cache')).toMatchObject({ nullable: true, type: { kind: 'ref', name: 'Cache' } })
  })

  it('keep the known values of an open enum', () => {
    expect(field('Body', 'model')?.type).toEqual({ kind: 'open', known: ['one', 'two'] })
  })

  it('find what crosses the wire through the operation', () => {
    expect(facts.roots.get('event')).toEqual({ kind: 'ref', name: 'Event' })
    expect(() => readFacts(newer, '2', { response: 'create response' })).toThrow('create says nothing of its response')
  })
})
