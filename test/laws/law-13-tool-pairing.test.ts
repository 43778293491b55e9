import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { chatRequest, messagesRequest } from './requests.ts'
import { responsesRequest } from './responses-requests.ts'
import { hold, runs } from './hold.ts'
import { received } from './translating.ts'
import { translateRequest } from './watch.ts'

/** A call and its result, as one line of JSON. */
type Pair = string

const list = (value: Value | undefined): readonly Document[] => (Array.isArray(value) ? (value as readonly Document[]) : [])

const textOf = (content: Value | undefined): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map((block) => (typeof block['text'] === 'string' ? block['text'] : ''))
        .join('')

/** Pairs of a Messages conversation. A result must stand in the message after its call (TR-2). */
function messagesPairs(body: Document): Pair[] {
  const messages = list(body['messages'])
  return messages.flatMap((message, index) =>
    list(message['content'])
      .filter(({ type }) => type === 'tool_use')
      .map(({ id, name, input }) => {
        const result = list(messages[index + 1]?.['content']).find(({ tool_use_id }) => tool_use_id === id)
        if (!result) throw new Error(`no result for ${JSON.stringify(id)} right after it`)
        return JSON.stringify([id, name, input, textOf(result['content'])])
      }),
  )
}

/** Pairs of a Chat conversation. Results must follow the message of their call before anything else (TR-1). */
function chatPairs(body: Document): Pair[] {
  const messages = list(body['messages'])
  return messages.flatMap((message, index) => {
    const rest = messages.slice(index + 1)
    const end = rest.findIndex(({ role }) => role !== 'tool')
    const results = end === -1 ? rest : rest.slice(0, end)
    return list(message['tool_calls']).map((call) => {
      const result = results.find(({ tool_call_id }) => tool_call_id === call['id'])
      if (!result) throw new Error(`no result for ${JSON.stringify(call['id'])} right after it`)
      const called = call['function'] as { readonly name: string; readonly arguments: string }
      return JSON.stringify([call['id'], called.name, JSON.parse(called.arguments), textOf(result['content'])])
    })
  })
}

/** Pairs of a Responses conversation. Results must follow the calls beside theirs before anything else (TR-1). */
function responsesPairs(body: Document): Pair[] {
  const items = list(body['input'])
  return items.flatMap((call, index) => {
    if (call['type'] !== 'function_call') return []
    const rest = items.slice(index + 1)
    const end = rest.findIndex(({ type }) => type !== 'function_call' && type !== 'function_call_output')
    const beside = end === -1 ? rest : rest.slice(0, end)
    const result = beside.find(({ type, call_id }) => type === 'function_call_output' && call_id === call['call_id'])
    if (!result) throw new Error(`no result for ${JSON.stringify(call['call_id'])} right after it`)
    return [JSON.stringify([call['call_id'], call['name'], JSON.parse(call['arguments'] as string), textOf(result['output'])])]
  })
}

const sent = (from: Format, to: Format, body: Document): Document => {
  const outcome = translateRequest(from, to, body)
  if (!outcome.ok) throw new Error(outcome.fault.message)
  return received(outcome.value.body)
}

type Side = readonly [Format, (body: Document) => Pair[]]

const a: Side = [anthropicMessages, messagesPairs]
const c: Side = [openaiChat, chatPairs]
const r: Side = [openaiResponses, responsesPairs]

test.each<readonly [string, Side, Side, fc.Arbitrary<Document>]>([
  ['Messages to Chat', a, c, messagesRequest],
  ['Chat to Messages', c, a, chatRequest],
  ['Messages to Responses', a, r, messagesRequest],
  ['Chat to Responses', c, r, chatRequest],
  ['Responses to Messages', r, a, responsesRequest],
  ['Responses to Chat', r, c, responsesRequest],
  ['Responses to Responses', r, r, responsesRequest],
])('LAW-13: %s keeps every call with its result', (_, [from, before], [to, after], request) => {
  hold(
    fc.property(request, (body) => {
      expect(after(sent(from, to, body)).sort()).toEqual(before(body).sort())
    }),
    runs(150),
  )
})
