import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anthropicMessages, openaiChat, openaiResponses } from '../../src/index.ts'
import { hold, runs } from './hold.ts'
import { responseStream, roughResponseStream } from './item-streams.ts'
import { assembledCompletion, assembledMessage, assembledResponse } from './sdks.ts'
import { completionStream, messageStream } from './streams.ts'
import { bytes, documents, exchange, received, translated } from './translating.ts'
import { translateResponse } from './watch.ts'

/**
 * A Chat answer without what its client does not join: of members it does not know it keeps the last value (EMC-3). Streams of
 * Responses tell no bytes of tokens (EVX-1).
 */
const known = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) => (name === 'reasoning_content' ? undefined : name === 'bytes' ? null : member)),
  )

/** All reasoning that chunks, or a whole answer, show. */
const reasoning = (shown: readonly object[]): string =>
  shown
    .flatMap((each) =>
      [...JSON.stringify(each).matchAll(/"reasoning_content":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text))),
    )
    .join('')

test('LAW-1: the official Anthropic client makes of a drawn stream the answer it was drawn from', async () => {
  await hold(
    fc.asyncProperty(messageStream, async ({ answer, sse }) => {
      expect(await assembledMessage(sse)).toEqual(answer)
    }),
    runs(60),
  )
})

test('LAW-1: the official OpenAI client makes of a drawn stream the answer it was drawn from', async () => {
  await hold(
    fc.asyncProperty(completionStream, async ({ answer, sse }) => {
      expect(known(await assembledCompletion(sse))).toEqual(known(answer))
    }),
    runs(60),
  )
})

test('LAW-1: a Messages stream, translated and assembled by the official OpenAI client, is the translated answer', async () => {
  await hold(
    fc.asyncProperty(messageStream, async ({ answer, sse }) => {
      const unary = received(translateResponse(anthropicMessages, openaiChat, answer, exchange()).value)
      const streamed = translated(anthropicMessages, openaiChat, [bytes(sse)])
      expect(known(await assembledCompletion(streamed))).toEqual(known(unary))
      expect(reasoning(documents(streamed))).toEqual(reasoning([unary]))
    }),
    runs(120),
  )
})

test('LAW-1: a Chat stream, translated and assembled by the official Anthropic client, is the translated answer', async () => {
  await hold(
    fc.asyncProperty(completionStream, async ({ answer, sse }) => {
      const unary = received(translateResponse(openaiChat, anthropicMessages, answer, exchange()).value)
      const streamed = await assembledMessage(translated(openaiChat, anthropicMessages, [bytes(sse)]))
      expect(streamed).toEqual(unary)
    }),
    runs(120),
  )
})

test('LAW-1: the official OpenAI client makes of a drawn stream of Responses the answer it was drawn from', async () => {
  await hold(
    fc.asyncProperty(responseStream, async ({ answer, sse }) => {
      expect(await assembledResponse(sse)).toEqual(answer)
    }),
    runs(60),
  )
})

const ofResponses = [
  ['', responseStream],
  [' of another host', roughResponseStream],
] as const

test.each(ofResponses)(
  'LAW-1, EVR-15: a Responses stream%s, translated and assembled by the official Anthropic client, is the translated answer',
  async (_, stream) => {
    await hold(
      fc.asyncProperty(stream, async ({ answer, sse }) => {
        const unary = received(translateResponse(openaiResponses, anthropicMessages, answer, exchange()).value)
        expect(await assembledMessage(translated(openaiResponses, anthropicMessages, [bytes(sse)]))).toEqual(unary)
      }),
      runs(100),
    )
  },
)

test.each(ofResponses)(
  'LAW-1, EVR-15: a Responses stream%s, translated and assembled by the official OpenAI client, is the translated answer',
  async (_, stream) => {
    await hold(
      fc.asyncProperty(stream, async ({ answer, sse }) => {
        const unary = received(translateResponse(openaiResponses, openaiChat, answer, exchange()).value)
        const streamed = translated(openaiResponses, openaiChat, [bytes(sse)])
        expect(known(await assembledCompletion(streamed))).toEqual(known(unary))
        expect(reasoning(documents(streamed))).toEqual(reasoning([unary]))
      }),
      runs(100),
    )
  },
)

const toResponses = [
  ['Messages', anthropicMessages, messageStream],
  ['Chat', openaiChat, completionStream],
] as const

test.each(toResponses)(
  'LAW-1: a %s stream, translated to Responses and assembled by the official client, is the translated answer',
  async (_, from, stream) => {
    await hold(
      fc.asyncProperty(stream, async ({ answer, sse }) => {
        const unary = received(translateResponse(from, openaiResponses, answer, exchange()).value)
        expect(await assembledResponse(translated(from, openaiResponses, [bytes(sse)]))).toEqual(unary)
      }),
      runs(100),
    )
  },
)
