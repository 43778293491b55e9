import { expect, test } from 'vitest'
import { readCases } from '../cases.ts'
import { audit, countsOf, twins, uncited } from './audit.ts'

const cases = readCases()

test('no case can be passed by doing nothing, and none is there twice', async () => {
  expect(await audit(cases)).toEqual([])
})

test('there are enough cases in every direction, half of them streamed, thirty with several turns', () => {
  const counts = countsOf(cases)
  const least = { 'messages-to-chat': 50, 'chat-to-messages': 50, 'messages-to-messages': 15, 'chat-to-chat': 15, 'several turns': 30 }
  expect(Object.entries(least).filter(([what, number]) => (counts[what] ?? 0) < number)).toEqual([])
  expect((counts['streamed'] ?? 0) / cases.length).toBeGreaterThanOrEqual(0.5)
})

test('a case that is there twice is found', () => {
  const [first] = cases
  if (!first) throw new Error('there are no cases')
  expect(twins([first, { ...first, id: 'another' }])).toEqual([`another has the rules and the wire of ${first.id}`])
  expect(twins([first, { ...first, id: 'another', rules: [...first.rules, 'ADD-1'] }])).toEqual([])
})

test('a must that only a rule of ours demands is found', () => {
  const [first] = cases.filter(({ level }) => level === 'must')
  if (!first) throw new Error('there are no cases')
  const ours = { kind: 'rule', name: 'docs/rules.json', says: 'We would like it so.' } as const
  expect(uncited([first, { ...first, id: 'another', sources: [ours] }])).toEqual([
    'another is a must, and cites neither a provider nor a client',
  ])
  expect(uncited([{ ...first, level: 'should', sources: [ours] }])).toEqual([])
})
