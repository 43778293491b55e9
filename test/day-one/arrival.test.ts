import { describe, expect, test } from 'vitest'
import { missing } from './arrival.ts'
import { turns } from './clients.ts'
import { chatFacts, messagesFacts } from './inventory.ts'

describe.each(turns().map((turn) => [turn.client, turn.turn, turn] as const))('the inventory of %s, %s', (_client, _turn, turn) => {
  const facts = turn.path.startsWith('/v1/messages') ? messagesFacts(turn.body) : chatFacts(turn.body)

  test('finds everything in the body itself', () => {
    expect(missing(facts, facts, [])).toEqual([])
  })

  test('misses each fact that is not there, unless a loss speaks for it', () => {
    for (const fact of facts) {
      const others = facts.filter(({ kind, id, value }) => !(kind === fact.kind && id === fact.id && value === fact.value))
      const contained = fact.kind === 'text' && others.some(({ value }) => value.includes(fact.value))
      expect(missing(facts, others, []).includes(`${fact.kind} ${fact.at}`)).toBe(!contained)
      expect(missing(facts, others, [{ path: fact.at, rule: 'TEST' }])).not.toContain(`${fact.kind} ${fact.at}`)
    }
  })
})

test('no loss speaks for a whole body', () => {
  const [fact, ...none] = chatFacts({ messages: [{ role: 'user', content: 'hi' }] })
  const losses = ['', '/messages', '/tools'].map((path) => ({ path, rule: 'TEST' }))
  expect(missing(fact ? [fact] : [], none, losses)).toEqual(['text /messages/0/content'])
})
