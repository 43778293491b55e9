import { expect, it } from 'vitest'
import { documents, slice } from '../fixture.ts'
import { formatFacts } from '../format-facts.ts'
import { allMembers, keyOf } from './member.ts'
import { observer } from './occurrences.ts'

const facts = formatFacts('demo', slice, documents)
const observe = observer(facts)

function occurring(role: string, ...values: readonly unknown[]): string[] {
  const found = new Set<string>()
  for (const value of values) observe(role, value, found)
  return [...found].toSorted()
}

it('names the fields of a document, the arms its objects are and the values its enums have', () => {
  const body = { model: 'one', effort: 'low', messages: [{ role: 'user', content: [{ type: 'text', text: 'a', cache: { ttl: '1h' } }] }] }
  expect(occurring('request', body)).toEqual([
    'Block: text',
    'Body.effort',
    'Body.effort = low',
    'Body.messages',
    'Body.model',
    'Cache.ttl',
    'Cache.ttl = 1h',
    'Message: user',
    'TextBlock.cache',
    'TextBlock.text',
    'TextBlock.type',
    'UserMessage.content',
    'UserMessage.role',
  ])
})

it('takes null for nothing said, and neither a value nor an arm that no spec has', () => {
  expect(occurring('request', { model: null, effort: 'utmost', news: 1, messages: [{ role: 'ghost', content: 'a' }] })).toEqual([
    'Body.effort',
    'Body.messages',
  ])
})

it('tells the arm without a tag from those that have one', () => {
  const tools = [{ name: 'f' }, { type: 'search_1' }]
  expect(occurring('request', { tools })).toEqual(['Body.tools', 'OwnTool.name', 'SearchTool.type', 'Tool: own', 'Tool: search_1'])
})

it('knows what only the beta document has, and what crosses the wire as something else', () => {
  expect(occurring('event', { type: 'start', at: 1 }, { type: 'pause' })).toEqual([
    'Event: pause',
    'Event: start',
    'PauseEvent.type',
    'StartEvent.at',
    'StartEvent.type',
  ])
  expect(occurring('error', { message: 'm' })).toEqual(['Failure.message'])
  expect(occurring('answer', { message: 'm' })).toEqual([])
})

it('sees through the matchers of expected files: one item of a list, any value, no value', () => {
  const body = { model: { $any: 'free' }, effort: { $absent: 'unset' }, messages: { $some: { role: 'bot', content: { $bind: 'said' } } } }
  expect(occurring('request', body)).toEqual(['Body.messages', 'Body.model', 'BotMessage.content', 'BotMessage.role', 'Message: bot'])
})

it('finds nothing that is no member', () => {
  const keys = new Set(allMembers(facts).map(keyOf))
  expect(keys.size).toBe(allMembers(facts).length)
  const body = {
    model: 'one',
    options: { depth: 1 },
    tools: [{ type: 'map_1' }],
    messages: [{ role: 'bot', content: [{ type: 'search', found: [{ url: 'u' }] }] }],
  }
  expect(occurring('request', body).filter((key) => !keys.has(key))).toEqual([])
})
