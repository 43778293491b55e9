import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../conformance/arbitrary.ts'
import { anthropicMessages, createContext, openaiChat, type Format } from '../../src/index.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { hold, runs } from './hold.ts'
import { translateRequest } from './watch.ts'

const sent = (from: Format, to: Format, body: Document): Document => {
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context: createContext({ secret: 'law' }), model: 'm' })
  return outcome.ok ? outcome.value.body : { refused: outcome.fault.message }
}

const messagesOf = (body: Document): readonly Document[] => (body['messages'] ?? []) as readonly Document[]

/** The conversation up to the reply number `n`, counted round. */
function upToReply(body: Document, n: number): Document {
  const messages = messagesOf(body)
  const replies = messages.flatMap(({ role }, index) => (role === 'assistant' ? [index] : []))
  const cut = replies.length === 0 ? messages.length : replies[n % replies.length]
  return { ...body, messages: messages.slice(0, cut) }
}

test.each<[string, Format, Format, fc.Arbitrary<Document>]>([
  ['Messages to Chat', anthropicMessages, openaiChat, messagesRequest],
  ['Chat to Messages', openaiChat, anthropicMessages, chatRequest],
])('LAW-9: %s, a longer history keeps the translation of the shorter one', (_, from, to, request) => {
  hold(
    fc.property(request, fc.nat(), (body, n) => {
      const before = upToReply(body, n)
      const [short, long] = [messagesOf(sent(from, to, before)), messagesOf(sent(from, to, body))]
      expect(JSON.stringify(long.slice(0, short.length))).toBe(JSON.stringify(short))
    }),
    runs(200),
  )
})

test.each<[string, Format, Format, fc.Arbitrary<Document>]>([
  ['Messages to Chat', anthropicMessages, openaiChat, anyMessagesRequest],
  ['Chat to Messages', openaiChat, anthropicMessages, anyChatRequest],
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
