import { expect, it } from 'vitest'
import { stagesOf } from './stages.ts'

const siblings = ['stop.ts', 'stream.decode.ts', 'stream.test.ts']

it('begins with the tests of the concept, and ends with whole conversations', () => {
  const stages = stagesOf('src/formats/f/stream.decode.ts', siblings)
  expect(stages[0]).toEqual({ name: 'nearest', filters: ['src/formats/f/stream.'] })
  expect(stages.map(({ name }) => name)).toEqual(['nearest', 'units', 'laws', 'cases', 'conversations'])
})

it('begins with the tests of the folder where the concept has none of its own', () => {
  expect(stagesOf('src/formats/f/stop.ts', siblings)[0]).toEqual({ name: 'nearest', filters: ['src/formats/f/'] })
})
