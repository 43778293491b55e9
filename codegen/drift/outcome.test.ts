import { expect, test } from 'vitest'
import type { Change } from '../diff/change.ts'
import { newer, slice } from '../fixture.ts'
import { readFacts } from '../read.ts'
import type { Codecs, Library } from './codecs.ts'
import { outcomeOf } from './outcome.ts'

const facts = readFacts(newer, '2', slice.roots)
const reach = { root: 'request', direction: 'request', path: '.options', places: 1 } as const
const change: Change = {
  kind: 'field added',
  owner: 'Body',
  name: 'options',
  severity: 'decide',
  reach: [reach],
  required: false,
  open: false,
}

const unasked = (): never => {
  throw new Error('nobody asks')
}
const codecs = (translateRequest: Library['translateRequest']): Codecs => ({
  library: { translateRequest, translateResponse: unasked, translateFault: unasked, translateStream: unasked },
  formats: ['demo', 'other'].map((name) => ({
    name,
    request: {},
    stream: {},
    models: { decode: unasked, list: unasked },
    tokenCount: null,
  })),
})

test('a codec that is not written yet, and breaks, is named with its error', () => {
  const unwritten = codecs(() => {
    throw new TypeError('decode is not a function')
  })
  expect(outcomeOf('demo', change, reach, facts, unwritten)).toEqual({
    root: 'request',
    kind: 'refused',
    text: 'the codec breaks over it (decode is not a function)',
  })
})

test('what changes what is written without a loss is taken over', () => {
  const copying = codecs((_, __, body) => ({ ok: true, losses: [], value: { body } }))
  expect(outcomeOf('demo', change, reach, facts, copying)).toMatchObject({
    kind: 'untold',
    text: 'taken over, without a loss; a gateway with the earlier documents counts it, in the exchanges of its sample, in validation.unknown',
  })
})

test('a place that no document can be made for is not tried, and a single model is never read', () => {
  const copying = codecs((_, __, body) => ({ ok: true, losses: [], value: { body } }))
  expect(outcomeOf('demo', change, { ...reach, path: '.nothing' }, facts, copying).text).toBe(
    'not tried: no document could be made that has it',
  )
  const roots = new Map([...facts.roots, ['model', facts.roots.get('request') ?? { kind: 'null' as const }]])
  expect(outcomeOf('demo', change, { ...reach, root: 'model' }, { ...facts, roots }, copying).text).toBe(
    'no provider is asked for a single model: the gateway answers from the lists',
  )
})
