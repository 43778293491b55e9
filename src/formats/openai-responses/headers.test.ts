import { expect, it } from 'vitest'
import { Ledger } from '../../translate/ledger.ts'
import { documentOf, loseHeaders } from './headers.ts'

it('HDR-5: what names an organization or a project means something to OpenAI alone', () => {
  const losses = (...names: string[]) => {
    const ledger = new Ledger('openai-responses', { rule: 'RI-13', why: 'unknown', level: 'warn' })
    loseHeaders(Object.fromEntries(names.map((name) => [name, 'x'])), ledger)
    return (target: string) => ledger.settled(null, target).losses.map(({ path, fate, rule, level }) => [path, fate, rule, level])
  }
  const both = losses('openai-organization', 'openai-project', 'user-agent')
  expect(both('anthropic-messages')).toEqual(Array(2).fill(['', 'dropped', 'HDR-5', 'info']))
  expect(both('openai-responses')).toEqual([])
  expect(documentOf({})).toBe('v1')
})
