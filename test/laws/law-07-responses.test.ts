import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validators as messages } from '../../conformance/generated/anthropic-messages/validate.js'
import { validators as chat } from '../../conformance/generated/openai-chat/validate.js'
import { validators as responses } from '../../conformance/generated/openai-responses/validate.js'
import { orderOfResponses } from '../../conformance/judge/order/responses.ts'
import { eventsOf } from '../../conformance/judge/pieces/sse.ts'
import { orderOfMessages } from '../../conformance/order/anthropic-messages.ts'
import { orderOfChunks } from '../../conformance/order/openai-chat.ts'
import { anthropicMessages, openaiChat, openaiResponses, type Format } from '../../src/index.ts'
import { completion, message } from './answers.ts'
import { hold, runs } from './hold.ts'
import { responseStream, roughResponseStream } from './item-streams.ts'
import { response } from './items.ts'
import { completionStream, messageStream, type Streamed } from './streams.ts'
import { bytes, documents, exchange, received, translated, withoutExtensions } from './translating.ts'
import { translateResponse } from './watch.ts'

interface Judge {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}

/** What an API accepts: answers, events, and streams in order, which end whole. */
interface Dialect {
  readonly answer: Judge
  readonly event: Judge
  readonly order: (sse: string) => readonly unknown[]
}

const dialects: { readonly [format: string]: Dialect } = {
  [anthropicMessages.name]: {
    answer: messages['2026-10-21'].response,
    event: messages['2026-10-21'].event,
    order: (sse) => Object.values(orderOfMessages(sse)),
  },
  [openaiChat.name]: {
    answer: chat.v1.response,
    event: chat.v1.event,
    order: (sse) => Object.values(orderOfChunks(sse, true)),
  },
  [openaiResponses.name]: {
    answer: responses.v1.response,
    event: responses.v1.event,
    order: (sse) => Object.values(orderOfResponses(eventsOf(sse))),
  },
}

/** Those of `values` that the closed validator refuses, with its reasons. The dialect's declared extensions are left aside. */
const refused = (judge: Judge | undefined, values: readonly unknown[]): readonly object[] =>
  values
    .map(withoutCitations)
    .map(withoutExtensions)
    .flatMap((value) => (judge?.(value) ? [] : [{ value, errors: judge?.errors }]))

/** RSP-4: chunks of Chat have no member for pages that a text rests on, though answers do. */
const withoutCitations = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      name === 'delta' && typeof member === 'object' ? { ...member, annotations: undefined } : member,
    ),
  )

test('LAW-7: drawn answers and streams of Responses are valid', () => {
  hold(
    fc.property(response, responseStream, (answer, { sse }) => {
      expect(refused(responses.v1.response, [answer])).toEqual([])
      expect(refused(responses.v1.event, documents(sse))).toEqual([])
    }),
    runs(60),
  )
})

const answers: readonly (readonly [string, Format, Format, fc.Arbitrary<object>])[] = [
  ['Responses to Messages', openaiResponses, anthropicMessages, response],
  ['Responses to Chat', openaiResponses, openaiChat, response],
  ['Messages to Responses', anthropicMessages, openaiResponses, message],
  ['Chat to Responses', openaiChat, openaiResponses, completion],
]

test.each(answers)('LAW-7: %s, every translated answer is valid', (_, from, to, drawn) => {
  hold(
    fc.property(drawn, (answer) => {
      const told = received(translateResponse(from, to, answer, exchange()).value)
      expect(refused(dialects[to.name]?.answer, [told])).toEqual([])
    }),
    runs(150),
  )
})

const streams: readonly (readonly [string, Format, Format, fc.Arbitrary<Streamed<unknown>>])[] = [
  ['Responses to Messages', openaiResponses, anthropicMessages, roughResponseStream],
  ['Responses to Chat', openaiResponses, openaiChat, roughResponseStream],
  ['Messages to Responses', anthropicMessages, openaiResponses, messageStream],
  ['Chat to Responses', openaiChat, openaiResponses, completionStream],
]

test.each(streams)('LAW-7: %s, every event of a translated stream is valid, and the stream is in order', (_, from, to, drawn) => {
  hold(
    fc.property(drawn, ({ sse }) => {
      const out = translated(from, to, [bytes(sse)])
      expect(refused(dialects[to.name]?.event, documents(out))).toEqual([])
      expect(dialects[to.name]?.order(out)).toEqual([null, 'whole'])
    }),
    runs(100),
  )
})
