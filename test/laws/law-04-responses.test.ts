import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, capabilitiesOf, createContext, openaiChat, openaiResponses, type Carry, type Format } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { normalChat, normalMessages, normalResponses } from './normal.ts'
import { chatRequest, messagesRequest } from './requests.ts'
import { anyResponsesRequest, explicit, leftOut, leniently, responsesRequest } from './responses-requests.ts'
import { translateRequest } from './watch.ts'

const context = createContext({ secret: 'law' })

/** A model of each provider that takes all that is drawn. */
const able = {
  [anthropicMessages.name]: { ...capabilitiesOf('anthropic', 'claude-sonnet-4-5').capabilities, samplingExclusive: false, midSystem: true },
  [openaiChat.name]: capabilitiesOf('openai', 'gpt-4o').capabilities,
  [openaiResponses.name]: capabilitiesOf('openai', 'gpt-4o').capabilities,
}

/** The request that a translation makes, and what it keeps for the way back. */
function sent(from: Format, to: Format, body: Document, carry?: Carry): { body: Document; carry: Carry } {
  const capabilities = able[to.name] ?? {}
  const outcome = translateRequest(from, to, body, { strictness: 'lenient', context, capabilities, ...(carry ? { carry } : {}) })
  if (!outcome.ok) throw new Error(`${outcome.fault.param}: ${outcome.fault.message}`)
  return { body: outcome.value.body, carry: outcome.carry }
}

const there = (from: Format, to: Format, body: Document): Document => {
  const out = sent(from, to, body)
  return sent(to, from, out.body, out.carry).body
}

/** What the gateway does itself (REQ-A-7), and limits that Responses raises (REQ-A-2), are drawn for other laws. */
const asked = (request: fc.Arbitrary<Document>, limit: string): fc.Arbitrary<Document> =>
  request.map(({ stop_sequences: _, stop: __, ...body }) => ({ ...body, [limit]: (body[limit] as number) + 16 }))

const ways: readonly (readonly [string, Format, Format, fc.Arbitrary<Document>, (request: Document) => Document])[] = [
  ['Messages', anthropicMessages, openaiResponses, asked(messagesRequest, 'max_tokens'), normalMessages],
  ['Chat', openaiChat, openaiResponses, asked(chatRequest, 'max_completion_tokens'), normalChat],
]

test.each(ways)('LAW-4: a %s request goes to Responses and back', (_, from, to, request, normal) => {
  hold(
    fc.property(request, (body) => {
      expect(normal(there(from, to, body))).toEqual(normal(body))
    }),
    runs(100),
  )
})

test.each([
  ['Messages', anthropicMessages],
  ['Chat', openaiChat],
])('LAW-4: a Responses request goes to %s and back', (_, to) => {
  hold(
    fc.property(responsesRequest, (body) => {
      expect(normalResponses(there(openaiResponses, to, body))).toEqual(normalResponses(explicit(body)))
    }),
    runs(100),
  )
})

/** Requests with members that no specification knows, at the top, in an item and in a part. */
const withUnknown = (request: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc.tuple(request, fc.constantFrom<Value>(1, 'new', [1], { deep: ['new'] })).map(([body, unknown]) => {
    const input = (body['input'] as readonly Document[]).map((item) => {
      const { content } = item
      const marked = Array.isArray(content) ? content.map((part: Document) => ({ ...part, brand_new: unknown })) : content
      return { ...item, ...(marked === undefined ? {} : { content: marked }), brand_new: unknown }
    })
    return { ...body, input, brand_new: unknown }
  })

test('LAW-4, CAR-1: a Responses request is read and written as it is', () => {
  hold(
    fc.property(withUnknown(anyResponsesRequest), (body) => {
      expect(normalResponses(sent(openaiResponses, openaiResponses, body).body)).toEqual(normalResponses(body))
    }),
    runs(150),
  )
})

test.each([
  ['Messages', anthropicMessages, normalMessages],
  ['Chat', openaiChat, normalChat],
])('LEN-8, LEN-10, LEN-13: towards %s, a Responses request without what clients leave out means the same', (_, to, normal) => {
  hold(
    fc.property(responsesRequest, leftOut, (body, left) => {
      const lenient = sent(openaiResponses, to, leniently(body, left)).body
      expect(normal(lenient)).toEqual(normal(sent(openaiResponses, to, body).body))
    }),
    runs(100),
  )
})
