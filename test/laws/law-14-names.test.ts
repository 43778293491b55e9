import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { exchange } from './translating.ts'
import { translateRequest, translateResponse } from './watch.ts'

const odd = fc.oneof(
  fc.string({ minLength: 1, maxLength: 90 }),
  fc.stringMatching(/^[a-z]{60,80}$/),
  fc.constantFrom('a.b', 'a_b', 'a b', 'a/b', 'a_2fb', 'a_5f2fb'),
)

test('LAW-14: distinct ids of answers stay distinct, both ways', () => {
  const message = { type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: 'end_turn', usage: {} }
  const choices = [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }]
  hold(
    fc.property(fc.uniqueArray(odd, { minLength: 2, maxLength: 6 }), (ids) => {
      const toChat = ids.map((id) => translateResponse(anthropicMessages, openaiChat, { ...message, id }, exchange()).value['id'])
      const toMessages = ids.map(
        (id) => translateResponse(openaiChat, anthropicMessages, { id, model: 'm', choices }, exchange()).value['id'],
      )
      expect([new Set(toChat).size, new Set(toMessages).size]).toEqual([ids.length, ids.length])
    }),
    runs(300),
  )
})

interface Side {
  readonly asking: (names: readonly string[]) => Document
  readonly offered: (body: Document) => readonly string[]
}

const messages = [{ role: 'user', content: 'x' }]

/** A request of each API that offers tools by these names, and the names that a request offers. */
const sides: { readonly [format: string]: Side } = {
  [anthropicMessages.name]: {
    asking: (names: readonly string[]) => ({
      model: 'm',
      max_tokens: 16,
      messages,
      tools: names.map((name) => ({ name, input_schema: { type: 'object' } })),
    }),
    offered: (body: Document) => (body['tools'] as readonly Document[]).map(({ name }) => name as string),
  },
  [openaiChat.name]: {
    asking: (names: readonly string[]) => ({
      model: 'm',
      messages,
      tools: names.map((name) => ({ type: 'function', function: { name } })),
    }),
    offered: (body: Document) => (body['tools'] as readonly { function: Document }[]).map((tool) => tool.function['name'] as string),
  },
  [openaiResponses.name]: {
    asking: (names: readonly string[]) => ({ model: 'm', input: 'x', tools: names.map((name) => ({ type: 'function', name })) }),
    offered: (body: Document) => (body['tools'] as readonly Document[]).map(({ name }) => name as string),
  },
}

const ways: readonly (readonly [string, Format, Format])[] = [
  ['Messages to Chat', anthropicMessages, openaiChat],
  ['Chat to Messages', openaiChat, anthropicMessages],
  ['Messages to Responses', anthropicMessages, openaiResponses],
  ['Chat to Responses', openaiChat, openaiResponses],
  ['Responses to Messages', openaiResponses, anthropicMessages],
  ['Responses to Chat', openaiResponses, openaiChat],
]

test.each(ways)('LAW-14: %s, tool names map one to one, and back', (_, from, to) => {
  hold(
    fc.property(fc.uniqueArray(odd, { minLength: 1, maxLength: 6 }), (names) => {
      const outcome = translateRequest(from, to, sides[from.name]?.asking(names), { model: 'gpt-4o' })
      if (!outcome.ok) throw new Error(outcome.fault.message)
      const { body: sent, memo } = outcome.value
      const sentNames = sides[to.name]?.offered(sent) ?? []
      expect(new Set(sentNames).size).toBe(names.length)
      expect(sentNames.filter((name) => !/^[\w-]{1,64}$/.test(name))).toEqual([])
      expect(sentNames.map((name) => memo.toolNames.get(name) ?? name)).toEqual(names)
    }),
    runs(150),
  )
})

test.each([
  ['Messages', anthropicMessages],
  ['Chat', openaiChat],
])('LAW-14, TR-3: Responses to %s, distinct ids of calls stay distinct and legal, with their results', (_, to) => {
  hold(
    fc.property(fc.uniqueArray(odd, { minLength: 2, maxLength: 6 }), (ids) => {
      const calls = ids.map((call_id) => ({ type: 'function_call', call_id, name: 'f', arguments: '{}' }))
      const results = ids.map((call_id) => ({ type: 'function_call_output', call_id, output: 'y' }))
      const input = [{ role: 'user', content: 'x' }, ...calls, ...results]
      const outcome = translateRequest(openaiResponses, to, { model: 'm', input }, { model: 'gpt-4o' })
      if (!outcome.ok) throw new Error(outcome.fault.message)
      const sent = JSON.stringify(outcome.value.body)
      const found = (member: string): string[] => [...sent.matchAll(new RegExp(`"${member}":"([^"]*)"`, 'g'))].map(([, id = '']) => id)
      const called = found('id')
      expect([new Set(called).size, called.filter((id) => !/^[\w-]{1,64}$/.test(id))]).toEqual([ids.length, []])
      expect(to === openaiChat ? found('tool_call_id') : found('tool_use_id')).toEqual(called)
    }),
    runs(150),
  )
})
