import { expect, test } from 'vitest'
import { newer, slice } from '../fixture.ts'
import { readFacts } from '../read.ts'
import { sampleAt, type Wanted } from './sample.ts'

const facts = readFacts(newer, '2', slice.roots)
const root = facts.roots.get('request') ?? { kind: 'null' }
const at = (path: string, wanted: Wanted = { kind: 'least' }) => sampleAt(facts, root, path, wanted)
const body = { messages: [], model: 'one' }

test('holds what is required, and the way to the place that is wanted', () => {
  expect(at('.options')).toEqual({ ...body, options: { depth: 1 } })
  expect(at('.messages[]<user>.content[]<text>.cache.ttl')).toEqual({
    ...body,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'text', cache: { ttl: '5m' } }] }],
  })
})

test('ends in a value, null or nothing', () => {
  expect(at('.effort', { kind: 'value', value: 'max' })).toEqual({ ...body, effort: 'max' })
  expect(at('.effort', { kind: 'null' })).toEqual({ ...body, effort: null })
  expect(at('.model', { kind: 'absent' })).toEqual({ messages: [] })
})

test('is undefined for a path that the facts do not have', () => {
  expect(at('.nothing')).toBeUndefined()
  expect(at('.messages[]<judge>.content')).toBeUndefined()
})
