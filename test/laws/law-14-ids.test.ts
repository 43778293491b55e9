import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { exchange } from './translating.ts'
import { translateResponse } from './watch.ts'

const odd = fc.oneof(
  fc.string({ minLength: 1, maxLength: 90 }),
  fc.stringMatching(/^[a-z]{60,80}$/),
  fc.constantFrom('a.b', 'a_b', 'a b', 'a/b', 'a_2fb', 'a_5f2fb', 'resp_a', 'msg_a'),
)
const distinct = fc.uniqueArray(odd, { minLength: 2, maxLength: 6 })

/** An answer of each API that calls a tool by each id, and the ids that an answer calls by. */
interface Side {
  readonly calling: (id: string, calls: readonly string[]) => Document
  readonly called: (answer: Document) => readonly unknown[]
  /** Ids of calls that its clients can send back. */
  readonly legal: RegExp
}

const sides: { readonly [format: string]: Side } = {
  [anthropicMessages.name]: {
    calling: (id, calls) => ({
      id,
      type: 'message',
      role: 'assistant',
      model: 'm',
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 1 },
      content: calls.map((call) => ({ type: 'tool_use', id: call, name: 'f', input: {} })),
    }),
    called: ({ content }) => (content as readonly Document[]).map((block) => block['id']),
    legal: /^[\w-]+$/,
  },
  [openaiChat.name]: {
    calling: (id, calls) => {
      const tool_calls = calls.map((call) => ({ id: call, type: 'function', function: { name: 'f', arguments: '{}' } }))
      return {
        id,
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' }],
      }
    },
    called: ({ choices }) => {
      const [{ message }] = choices as unknown as readonly [{ readonly message: { readonly tool_calls: readonly Document[] } }]
      return message.tool_calls.map((call) => call['id'])
    },
    legal: /^[^]+$/,
  },
  [openaiResponses.name]: {
    calling: (id, calls) => ({
      id,
      object: 'response',
      model: 'm',
      status: 'completed',
      output: calls.map((call, index) => ({ type: 'function_call', id: `fc_${index}`, call_id: call, name: 'f', arguments: '{}' })),
    }),
    called: ({ output }) => (output as readonly Document[]).map((item) => item['call_id']),
    legal: /^[\w-]{1,64}$/,
  },
}

const ways: readonly (readonly [string, Format, Format])[] = [
  ['Messages to Responses', anthropicMessages, openaiResponses],
  ['Chat to Responses', openaiChat, openaiResponses],
  ['Responses to Messages', openaiResponses, anthropicMessages],
  ['Responses to Chat', openaiResponses, openaiChat],
]

test.each(ways)('LAW-14, ID-1: %s, distinct ids of answers stay distinct', (_, from, to) => {
  hold(
    fc.property(distinct, (ids) => {
      const told = ids.map((id) => translateResponse(from, to, sides[from.name]?.calling(id, []), exchange()).value['id'])
      expect([new Set(told).size, told.filter((id) => !/^[\w-]+$/.test(id as string))]).toEqual([ids.length, []])
    }),
    runs(200),
  )
})

test.each(ways)('LAW-14, TR-3, EMR-4: %s, distinct ids of calls stay distinct, and legal', (_, from, to) => {
  hold(
    fc.property(distinct, (ids) => {
      const { value } = translateResponse(from, to, sides[from.name]?.calling('x', ids), exchange())
      const told = sides[to.name]?.called(value) ?? []
      expect([new Set(told).size, told.filter((id) => !sides[to.name]?.legal.test(id as string))]).toEqual([ids.length, []])
      if (to !== openaiResponses) return
      const items = (value['output'] as readonly Document[]).map(({ id }) => id)
      expect([new Set(items).size, items.filter((id) => !/^fc_\w+$/.test(id as string))]).toEqual([ids.length, []])
    }),
    runs(200),
  )
})

test.each(ways.slice(0, 2))('LAW-14, TR-4, EMR-4: %s, calls of one answer that share an id get their own', (_, from, to) => {
  hold(
    fc.property(odd, fc.integer({ min: 2, max: 5 }), (id, count) => {
      const calls = Array.from({ length: count }, () => id)
      const { value } = translateResponse(from, to, sides[from.name]?.calling('x', calls), exchange())
      expect(new Set(sides[to.name]?.called(value)).size).toBe(count)
    }),
    runs(100),
  )
})
