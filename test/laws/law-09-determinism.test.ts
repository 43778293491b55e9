import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, createContext, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { anyResponsesRequest, responsesRequest } from './responses-requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

const sent = (from: Format, to: Format, body: Document): Document => {
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context: createContext({ secret: 'law' }), model: 'm' })
  return outcome.ok ? outcome.value.body : { refused: outcome.fault.message }
}

const messagesOf = (body: Document): readonly Document[] => (body['messages'] ?? body['input'] ?? []) as readonly Document[]

/** What stays as it was: instructions, and messages without markers, which move along with the end of a conversation. */
const steady = (body: Document, upTo?: number): string =>
  JSON.stringify([body['instructions'] ?? null, messagesOf(body).slice(0, upTo)], (name, value: unknown) =>
    name === 'prompt_cache_breakpoint' ? undefined : value,
  )

/** The conversation up to the reply number `n`, counted round. */
function upToReply(body: Document, n: number): Document {
  const messages = messagesOf(body)
  const isReply = (item: Document | undefined): boolean => item?.['role'] === 'assistant' || item?.['type'] === 'function_call'
  const replies = messages.flatMap((item, index) => (isReply(item) && !isReply(messages[index - 1]) ? [index] : []))
  const cut = replies.length === 0 ? messages.length : replies[n % replies.length]
  return { ...body, ['input' in body ? 'input' : 'messages']: messages.slice(0, cut) }
}

test.each<[string, Format, Format, fc.Arbitrary<Document>]>([
  ['Messages to Chat', anthropicMessages, openaiChat, messagesRequest],
  ['Chat to Messages', openaiChat, anthropicMessages, chatRequest],
  ['Messages to Responses', anthropicMessages, openaiResponses, messagesRequest],
  ['Chat to Responses', openaiChat, openaiResponses, chatRequest],
  ['Responses to Messages', openaiResponses, anthropicMessages, responsesRequest],
  ['Responses to Chat', openaiResponses, openaiChat, responsesRequest],
])('LAW-9: %s, a longer history keeps the translation of the shorter one', (_, from, to, request) => {
  hold(
    fc.property(request, fc.nat(), (body, n) => {
      const before = upToReply(body, n)
      const [short, long] = [sent(from, to, before), sent(from, to, body)]
      expect(steady(long, messagesOf(short).length)).toBe(steady(short))
    }),
    runs(200),
  )
})

test.each<[string, Format, Format, fc.Arbitrary<Document>]>([
  ['Messages to Chat', anthropicMessages, openaiChat, anyMessagesRequest],
  ['Chat to Messages', openaiChat, anthropicMessages, anyChatRequest],
  ['Messages to Responses', anthropicMessages, openaiResponses, anyMessagesRequest],
  ['Chat to Responses', openaiChat, openaiResponses, anyChatRequest],
  ['Responses to Messages', openaiResponses, anthropicMessages, anyResponsesRequest],
  ['Responses to Chat', openaiResponses, openaiChat, anyResponsesRequest],
  ['Responses to Responses', openaiResponses, openaiResponses, anyResponsesRequest],
])('LAW-9: %s, the same request is always translated the same, and left as it was', (_, from, to, request) => {
  hold(
    fc.property(request, (body) => {
      const before = JSON.stringify(body)
      expect(JSON.stringify(sent(from, to, body))).toBe(JSON.stringify(sent(from, to, body)))
      expect(JSON.stringify(body)).toBe(before)
    }),
    runs(100),
  )
})
