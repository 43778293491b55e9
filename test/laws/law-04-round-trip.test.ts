import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document, Value } from '../../conformance/arbitrary.ts'
import { anthropicMessages, capabilitiesOf, createContext, openaiChat, type Carry, type Format } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { normalChat, normalMessages } from './normal.ts'
import { anyChatRequest, anyMessagesRequest, chatRequest, messagesRequest } from './requests.ts'
import { hold, runs } from './hold.ts'
import { exchange } from './translating.ts'
import { translateRequest, translateResponse } from './watch.ts'

const context = createContext({ secret: 'law' })

/** A model of each provider that takes all that is drawn. */
const able = {
  [anthropicMessages.name]: { ...capabilitiesOf('anthropic', 'claude-sonnet-4-5').capabilities, samplingExclusive: false, midSystem: true },
  [openaiChat.name]: capabilitiesOf('openai', 'gpt-4o').capabilities,
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

/** A Messages answer whose refusal has details, if empty ones. */
const detailed = (answer: Document): Document =>
  answer['stop_reason'] === 'refusal'
    ? { ...answer, stop_details: answer['stop_details'] ?? { type: 'refusal', category: null, explanation: null } }
    : answer

/**
 * The normal form of a Chat answer: `""` for no content (RSP-15), both slices of the prompt where one is known (USE-1), calls
 * as the reason to stop for them (STOP-C-1), and no details of reasoning, which are ours (RSN-8).
 */
const normalAnswer = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer), (name, member: unknown) => {
    if (name === 'reasoning_details') return undefined
    if (name === 'content') return member ?? ''
    if (name === 'prompt_tokens_details') return { cached_tokens: 0, cache_write_tokens: 0, ...(member as object) }
    const { finish_reason, message: said } = (member ?? {}) as { finish_reason?: string; message?: { tool_calls?: unknown } }
    return finish_reason === 'stop' && said?.tool_calls ? { ...(member as object), finish_reason: 'tool_calls' } : member
  })

/** Requests with members that no specification knows, at the top, in a message and in a block. */
const withUnknown = (request: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc.tuple(request, fc.constantFrom<Value>(1, 'new', [1], { deep: ['new'] })).map(([body, unknown]) => {
    const messages = (body['messages'] as readonly Document[]).map((message) => {
      const { content } = message
      const marked = Array.isArray(content) ? content.map((block: Document) => ({ ...block, brand_new: unknown })) : content
      return { ...message, ...(marked === undefined ? {} : { content: marked }), brand_new: unknown }
    })
    return { ...body, messages, brand_new: unknown }
  })

test('LAW-4: a Messages request goes to Chat and back', () => {
  hold(
    fc.property(messagesRequest, (body) => {
      expect(normalMessages(there(anthropicMessages, openaiChat, body))).toEqual(normalMessages(body))
    }),
    runs(200),
  )
})

test('LAW-4: a Chat request goes to Messages and back', () => {
  hold(
    fc.property(chatRequest, (body) => {
      expect(normalChat(there(openaiChat, anthropicMessages, body))).toEqual(normalChat(body))
    }),
    runs(200),
  )
})

test('LAW-4, CAR-1: a Messages request is read and written as it is', () => {
  hold(
    fc.property(withUnknown(anyMessagesRequest), (body) => {
      expect(normalMessages(sent(anthropicMessages, anthropicMessages, body).body)).toEqual(normalMessages(body))
    }),
    runs(200),
  )
})

test('LAW-4, CAR-1: a Chat request is read and written as it is', () => {
  hold(
    fc.property(withUnknown(anyChatRequest), (body) => {
      expect(normalChat(sent(openaiChat, openaiChat, body).body)).toEqual(normalChat(body))
    }),
    runs(200),
  )
})

test('LAW-4, CAR-1: an answer is read and written as it is', () => {
  hold(
    fc.property(message, completion, (a, c) => {
      expect(detailed(translateResponse(anthropicMessages, anthropicMessages, a, exchange()).value)).toEqual(detailed(a))
      expect(normalAnswer(translateResponse(openaiChat, openaiChat, c, exchange()).value)).toEqual(normalAnswer(c))
    }),
    runs(200),
  )
})
