import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat } from '../../src/index.ts'
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

test('LAW-14: tool names map one to one, and back', () => {
  hold(
    fc.property(fc.uniqueArray(odd, { minLength: 1, maxLength: 6 }), (names) => {
      const tools = names.map((name) => ({ name, input_schema: { type: 'object' } }))
      const body = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }], tools }
      const outcome = translateRequest(anthropicMessages, openaiChat, body, { model: 'gpt-4o' })
      if (!outcome.ok) throw new Error(outcome.fault.message)
      const { body: sent, memo } = outcome.value
      const sentNames = (sent['tools'] as readonly { function: Document }[]).map((tool) => tool.function['name'] as string)
      expect(new Set(sentNames).size).toBe(names.length)
      expect(sentNames.filter((name) => !/^[\w-]{1,64}$/.test(name))).toEqual([])
      expect(sentNames.map((name) => memo.toolNames.get(name) ?? name)).toEqual(names)
    }),
    runs(300),
  )
})
